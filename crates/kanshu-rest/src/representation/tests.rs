use std::sync::Arc;

use kanshu_domain::{
    content::Content,
    document::{DeskFacts, Document},
    id::{ApprovalId, DocumentId, UserId},
    kind::Kind,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::Locale,
    workflow::{Approval, DeskState, PublicState, Revocation},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Showing, Titles};
use crate::parameters::{BodyFormat, ReadParameters};

const CONSENT: &str = "同意書 第12号";

fn noon() -> Instant {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

fn image(name: &str) -> Value {
    json!({ "url": format!("https://images.example/{name}.jpg"), "alt": name,
            "width": 600, "height": 400 })
}

/// An article with photographs before and after.
fn document(desk: bool) -> Document {
    let id = DocumentId(Uuid::from_u128(7));
    let content = Content::decode(
        Kind::Article,
        json!({ "title": "しみの治療", "body": [
            { "id": "01900000-0000-7000-8000-000000000001", "type": "case_photo",
              "before": image("前"), "after": image("後"),
              "consent": CONSENT, "content": "照射", "sessions": "3回" },
        ]}),
    );
    let desk = desk.then(|| DeskFacts {
        state: DeskState::Draft,
        public_state: PublicState::Public,
        author: "operator".to_owned(),
        note: None,
        stale: None,
    });
    Document {
        id,
        group: id.founding_group(),
        kind: Kind::Article,
        locale: Some(Locale::ja()),
        slug: None,
        revision: RevisionNumber(1),
        hash: Sha256Hash::of(b"content"),
        content: Arc::new(content.unwrap()),
        created_at: noon(),
        updated_at: noon(),
        published: None,
        approval: None,
        desk,
    }
}

fn approval(document: &Document) -> Approval {
    Approval {
        id: ApprovalId(Uuid::from_u128(8)),
        document: document.id,
        revision: document.revision,
        hash: document.hash,
        user: UserId(Uuid::from_u128(9)),
        physician: document.group,
        physician_name: serde_json::from_value(json!({ "ja": "架空 花子" })).unwrap(),
        credentials: Vec::new(),
        statement: "監修しました。".to_owned(),
        four_eyes: true,
        at: noon(),
        valid_until: noon() + chrono::Duration::days(365),
        signed_views: Vec::new(),
        revoked: None,
    }
}

fn shown(document: &Document, body_format: BodyFormat) -> Value {
    let parameters = ReadParameters { body_format, ..ReadParameters::default() };
    let showing = Showing {
        parameters: &parameters,
        locale: &Locale::ja(),
        now: noon(),
        titles: &Titles::new(),
    };
    showing.document(document).unwrap()
}

#[test]
fn a_patients_consent_is_not_published_in_any_format() {
    for format in [
        BodyFormat::Blocks,
        BodyFormat::Html,
        BodyFormat::Markdown,
        BodyFormat::PortableText,
        BodyFormat::PlainText,
    ] {
        let public = shown(&document(false), format).to_string();
        assert!(public.contains("照射"), "{public}");
        assert!(!public.contains("consent") && !public.contains(CONSENT), "{public}");
    }
}

#[test]
fn the_desk_sees_a_patients_consent_in_the_blocks() {
    let desk = shown(&document(true), BodyFormat::Blocks);
    assert_eq!(desk["body"][0]["consent"], CONSENT);
}

#[test]
fn a_signature_that_was_taken_back_is_not_shown() {
    let mut document = document(false);
    let mut approval = approval(&document);
    document.approval = Some(Arc::new(approval.clone()));
    let signed = shown(&document, BodyFormat::Blocks);
    assert_eq!(signed["review"]["supervisingPhysician"]["name"]["ja"], "架空 花子");

    approval.revoked =
        Some(Revocation { at: noon(), by: "operator".to_owned(), reason: "誤り".to_owned() });
    document.approval = Some(Arc::new(approval));
    assert!(shown(&document, BodyFormat::Blocks).get("review").is_none());
}

#[test]
fn when_a_document_was_begun_is_shown_at_the_desk_only() {
    assert!(shown(&document(false), BodyFormat::Blocks).get("createdAt").is_none());
    assert_eq!(shown(&document(true), BodyFormat::Blocks)["createdAt"], json!(noon()));
}
