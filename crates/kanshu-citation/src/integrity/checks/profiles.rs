//! What alignment knows of each sentence.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use super::context::Side;
use crate::integrity::{
    align::{Profile, Word},
    lexicon::Terms,
    numbers::{Number, Unit},
    segments::joints,
    signs::{Condition, What},
};

/// A concept where it is said.
struct Said {
    concept: u64,
    weight: f64,
    /// Bytes of the prepared text.
    range: Range<usize>,
}

pub(super) fn profiles(side: &Side, terms: &Terms) -> Vec<Profile> {
    let mut said = said(side, terms);
    said.sort_by_key(|said| (said.range.start, said.range.end, said.concept));
    side.sentences.iter().map(|sentence| profile(side, sentence, &said)).collect()
}

fn said(side: &Side, terms: &Terms) -> Vec<Said> {
    let said =
        |concept, weight, range: &Range<usize>| Said { concept, weight, range: range.clone() };
    let found = side
        .terms
        .iter()
        .map(|hit| said(id(("term", hit.term)), terms.get(hit.term).weight, &hit.range));
    let names = side.names.iter().map(|name| said(id(("name", &name.canonical)), 1.5, &name.range));
    let numbers = side.numbers.iter().map(|number| {
        let weight = if number.firm { 1.5 } else { 0.3 };
        said(id(("number", key(number))), weight, &number.range)
    });
    let markers =
        side.markers.iter().map(|marker| said(id(("marker", marker.number)), 1.5, &marker.range));
    let signs = side.signs.iter().filter_map(|sign| {
        let weight = match sign.what {
            What::Condition(Condition::InVivo | Condition::Human | Condition::Significant) => 0.2,
            What::Condition(_) => 1.0,
            What::Hedge | What::Up | What::Down | What::Worse => 0.4,
            _ => return None,
        };
        Some(said(id(("sign", sign.what)), weight, &sign.range))
    });
    found.chain(names).chain(numbers).chain(markers).chain(signs).collect()
}

fn profile(side: &Side, sentence: &Range<usize>, said: &[Said]) -> Profile {
    let text = side.text(sentence);
    let first = said.partition_point(|said| said.range.start < sentence.start);
    let said = || {
        let starting = said[first..].iter().take_while(|said| said.range.start < sentence.end);
        starting.filter(|said| said.range.end <= sentence.end)
    };
    let mut words: Vec<Word> = Vec::new();
    for Said { concept, weight, range } in said() {
        let char_at = |byte: usize| text[..byte - sentence.start].chars().count();
        let place = char_at(range.start)..char_at(range.end);
        match words.last_mut().filter(|last| place.start < last.place.end) {
            Some(last) => {
                last.concepts.push(*concept);
                last.weight = last.weight.max(*weight);
                last.place.end = last.place.end.max(place.end);
            }
            None => words.push(Word { concepts: vec![*concept], weight: *weight, place }),
        }
    }
    let mut concepts: Vec<(u64, f64)> = said().map(|said| (said.concept, said.weight)).collect();
    concepts.sort_by_key(|(concept, _)| *concept);
    concepts.dedup_by_key(|(concept, _)| *concept);
    let negations = side.signs_in(What::Negation, sentence).count();
    Profile { concepts, chars: text.chars().count(), words, negations, joints: joints(text) }
}

fn id(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Numbers that are said in other units get one key: 24 months, 2 years.
fn key(number: &Number) -> String {
    const MONTH: f64 = 30.4 * 86_400.0;
    let value = match number.unit {
        Unit::Mass(factor) | Unit::Volume(factor) | Unit::Length(factor) => {
            number.value * factor * 1e9
        }
        Unit::Time(factor) if factor > MONTH => number.value * 12.0 * MONTH,
        Unit::Time(factor) => number.value * factor,
        _ => number.value,
    };
    format!("{value:.3}")
}
