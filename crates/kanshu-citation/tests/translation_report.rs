//! What a page's report says of the translations that the page quotes.

#![expect(clippy::unwrap_used, reason = "a broken fixture fails the test")]

use kanshu_citation::integrity::{Glossary, findings};
use kanshu_domain::{
    compliance::{Finding, Severity},
    content::Content,
    dossier::Dossier,
    id::{DocumentId, Ids as _, SequentialIds},
    kind::Kind,
    policy::SitePolicy,
    retraction::Sources,
    revision::{RevisionNumber, Sha256Hash},
    workflow::DeskState,
};
use serde_json::{Value, json};

/// An article that quotes these originals with these translations, a paragraph between them.
fn page(quotations: &[(&str, &str, &str)]) -> Dossier {
    let blocks = quotations.iter().flat_map(|(original, lang, translation)| {
        [
            json!({
                "type": "quotation",
                "original": { "lang": "en", "text": original },
                "translation": { "lang": lang, "text": translation },
            }),
            json!({ "type": "paragraph", "text": "次の論文です。" }),
        ]
    });
    article(blocks)
}

fn article(blocks: impl IntoIterator<Item = Value>) -> Dossier {
    let ids = SequentialIds::default();
    let body: Vec<Value> = blocks
        .into_iter()
        .map(|mut block| {
            block["id"] = json!(ids.next());
            block
        })
        .collect();
    let content = Content::decode(Kind::Article, json!({ "title": "題", "body": body })).unwrap();
    let document = DocumentId(ids.next());
    Dossier {
        document,
        group: document.founding_group(),
        kind: Kind::Article,
        locale: None,
        slug: None,
        revision: RevisionNumber::FIRST,
        hash: Sha256Hash::of_json(&content),
        content: content.into(),
        approval: None,
        verified_at: None,
        desk_state: DeskState::Draft,
        references: Default::default(),
        sources: Sources::default(),
        slug_taken_by: None,
        withdrawn_at: None,
        policy: SitePolicy::default(),
    }
}

fn grave(quotations: &[(&str, &str, &str)]) -> Vec<Finding> {
    let mut all = findings(&page(quotations), &Glossary::default());
    all.retain(|finding| finding.severity > Severity::Info);
    all
}

const ADIPOSE: (&str, &str, &str) = (
    "Exosomes from AD-MSCs were studied in mice.",
    "ja",
    "AD-MSC由来のエクソソームをマウスで調べた。",
);
const ATOPIC: (&str, &str, &str) = (
    "Atopic dermatitis (AD) is common, and exosomes were studied in mice.",
    "ja",
    "アトピー性皮膚炎(AD)は多く、エキソソームがマウスで調べられた。",
);

#[test]
fn one_quotation_alone_contradicts_nobody() {
    for quotation in [ADIPOSE, ATOPIC] {
        let found = grave(&[quotation]);
        assert!(found.iter().all(|f| f.rule != "TI-TERM-INCONSISTENT"), "{found:?}");
    }
}

#[test]
fn quotations_of_a_page_are_held_against_each_other() {
    let mut found = grave(&[ADIPOSE, ATOPIC]);
    found.retain(|finding| finding.rule == "TI-TERM-INCONSISTENT");
    let told: Vec<(&str, &str)> =
        found.iter().map(|f| (f.place.field.as_str(), f.matched.as_str())).collect();
    // The second quotation is the third block.
    assert!(told.contains(&("body[2].original.text", "AD")), "{told:?}");
    assert!(told.iter().any(|(_, matched)| *matched == "エキソソーム"), "{told:?}");
    assert_eq!(told.len(), 2, "{told:?}");
    for finding in &found {
        assert_eq!(finding.severity, Severity::Warn);
        assert_eq!(finding.condition, None);
        assert!(finding.place.block.is_some());
        assert_eq!(finding.law[0].name, "編集方針");
    }
}

#[test]
fn a_translation_into_another_language_is_left_out_of_the_page() {
    let (original, _, _) = ATOPIC;
    let chinese = (original, "zh", "特应性皮炎(AD)很常见，エキソソーム。");
    let found = grave(&[ADIPOSE, chinese]);
    assert!(found.iter().all(|f| f.rule != "TI-TERM-INCONSISTENT"), "{found:?}");
}

#[test]
fn each_finding_names_the_law_that_it_rests_on() {
    let found = grave(&[(
        "Sato et al. found that the cream reduced itch by 30% in mice [7].",
        "ja",
        "クリームはマウスのかゆみを50%減少させた。",
    )]);
    let law = |rule: &str| {
        let finding = found.iter().find(|f| f.rule == rule).unwrap_or_else(|| panic!("{found:?}"));
        finding.law[0].section.clone()
    };
    assert_eq!(law("TI-NUMBER-CHANGED"), "20条1項");
    assert_eq!(law("TI-MARKER-LOST"), "48条1項");
    assert_eq!(law("TI-ATTRIBUTION-LOST"), "48条1項");
}

fn quoted() -> Value {
    let (original, lang, translation) = ADIPOSE;
    json!({
        "type": "quotation",
        "original": { "lang": "en", "text": original },
        "translation": { "lang": lang, "text": translation },
    })
}

fn paragraph(text: &str) -> Value {
    json!({ "type": "paragraph", "text": text })
}

/// The numbers that a page announces and does not keep, where it does.
fn announced(blocks: impl IntoIterator<Item = Value>) -> Vec<(String, String)> {
    let mut found = findings(&article(blocks), &Glossary::default());
    found.retain(|finding| finding.rule == "TI-COUNT-DIFFERS");
    found.into_iter().map(|finding| (finding.place.field, finding.matched)).collect()
}

#[test]
fn a_page_gives_as_many_papers_as_it_announces() {
    let promise = paragraph("根拠となる論文を2つ以下に引用します。");
    let end = || json!({ "type": "heading", "level": 2, "text": "費用" });
    assert_eq!(announced([promise.clone(), quoted(), quoted()]), []);
    let told = announced([promise, quoted(), end(), quoted()]);
    let expected = ("body[0].text".to_owned(), "論文を2つ以下に引用".to_owned());
    assert_eq!(told, [expected]);
    let other = announced([paragraph("次の三本の論文を紹介します。"), quoted()]);
    assert_eq!(other.len(), 1, "{other:?}");
    // How many there are in the world announces nothing.
    assert_eq!(announced([paragraph("これまでに論文が3本発表されています。"), quoted()]), []);
}

#[test]
fn a_list_has_as_many_points_as_announced() {
    let list = |items: &[&str]| {
        let items: Vec<Value> = items.iter().map(|item| json!({ "text": item })).collect();
        json!({ "type": "list", "items": items })
    };
    let promise = || paragraph("次の３つの作用が知られています。");
    assert_eq!(announced([promise(), list(&["一", "二", "三"]), quoted()]), []);
    assert_eq!(announced([promise(), list(&["一", "二"]), quoted()]).len(), 1);
    // The points may be said in paragraphs.
    assert_eq!(announced([promise(), quoted()]), []);
}
