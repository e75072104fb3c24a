//! Sentences that one side says and the other does not.

use kanshu_domain::compliance::Severity;

use super::{context::Both, finding};
use crate::integrity::{
    IntegrityFinding, Kind,
    align::{Profile, overlap},
};

/// Below this share of its concepts, a sentence has no counterpart.
const ENOUGH: f64 = 0.34;
/// A sentence with less than this is too plain to be missed for its concepts alone.
const TELLING: f64 = 2.0;

/// Logarithm of how much too long one side may be.
const BADLY: f64 = 0.18;
/// Below this share, a sentence that does not fit in length either has no counterpart.
const DOUBTFUL: f64 = 0.7;

pub(super) fn lost_and_added(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    for bead in &both.beads {
        for i in bead.original.clone() {
            let alone = bead.translation.is_empty();
            // Several sentences for fewer: each of them must be in there.
            let crowded = bead.original.len() > bead.translation.len() && !alone;
            if (alone || crowded) && is_lost(both, i, &bead.original, &bead.translation) {
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
            if bead.original.is_empty()
                || (crowded && is_added(both, j, &bead.original, &bead.translation))
            {
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

/// How many characters of Japanese stand for one of English, as this pair has it: its one-for-one
/// sentences, with two that are as usual.
fn usual_ratio(both: &Both) -> f64 {
    const USUAL: f64 = 0.5;
    let single = both.beads.iter().filter(|b| b.original.len() == 1 && b.translation.len() == 1);
    let ratios: Vec<f64> = single
        .map(|bead| {
            let here = both.original.profiles[bead.original.start].chars.max(1) as f64;
            both.translation.profiles[bead.translation.start].chars as f64 / here
        })
        .collect();
    (2.0 * USUAL + ratios.iter().sum::<f64>()) / (2.0 + ratios.len() as f64)
}

fn chars(profiles: &[Profile]) -> f64 {
    profiles.iter().map(|profile| profile.chars).sum::<usize>().max(1) as f64
}

/// Whether the sentences fit better in length without one of them, and fit badly with it.
fn fits_better_without(with: f64, without: f64, other: f64, usual: f64) -> bool {
    let off = |length: f64| (length * usual / other).ln();
    off(with) > BADLY && off(without).abs() < off(with)
}

/// One of several sentences that stand for fewer, and says nothing of what they say.
fn is_added(
    both: &Both,
    j: usize,
    original: &std::ops::Range<usize>,
    translation: &std::ops::Range<usize>,
) -> bool {
    let profile = std::slice::from_ref(&both.translation.profiles[j]);
    let weight: f64 = profile[0].concepts.iter().map(|(_, weight)| weight).sum();
    let shared = overlap(&both.original.profiles[original.clone()], profile).0;
    let share = shared / weight.max(0.1);
    let bead = &both.translation.profiles[translation.clone()];
    let with = chars(bead);
    let too_long = fits_better_without(
        with,
        with - profile[0].chars as f64,
        chars(&both.original.profiles[original.clone()]),
        1.0 / usual_ratio(both),
    );
    weight >= 2.0 * TELLING && share < ENOUGH || too_long && share < DOUBTFUL
}

fn is_lost(
    both: &Both,
    i: usize,
    original: &std::ops::Range<usize>,
    translation: &std::ops::Range<usize>,
) -> bool {
    // Out of its place, a sentence counts as lost: what says it there is needed for another.
    if translation.is_empty() {
        return true;
    }
    let profile = std::slice::from_ref(&both.original.profiles[i]);
    let weight: f64 = profile[0].concepts.iter().map(|(_, weight)| weight).sum();
    let shared = overlap(profile, &both.translation.profiles[translation.clone()]).0;
    let share = shared / weight.max(0.1);
    let with = chars(&both.original.profiles[original.clone()]);
    let too_long = fits_better_without(
        with,
        with - profile[0].chars as f64,
        chars(&both.translation.profiles[translation.clone()]),
        usual_ratio(both),
    );
    weight >= TELLING && share < ENOUGH || too_long && share < DOUBTFUL
}
