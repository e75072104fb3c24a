//! Sentences that one side says and the other does not.
//!
//! Whether a sentence without a partner of its own is missing is weighed from several signs: how much of
//! what it says the other side says, and whether both sides fit better in length without it. The weights
//! were fitted (logistic, by the likeliest sentence of a text) on the faithful pairs, on the same with two
//! sentences merged or exchanged, and on the same with a sentence dropped.

use std::ops::Range;

use kanshu_domain::compliance::Severity;

use super::{context::Both, finding};
use crate::integrity::{
    IntegrityFinding, Kind,
    align::{Bead, Profile, overlap},
};

/// Characters of Japanese for one of English.
const USUAL: f64 = 0.5;

/// One side of a bead, beside the other.
struct View<'a> {
    profiles: &'a [Profile],
    bead: Range<usize>,
    others: &'a [Profile],
    other: Range<usize>,
    /// How many characters of the other side stand for one of this one, as this pair has it.
    ratio: f64,
    usual: f64,
    is_translation: bool,
}

pub(super) fn lost_and_added(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let ratio = usual_ratio(both);
    for bead in &both.beads {
        let Bead { original, translation } = bead;
        let here = View {
            profiles: &both.original.profiles,
            bead: original.clone(),
            others: &both.translation.profiles,
            other: translation.clone(),
            ratio,
            usual: USUAL,
            is_translation: false,
        };
        for i in original.clone().filter(|i| here.is_without_counterpart(*i)) {
            findings.push(finding(
                Kind::SentenceLost,
                Severity::Block,
                Some(both.original.original(&both.original.sentences[i])),
                None,
                "原文のこの文に対応する訳がありません。".to_owned(),
                "This sentence of the original has no counterpart in the translation.".to_owned(),
            ));
        }
        let there = View {
            profiles: &both.translation.profiles,
            bead: translation.clone(),
            others: &both.original.profiles,
            other: original.clone(),
            ratio: 1.0 / ratio,
            usual: 1.0 / USUAL,
            is_translation: true,
        };
        for j in translation.clone().filter(|j| there.is_without_counterpart(*j)) {
            findings.push(finding(
                Kind::SentenceAdded,
                Severity::Block,
                None,
                Some(both.translation.original(&both.translation.sentences[j])),
                "訳文のこの文に対応する原文がありません。".to_owned(),
                "This sentence of the translation has no counterpart in the original.".to_owned(),
            ));
        }
    }
    findings
}

/// How many characters of Japanese stand for one of English, as this pair has it: its one-for-one
/// sentences, with two that are as usual.
fn usual_ratio(both: &Both) -> f64 {
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

/// How much better two lengths fit when one of the first is `own` shorter: `excess` is the logarithm of how
/// much too long the first is.
fn gain(excess: f64, own: f64, whole: f64) -> f64 {
    let shift = -(1.0 - own / whole).max(0.15).ln();
    excess * shift - shift * shift / 2.0
}

impl View<'_> {
    /// Whether this side has more sentences here than the other, and this one of them is missing there.
    fn is_without_counterpart(&self, i: usize) -> bool {
        if self.bead.len() <= self.other.len() {
            return false;
        }
        let profile = std::slice::from_ref(&self.profiles[i]);
        let own = self.profiles[i].chars as f64;
        let weight: f64 = profile[0].concepts.iter().map(|(_, weight)| weight).sum();
        let share = |others: &[Profile]| overlap(profile, others).0 / weight.max(0.1);
        let anywhere = share(self.others);
        let (mine, theirs) = (chars(self.profiles), chars(self.others));
        let excess = (mine * self.usual / theirs).ln();
        let gained = gain(excess, own, mine);
        let telling = (1.0 + weight).ln();
        let score = if self.other.is_empty() {
            -0.4 - 0.5 * anywhere + 8.4 * excess + 10.6 * gained + 2.0 * telling * (1.0 - anywhere)
        } else {
            let bead = chars(&self.profiles[self.bead.clone()]);
            let other = &self.others[self.other.clone()];
            let off = (bead * self.ratio / chars(other)).ln();
            -0.5 - 1.2 * anywhere + 0.8 * off + 7.9 * gain(off, own, bead) - 1.8 * telling
                + 3.3 * telling * (1.0 - share(other))
                + 7.2 * excess
                + 11.0 * gained
        };
        let stricter = if self.is_translation { 1.5 } else { -1.2 };
        score > stricter
    }
}
