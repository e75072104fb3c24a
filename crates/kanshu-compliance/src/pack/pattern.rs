//! One compiled pattern: a regular expression that runs in linear time, compiled when it is first needed.

use std::{collections::BTreeSet, ops::Range, sync::OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

/// Limits the memory of one compiled pattern.
const SIZE_LIMIT: usize = 4 << 20;
/// The cache of a pattern's lazy automaton.
const CACHE_LIMIT: usize = 1 << 20;
/// More words than these are no anchor: the pattern is tried elsewhere.
const MOST_ANCHORS: usize = 4096;

/// A pattern, with the words of which one must be there for it to match.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    regex: OnceLock<Regex>,
    anchors: Option<BTreeSet<String>>,
}

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
        Ok(Self { source: source.to_owned(), regex: OnceLock::new(), anchors: anchors(&hir) })
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

    /// Words of which every match holds at least one; `None` when there is no such list.
    pub(crate) fn anchors(&self) -> Option<&BTreeSet<String>> {
        self.anchors.as_ref()
    }
}

/// The best list of words of which one must be part of any match: the longer the shortest, the better.
fn anchors(hir: &Hir) -> Option<BTreeSet<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(BTreeSet::from([text.to_owned()]))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize =
                class.ranges().iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            (count <= 16).then(|| {
                let ranges = class.ranges().iter();
                ranges.flat_map(|r| r.start()..=r.end()).map(String::from).collect()
            })
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => anchors(&repetition.sub),
        HirKind::Capture(capture) => anchors(&capture.sub),
        HirKind::Alternation(branches) => {
            let mut all = BTreeSet::new();
            for branch in branches {
                all.extend(anchors(branch)?);
            }
            (all.len() <= MOST_ANCHORS).then_some(all)
        }
        HirKind::Concat(parts) => {
            let weight = |words: &BTreeSet<String>| {
                let shortest = words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
                (shortest.min(3), std::cmp::Reverse(words.len()))
            };
            parts.iter().filter_map(anchors).max_by_key(weight)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors_of(source: &str) -> Option<Vec<String>> {
        Pattern::new(source).unwrap().anchors.map(|set| set.into_iter().collect())
    }

    #[test]
    fn every_match_holds_an_anchor() {
        assert_eq!(anchors_of("絶対(?:に)?安全").unwrap().len(), 1);
        assert_eq!(anchors_of(r"\d+(?:%|割)(?:引|オフ)").unwrap(), ["オフ", "引"]);
        assert_eq!(anchors_of("(?:必ず|確実に).{0,8}?治[るり]").unwrap(), ["必ず", "確実に"]);
        assert_eq!(anchors_of(r"\d+"), None);
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_refused() {
        assert!(Pattern::new("(?:安全)?").is_err());
        assert!(Pattern::new("(").is_err());
    }
}
