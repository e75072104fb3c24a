use kanshu_domain::{
    event::{Event, EventType, NewEvent, Seq},
    id::DocumentId,
    kind::Kind,
    revision::{CorruptRevision, Manuscript, Sha256Hash},
    values::{Locale, Slug},
};
use serde_json::json;
use uuid::Uuid;

use crate::fixtures::{content, noon};

fn manuscript() -> Manuscript {
    let tag = content(Kind::Tag, json!({ "name": { "ja": "点滴", "en": "Drip" } }));
    let id = DocumentId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
    Manuscript::new(id, None, Some(Slug::parse("drip").unwrap()), tag)
}

#[test]
fn the_canonical_bytes_are_fixed_for_ever() {
    let bytes = manuscript().canonical_bytes();
    let expected = r#"{"content":{"description":{},"name":{"en":"Drip","ja":"点滴"}},"document":"01900000-0000-7000-8000-000000000001","kind":"tag","locale":null,"schema_version":1,"slug":"drip"}"#;
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), expected);
    assert_eq!(Manuscript::read(&bytes).unwrap(), manuscript());
}

#[test]
fn the_hash_binds_slug_and_locale_as_well() {
    let hash = |m: &Manuscript| Sha256Hash::of(&m.canonical_bytes());
    let mut other_slug = manuscript();
    other_slug.slug = None;
    let mut other_locale = manuscript();
    other_locale.locale = Some(Locale::en());
    assert_ne!(hash(&manuscript()), hash(&other_slug));
    assert_ne!(hash(&manuscript()), hash(&other_locale));
    let text = hash(&manuscript()).to_string();
    assert_eq!(Sha256Hash::parse(&text).unwrap(), hash(&manuscript()));
}

#[test]
fn bytes_of_a_newer_program_are_refused() {
    let bytes = String::from_utf8(manuscript().canonical_bytes()).unwrap();
    let newer = bytes.replace("\"schema_version\":1", "\"schema_version\":99");
    let error = Manuscript::read(newer.as_bytes()).unwrap_err();
    assert!(matches!(error, CorruptRevision::TooNew(99)));
}

#[test]
fn each_event_is_bound_to_the_one_before() {
    let new = |payload| NewEvent {
        event_type: EventType::DocumentCreated,
        actor: "operator".to_owned(),
        document: None,
        payload,
    };
    let first = Event::chain(new(json!({ "n": 1 })), noon(), None);
    let second = Event::chain(new(json!({ "n": 2 })), noon(), Some((first.seq, first.hash)));
    assert_eq!((first.seq, second.seq), (Seq(1), Seq(2)));
    assert_eq!(second.prev_hash, first.hash);
    assert_eq!(second.computed_hash(), second.hash);
    let mut forged = second.clone();
    forged.actor = "somebody else".to_owned();
    assert_ne!(forged.computed_hash(), second.hash);
    assert_eq!(second.event_type, "document.created");
}
