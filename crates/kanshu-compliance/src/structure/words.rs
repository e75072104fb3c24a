//! Looking for words in running text.

use std::ops::Range;

use kanshu_domain::compliance::{Place, Sentence, TextRange};

use super::Breach;
use crate::Passage;

/// The text with ASCII in lower case and half width. Every character stands for one character, so places
/// in it are places in the original.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    narrow.to_ascii_lowercase()
}

/// Whether every word of some choice stands in `folded`.
pub(super) fn says(folded: &str, choices: &[Vec<&str>]) -> bool {
    choices.iter().any(|all| all.iter().all(|word| folded.contains(word)))
}

/// The first of `words` (the longest at one place) in `folded`, in bytes.
pub(super) fn first_of(folded: &str, words: &[&str]) -> Option<Range<usize>> {
    words
        .iter()
        .filter_map(|word| folded.find(word).map(|start| start..start + word.len()))
        .min_by_key(|found| (found.start, std::cmp::Reverse(found.end)))
}

/// `folded` with the words of `except` blotted out, character for character.
pub(super) fn without(folded: String, except: &[&str]) -> String {
    except.iter().filter(|words| !words.is_empty()).fold(folded, |text, words| {
        if text.contains(words) {
            text.replace(words, &"□".repeat(words.chars().count()))
        } else {
            text
        }
    })
}

/// The sentences of `text`, in bytes. A full stop ends one where a blank or a bracket follows, so that
/// `4.8` and `miR-181c.[145] Li` come out right.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((_, c)) = chars.next() {
            let end = chars.peek().map_or(text.len(), |(at, _)| *at);
            let next = chars.peek().map(|(_, next)| *next);
            let ends = match c {
                '。' | '!' | '?' | '\u{ff01}' | '\u{ff1f}' | '\n' => next != Some('」'),
                '.' => next.is_none_or(|next| next.is_whitespace() || next == '['),
                _ => false,
            };
            if ends || next.is_none() {
                let sentence = start..end;
                start = end;
                return Some(sentence);
            }
        }
        None
    })
}

/// The sentence that holds the byte `at`.
pub(super) fn sentence_at(text: &str, at: usize) -> Range<usize> {
    sentences(text).find(|sentence| sentence.contains(&at)).unwrap_or(0..text.len())
}

/// Whether the text is (at least in part) Japanese: only Japanese words are judged by Japanese needles.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// A breach by the words that stand at `found` (bytes of the folded text) in a passage.
pub(super) fn breach_by(passage: &Passage, folded: &str, found: Range<usize>) -> Breach {
    let chars = |range: Range<usize>| TextRange {
        start: passage.offset + folded[..range.start].chars().count(),
        end: passage.offset + folded[..range.end].chars().count(),
    };
    let cut = |range: TextRange| -> String {
        let length = range.end - range.start;
        passage.text.chars().skip(range.start - passage.offset).take(length).collect()
    };
    let range = chars(found.clone());
    let around = chars(sentence_at(folded, found.start));
    let around = TextRange { start: around.start, end: around.end.max(range.end) };
    let sentence = cut(around);
    Breach {
        place: Place {
            field: passage.field.clone(),
            block: passage.block,
            target: passage.target,
            range: Some(range),
            sentence: Some(Sentence { text: sentence.clone(), range: around }),
        },
        matched: cut(range),
        basis: sentence,
    }
}
