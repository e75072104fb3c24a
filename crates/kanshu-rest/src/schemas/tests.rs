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

#[test]
fn claims_and_records_have_exactly_the_fields_of_the_domain() {
    use kanshu_domain::{
        claim::{Anchor, Claim, Grade, Segment, Support},
        kinds::citation::{AuthorName, Evidence, EvidenceLevel},
    };
    let id = "01900000-0000-7000-8000-000000000001";
    let segment = json!({ "block": id, "start": 0, "end": 1, "text": "a" });
    let support = json!({ "citation": id, "segment": segment });
    let anchor = json!({ "block": id, "field": "text", "start": 0, "end": 1, "text": "効" });
    let grade = json!({ "certainty": "very_low", "reasons": ["indirectness"] });
    mirrors::<Segment>("QuotedSegment", segment);
    mirrors::<Support>("ClaimSource", support.clone());
    mirrors::<Anchor>("ClaimAnchor", anchor.clone());
    mirrors::<Grade>("Grade", grade.clone());
    let subject = json!({
        "treatment": id, "product": id, "condition": id, "route": "drip", "population": "adults",
    });
    mirrors::<kanshu_domain::claim::ClaimSubject>("ClaimSubject", subject.clone());
    let claim = json!({
        "anchor": anchor, "kind": "efficacy", "modality": "possible", "subject": subject,
        "supports": [support], "contradicts": [support], "grade": grade,
    });
    mirrors::<Claim>("Claim", claim);

    let level = json!({ "scale": "minds_2007", "level": "IVa" });
    mirrors::<EvidenceLevel>("EvidenceLevel", level.clone());
    let evidence = json!({
        "design": "d", "studyDesign": "cohort", "species": "human", "n": 3, "population": "p",
        "product": "q", "route": "r", "level": level,
    });
    mirrors::<Evidence>("Evidence", evidence);
    let name = json!({ "family": "林", "given": "太郎" });
    let author = json!({
        "family": "林", "given": "太郎", "literal": "x", "suffix": "Jr.", "droppingParticle": "de",
        "nonDroppingParticle": "van", "kana": name, "romanised": name,
        "orcid": "0000-0002-1825-0097",
    });
    mirrors::<AuthorName>("AuthorName", author);
}

#[test]
fn what_is_known_of_sources_has_exactly_the_fields_of_the_domain() {
    use kanshu_domain::retraction::{Notice, RetractionDataset};
    let notice = json!({
        "record": 1, "nature": "retraction", "doi": "10.5555/a", "pmid": "1", "date": "2026-11-01",
        "noticeDoi": "10.5555/b", "reasons": [],
    });
    // Only written, never read from clients: what may be left out when stored is always there here.
    let notice: Notice = serde_json::from_value(notice).unwrap();
    let written = serde_json::to_value(&notice).unwrap();
    let written: BTreeSet<String> = written.as_object().unwrap().keys().cloned().collect();
    assert_eq!(written, fields_of_component("Notice").0);
    let dataset = json!({
        "hash": "0".repeat(64), "asOf": "2026-11-01", "importedAt": "2026-11-22T03:00:00Z",
        "notices": 1,
    });
    mirrors::<RetractionDataset>("RetractionDataset", dataset);
}

/// The names that the schema of a closed list has.
fn names_of_component(name: &str) -> Vec<String> {
    let schema = serde_json::to_value(&components()[name]).unwrap();
    let names = schema["enum"].as_array().unwrap().iter();
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn closed_lists_have_the_names_of_the_layers_below() {
    use kanshu_citation::import::Format;
    use kanshu_domain::{
        claim::{Certainty, ClaimKind, GradeReason, Modality},
        kinds::citation::{EvidenceScale, StudyDesign},
        retraction::{NoticeNature, RetractionState},
    };
    fn reads<T: serde::de::DeserializeOwned>(name: &str) {
        for word in names_of_component(name) {
            assert!(serde_json::from_value::<T>(json!(word)).is_ok(), "{name}: {word}");
        }
    }
    reads::<ClaimKind>("ClaimKind");
    reads::<Modality>("Modality");
    reads::<Certainty>("Certainty");
    reads::<GradeReason>("GradeReason");
    reads::<StudyDesign>("StudyDesign");
    reads::<EvidenceScale>("EvidenceScale");
    reads::<RetractionState>("RetractionState");
    reads::<NoticeNature>("NoticeNature");
    assert_eq!(names_of_component("EvidenceScale"), EvidenceScale::ALL.map(EvidenceScale::name));
    assert_eq!(names_of_component("ReferenceFormat"), Format::ALL.map(Format::name));
}
