//! Sentences that one side says and the other does not.

use kanshu_domain::compliance::Severity;

use super::{context::Both, finding, missing::Beside};
use crate::integrity::{
    IntegrityFinding, Kind,
    align::{Bead, join},
};

/// Characters of Japanese for one of English.
const USUAL: f64 = 0.5;

/// Finds them, and lets what is said after all join the sentences that say it.
pub(super) fn lost_and_added(both: &mut Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let mut missing = Vec::new();
    let (original, translation) = (&both.original.profiles, &both.translation.profiles);
    let ratio = usual_ratio(both);
    let here = Beside::new(original, translation, (USUAL, ratio), false);
    let there = Beside::new(translation, original, (1.0 / USUAL, 1.0 / ratio), true);
    for bead in &both.beads {
        let Bead { original, translation } = bead;
        let lost = |i: &usize| here.is_without_counterpart(*i, original, translation);
        let added = |j: &usize| there.is_without_counterpart(*j, translation, original);
        for i in original.clone().filter(lost) {
            missing.push(bead.clone());
            findings.push(finding(
                Kind::SentenceLost,
                Severity::Block,
                Some(both.original.original(&both.original.sentences[i])),
                None,
                "原文のこの文に対応する訳がありません。".to_owned(),
                "This sentence of the original has no counterpart in the translation.".to_owned(),
            ));
        }
        for j in translation.clone().filter(added) {
            missing.push(bead.clone());
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
    both.beads = join(&both.beads, original, translation, |bead| missing.contains(bead));
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
