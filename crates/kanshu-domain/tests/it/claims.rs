//! Claims: anchored to words that stand there, supported by segments that are quoted.

use kanshu_domain::{claim::Grade, content::Content, kind::Kind, reference::Role};
use serde_json::{Value, json};

const PARAGRAPH: &str = "01900000-0000-7000-8000-00000000000a";
const QUOTATION: &str = "01900000-0000-7000-8000-00000000000b";
const PAPER: &str = "01900000-0000-7000-8000-0000000000c1";
const OTHER: &str = "01900000-0000-7000-8000-0000000000c2";

fn article(claim: Value) -> Value {
    json!({
        "title": "保湿について",
        "lead": [{"text": "はじめに"}],
        "body": [
            {"id": PARAGRAPH, "type": "paragraph", "text": "塗ると乾燥がやわらぎます。"},
            {"id": QUOTATION, "type": "quotation", "citation": PAPER,
             "original": {"lang": "en", "text": "Dryness fell by a third."}},
        ],
        "claims": [claim],
    })
}

fn claim() -> Value {
    json!({
        "anchor": {"block": PARAGRAPH, "start": 3, "end": 8, "text": "乾燥がやわ"},
        "kind": "efficacy", "modality": "asserted",
        "supports": [{"citation": PAPER, "segment":
            {"block": QUOTATION, "start": 0, "end": 12, "text": "Dryness fell"}}],
    })
}

fn errors(claim: Value) -> Vec<String> {
    let decoded = Content::decode(Kind::Article, article(claim));
    decoded.err().into_iter().flatten().map(|error| error.field).collect()
}

#[test]
fn a_claim_refers_to_what_supports_it() {
    let content = Content::decode(Kind::Article, article(claim())).unwrap();
    let references = content.references();
    let of_claim = references.iter().find(|r| r.field == "claims[0].supports[0].citation");
    assert_eq!(
        of_claim.map(|r| (r.role, r.target.to_string())),
        Some((Role::Citation, PAPER.into()))
    );
}

#[test]
fn words_that_do_not_stand_there_are_refused() {
    assert_eq!(errors(claim()), Vec::<String>::new());
    for (field, value) in [
        ("start", json!(4)),
        ("end", json!(99)),
        ("end", json!(3)),
        ("text", json!("べつの言葉")),
        ("block", json!(QUOTATION)),
        ("block", json!(OTHER)),
        ("field", json!("items[0].text")),
        ("field", json!("text[")),
    ] {
        let mut wrong = claim();
        wrong["anchor"][field] = value;
        assert_eq!(errors(wrong), ["claims[0].anchor"], "{field}");
    }
    let mut lead = claim();
    lead["anchor"] = json!({"field": "lead[0]", "start": 0, "end": 4, "text": "はじめに"});
    assert_eq!(errors(lead), Vec::<String>::new());
}

#[test]
fn a_segment_is_of_the_source_that_supports() {
    for (field, value) in
        [("start", json!(1)), ("block", json!(PARAGRAPH)), ("text", json!("Itching fell"))]
    {
        let mut wrong = claim();
        wrong["supports"][0]["segment"][field] = value;
        assert_eq!(errors(wrong), ["claims[0].supports[0].segment"], "{field}");
    }
    let mut other_source = claim();
    other_source["supports"][0]["citation"] = json!(OTHER);
    assert_eq!(errors(other_source), ["claims[0].supports[0].segment"]);
}

#[test]
fn a_certainty_below_high_names_its_reasons() {
    let read = |value: Value| serde_json::from_value::<Grade>(value);
    assert!(read(json!({"certainty": "high"})).is_ok());
    assert!(read(json!({"certainty": "low"})).is_err());
    let low = read(json!({"certainty": "low", "reasons": ["indirectness"]})).unwrap();
    assert_eq!(serde_json::to_value(low).unwrap()["reasons"], json!(["indirectness"]));
}
