//! Sentences that one side says and the other does not.

use kanshu_domain::compliance::Severity;

use super::{context::Both, finding};
use crate::integrity::{IntegrityFinding, Kind, align::overlap};

/// Below this share of its concepts, a sentence has no counterpart.
const ENOUGH: f64 = 0.34;
/// A sentence with less than this is too plain to be missed for its concepts alone.
const TELLING: f64 = 2.0;

pub(super) fn lost_and_added(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for bead in &both.beads {
        for i in bead.original.clone() {
            let alone = bead.translation.is_empty();
            // Several sentences for fewer: each of them must be in there.
            let crowded = bead.original.len() > bead.translation.len() && !alone;
            if (alone || crowded) && is_lost(both, i, &bead.translation, alone) {
                let range = both.original.original(&both.original.sentences[i]);
                findings.push(finding(
                    Kind::SentenceLost,
                    Severity::Block,
                    Some(range),
                    None,
                    "原文のこの文に対応する訳がありません。".to_owned(),
                    "This sentence of the original has no counterpart in the translation."
                        .to_owned(),
                ));
            }
        }
        let crowded = bead.translation.len() > bead.original.len() && !bead.original.is_empty();
        for j in bead.translation.clone() {
            if bead.original.is_empty() || (crowded && is_added(both, j, &bead.original)) {
                let range = both.translation.original(&both.translation.sentences[j]);
                findings.push(finding(
                    Kind::SentenceAdded,
                    Severity::Block,
                    None,
                    Some(range),
                    "訳文のこの文に対応する原文がありません。".to_owned(),
                    "This sentence of the translation has no counterpart in the original."
                        .to_owned(),
                ));
            }
        }
    }
    findings
}

/// One of several sentences that stand for fewer, and says nothing of what they say.
fn is_added(both: &Both, j: usize, original: &std::ops::Range<usize>) -> bool {
    let profile = std::slice::from_ref(&both.translation.profiles[j]);
    let weight: f64 = profile[0].concepts.iter().map(|(_, weight)| weight).sum();
    let shared = overlap(&both.original.profiles[original.clone()], profile).0;
    weight >= 2.0 * TELLING && shared / weight < ENOUGH
}

fn is_lost(both: &Both, i: usize, translation: &std::ops::Range<usize>, alone: bool) -> bool {
    let profile = std::slice::from_ref(&both.original.profiles[i]);
    let weight: f64 = profile[0].concepts.iter().map(|(_, weight)| weight).sum();
    let place = if alone { 0..both.translation.profiles.len() } else { translation.clone() };
    if !alone && weight < TELLING {
        return false;
    }
    let shared = place
        .clone()
        .map(|j| overlap(profile, &both.translation.profiles[j..=j]).0)
        .fold(0.0_f64, f64::max);
    let together = overlap(profile, &both.translation.profiles[place]).0;
    let share = if alone { shared } else { together } / weight.max(0.1);
    if !alone {
        return share < ENOUGH;
    }
    // Out of its place, a sentence counts as there only when one sentence says most of it, and that one
    // is not needed for another.
    true
}
