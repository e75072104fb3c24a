//! Both sides of a pair, read once.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use kanshu_domain::compliance::TextRange;

use crate::integrity::{
    Glossary, Pair,
    align::{Bead, Profile, Word, align},
    lexicon::{Hit, Terms},
    markers::{Marker, markers},
    names::{Name, names},
    numbers::{Number, Unit, numbers},
    prepared::Prepared,
    segments::{joints, sentences},
    signs::{Condition, Sign, What, english, japanese},
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
                matches!(sign.what, What::Condition(_) | What::Hedge)
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
        side.profiles = side.sentences.iter().map(|range| side.profile(range, terms)).collect();
        side
    }

    fn profile(&self, range: &Range<usize>, terms: &Terms) -> Profile {
        let within = |place: &Range<usize>| range.start <= place.start && place.end <= range.end;
        let mut said: Vec<(u64, f64, &Range<usize>)> = Vec::new();
        said.extend(
            self.terms
                .iter()
                .map(|hit| (id(("term", hit.term)), terms.get(hit.term).weight, &hit.range)),
        );
        said.extend(
            self.names.iter().map(|name| (id(("name", &name.canonical)), 1.5, &name.range)),
        );
        said.extend(self.numbers.iter().map(|number| {
            let weight = if number.firm { 1.5 } else { 0.3 };
            (id(("number", key(number))), weight, &number.range)
        }));
        said.extend(
            self.markers.iter().map(|marker| (id(("marker", marker.number)), 1.5, &marker.range)),
        );
        said.extend(self.signs.iter().filter_map(|sign| {
            let weight = match sign.what {
                What::Condition(Condition::InVivo | Condition::Human | Condition::Significant) => {
                    0.2
                }
                What::Condition(_) => 1.0,
                What::Hedge => 0.4,
                What::Up | What::Down | What::Worse => 0.4,
                _ => return None,
            };
            Some((id(("sign", sign.what)), weight, &sign.range))
        }));
        said.retain(|(_, _, place)| within(place));
        let text = &self.prepared.text[range.clone()];
        let char_at = |byte: usize| text[..byte - range.start].chars().count();
        said.sort_by_key(|(id, _, place)| (place.start, place.end, *id));
        let mut words: Vec<Word> = Vec::new();
        for (id, weight, place) in &said {
            let place = char_at(place.start)..char_at(place.end);
            match words.last_mut().filter(|last| place.start < last.place.end) {
                Some(last) => {
                    last.concepts.push(*id);
                    last.weight = last.weight.max(*weight);
                    last.place.end = last.place.end.max(place.end);
                }
                None => words.push(Word { concepts: vec![*id], weight: *weight, place }),
            }
        }
        let mut concepts: Vec<(u64, f64)> =
            said.iter().map(|(id, weight, _)| (*id, *weight)).collect();
        concepts.sort_by_key(|(id, _)| *id);
        concepts.dedup_by_key(|(id, _)| *id);
        let negations =
            self.signs.iter().filter(|s| s.what == What::Negation && within(&s.range)).count();
        Profile { concepts, chars: text.chars().count(), words, negations, joints: joints(text) }
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

fn id(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Numbers that are said in other units get one key.
fn key(number: &Number) -> String {
    let value = match number.unit {
        Unit::Mass(factor) | Unit::Volume(factor) | Unit::Length(factor) => {
            number.value * factor * 1e9
        }
        _ => number.value,
    };
    format!("{value:.3}")
}
