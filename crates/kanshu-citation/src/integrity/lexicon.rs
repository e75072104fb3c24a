//! Terms and their translations: those that come with Kanshu, and a site's own glossary.

use std::{ops::Range, sync::LazyLock};

use kanshu_domain::revision::Sha256Hash;
use regex::Regex;
use serde::{Deserialize, Serialize};

/// One term of a site's glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GlossaryEntry {
    /// The term in the original's language, with its other forms.
    pub original: Vec<String>,
    /// What a translation may say.
    pub translations: Vec<String>,
    /// What a translation must not say for it.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

/// A site's terms, versioned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Glossary {
    pub version: String,
    #[serde(default)]
    pub entries: Vec<GlossaryEntry>,
}

/// Why a text is no glossary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadGlossary {
    /// Counted from 1.
    pub line: usize,
    pub reason: &'static str,
}

impl Glossary {
    /// Reads a glossary: a line a term, its columns separated by tabs, alternatives by `|`: the original,
    /// what a translation may say, and (if any) what it must not say. Lines that begin with `#` are
    /// remarks. Its version is the SHA-256 of the text.
    ///
    /// # Errors
    /// The first line that is no term.
    pub fn parse(text: &str) -> Result<Self, BadGlossary> {
        let mut entries = Vec::new();
        for (i, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |reason| BadGlossary { line: i + 1, reason };
            let mut columns = line.split('\t').map(|column| -> Vec<String> {
                let words = column.split('|').map(str::trim).filter(|word| !word.is_empty());
                words.map(str::to_owned).collect()
            });
            let mut next = || columns.next().unwrap_or_default();
            let (original, translations, forbidden) = (next(), next(), next());
            if original.is_empty() {
                return Err(bad("the term of the original is missing"));
            }
            if translations.is_empty() && forbidden.is_empty() {
                return Err(bad("the term has neither a translation nor a forbidden form"));
            }
            entries.push(GlossaryEntry { original, translations, forbidden });
        }
        Ok(Self { version: Sha256Hash::of(text.as_bytes()).to_string(), entries })
    }
}

/// A term of either source, ready to be looked for.
#[derive(Debug)]
pub(super) struct Term {
    english: Regex,
    japanese: Vec<String>,
    forbidden: Vec<String>,
    /// Its loss is a finding, not only a hint for alignment.
    pub(super) key: bool,
}

/// A term found in a text, by its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) term: usize,
    pub(super) range: Range<usize>,
}

static BUILT_IN: LazyLock<Vec<Term>> = LazyLock::new(|| {
    include_str!("../../data/terms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            let mut list = || -> Vec<String> {
                let column = columns.next().unwrap_or_default();
                column.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            let (english, japanese, forbidden, key) = (list(), list(), list(), list());
            Term::new(&english, japanese, forbidden, !key.is_empty())
        })
        .collect()
});

impl Term {
    #[expect(clippy::expect_used, reason = "every word is escaped")]
    fn new(english: &[String], japanese: Vec<String>, forbidden: Vec<String>, key: bool) -> Self {
        let words: Vec<String> =
            english.iter().map(|word| regex::escape(&word.to_lowercase())).collect();
        // Stems such as "antibod" and "malignan" stand for all their endings.
        let pattern = format!(r"\b(?:{})(?:e?s|[a-z]{{0,5}})?\b", words.join("|"));
        let english = Regex::new(&pattern).expect("every word is escaped");
        let lower = |words: Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
        Self { english, japanese: lower(japanese), forbidden: lower(forbidden), key }
    }
}

/// All terms that a comparison uses.
#[derive(Debug)]
pub(super) struct Terms {
    site: Vec<Term>,
}

impl Terms {
    pub(super) fn new(glossary: &Glossary) -> Self {
        let site = glossary.entries.iter().map(|entry| {
            Term::new(&entry.original, entry.translations.clone(), entry.forbidden.clone(), true)
        });
        Self { site: site.collect() }
    }

    pub(super) fn get(&self, term: usize) -> &Term {
        match BUILT_IN.get(term) {
            Some(term) => term,
            None => &self.site[term - BUILT_IN.len()],
        }
    }

    fn all(&self) -> impl Iterator<Item = (usize, &Term)> {
        BUILT_IN.iter().chain(&self.site).enumerate()
    }

    pub(super) fn in_english(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .all()
            .flat_map(|(term, entry)| {
                entry.english.find_iter(text).map(move |hit| Hit { term, range: hit.range() })
            })
            .collect();
        hits.sort_by_key(|hit| (hit.range.start, hit.term));
        hits
    }

    pub(super) fn in_japanese(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .all()
            .flat_map(|(term, entry)| {
                let places = entry.japanese.iter().flat_map(|word| places(text, word));
                places.map(move |range| Hit { term, range })
            })
            .collect();
        hits.sort_by_key(|hit| (hit.range.start, hit.term));
        hits
    }
}

impl Term {
    /// Where a translation says what it must not.
    pub(super) fn forbidden_in(&self, text: &str) -> Option<Range<usize>> {
        self.forbidden.iter().find_map(|word| places(text, word).into_iter().next())
    }

    /// How the term may be said in Japanese, for messages.
    pub(super) fn first_translation(&self) -> &str {
        self.japanese.first().map_or("", String::as_str)
    }
}

fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    text.match_indices(word).map(|(at, found)| at..at + found.len()).collect()
}
