use kanshu_domain::{
    content::Content, decode::FieldError, kind::Kind, kinds::article::Jurisdiction, reference::Role,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixtures::{article, group};

fn errors(kind: Kind, value: Value) -> Vec<FieldError> {
    Content::decode(kind, value).unwrap_err()
}

fn fields(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors.iter().map(|error| (error.field.as_str(), error.code)).collect()
}

fn block(n: u128, mut rest: Value) -> Value {
    rest["id"] = json!(Uuid::from_u128(n));
    rest
}

#[test]
fn content_reads_back_as_written() {
    let first = Content::decode(Kind::Article, article()).unwrap();
    let again = Content::decode(Kind::Article, serde_json::to_value(&first).unwrap()).unwrap();
    assert_eq!(first, again);
}

#[test]
fn every_field_error_is_said_at_once() {
    let found = errors(
        Kind::Article,
        json!({
            "title": "", "colour": "red", "clinic": 7,
            "readerQuestions": ["可", "\u{0}"], "targetJurisdictions": ["mars"],
        }),
    );
    let mut found = fields(&found);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("clinic", "invalid"),
            ("colour", "unknown_field"),
            ("readerQuestions[1]", "invalid"),
            ("targetJurisdictions[0]", "invalid"),
            ("title", "invalid"),
        ]
    );
}

#[test]
fn an_article_without_clearances_keeps_its_bytes() {
    let stored = serde_json::to_value(Content::decode(Kind::Article, article()).unwrap()).unwrap();
    assert!(stored.get("preClearances").is_none());
    let mut empty = article();
    empty["preClearances"] = json!([]);
    let empty = serde_json::to_value(Content::decode(Kind::Article, empty).unwrap()).unwrap();
    assert_eq!(empty, stored);
}

#[test]
fn a_clearance_names_its_body_its_number_and_its_last_day() {
    let mut value = article();
    let cleared = json!({
        "jurisdiction": "kr", "body": "의료광고심의위원회", "approvalNumber": "261122-중-000000",
        "validUntil": "2029-11-21",
    });
    value["preClearances"] = json!([cleared]);
    let content = Content::decode(Kind::Article, value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&content).unwrap()["preClearances"], json!([cleared]));
    let Content::Article(article) = content else { panic!("an article") };
    let day = |text: &str| text.parse().unwrap();
    let holds = |at, on| article.pre_clearances[0].holds(at, day(on));
    assert!(holds(Jurisdiction::Kr, "2029-11-21"));
    assert!(!holds(Jurisdiction::Kr, "2029-11-22"));
    assert!(!holds(Jurisdiction::Jp, "2026-11-22"));

    for (field, wrong, code) in [
        ("body", json!(" "), "invalid"),
        ("validUntil", json!("soon"), "invalid"),
        ("by", json!("?"), "unknown_field"),
        ("jurisdiction", json!("mars"), "invalid"),
    ] {
        let mut value = value.clone();
        value["preClearances"][0][field] = wrong;
        let found = errors(Kind::Article, value);
        assert_eq!(fields(&found), [(format!("preClearances[0].{field}").as_str(), code)]);
    }
    value["preClearances"][0].as_object_mut().unwrap().remove("approvalNumber");
    assert_eq!(fields(&errors(Kind::Article, value)).len(), 1);
}

#[test]
fn a_missing_title_is_required() {
    assert_eq!(fields(&errors(Kind::Article, json!({}))), [("title", "required")]);
    let nameless = errors(Kind::Tag, json!({ "name": {} }));
    assert_eq!(fields(&nameless), [("name", "required")]);
}

#[test]
fn unknown_block_types_are_refused_not_dropped() {
    let found = errors(
        Kind::Article,
        json!({ "title": "題", "body": [block(1, json!({ "type": "carousel" }))] }),
    );
    assert_eq!(fields(&found), [("body[0]", "unknown_block_type")]);
    let stray = block(1, json!({ "type": "paragraph", "text": "文", "colour": "red" }));
    let found = errors(Kind::Article, json!({ "title": "題", "body": [stray] }));
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("colour"), "{}", found[0].message);
}

#[test]
fn heading_levels_may_not_skip() {
    let heading =
        |n, level| block(n, json!({ "type": "heading", "level": level, "text": "見出し" }));
    let body = json!([heading(1, 2), heading(2, 4)]);
    let found = errors(Kind::Article, json!({ "title": "題", "body": body }));
    assert_eq!(fields(&found), [("body[1].level", "heading_level_skipped")]);
    let body = json!([heading(1, 2), heading(2, 3), heading(3, 4), heading(4, 2)]);
    Content::decode(Kind::Article, json!({ "title": "題", "body": body })).unwrap();
    let body = json!([heading(1, 3)]);
    let found = errors(Kind::Article, json!({ "title": "題", "body": body }));
    assert_eq!(fields(&found), [("body[0].level", "heading_level_skipped")]);
}

#[test]
fn a_block_id_stands_once() {
    let paragraph = || block(1, json!({ "type": "paragraph", "text": "文" }));
    let body = json!([paragraph(), paragraph()]);
    let found = errors(Kind::Article, json!({ "title": "題", "body": body }));
    assert_eq!(fields(&found), [("body[1].id", "duplicate")]);
}

#[test]
fn markers_must_stand_where_they_say() {
    let quotation = block(
        1,
        json!({
            "type": "quotation",
            "original": { "lang": "en", "text": "It fell [3]." },
            "markers": [{ "start": 0, "end": 3, "text": "[3]" }],
        }),
    );
    let found = errors(Kind::Article, json!({ "title": "題", "body": [quotation] }));
    assert_eq!(fields(&found), [("body[0].markers", "invalid")]);
}

#[test]
fn a_disclaimer_has_its_own_words_or_a_reference_never_both() {
    let with = |note: Value| {
        Content::decode(Kind::Article, json!({ "title": "題", "disclaimers": [note] }))
    };
    assert!(with(json!({ "kind": "other", "text": "断り書き" })).is_ok());
    assert!(with(json!({ "kind": "other", "disclaimer": group(9) })).is_ok());
    assert!(with(json!({ "kind": "other" })).is_err());
    let both = json!({ "kind": "other", "text": "断り書き", "disclaimer": group(9) });
    assert!(with(both).is_err());
}

#[test]
fn references_name_their_role_and_place() {
    let content = Content::decode(Kind::Article, article()).unwrap();
    let found: Vec<(Role, String)> =
        content.references().into_iter().map(|r| (r.role, r.field)).collect();
    assert_eq!(
        found,
        [
            (Role::Citation, "body[1].citation".to_owned()),
            (Role::SupervisingPhysician, "supervisingPhysician".to_owned()),
            (Role::Clinic, "clinic".to_owned()),
            (Role::Treatment, "treatments[0]".to_owned()),
        ]
    );
}

#[test]
fn every_role_of_a_kind_is_declared_as_a_filter() {
    let content = Content::decode(Kind::Article, article()).unwrap();
    let declared = kanshu_domain::query::roles_of(Kind::Article);
    assert!(content.references().iter().all(|reference| declared.contains(&reference.role)));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("heading")),
    ];
    let name = prop_oneof![
        Just("title".to_owned()),
        Just("body".to_owned()),
        Just("type".to_owned()),
        Just("id".to_owned()),
        Just("text".to_owned()),
        Just("marks".to_owned()),
        "[a-z]{1,6}",
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn decoding_never_panics_and_says_why(value in any_json(), kind in 0usize..10) {
        let kind = Kind::ALL[kind];
        match Content::decode(kind, value) {
            Ok(content) => {
                let value = serde_json::to_value(&content).unwrap();
                prop_assert_eq!(Content::decode(kind, value).unwrap(), content);
            }
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}
