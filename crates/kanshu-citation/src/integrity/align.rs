//! Which sentences of a translation stand for which sentences of its original.

use std::ops::Range;

/// What alignment knows of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Concepts (terms, names, numbers, conditions) by number, with how telling each is.
    pub(super) concepts: Vec<(u64, f64)>,
    pub(super) chars: usize,
    pub(super) words: Vec<Word>,
    pub(super) negations: usize,
    /// Places where a sentence could have been split.
    pub(super) joints: usize,
}

/// Characters that overlapping terms cover, with all that they may mean.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) concepts: Vec<u64>,
    /// How telling the most telling of them is.
    pub(super) weight: f64,
    pub(super) place: Range<usize>,
}

/// Sentences of the original and the sentences of the translation that say the same; one side may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bead {
    pub(super) original: Range<usize>,
    pub(super) translation: Range<usize>,
}

/// How many sentences may stand for how many, and what each costs beside one for one.
const SHAPES: [(usize, usize, f64); 9] = [
    (1, 1, 0.0),
    (1, 2, 0.35),
    (2, 1, 0.35),
    (2, 2, 0.8),
    (1, 3, 1.2),
    (3, 1, 1.2),
    (1, 0, 1.4),
    (0, 1, 1.3),
    (2, 3, 1.4),
];

/// What any other shape costs more where both sides have as many sentences.
const EVEN: f64 = 0.4;

/// How many sentences a translation may run ahead or behind.
const BAND: usize = 40;

/// The cheapest alignment, in the order of the original.
pub(super) fn align(original: &[Profile], translation: &[Profile]) -> Vec<Bead> {
    let (n, m) = (original.len(), translation.len());
    let ratio = ratio(original, translation);
    let mut best = vec![vec![(f64::INFINITY, (0, 0)); m + 1]; n + 1];
    best[0][0].0 = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            let so_far = best[i][j].0;
            if !so_far.is_finite() || (i * m).abs_diff(j * n) > BAND * n.max(m) {
                continue;
            }
            // As many sentences on both sides are most often the same ones.
            for (a, b, extra) in SHAPES {
                let extra = if n == m && (a, b) != (1, 1) { extra + EVEN } else { extra };
                if i + a > n || j + b > m {
                    continue;
                }
                let cost =
                    so_far + extra + cost(&original[i..i + a], &translation[j..j + b], ratio);
                if cost < best[i + a][j + b].0 {
                    best[i + a][j + b] = (cost, (a, b));
                }
            }
        }
    }
    let mut beads = Vec::new();
    let (mut i, mut j) = (n, m);
    while (i, j) != (0, 0) {
        let (a, b) = best[i][j].1;
        beads.push(Bead { original: i - a..i, translation: j - b..j });
        (i, j) = (i - a, j - b);
    }
    beads.reverse();
    beads
}

/// How much shorter Japanese is here; bounded, so that a lost half does not pass for brevity.
fn ratio(original: &[Profile], translation: &[Profile]) -> f64 {
    let total = |side: &[Profile]| side.iter().map(|p| p.chars).sum::<usize>().max(1) as f64;
    (total(translation) / total(original)).clamp(0.3, 0.75)
}

/// The alignment without beads of one side, but for what is truly missing: each joins the neighbour that it
/// costs least.
pub(super) fn join(
    beads: &[Bead],
    original: &[Profile],
    translation: &[Profile],
    is_missing: impl Fn(&Bead) -> bool,
) -> Vec<Bead> {
    let ratio = ratio(original, translation);
    let cost = |bead: &Bead| {
        cost(&original[bead.original.clone()], &translation[bead.translation.clone()], ratio)
    };
    let mut joined: Vec<Bead> = Vec::new();
    // What waits for the next bead.
    let mut waiting: Option<Bead> = None;
    for (i, bead) in beads.iter().enumerate() {
        let bead = waiting.take().map_or_else(|| bead.clone(), |before| before.with(bead));
        let is_single = bead.original.is_empty() || bead.translation.is_empty();
        if !is_single || is_missing(&bead) {
            joined.push(bead);
            continue;
        }
        let more = |neighbour: &Bead, both: Bead| cost(&both) - cost(neighbour);
        let before = joined.last().map(|last| more(last, last.with(&bead)));
        let after = beads.get(i + 1).map(|next| more(next, bead.with(next)));
        match (before, after) {
            (Some(before), after) if after.is_none_or(|after| before <= after) => {
                if let Some(last) = joined.last_mut() {
                    *last = last.with(&bead);
                }
            }
            (_, Some(_)) => waiting = Some(bead),
            _ => joined.push(bead),
        }
    }
    joined
}

impl Bead {
    fn with(&self, next: &Self) -> Self {
        Self {
            original: self.original.start..next.original.end,
            translation: self.translation.start..next.translation.end,
        }
    }
}

fn cost(original: &[Profile], translation: &[Profile], ratio: f64) -> f64 {
    if original.is_empty() || translation.is_empty() {
        return 0.0;
    }
    let chars = |side: &[Profile]| side.iter().map(|p| p.chars).sum::<usize>().max(1) as f64;
    let length = (chars(translation) / (chars(original) * ratio)).ln().abs();
    let (shared, whole) = overlap(original, translation);
    let dissimilar = if whole > 0.0 { 1.0 - shared / whole } else { 0.5 };
    0.7 * (length - 0.35).max(0.0) + 1.9 * dissimilar * original.len().max(translation.len()) as f64
}

/// The weight of the concepts that both sides have, and of the concepts that either has.
pub(super) fn overlap(original: &[Profile], translation: &[Profile]) -> (f64, f64) {
    let collect = |side: &[Profile]| {
        let mut all: Vec<(u64, f64)> =
            side.iter().flat_map(|p| p.concepts.iter().copied()).collect();
        all.sort_by_key(|(id, _)| *id);
        all.dedup_by_key(|(id, _)| *id);
        all
    };
    let (left, right) = (collect(original), collect(translation));
    let mut shared = 0.0;
    let mut whole = 0.0;
    for (id, weight) in &left {
        whole += weight;
        if right.binary_search_by_key(id, |(id, _)| *id).is_ok() {
            shared += weight;
        }
    }
    // What only the translation has weighs less: its words have more meanings.
    for (id, weight) in &right {
        if left.binary_search_by_key(id, |(id, _)| *id).is_err() {
            whole += 0.3 * weight;
        }
    }
    (shared, whole)
}
