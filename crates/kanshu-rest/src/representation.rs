//! A document as JSON: flat, with the same field names in reading and writing.

mod derived;
mod envelope;
mod inclusions;

use chrono::{DateTime, Utc};
use kanshu_domain::{
    document::{Document, PublishedFacts},
    time::{Instant, tokyo_date},
    values::Locale,
    workflow::Approval,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(crate) use derived::Titles;
pub(crate) use envelope::{ListMeta, page, single, single_revision};
pub(crate) use inclusions::{Inclusions, titles};

use crate::{parameters::ReadParameters, problem::Problem};

/// How documents are shown in one answer.
pub(crate) struct Showing<'a> {
    pub(crate) parameters: &'a ReadParameters,
    /// For the language of words that the server adds, where the document has no locale.
    pub(crate) locale: &'a Locale,
    pub(crate) now: Instant,
    /// The titles of documents referred to, for formatted bodies.
    pub(crate) titles: &'a Titles,
}

impl Showing<'_> {
    /// The document, with the fields that were asked for.
    ///
    /// # Errors
    /// 500 when the document cannot be written down, which would be a fault of ours.
    pub(crate) fn document(&self, document: &Document) -> Result<Value, Problem> {
        let mut fields = self.whole(document)?;
        if let Some(asked) = &self.parameters.fields {
            fields.retain(|name, _| asked.contains(name));
        }
        Ok(Value::Object(fields))
    }

    /// The document with all its fields.
    pub(crate) fn whole(&self, document: &Document) -> Result<Map<String, Value>, Problem> {
        let mut fields = facts(document, self.now)?;
        fields.extend(object(&*document.content)?);
        if document.desk.is_none() {
            hide_patients_records(&mut fields);
        }
        fields.extend(derived::of(document, self.locale));
        fields.extend(derived::formatted_body(
            document,
            self.parameters.body_format,
            self.locale,
            self.titles,
        ));
        Ok(fields)
    }
}

fn facts(document: &Document, now: Instant) -> Result<Map<String, Value>, Problem> {
    let mut fields = object(&Facts {
        id: document.id.0,
        kind: document.kind,
        translation_group: document.group.0,
        locale: document.locale.as_ref(),
        slug: document.slug.as_ref().map(ToString::to_string),
        published_at: document.published.map(|PublishedFacts { at, .. }| at),
        first_published_at: document.published.map(|PublishedFacts { first_at, .. }| first_at),
        updated_at: document.updated_at,
    })?;
    // A signature that was taken back vouches for nothing; the history shows it.
    if let Some(approval) = document.approval.as_ref().filter(|given| given.revoked.is_none()) {
        fields.insert("review".to_owned(), review(approval, now));
    }
    if let Some(desk) = &document.desk {
        fields.insert("createdAt".to_owned(), json!(document.created_at));
        let desk = json!({
            "state": desk.state, "publicState": desk.public_state, "author": desk.author,
            "note": desk.note, "stale": desk.stale,
        });
        fields.insert("desk".to_owned(), desk);
    }
    Ok(fields)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts<'a> {
    id: uuid::Uuid,
    kind: kanshu_domain::kind::Kind,
    translation_group: uuid::Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a Locale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_published_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
}

/// Who answers for the revision shown, as they were when they signed.
fn review(approval: &Approval, now: Instant) -> Value {
    json!({
        "supervisingPhysician": {
            "id": approval.physician,
            "name": approval.physician_name,
            "credentials": approval.credentials,
        },
        "lastReviewed": tokyo_date(approval.at),
        "signedAt": approval.at,
        "validUntil": approval.valid_until,
        "statement": approval.statement,
        "overdue": !approval.is_valid(now),
    })
}

/// Takes the record of the patient's consent out of photographs before and after: it is kept for the
/// gate and for whoever inspects the clinic, not for readers.
fn hide_patients_records(fields: &mut Map<String, Value>) {
    let Some(Value::Array(blocks)) = fields.get_mut("body") else { return };
    for block in blocks.iter_mut().filter_map(Value::as_object_mut) {
        if block.get("type").is_some_and(|name| name == "case_photo") {
            block.remove("consent");
        }
    }
}

/// A value as a JSON object.
fn object(value: &impl Serialize) -> Result<Map<String, Value>, Problem> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Problem::internal("a document is not a JSON object")),
    }
}

#[cfg(test)]
mod tests;
