//! Numbers, names and reference marks.

use std::{collections::BTreeSet, ops::Range};

use kanshu_domain::compliance::Severity;

use super::{
    context::{Both, contains},
    finding,
};
use crate::integrity::{
    IntegrityFinding, Kind,
    names::Name,
    numbers::{Bound, Number, Unit},
};

/// Every number in digits must be there, with its unit and its bound; a number that only the translation
/// has must be said somewhere in the original.
pub(super) fn numbers(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let (left, right) = (&both.original.numbers, &both.translation.numbers);
    let mut used = vec![false; right.len()];
    let mut partner: Vec<Option<usize>> = vec![None; left.len()];
    // First what stands in aligned sentences, then anywhere.
    for (within, strict) in [(true, true), (true, false), (false, true), (false, false)] {
        for (i, number) in left.iter().enumerate() {
            if partner[i].is_some() {
                continue;
            }
            let found = right.iter().enumerate().position(|(j, other)| {
                !used[j]
                    && number.says_the_same(other)
                    && (!strict || number.is_the_same(other))
                    && (!within || aligned(both, number, other))
            });
            if let Some(j) = found {
                used[j] = true;
                partner[i] = Some(j);
            }
        }
    }
    for (i, number) in left.iter().enumerate() {
        let here = Some(both.original.original(&number.range));
        match partner[i] {
            Some(j) => findings.extend(bounds(both, number, &right[j])),
            None if number.firm => {
                let unit =
                    (0..right.len()).find(|j| !used[*j] && number.differs_in_unit(&right[*j]));
                if let Some(j) = unit {
                    used[j] = true;
                    findings.push(unit_changed(both, number, &right[j]));
                    continue;
                }
                let stranger = |other: &Number| !is_known(left, &partner, other);
                let other = right.iter().enumerate().find(|(j, other)| {
                    !used[*j] && other.firm && stranger(other) && aligned(both, number, other)
                });
                // Said once for twice is no change: the same figure is matched already.
                if other.is_none() && right.iter().any(|other| number.says_the_same(other)) {
                    continue;
                }
                let other = other.or_else(|| {
                    right
                        .iter()
                        .enumerate()
                        .find(|(j, other)| !used[*j] && other.firm && stranger(other))
                });
                let there = other.map(|(j, other)| {
                    used[j] = true;
                    both.translation.original(&other.range)
                });
                let words = both.original.text(&number.range);
                findings.push(finding(
                    Kind::NumberChanged,
                    Severity::Block,
                    here,
                    there,
                    format!("原文の数値「{words}」が訳文にありません。"),
                    format!("The number “{words}” of the original is not in the translation."),
                ));
            }
            None => {
                let unit = (0..right.len()).find(|j| {
                    !used[*j]
                        && number.differs_in_unit(&right[*j])
                        && aligned(both, number, &right[*j])
                });
                if let Some(j) = unit {
                    used[j] = true;
                    findings.push(unit_changed(both, number, &right[j]));
                }
            }
        }
    }
    for (j, number) in right.iter().enumerate() {
        let known = is_known(left, &partner, number);
        let replaces = || {
            left.iter().enumerate().any(|(i, other)| {
                partner[i].is_none()
                    && !other.firm
                    && other.value > 1.0
                    && aligned(both, other, number)
            })
        };
        if used[j] || known || !number.firm || (is_plain(number) && !replaces()) {
            continue;
        }
        let words = both.translation.text(&number.range);
        findings.push(finding(
            Kind::NumberChanged,
            Severity::Block,
            None,
            Some(both.translation.original(&number.range)),
            format!("訳文の数値「{words}」が原文にありません。"),
            format!("The number “{words}” of the translation is not in the original."),
        ));
    }
    findings
}

fn unit_changed(both: &Both, number: &Number, other: &Number) -> IntegrityFinding {
    let (a, b) = (both.original.text(&number.range), both.translation.text(&other.range));
    finding(
        Kind::UnitChanged,
        Severity::Block,
        Some(both.original.original(&number.range)),
        Some(both.translation.original(&other.range)),
        format!("単位が変わっています:「{a}」→「{b}」。"),
        format!("The unit differs: “{a}” became “{b}”."),
    )
}

/// Said again, or said for what has no partner yet.
fn is_known(left: &[Number], partner: &[Option<usize>], other: &Number) -> bool {
    left.iter().zip(partner).any(|(number, partner)| {
        number.is_the_same(other)
            || partner.is_none() && (number.says_the_same(other) || loosely(number, other))
    })
}

/// A number word may have become digits in another unit: "twice" and 2倍, "one of" and 1つ.
fn loosely(original: &Number, translation: &Number) -> bool {
    (original.value - translation.value).abs() < 1e-9 && !original.differs_in_unit(translation)
}

/// Small counts that Japanese needs and English does not: 1つ, 2群.
fn is_plain(number: &Number) -> bool {
    number.value == 1.0 || number.unit == Unit::None && number.value <= 3.0
}

fn aligned(both: &Both, left: &Number, right: &Number) -> bool {
    both.beads.iter().any(|bead| {
        let spans =
            both.original.span(&bead.original).zip(both.translation.span(&bead.translation));
        spans.is_some_and(|(a, b)| contains(&a, &left.range) && contains(&b, &right.range))
    })
}

/// "Less than 5" that became 5以上.
fn bounds(both: &Both, left: &Number, right: &Number) -> Option<IntegrityFinding> {
    let swapped = matches!(
        (left.bound, right.bound),
        (Bound::Below, Bound::Above) | (Bound::Above, Bound::Below)
    );
    swapped.then(|| {
        let (a, b) = (both.original.text(&left.range), both.translation.text(&right.range));
        finding(
            Kind::ComparisonChanged,
            Severity::Block,
            Some(both.original.original(&left.range)),
            Some(both.translation.original(&right.range)),
            format!("「{a}」の以上・以下が逆になっています(訳文「{b}」)。"),
            format!("The bound of “{a}” is turned round in “{b}”."),
        )
    })
}

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
                (other.fixed == name.fixed || other.fixed)
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
                None if name.fixed && !theirs.contains(name.canonical.as_str()) => {
                    findings.push(changed(both, name, None));
                }
                None => {}
            }
        }
    }
    for (j, name) in both.translation.names.iter().enumerate() {
        let known = ours.contains(name.canonical.as_str()) || answered.contains(&j) || !name.fixed;
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
