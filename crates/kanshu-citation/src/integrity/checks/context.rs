//! Both sides of a pair, read once.

use std::{collections::BTreeSet, ops::Range};

use kanshu_domain::compliance::TextRange;

use super::profiles::profiles;
use crate::integrity::{
    Glossary, Pair,
    align::{Bead, Profile, align},
    lexicon::{Hit, Terms},
    markers::{Marker, markers},
    names::{Name, names},
    numbers::{Number, numbers},
    prepared::Prepared,
    segments::sentences,
    signs::{Sign, What, english, japanese},
};

/// One side of a pair.
pub(super) struct Side {
    pub(super) prepared: Prepared,
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) signs: Vec<Sign>,
    pub(super) names: Vec<Name>,
    pub(super) numbers: Vec<Number>,
    pub(super) markers: Vec<Marker>,
    pub(super) terms: Vec<Hit>,
    pub(super) profiles: Vec<Profile>,
}

/// Both sides, aligned.
pub(super) struct Both {
    /// The original is English, so what is said can be compared and not only figures.
    pub(super) english: bool,
    pub(super) original: Side,
    pub(super) translation: Side,
    pub(super) beads: Vec<Bead>,
    pub(super) terms: Terms,
}

impl Both {
    pub(super) fn new(pair: &Pair<'_>, glossary: &Glossary) -> Self {
        let is_english = pair.original_lang.to_ascii_lowercase().starts_with("en");
        let terms = Terms::new(glossary);
        let original = Side::read(pair.original, is_english, &terms);
        let translation = Side::read(pair.translation, false, &terms);
        let beads = align(&original.profiles, &translation.profiles);
        Self { english: is_english, original, translation, beads, terms }
    }
}

impl Side {
    fn read(text: &str, is_english: bool, terms: &Terms) -> Self {
        let prepared = Prepared::new(text);
        let markers = markers(&prepared.text);
        let names = names(text, &prepared);
        let taken: Vec<Range<usize>> = markers
            .iter()
            .map(|marker| marker.range.clone())
            .chain(names.iter().map(|name| name.range.clone()))
            .collect();
        let numbers = numbers(&prepared.text, is_english, &taken);
        let mut signs = if is_english { english(&prepared.text) } else { japanese(&prepared.text) };
        if !is_english {
            // What a bracket explains (炎症を抑える物質) is no result.
            let brackets = bracketed(&prepared.text);
            signs.retain(|sign| {
                matches!(sign.what, What::Condition(_) | What::Hedge | What::Negation)
                    || !brackets.iter().any(|bracket| contains(bracket, &sign.range))
            });
        }
        let hits = if is_english {
            terms.in_english(&prepared.text)
        } else {
            terms.in_japanese(&prepared.text)
        };
        let sentences = sentences(&prepared.text);
        let mut side = Self {
            prepared,
            sentences,
            signs,
            names,
            numbers,
            markers,
            terms: hits,
            profiles: Vec::new(),
        };
        side.profiles = profiles(&side, terms);
        side
    }

    /// The bytes that some sentences cover; `None` for none.
    pub(super) fn span(&self, sentences: &Range<usize>) -> Option<Range<usize>> {
        let covered =
            self.sentences.get(sentences.clone()).filter(|covered| !covered.is_empty())?;
        Some(covered.first()?.start..covered.last()?.end)
    }

    pub(super) fn original(&self, range: &Range<usize>) -> TextRange {
        self.prepared.original(range)
    }

    pub(super) fn text(&self, range: &Range<usize>) -> &str {
        &self.prepared.text[range.clone()]
    }

    /// The signs of one meaning within a span.
    pub(super) fn signs_in<'a>(
        &'a self,
        what: What,
        span: &'a Range<usize>,
    ) -> impl Iterator<Item = &'a Sign> {
        self.signs.iter().filter(move |sign| sign.what == what && contains(span, &sign.range))
    }

    pub(super) fn has(&self, what: What) -> bool {
        self.signs.iter().any(|sign| sign.what == what)
    }

    pub(super) fn name_set(&self) -> BTreeSet<&str> {
        self.names.iter().map(|name| name.canonical.as_str()).collect()
    }
}

/// Aligned spans of both sides.
pub(super) fn spans(both: &Both) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    both.beads.iter().filter_map(|bead| {
        both.original.span(&bead.original).zip(both.translation.span(&bead.translation))
    })
}

pub(super) fn count(side: &Side, what: &[What], span: &Range<usize>) -> usize {
    what.iter().map(|what| side.signs_in(*what, span).count()).sum()
}

fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('(', None) => open = Some(at),
            (')', Some(start)) => {
                found.push(start..at);
                open = None;
            }
            ('。', _) => open = None,
            _ => {}
        }
    }
    found
}

pub(super) fn contains(span: &Range<usize>, range: &Range<usize>) -> bool {
    span.start <= range.start && range.end <= span.end
}
