//! Faithful translations are left alone, and what is changed in them mechanically is found.
//!
//! `cargo test -p kanshu-citation --test translation_mutations -- --nocapture` prints the figures, every
//! false alarm and every miss.

#![expect(clippy::unwrap_used, reason = "a broken pattern or case fails the test")]

#[path = "translation/mutator.rs"]
mod mutator;
#[path = "translation/pairs.rs"]
mod pairs;

use std::collections::BTreeMap;

use kanshu_citation::integrity::{Glossary, IntegrityFinding, Kind, Pair, check};
use kanshu_domain::compliance::Severity;

use self::{
    mutator::{Mutant, mutants},
    pairs::{Faithful, all},
};

/// What keeps a page back or asks an editor: block and warn.
fn grave(original: &str, translation: &str) -> Vec<IntegrityFinding> {
    let pair = Pair { original_lang: "en", original, translation };
    let mut findings = check(&pair, &Glossary::default());
    findings.retain(|finding| finding.severity > Severity::Info);
    findings
}

#[test]
fn faithful_translations_are_left_alone() {
    let pairs = all();
    let mut alarms: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for pair in &pairs {
        let findings = grave(&pair.original, &pair.translation);
        let (seen, alarmed) = alarms.entry(&pair.register).or_default();
        *seen += 1;
        *alarmed += usize::from(!findings.is_empty());
        for finding in findings {
            println!("false alarm {}: {:?} {}", pair.id, finding.kind, finding.message.en);
        }
    }
    println!("false alarms by register (pairs, alarmed): {alarms:?}");
    let alarmed: usize = alarms.values().map(|(_, alarmed)| alarmed).sum();
    assert!(pairs.len() >= 200, "{} pairs", pairs.len());
    assert!(alarmed * 50 <= pairs.len(), "{alarmed} of {} pairs", pairs.len());
}

#[test]
fn what_is_changed_is_found_near_its_place() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut originals = std::collections::BTreeSet::new();
    let pairs = all();
    for pair in &pairs {
        let before = grave(&pair.original, &pair.translation);
        for mutant in mutants(pair) {
            let caught = grave(&mutant.original, &mutant.translation)
                .iter()
                .filter(|finding| !before.iter().any(|b| same(b, finding)))
                .any(|finding| fits(&mutant, finding));
            let (made, found) = counts.entry(mutant.change).or_default();
            *made += 1;
            *found += usize::from(caught);
            originals.insert(pair.id.clone());
            if !caught {
                println!("missed {} {}: {}", pair.id, mutant.change, mutant.note);
            }
        }
    }
    let made: usize = counts.values().map(|(made, _)| made).sum();
    let found: usize = counts.values().map(|(_, found)| found).sum();
    for (change, (made, found)) in &counts {
        println!("{change}: {found}/{made}");
    }
    println!("{found} of {made} mutants over {} originals", originals.len());
    assert!(made >= 600 && originals.len() >= 40, "{made} over {}", originals.len());
    assert!(found * 100 >= made * 95, "{found} of {made}");
}

fn same(a: &IntegrityFinding, b: &IntegrityFinding) -> bool {
    a.kind == b.kind && a.original_range == b.original_range
}

/// A finding of a kind that says what was changed, where it was changed.
fn fits(mutant: &Mutant, finding: &IntegrityFinding) -> bool {
    use Kind::*;
    let kinds: &[Kind] = match mutant.change {
        // A lost sentence may be shown by what was lost with it.
        "sentence dropped" => &[
            SentenceLost,
            NumberChanged,
            NameChanged,
            DirectionLost,
            NegationChanged,
            ConditionLost,
            TermLost,
        ],
        "sentence added" => &[SentenceAdded, NumberChanged, NameChanged],
        // オメガ3: the figure is part of a name.
        "number" => &[NumberChanged, UnitChanged, NameChanged],
        "name" => &[NameChanged],
        "direction" => &[DirectionSwapped, DirectionLost],
        "hedge" => &[HedgeLost],
        "condition" => &[ConditionLost],
        "marker" => &[MarkerLost],
        "attribution" => &[AttributionLost],
        "unit" => &[UnitChanged, NumberChanged],
        "comparison" => &[ComparisonChanged],
        _ => &[NegationChanged],
    };
    kinds.contains(&finding.kind) && mutant.is_near(finding)
}

#[test]
fn the_pairs_are_different_and_complete() {
    let pairs = all();
    let ids: std::collections::BTreeSet<&str> = pairs.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids.len(), pairs.len());
    let originals: std::collections::BTreeSet<&str> =
        pairs.iter().map(|p| p.original.as_str()).collect();
    assert_eq!(originals.len(), pairs.len());
    let complete = |p: &Faithful| !p.original.is_empty() && !p.translation.is_empty();
    assert!(pairs.iter().all(complete));
}
