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

/// A schema's fields, and those that it requires.
fn fields_of_component(name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let schema = serde_json::to_value(&components()[name]).unwrap();
    let names = schema["properties"].as_object().unwrap().keys().cloned().collect();
    let required = schema["required"].as_array().into_iter().flatten();
    (names, required.map(|name| name.as_str().unwrap().to_owned()).collect())
}

/// The domain reads back what follows the schema, refuses it without any required field, and writes no
/// field that the schema does not have.
fn mirrors<T>(name: &str, full: serde_json::Value)
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let (fields, required) = fields_of_component(name);
    let written = serde_json::to_value(serde_json::from_value::<T>(full.clone()).unwrap()).unwrap();
    let written: BTreeSet<String> = written.as_object().unwrap().keys().cloned().collect();
    assert_eq!(written, fields, "{name}");
    for field in required {
        let mut without = full.clone();
        without.as_object_mut().unwrap().remove(&field).unwrap();
        assert!(serde_json::from_value::<T>(without).is_err(), "{name} without {field}");
    }
}

#[test]
fn reports_findings_and_waivers_have_exactly_the_fields_of_the_domain() {
    use kanshu_domain::compliance::{ComplianceReport, Finding, PackUsed, Place, RecordedWaiver};
    let id = "01900000-0000-7000-8000-000000000001";
    let hash = "0".repeat(64);
    let place = json!({
        "field": "body[0].text", "block": id, "target": id,
        "range": { "start": 0, "end": 2 },
        "sentence": { "text": "安全です。", "start": 0, "end": 5 },
    });
    let words = json!({ "ja": "語", "en": "words" });
    let finding = json!({
        "rule": "XX-F01", "name": words, "pack": "xx", "packVersion": "1", "category": "guarantee",
        "severity": "block", "place": place, "matched": "安全",
        "law": [{ "name": "法", "section": "1条", "url": "https://law.example/" }],
        "reason": words, "rewrite": words, "trace": [{ "guard": "negation", "note": "none" }],
        "reviewed": false, "waivable": "compliance", "spanHash": hash, "condition": "G17",
        "waiver": id,
    });
    let pack = json!({
        "id": "xx", "version": "1", "jurisdiction": "jp", "digest": hash, "reviewed": false,
        "unreviewedRules": 1,
    });
    mirrors::<Place>("FindingPlace", place.clone());
    mirrors::<PackUsed>("RulePack", pack.clone());
    mirrors::<Finding>("Finding", finding.clone());
    let report = json!({
        "document": id, "revision": 1, "dossier": hash, "on": "2026-11-22", "engine": "1",
        "packs": [pack], "findings": [finding],
        "declarations": [{ "rule": "XX-U04", "declaration": "shown", "declared": true }],
        "uncheckedJurisdictions": ["uk"],
    });
    mirrors::<ComplianceReport>("ComplianceReport", report);
    let at = "2026-11-22T03:00:00Z";
    let waiver = json!({
        "id": id, "document": id, "rule": "XX-F01", "spanHash": hash, "reason": "引用", "by": id,
        "at": at, "expiresOn": "2026-12-22", "revokedAt": at,
        "revocation": { "by": id, "at": at, "reason": "誤り" },
    });
    mirrors::<RecordedWaiver>("Waiver", waiver);
}
