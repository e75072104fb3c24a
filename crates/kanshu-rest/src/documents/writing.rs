//! What every write reads from its request, in this order: who, which document, which revision, what.

use actix_web::HttpRequest;
use kanshu_domain::{decode::FieldError, id::DocumentId, kind::Kind, revision::RevisionNumber};
use serde_json::{Map, Value};

use crate::{
    authentication::Caller, conditional::expected_revision, parameters, problem::Problem,
    resource::segment, schemas,
};

/// Who wants to change which revision of what.
pub(super) struct Write {
    pub(super) caller: Caller,
    pub(super) document: DocumentId,
    pub(super) expected: RevisionNumber,
}

impl Write {
    /// # Errors
    /// 401 for visitors and 403 for outsiders, whatever stands at the address; 428 and 400 for a missing or wrong `If-Match`.
    pub(super) async fn of(request: &HttpRequest) -> Result<Self, Problem> {
        parameters::none(request)?;
        let caller = Caller::known(request).await?;
        kanshu_domain::policy::may_enter_newsroom(&caller.actor)?;
        let document = segment(request, "id")?;
        let expected = expected_revision(request.headers())?;
        Ok(Self { caller, document, expected })
    }
}

/// The fields that stand beside the content in a flat body, taken out of it one by one.
pub(super) struct Flat {
    fields: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Flat {
    /// # Errors
    /// 422 when the body is no object.
    pub(super) fn of(body: Value) -> Result<Self, Problem> {
        match body {
            Value::Object(fields) => Ok(Self { fields, errors: Vec::new() }),
            _ => Err(Problem::invalid(&[FieldError::invalid("", "the body is a JSON object")])),
        }
    }

    /// A field, when it is there; its value may be null.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name)
    }

    /// A field as text that `T` accepts; absent and null are `None`. What is wrong is kept for
    /// [`Flat::content`].
    pub(super) fn parse<T>(&mut self, name: &str) -> Option<T>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        match self.take(name) {
            None | Some(Value::Null) => None,
            Some(value) => self.parse_value(name, &value),
        }
    }

    /// A value as text that `T` accepts.
    pub(super) fn parse_value<T>(&mut self, name: &str, value: &Value) -> Option<T>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        let parsed = match value.as_str() {
            Some(text) => text.parse().map_err(|error: T::Err| error.to_string()),
            None => Err("must be a string".to_owned()),
        };
        parsed.map_err(|message| self.errors.push(FieldError::invalid(name, message))).ok()
    }

    /// The rest: the kind's content.
    ///
    /// # Errors
    /// 422 with what was wrong so far, and with every field that is worked out and cannot be written.
    pub(super) fn content(mut self, kind: Kind) -> Result<Value, Problem> {
        for name in schemas::read_only_fields_of(kind) {
            if self.fields.contains_key(name) {
                self.errors.push(FieldError::coded(
                    name.clone(),
                    "read_only",
                    "is worked out by the server; leave it out",
                ));
            }
        }
        if self.errors.is_empty() {
            Ok(Value::Object(self.fields))
        } else {
            Err(Problem::invalid(&self.errors))
        }
    }
}

/// A note is one text of reasonable length.
pub(super) struct Note(pub(super) String);

impl std::str::FromStr for Note {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.chars().count() > 2_000 {
            Err("must have at most 2,000 characters".to_owned())
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use kanshu_domain::values::Slug;
    use serde_json::json;

    use super::*;
    use crate::problem::Code;

    #[test]
    fn facts_are_taken_out_of_a_flat_body_and_the_content_is_left() {
        let body = json!({ "title": "t", "slug": "a-b", "note": "why" });
        let mut flat = Flat::of(body).unwrap();
        assert_eq!(flat.parse::<Slug>("slug").unwrap().as_str(), "a-b");
        assert_eq!(flat.parse::<Note>("note").unwrap().0, "why");
        assert_eq!(flat.content(Kind::Article).unwrap(), json!({ "title": "t" }));
    }

    #[test]
    fn everything_wrong_beside_the_content_is_said_at_once() {
        let mut flat = Flat::of(json!({ "slug": "Not A Slug", "toc": [], "id": "x" })).unwrap();
        assert!(flat.parse::<Slug>("slug").is_none());
        let problem = flat.content(Kind::Article).unwrap_err();
        assert_eq!(problem.code(), Code::Invalid);
        assert!(problem.to_string().contains('3'), "{problem}");
    }
}
