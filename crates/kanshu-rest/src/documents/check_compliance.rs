//! `POST /compliance/check`: words that are not saved, before the rule packs.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{
    compliance::TextContext, decode::FieldError, kind::Kind, kinds::article::Jurisdiction, policy,
};
use kanshu_editorial::{NewContent, Unsaved, UnsavedText};
use serde::Deserialize;
use serde_json::Value;

use super::{
    compliance_report::answer,
    writing::{Flat, Note},
};
use crate::{
    authentication::{Caller, services},
    body, parameters,
    problem::Problem,
};

/// Either a text or a document; see [`Words::unsaved`].
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Words {
    text: Option<String>,
    context: Option<TextContext>,
    jurisdictions: Option<Vec<Jurisdiction>>,
    kind: Option<Kind>,
    document: Option<Value>,
}

/// Says what the rule packs in force today say, and stores nothing.
pub(crate) async fn check_compliance(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let caller = Caller::known(&request).await?;
    policy::may_check_compliance(&caller.actor)?;
    let words: Words = body::request(&request, payload).await?;
    let services = services(&request)?;
    let report =
        kanshu_editorial::check_compliance(&services.desk, &caller.actor, words.unsaved()?).await?;
    Ok(answer(&report))
}

impl Words {
    fn unsaved(self) -> Result<Unsaved, Problem> {
        match self {
            Self { text: Some(text), context, jurisdictions, kind: None, document: None } => {
                Ok(Unsaved::Text(UnsavedText {
                    text,
                    context: context.unwrap_or_default(),
                    jurisdictions: jurisdictions.unwrap_or_default(),
                }))
            }
            Self {
                kind: Some(kind),
                document: Some(document),
                text: None,
                context: None,
                jurisdictions: None,
            } => {
                let mut flat = Flat::of(document)?;
                Ok(Unsaved::Document(NewContent {
                    kind,
                    locale: flat.parse("locale"),
                    slug: flat.parse("slug"),
                    note: flat.parse::<Note>("note").map(|note| note.0),
                    content: flat.content(kind)?,
                }))
            }
            _ => Err(Problem::invalid(&[FieldError::invalid(
                "",
                "send either `text` (with `context` and `jurisdictions` where they matter) or `kind` \
                 and `document`",
            )])),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::problem::Code;

    fn unsaved(body: Value) -> Result<Unsaved, Code> {
        let words: Words = serde_json::from_value(body).unwrap();
        words.unsaved().map_err(|problem| problem.code())
    }

    #[test]
    fn a_text_stands_in_the_body_of_a_page_when_nobody_says_where() {
        let Ok(Unsaved::Text(text)) = unsaved(json!({ "text": "点滴の話" })) else { panic!() };
        assert_eq!(text.context, TextContext::Body);
        let banner = unsaved(json!({ "text": "点滴の話", "context": "sns" }));
        assert!(matches!(banner, Ok(Unsaved::Text(text)) if text.context == TextContext::Banner));
    }

    #[test]
    fn a_document_is_written_as_for_its_creation() {
        let body = json!({ "kind": "tag", "document": { "slug": "a", "name": { "ja": "札" } } });
        let Ok(Unsaved::Document(new)) = unsaved(body) else { panic!() };
        assert_eq!(new.kind, Kind::Tag);
        assert_eq!(new.content, json!({ "name": { "ja": "札" } }));
    }

    #[test]
    fn neither_or_both_is_refused() {
        for body in [
            json!({}),
            json!({ "kind": "tag" }),
            json!({ "document": {} }),
            json!({ "text": "x", "kind": "tag", "document": {} }),
            json!({ "context": "banner", "kind": "tag", "document": {} }),
        ] {
            assert_eq!(unsaved(body).err(), Some(Code::Invalid));
        }
    }
}
