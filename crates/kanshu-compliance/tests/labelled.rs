//! Labelled sentences: the development sets, which rules may be tuned on. What the packs do on sentences
//! they have never seen is measured by a command (see the README), not asserted here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{collections::BTreeSet, fs, path::Path};

use chrono::NaiveDate;
use kanshu_compliance::{Engine, Passage};
use kanshu_domain::{compliance::TextContext, kinds::article::Jurisdiction};

struct Case {
    text: String,
    expected: BTreeSet<String>,
    context: TextContext,
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let expected = match fields[1] {
                "none" => BTreeSet::new(),
                ids => ids.split(',').map(|id| id.trim().to_owned()).collect(),
            };
            let context = serde_json::from_value(fields[2].into()).unwrap();
            Case { text: fields[0].to_owned(), expected, context }
        })
        .collect()
}

/// Where engine and labels differ, in words.
fn differences(cases: &[Case]) -> Vec<String> {
    let engine = Engine::new(Vec::new()).unwrap();
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    cases
        .iter()
        .filter_map(|case| {
            let passage =
                Passage { text: case.text.clone(), context: case.context, ..Passage::default() };
            let found = engine.check(&[passage], &[Jurisdiction::Jp], on);
            let fired: BTreeSet<String> = found.into_iter().map(|finding| finding.rule).collect();
            (fired != case.expected)
                .then(|| format!("{}: {fired:?}, not {:?}", case.text, case.expected))
        })
        .collect()
}

#[test]
fn the_first_180_sentences_are_exact() {
    let shared =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/compliance/lint_cases.tsv");
    if !shared.exists() {
        eprintln!("skipped: {} is not there", shared.display());
        return;
    }
    let cases = cases(&shared);
    assert_eq!(cases.len(), 180);
    assert_eq!(differences(&cases), Vec::<String>::new());
}

#[test]
fn our_own_development_sentences_are_exact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/development");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        all.extend(cases(&entry.unwrap().path()));
    }
    assert!(all.len() >= 700, "{}", all.len());
    assert_eq!(differences(&all), Vec::<String>::new());
}
