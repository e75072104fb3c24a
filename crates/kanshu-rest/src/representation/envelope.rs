//! The envelope: `{data, included?, meta}`.

use kanshu_domain::{
    document::Document,
    query::{Cursor, Page},
    revision::Sha256Hash,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Showing;
use crate::problem::Problem;

/// Where a page lies in its list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListMeta {
    pub(crate) has_next_page: bool,
    pub(crate) has_previous_page: bool,
    pub(crate) start_cursor: Option<String>,
    pub(crate) end_cursor: Option<String>,
}

impl ListMeta {
    pub(crate) fn of(page: &Page<Document>) -> Self {
        let cursor = |item: Option<&(Cursor, Document)>| item.map(|(cursor, _)| cursor.encode());
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: cursor(page.items.first()),
            end_cursor: cursor(page.items.last()),
        }
    }
}

/// One document, with what it refers to when that was asked for.
pub(crate) fn single(
    document: &Document,
    included: Option<Map<String, Value>>,
    showing: &Showing<'_>,
) -> Result<String, Problem> {
    let mut envelope = json!({
        "data": showing.document(document)?,
        "meta": { "revision": format!("r{}", document.revision) },
    });
    include(&mut envelope, included);
    Ok(envelope.to_string())
}

/// One revision of a document, with the digests of the compliance reports under which it went public,
/// oldest first.
pub(crate) fn single_revision(
    document: &Document,
    reports: &[Sha256Hash],
    showing: &Showing<'_>,
) -> Result<String, Problem> {
    let meta = json!({ "revision": format!("r{}", document.revision), "reports": reports });
    Ok(json!({ "data": showing.document(document)?, "meta": meta }).to_string())
}

/// A page of documents, with what they refer to when that was asked for.
pub(crate) fn page(
    page: &Page<Document>,
    included: Option<Map<String, Value>>,
    showing: &Showing<'_>,
) -> Result<String, Problem> {
    let data: Result<Vec<Value>, Problem> =
        page.items.iter().map(|(_, document)| showing.document(document)).collect();
    let mut envelope = json!({ "data": data?, "meta": ListMeta::of(page) });
    include(&mut envelope, included);
    Ok(envelope.to_string())
}

fn include(envelope: &mut Value, included: Option<Map<String, Value>>) {
    if let (Some(fields), Some(included)) = (envelope.as_object_mut(), included) {
        fields.insert("included".to_owned(), Value::Object(included));
    }
}
