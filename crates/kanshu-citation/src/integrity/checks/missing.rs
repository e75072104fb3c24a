//! Whether a sentence of one side is missing on the other.
//!
//! It is weighed from several signs: how much of what it says is said there, by no other sentence, and
//! whether both sides fit better in length with it or without it. The weights were fitted (logistic, by the
//! likeliest sentence of a text) on the faithful pairs, on the same with two sentences merged or exchanged,
//! and on the same with a sentence dropped.

use std::{collections::BTreeSet, ops::Range};

use crate::integrity::align::{Profile, Word};

/// One side of a pair, beside the other.
pub(super) struct Beside<'a> {
    /// The sentences of this side.
    profiles: &'a [Profile],
    others: &'a [Profile],
    /// What the other side says anywhere.
    everywhere: BTreeSet<u64>,
    /// How many characters of the other side stand for one of this one, as this pair has it.
    ratio: f64,
    /// How much too long this side is, as a logarithm.
    excess: f64,
    is_translation: bool,
}

/// What says that a sentence is missing on the other side, or is there; in the order of the weights.
type Evidence = [f64; 13];

const LOST: (f64, Evidence) =
    (-6.86, [5.24, 5.12, 1.60, -0.21, 2.52, 0.49, -0.36, 1.05, 1.15, -2.27, 7.08, 0.18, 9.49]);
const ADDED: (f64, Evidence) =
    (-3.21, [7.28, 1.78, 2.97, -2.97, 0.19, -1.42, -0.76, 0.40, 0.21, 1.50, 2.38, -0.87, 0.00]);

/// How long a sentence is that a translator splits, in characters.
const SPLIT: usize = 90;

/// What a length means little beside, in characters.
const SLACK: f64 = 8.0;

fn concepts<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> BTreeSet<u64> {
    profiles.into_iter().flat_map(|profile| profile.concepts.iter().map(|(id, _)| *id)).collect()
}

/// How telling the words are that a condition holds for, each counted once. What a word may mean is one of
/// its concepts.
fn weight(profiles: &[&Profile], condition: impl Fn(&Word) -> bool) -> f64 {
    let mut seen = BTreeSet::new();
    let all = profiles.iter().flat_map(|profile| &profile.words);
    all.filter(|word| condition(word) && seen.insert(&word.concepts)).map(|word| word.weight).sum()
}

fn is_said(word: &Word, said: &BTreeSet<u64>) -> bool {
    word.concepts.iter().any(|id| said.contains(id))
}

/// The characters that say something else than some concepts.
fn chars_beside(profiles: &[&Profile], said: &BTreeSet<u64>) -> f64 {
    let beside = |profile: &&Profile| {
        let mut covered = vec![false; profile.chars];
        for word in profile.words.iter().filter(|word| is_said(word, said)) {
            covered[word.place.clone()].fill(true);
        }
        covered.iter().filter(|covered| !**covered).count()
    };
    profiles.iter().map(beside).sum::<usize>() as f64
}

/// How much better two lengths fit when one of the first is `own` shorter: `excess` is the logarithm of how
/// much too long the first is.
fn gain(excess: f64, own: f64, whole: f64) -> f64 {
    let shift = -(1.0 - own / whole).max(0.15).ln();
    excess * shift - shift * shift / 2.0
}

impl<'a> Beside<'a> {
    /// So many characters of the other side stand for one of this one: usually, and in this pair.
    pub(super) fn new(
        profiles: &'a [Profile],
        others: &'a [Profile],
        (usual, ratio): (f64, f64),
        is_translation: bool,
    ) -> Self {
        let chars = |side: &[Profile]| side.iter().map(|p| p.chars).sum::<usize>().max(1) as f64;
        let excess = (chars(profiles) * usual / chars(others)).ln();
        let everywhere = concepts(others);
        Self { profiles, others, everywhere, ratio, excess, is_translation }
    }

    /// Whether a sentence of this side, one of `bead`, is missing on the other side, where `other` stand
    /// for them.
    pub(super) fn is_without_counterpart(
        &self,
        i: usize,
        bead: &Range<usize>,
        other: &Range<usize>,
    ) -> bool {
        // An addition shows in the number of sentences; a loss may hide behind one that was split.
        if self.is_translation && bead.len() <= other.len() {
            return false;
        }
        // A short text is not split.
        if self.profiles.len() == 1 && self.profiles[i].chars < SPLIT {
            return false;
        }
        let (base, weights) = if self.is_translation { ADDED } else { LOST };
        let evidence = self.evidence(i, bead, other);
        base + weights.iter().zip(&evidence).map(|(weight, sign)| weight * sign).sum::<f64>() > 0.0
    }

    fn evidence(&self, i: usize, bead: &Range<usize>, other: &Range<usize>) -> Evidence {
        let own = &self.profiles[i];
        // Without a counterpart of its own, the sentence may be anywhere.
        let (bead, other) = if other.is_empty() {
            (0..self.profiles.len(), 0..self.others.len())
        } else {
            (bead.clone(), other.clone())
        };
        let rest: Vec<&Profile> = bead.filter(|at| *at != i).map(|at| &self.profiles[at]).collect();
        let there: Vec<&Profile> = self.others[other].iter().collect();
        let (in_rest, in_there) = (concepts(rest.iter().copied()), concepts(there.iter().copied()));
        let whole = weight(&[own], |_| true);
        let untold = |said: &BTreeSet<u64>| {
            (1.0 + whole).ln() * weight(&[own], |word| !is_said(word, said)) / whole.max(0.1)
        };
        let length = own.chars as f64;
        let mine = self.profiles.iter().map(|profile| profile.chars).sum::<usize>() as f64;
        // What the rest of the bead does not account for.
        let left = chars_beside(&rest, &in_there);
        let left_there = chars_beside(&there, &in_rest);
        let off = ((left + length + SLACK) * self.ratio / (left_there + SLACK * self.ratio)).ln();
        let more_there = |count: fn(&&Profile) -> usize| {
            let sum = |profiles: &[&Profile]| profiles.iter().map(count).sum::<usize>();
            sum(&there).saturating_sub(sum(&rest))
        };
        let denied_there = more_there(|profile| profile.negations) > 0;
        let sign = |holds: bool| f64::from(u8::from(holds));
        [
            gain(self.excess, length, mine),
            off,
            gain(off, length, left + length + SLACK),
            sign(own.negations > 0 && denied_there),
            sign(own.negations > 0 && !denied_there),
            sign(own.negations == 0 && denied_there),
            weight(&[own], |word| is_said(word, &in_there) && !is_said(word, &in_rest)),
            weight(&[own], |word| !is_said(word, &in_there) && !is_said(word, &in_rest)),
            weight(&rest, |word| !is_said(word, &in_there)),
            untold(&in_there),
            untold(&self.everywhere),
            more_there(|profile| profile.joints).min(3) as f64,
            sign(self.profiles.len() == 1),
        ]
    }
}
