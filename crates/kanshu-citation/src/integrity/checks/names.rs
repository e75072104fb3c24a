//! Names and reference marks.

use std::{collections::BTreeSet, ops::Range};

use kanshu_domain::compliance::Severity;

use super::{
    context::{Both, contains},
    finding,
};
use crate::integrity::{IntegrityFinding, Kind, names::Name};

/// Names with digits or Greek letters are written alike in both languages.
pub(super) fn names(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let (ours, theirs) = (both.original.name_set(), both.translation.name_set());
    let mut answered: BTreeSet<usize> = BTreeSet::new();
    for bead in &both.beads {
        let spans =
            both.original.span(&bead.original).zip(both.translation.span(&bead.translation));
        let Some((here, there)) = spans else { continue };
        let inside = |names: &'_ [Name], span: &std::ops::Range<usize>| -> Vec<usize> {
            let positions = 0..names.len();
            positions.filter(|i| contains(span, &names[*i].range)).collect()
        };
        let left = inside(&both.original.names, &here);
        let right = inside(&both.translation.names, &there);
        let right_set: BTreeSet<&str> =
            right.iter().map(|j| both.translation.names[*j].canonical.as_str()).collect();
        let left_set: BTreeSet<&str> =
            left.iter().map(|i| both.original.names[*i].canonical.as_str()).collect();
        let mut seen = BTreeSet::new();
        for i in left {
            let name = &both.original.names[i];
            if right_set.contains(name.canonical.as_str()) || !seen.insert(name.canonical.as_str())
            {
                continue;
            }
            // In its place stands another of its kind.
            let other = right.iter().copied().find(|j| {
                let other = &both.translation.names[*j];
                !is_in_parts(both, other)
                    && (other.fixed == name.fixed || other.fixed)
                    && !left_set.contains(other.canonical.as_str())
                    && !answered.contains(j)
                    && (other.family() == name.family() || !ours.contains(other.canonical.as_str()))
            });
            let stranger = other.filter(|_| name.fixed || !is_known_short(both, name));
            match stranger {
                Some(j) => {
                    answered.insert(j);
                    findings.push(changed(both, name, Some(&both.translation.names[j])));
                }
                None if name.fixed
                    && !theirs.contains(name.canonical.as_str())
                    && !is_said_in_parts(both, name, &there)
                    && !is_known_short(both, name) =>
                {
                    findings.push(changed(both, name, None));
                }
                None => {}
            }
        }
    }
    for (j, name) in both.translation.names.iter().enumerate() {
        let known = ours.contains(name.canonical.as_str())
            || answered.contains(&j)
            || !name.fixed
            || is_in_parts(both, name);
        // The first of a series of the same stranger.
        let again =
            both.translation.names[..j].iter().any(|other| other.canonical == name.canonical);
        if !known && !again && !both.original.names.is_empty() {
            let words = both.translation.text(&name.range);
            findings.push(finding(
                Kind::NameChanged,
                Severity::Block,
                None,
                Some(both.translation.original(&name.range)),
                format!("訳文の「{words}」が原文にありません。"),
                format!("“{words}” of the translation is not in the original."),
            ));
        }
    }
    findings
}

/// 「SPF50」 for "SPF 50", 「IL-13」 for "IL-4 and -13": the original has the letters and the figure apart.
fn is_in_parts(both: &Both, name: &Name) -> bool {
    let Some(figure) = name.figure() else { return false };
    both.original.names.iter().any(|other| other.family() == name.family())
        && both.original.numbers.iter().any(|number| number.value == figure)
}

/// 「グルカゴン様ペプチド1」 for "GLP-1": the figure of a name that is written out in Japanese.
fn is_said_in_parts(both: &Both, name: &Name, there: &Range<usize>) -> bool {
    let Some(figure) = name.figure() else { return false };
    let all = both.translation.numbers.iter().filter(|number| contains(there, &number.range));
    let is_free = |value: f64| !both.original.numbers.iter().any(|number| number.value == value);
    all.into_iter().any(|number| number.value == figure && is_free(figure))
}

/// An abbreviation whose meaning the term list knows may be written out in Japanese.
fn is_known_short(both: &Both, name: &Name) -> bool {
    both.original
        .terms
        .iter()
        .filter(|hit| contains(&hit.range, &name.range) || contains(&name.range, &hit.range))
        .any(|hit| both.translation.terms.iter().any(|other| other.term == hit.term))
}

fn changed(both: &Both, name: &Name, other: Option<&Name>) -> IntegrityFinding {
    let words = both.original.text(&name.range);
    let (ja, en) = match other {
        Some(other) => {
            let there = both.translation.text(&other.range);
            (
                format!("「{words}」が訳文では「{there}」になっています。"),
                format!("“{words}” became “{there}”."),
            )
        }
        None => (
            format!("原文の「{words}」が訳文にありません。"),
            format!("“{words}” of the original is not in the translation."),
        ),
    };
    finding(
        Kind::NameChanged,
        Severity::Block,
        Some(both.original.original(&name.range)),
        other.map(|other| both.translation.original(&other.range)),
        ja,
        en,
    )
}

/// The source's reference marks.
pub(super) fn markers(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let numbers = |side: &[crate::integrity::markers::Marker]| -> BTreeSet<u32> {
        side.iter().map(|marker| marker.number).collect()
    };
    let (ours, theirs) = (numbers(&both.original.markers), numbers(&both.translation.markers));
    let mut said = BTreeSet::new();
    // A mark that stands at several sentences must stand at each; where sentences are merged, once.
    let gone_here = |marker: &crate::integrity::markers::Marker| {
        let bead = both.beads.iter().find(|bead| {
            both.original.span(&bead.original).is_some_and(|span| contains(&span, &marker.range))
        });
        let there = bead.and_then(|bead| both.translation.span(&bead.translation));
        let count = |all: &[crate::integrity::markers::Marker]| {
            all.iter().filter(|m| m.number == marker.number).count()
        };
        let within = |all: &[crate::integrity::markers::Marker], span: &Range<usize>| {
            all.iter().filter(|m| m.number == marker.number && contains(span, &m.range)).count()
        };
        let here = bead.and_then(|bead| both.original.span(&bead.original));
        // Merged sentences share a mark: at most one a sentence of the translation.
        let wanted = bead.zip(here).map_or(0, |(bead, here)| {
            within(&both.original.markers, &here).min(bead.translation.len())
        });
        count(&both.original.markers) > count(&both.translation.markers)
            && there.is_some_and(|there| within(&both.translation.markers, &there) < wanted)
    };
    for marker in
        both.original.markers.iter().filter(|m| !theirs.contains(&m.number) || gone_here(m))
    {
        if said.insert(marker.range.start) {
            let words = both.original.text(&marker.range);
            findings.push(finding(
                Kind::MarkerLost,
                Severity::Warn,
                Some(both.original.original(&marker.range)),
                None,
                format!("出典番号{words}が訳文にありません。"),
                format!("The source's reference mark {words} is missing."),
            ));
        }
    }
    for marker in both.translation.markers.iter().filter(|m| !ours.contains(&m.number)) {
        let words = both.translation.text(&marker.range);
        findings.push(finding(
            Kind::MarkerAdded,
            Severity::Warn,
            None,
            Some(both.translation.original(&marker.range)),
            format!("訳文の出典番号{words}が原文にありません。"),
            format!("The reference mark {words} is not in the original."),
        ));
    }
    findings
}
