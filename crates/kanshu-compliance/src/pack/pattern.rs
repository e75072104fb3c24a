//! One compiled pattern: a regular expression that runs in linear time, compiled when it is first needed.

use std::{collections::BTreeSet, ops::Range, sync::OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

/// Limits the memory of one compiled pattern.
const SIZE_LIMIT: usize = 4 << 20;
/// The cache of a pattern's lazy automaton.
const CACHE_LIMIT: usize = 1 << 19;
/// More words than these are no anchor: the pattern is tried elsewhere.
const MOST_ANCHORS: usize = 4096;
/// Pieces of a pattern that match at most so many words are written out.
const MOST_WRITTEN_OUT: usize = 160;
/// So many sets tell enough.
const MOST_SETS: usize = 4;

/// A pattern, with the words that must be there for it to match.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    regex: OnceLock<Regex>,
    anchors: Vec<Anchors>,
}

/// Words of which every match holds at least one.
pub(crate) type Anchors = BTreeSet<String>;

impl Pattern {
    /// From an expanded pattern.
    ///
    /// # Errors
    /// When it is no regular expression, or matches without a single character.
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        let hir = regex_syntax::parse(source).map_err(|error| error.to_string())?;
        if hir.properties().minimum_len() == Some(0) {
            return Err(format!("`{source}` matches nothing at all, and so everything"));
        }
        Ok(Self { source: source.to_owned(), regex: OnceLock::new(), anchors: all_anchors(&hir) })
    }

    #[expect(clippy::expect_used, reason = "the syntax was checked when the pack was read")]
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            RegexBuilder::new(&self.source)
                .size_limit(SIZE_LIMIT)
                .dfa_size_limit(CACHE_LIMIT)
                .build()
                .expect("the syntax was checked when the pack was read")
        })
    }

    /// Compiles now rather than at the first use.
    ///
    /// # Errors
    /// When the compiled form is too large.
    pub(crate) fn compile(&self) -> Result<(), String> {
        let built = RegexBuilder::new(&self.source)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(CACHE_LIMIT)
            .build()
            .map_err(|error| error.to_string())?;
        let _ = self.regex.set(built);
        Ok(())
    }

    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex().find(text).map(|found| found.range())
    }

    pub(crate) fn find_all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.regex().find_iter(text).map(|found| found.range())
    }

    /// Sets of words; every match holds a word of each set. Empty when no such set is known.
    pub(crate) fn anchors(&self) -> &[Anchors] {
        &self.anchors
    }
}

/// The sets of words that the parts of a pattern need, the most telling first.
fn all_anchors(hir: &Hir) -> Vec<Anchors> {
    let mut sets = Vec::new();
    collect(hir, &mut sets);
    sets.sort_by_key(|set| std::cmp::Reverse(weight(set)));
    // One common character is no help where something better is known.
    let telling = sets.iter().filter(|set| weight(set).0 > 1).count();
    sets.truncate(MOST_SETS.min(telling.max(1)));
    sets
}

fn collect(hir: &Hir, sets: &mut Vec<Anchors>) {
    match hir.kind() {
        HirKind::Concat(parts) => {
            // Neighbours that can be written out are longer, and so rarer, words together.
            let mut run = vec![String::new()];
            for part in parts {
                match written_out(part) {
                    Some(words) if run.len() * words.len() <= MOST_WRITTEN_OUT => {
                        let joined =
                            run.iter().flat_map(|a| words.iter().map(move |b| a.clone() + b));
                        run = joined.collect();
                    }
                    Some(words) => {
                        finish(std::mem::replace(&mut run, words), sets);
                    }
                    None => {
                        finish(std::mem::replace(&mut run, vec![String::new()]), sets);
                        collect(part, sets);
                    }
                }
            }
            finish(run, sets);
        }
        HirKind::Capture(capture) => collect(&capture.sub, sets),
        HirKind::Repetition(repetition) if repetition.min > 0 => collect(&repetition.sub, sets),
        HirKind::Alternation(branches) => {
            let mut all = Anchors::new();
            for branch in branches {
                let Some(best) = all_anchors(branch).into_iter().next() else { return };
                all.extend(best);
            }
            if all.len() <= MOST_ANCHORS {
                sets.push(all);
            }
        }
        _ => sets.extend(written_out(hir).map(Anchors::from_iter).filter(|set| !set.contains(""))),
    }
}

fn finish(run: Vec<String>, sets: &mut Vec<Anchors>) {
    if run.iter().all(|word| !word.is_empty()) {
        sets.push(run.into_iter().collect());
    }
}

/// All that a piece of a pattern can match, when that is little.
fn written_out(hir: &Hir) -> Option<Vec<String>> {
    let words = match hir.kind() {
        HirKind::Empty => vec![String::new()],
        HirKind::Literal(literal) => vec![std::str::from_utf8(&literal.0).ok()?.to_owned()],
        HirKind::Class(Class::Unicode(class)) => {
            let size =
                |r: &regex_syntax::hir::ClassUnicodeRange| r.end() as usize - r.start() as usize;
            let count: usize = class.ranges().iter().map(|r| size(r) + 1).sum();
            if count > MOST_WRITTEN_OUT {
                return None;
            }
            let ranges = class.ranges().iter();
            ranges.flat_map(|r| r.start()..=r.end()).map(String::from).collect()
        }
        HirKind::Capture(capture) => written_out(&capture.sub)?,
        HirKind::Repetition(repetition) if repetition.max == Some(1) => {
            let mut words = written_out(&repetition.sub)?;
            if repetition.min == 0 {
                words.push(String::new());
            }
            words
        }
        HirKind::Alternation(branches) => {
            let mut words = Vec::new();
            for branch in branches {
                words.extend(written_out(branch)?);
                if words.len() > MOST_WRITTEN_OUT {
                    return None;
                }
            }
            words
        }
        HirKind::Concat(parts) => {
            let mut words = vec![String::new()];
            for part in parts {
                let next = written_out(part)?;
                if words.len() * next.len() > MOST_WRITTEN_OUT {
                    return None;
                }
                words =
                    words.iter().flat_map(|a| next.iter().map(move |b| a.clone() + b)).collect();
            }
            words
        }
        _ => return None,
    };
    (words.len() <= MOST_WRITTEN_OUT).then_some(words)
}

/// How telling a set is: by its shortest word, then by how few there are.
fn weight(words: &Anchors) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
    (shortest.min(3), std::cmp::Reverse(words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors_of(source: &str) -> Vec<Vec<String>> {
        let pattern = Pattern::new(source).unwrap();
        pattern.anchors().iter().map(|set| set.iter().cloned().collect()).collect()
    }

    #[test]
    fn every_match_holds_a_word_of_each_set() {
        assert_eq!(anchors_of("絶対(?:に)?安全"), [["絶対に安全", "絶対安全"]]);
        assert_eq!(anchors_of(r"\d+(?:%|割)(?:引|オフ)").len(), 1);
        assert_eq!(
            anchors_of("(?:必ず|確実に).{0,8}?治[るり]"),
            [["必ず", "確実に"], ["治り", "治る"]]
        );
        assert!(anchors_of(r"\d+").is_empty());
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_refused() {
        assert!(Pattern::new("(?:安全)?").is_err());
        assert!(Pattern::new("(").is_err());
    }
}
