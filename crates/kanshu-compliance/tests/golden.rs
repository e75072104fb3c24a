//! The seed column end to end: what the packs must find in it, what they must leave alone, and a corrected
//! version that passes.
//!
//! The clinic's real column is read when it lies beside the checkout; `golden/column.txt` is an equivalent
//! of our own with the same faults. `golden/records.json` holds the records that the column presumes:
//! treatments, products, a tag, and what is known of the sources. The site declares what only its front end
//! can show.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, LazyLock},
};

use chrono::NaiveDate;
use kanshu_compliance::Engine;
use kanshu_domain::{
    block::BlockContent,
    compliance::{ComplianceReport, Declarations, Finding, Severity},
    content::Content,
    dossier::{Dossier, Referenced, Standing},
    gate::{self, Condition},
    id::{DocumentId, GroupId, SequentialIds},
    kind::Kind,
    policy::SitePolicy,
    retraction::{RetractionDataset, Sources},
    revision::{RevisionNumber, Sha256Hash},
    values::{Locale, Slug},
    workflow::DeskState,
};
use kanshu_formats::column;
use serde_json::Value;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(folder().join(file)).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// Lays the fields of `over` over those of `under`.
fn lay_over(under: &mut Value, over: &Value) {
    for (field, value) in over.as_object().unwrap() {
        under[field] = value.clone();
    }
}

/// A pasted column as imported, with the records of a file beside it.
fn dossier(text: &str, records: &Value) -> Dossier {
    let imported = column::import(text, &Locale::ja(), &SequentialIds::default()).unwrap();
    let mut article = serde_json::to_value(&imported.draft).unwrap();
    lay_over(&mut article, &records["article"]);
    if let Some(note) = records.get("decisionNote") {
        let blocks = article["body"].as_array_mut().unwrap().iter_mut();
        blocks
            .filter(|b| b["type"] == "eligibility")
            .for_each(|b| b["decisionNote"] = note.clone());
    }
    let mut references = BTreeMap::new();
    let mut add = |id: GroupId, kind: Kind, content: &Value| {
        let content = Content::decode(kind, content.clone()).unwrap();
        let document = DocumentId(id.0);
        let standing = Standing::Public;
        references.insert(id, Referenced { document, kind, standing, content: Arc::new(content) });
    };
    let known = records["citations"].as_array().unwrap();
    assert_eq!(imported.citations.len(), known.len());
    for (stub, known) in imported.citations.iter().zip(known) {
        let mut citation = serde_json::to_value(&stub.citation).unwrap();
        lay_over(&mut citation, known);
        add(stub.id.founding_group(), Kind::Citation, &citation);
    }
    for (id, record) in records["records"].as_object().unwrap() {
        let kind = record["kind"].as_str().unwrap().parse().unwrap();
        add(id.parse().unwrap(), kind, &record["content"]);
    }
    let document: DocumentId = "01900000-0000-7000-8000-00000000a000".parse().unwrap();
    Dossier {
        document,
        group: document.founding_group(),
        kind: Kind::Article,
        locale: Some(Locale::ja()),
        slug: Some(Slug::parse("microneedling-and-exosomes").unwrap()),
        revision: RevisionNumber(1),
        hash: Sha256Hash::of_json(&article),
        content: Arc::new(Content::decode(Kind::Article, article).unwrap()),
        approval: None,
        verified_at: None,
        desk_state: DeskState::Draft,
        references,
        sources: fresh_sources(),
        slug_taken_by: None,
        withdrawn_at: None,
        policy: SitePolicy {
            declarations: Declarations {
                required_information_shown_openly: true,
                disclaimers_as_large_as_claims: true,
            },
            ..SitePolicy::default()
        },
    }
}

/// The columns with the seed's faults: ours, and the real one where it is there.
fn columns() -> Vec<Dossier> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/column.txt");
    let texts = [Some(read("column.txt")), std::fs::read_to_string(seed).ok()];
    let records = json("records.json");
    texts.into_iter().flatten().map(|text| dossier(&text, &records)).collect()
}

fn report(dossier: &Dossier) -> ComplianceReport {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Vec::new()).unwrap());
    ENGINE.report(dossier, &[], today())
}

/// The string at a field path of the dossier's article.
fn text_at(dossier: &Dossier, path: &str) -> String {
    let article = serde_json::to_value(dossier.content.as_ref()).unwrap();
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    article.pointer(&pointer).unwrap_or_else(|| panic!("{path}")).as_str().unwrap().to_owned()
}

/// What a finding is about, in words that hold for both columns.
fn about(dossier: &Dossier, finding: &Finding) -> String {
    let body = dossier.content.body();
    let quotation = |last: usize| {
        let quotations = body[..=last].iter();
        quotations.filter(|b| matches!(b.content, BlockContent::Quotation(_))).count()
    };
    let field = finding.place.field.as_str();
    let block = field.strip_prefix("body[").and_then(|rest| rest.split(']').next());
    let block = block.map(|i| i.parse::<usize>().unwrap());
    match (finding.place.target, block) {
        (_, Some(i)) if matches!(body[i].content, BlockContent::Quotation(_)) => {
            format!("quotation {}", quotation(i))
        }
        (_, Some(i)) if finding.rule == "JP-V05" => {
            format!("before quotation {}", quotation(i) + 1)
        }
        (Some(target), _) => dossier.references[&target].content.title(),
        (None, _) => "the page".to_owned(),
    }
}

#[test]
fn the_words_of_the_column_break_exactly_three_rules() {
    for dossier in columns() {
        let report = report(&dossier);
        let found: Vec<&Finding> =
            report.findings.iter().filter(|finding| !finding.trace.is_empty()).collect();
        let expected =
            [("JP-R01", "再生医療のエクソソーム"), ("JP-E12", "体質を改善"), ("JP-R04", "純度99%")];
        assert_eq!(
            found.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(),
            expected.map(|(rule, _)| rule)
        );
        for (finding, (_, words)) in found.iter().zip(expected) {
            assert_eq!(finding.severity, Severity::Warn);
            let text = text_at(&dossier, &finding.place.field);
            let range = finding.place.range.unwrap();
            let cut = |start: usize, end: usize| -> String {
                text.chars().skip(start).take(end - start).collect()
            };
            assert_eq!(cut(range.start, range.end), finding.matched);
            assert!(finding.matched.contains(words), "{}: {}", finding.rule, finding.matched);
            let sentence = finding.place.sentence.as_ref().unwrap();
            assert_eq!(cut(sentence.range.start, sentence.range.end), sentence.text);
            assert!(sentence.range.start <= range.start && range.end <= sentence.range.end);
        }
    }
}

/// Structural findings: rule, severity, and what each is about.
const STRUCTURAL: &[(&str, &str, &[&str])] = &[
    ("JP-U01", "block", &["the page"]),
    ("JP-U02", "block", &[DRIP, NEEDLES]),
    ("JP-U03", "block", &[DRIP, NEEDLES]),
    // The drip's class is on record, and with it what front ends say about insurance.
    ("JP-U05", "warn", &[NEEDLES]),
    ("JP-U06", "warn", &[DRIP, NEEDLES]),
    ("JP-N01", "block", &[EXOSOMES, DEVICE]),
    ("JP-N02", "block", &[EXOSOMES, DEVICE]),
    ("JP-N03", "block", &[EXOSOMES, DEVICE]),
    ("JP-N04", "block", &[EXOSOMES, DEVICE]),
    ("JP-N05", "block", &[EXOSOMES, DEVICE]),
    ("JP-C04", "block", &["the page"]),
    ("JP-C09", "warn", &["the page"]),
    ("JP-R05", "warn", &["再生医療"]),
    // The certificate of 純度99%: a warning in one place of the brief, blocking in another; see the pack.
    ("JP-K01", "block", &[EXOSOMES]),
    (
        "JP-V03",
        "block",
        &["quotation 1", "quotation 2", "quotation 3", "quotation 4", "quotation 5"],
    ),
    ("JP-V05", "warn", &["before quotation 3"]),
    ("JP-V06", "warn", &["the page"]),
    ("JP-V07", "warn", &["quotation 4"]),
    ("JP-V08", "warn", &[DRIP, NEEDLES]),
];
const DRIP: &str = "エクソソーム点滴";
const NEEDLES: &str = "マイクロニードルとエクソソームの併用";
const EXOSOMES: &str = "臍帯由来エクソソーム製剤";
const DEVICE: &str = "電動式マイクロニードル機器";

#[test]
fn what_the_column_lacks_breaks_exactly_the_structural_rules() {
    for dossier in columns() {
        let report = report(&dossier);
        let mut found: Vec<(String, String, String)> = report
            .findings
            .iter()
            .filter(|finding| finding.trace.is_empty())
            .map(|f| (f.rule.clone(), f.severity.name().to_owned(), about(&dossier, f)))
            .collect();
        let mut expected: Vec<(String, String, String)> = Vec::new();
        for (rule, severity, abouts) in STRUCTURAL {
            for about in *abouts {
                expected.push(((*rule).to_owned(), (*severity).to_owned(), (*about).to_owned()));
            }
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        let declared: Vec<(&str, bool)> =
            report.declarations.iter().map(|d| (d.rule.as_str(), d.declared)).collect();
        assert_eq!(declared, [("JP-U04", true), ("JP-K08S", true)]);
    }
}

#[test]
fn a_page_that_names_no_law_is_judged_by_japans() {
    for dossier in columns() {
        let named = report(&dossier);
        let Content::Article(mut article) = dossier.content.as_ref().clone() else {
            panic!("a column is an article");
        };
        article.target_jurisdictions.clear();
        let nowhere = Dossier { content: Arc::new(Content::Article(article)), ..dossier };
        assert_eq!(report(&nowhere).findings, named.findings);
        assert!(!named.findings.is_empty());
    }
}

#[test]
fn the_column_cannot_be_published() {
    for dossier in columns() {
        let refused = gate::check(&dossier, &report(&dossier), noon()).unwrap_err();
        let conditions: Vec<Condition> = refused.iter().map(|unmet| unmet.condition).collect();
        for condition in [
            Condition::G04,
            Condition::G05,
            Condition::G06,
            Condition::G07,
            Condition::G08,
            Condition::G11,
        ] {
            assert!(conditions.contains(&condition), "{condition:?}: {refused:#?}");
        }
    }
}

fn noon() -> kanshu_domain::time::Instant {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

#[test]
fn the_corrected_column_breaks_nothing_and_waits_for_its_signature_only() {
    let dossier = dossier(&read("corrected.txt"), &json("corrected.json"));
    let report = report(&dossier);
    let blocking: Vec<_> = report.blocking().map(|f| (&f.rule, &f.place, &f.matched)).collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
    let warned: Vec<_> = report.findings.iter().map(|f| (&f.rule, &f.place, &f.matched)).collect();
    assert!(warned.is_empty(), "{warned:#?}");
    let refused = gate::check(&dossier, &report, noon()).unwrap_err();
    let conditions: Vec<Condition> = refused.iter().map(|unmet| unmet.condition).collect();
    assert_eq!(conditions, [Condition::G01], "{refused:#?}");
}

#[test]
fn the_same_dossier_gives_the_same_report_to_the_byte() {
    for dossier in columns() {
        assert_eq!(report(&dossier).canonical_bytes(), report(&dossier).canonical_bytes());
    }
}

/// A dataset of the day, which lists none of the sources.
fn fresh_sources() -> Sources {
    Sources {
        dataset: Some(RetractionDataset {
            hash: Sha256Hash::of(b"notices"),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            imported_at: Default::default(),
            notices: 1,
        }),
        status: Default::default(),
    }
}
