use std::collections::BTreeSet;

use kanshu_domain::{block::BlockContent, content::Content, kind::Kind};
use serde_json::json;

use super::{blocks, components, compose, fields_of, read_only_fields_of};

/// The fields that the domain knows, read from how it refuses one that it does not.
fn known_to_the_domain(message: &str) -> BTreeSet<String> {
    let expected = message.split_once("expected ").map_or("", |(_, list)| list);
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_of_each_kind_has_exactly_the_fields_of_the_domain() {
    for kind in Kind::ALL {
        let errors = Content::decode(kind, json!({ "noSuchField": 1 })).unwrap_err();
        let refusal = errors.iter().find(|error| error.code == "unknown_field").unwrap();
        let schema: BTreeSet<String> = compose::content(kind).properties.keys().cloned().collect();
        assert_eq!(known_to_the_domain(&refusal.message), schema, "{kind}");
    }
}

#[test]
fn every_block_type_has_a_schema() {
    assert_eq!(blocks::TYPES, BlockContent::TYPES);
}

#[test]
fn every_reference_leads_to_a_component() {
    let components = components();
    let text = serde_json::to_string(&components).unwrap();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(components.contains_key(name), "{name}");
    }
}

#[test]
fn what_is_worked_out_is_not_written() {
    let read_only = read_only_fields_of(Kind::Article);
    for name in ["id", "toc", "badge", "review", "desk"] {
        assert!(read_only.iter().any(|field| field == name), "{name}");
    }
    assert!(!read_only.iter().any(|field| field == "title"));
    assert!(fields_of(Kind::Tag).iter().any(|field| field == "description"));
}
