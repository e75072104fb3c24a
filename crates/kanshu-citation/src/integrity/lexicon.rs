//! Terms and their translations: those that come with Kanshu, and a site's own glossary.

use std::{ops::Range, sync::LazyLock};

use aho_corasick::AhoCorasick;
use kanshu_domain::revision::Sha256Hash;
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

/// A term of either source.
#[derive(Debug)]
pub(super) struct Term {
    japanese: Vec<String>,
    forbidden: Vec<String>,
    /// Its loss is a finding, not only a hint for alignment.
    pub(super) key: bool,
    /// How much it tells that two sentences are about the same: 0 to 1.
    pub(super) weight: f64,
}

/// A term found in a text, by its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) term: usize,
    pub(super) range: Range<usize>,
}

/// Terms, ready to be looked for.
#[derive(Debug)]
struct List {
    terms: Vec<Term>,
    english: Forms,
    japanese: Forms,
}

/// The forms of all terms in one language, found in one pass.
#[derive(Debug)]
struct Forms {
    automaton: AhoCorasick,
    /// The term of each form.
    terms: Vec<usize>,
}

/// The terms that come with Kanshu: first those with a right and a wrong translation, then the words that
/// only help alignment.
static BUILT_IN: LazyLock<List> = LazyLock::new(|| {
    let terms = include_str!("../../data/terms.tsv");
    let words = include_str!("../../data/words.tsv");
    List::new(
        rows(terms)
            .map(|columns| {
                let [english, japanese, forbidden, key] = columns;
                (english, Term { japanese, forbidden, key: !key.is_empty(), weight: 1.0 })
            })
            .chain(rows(words).map(|columns| {
                let [english, japanese, weight, _] = columns;
                let weight = weight.first().and_then(|weight| weight.parse().ok()).unwrap_or(1.0);
                (english, Term { japanese, forbidden: Vec::new(), key: false, weight })
            })),
    )
});

/// The lines of a list, remarks left out, as columns of alternatives.
fn rows(list: &'static str) -> impl Iterator<Item = [Vec<String>; 4]> {
    list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| {
            let column = columns.next().unwrap_or_default();
            column.split('|').filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        })
    })
}

impl List {
    fn new(entries: impl Iterator<Item = (Vec<String>, Term)>) -> Self {
        let (mut english, mut japanese) = (Vec::new(), Vec::new());
        let mut terms = Vec::new();
        for (i, (originals, term)) in entries.enumerate() {
            english.extend(originals.into_iter().map(|form| (form, i)));
            japanese.extend(term.japanese.iter().map(|form| (form.clone(), i)));
            terms.push(term);
        }
        Self { terms, english: Forms::new(english), japanese: Forms::new(japanese) }
    }
}

impl Forms {
    #[expect(clippy::expect_used, reason = "fails only past two thousand million states")]
    fn new(forms: Vec<(String, usize)>) -> Self {
        let (words, terms): (Vec<String>, Vec<usize>) = forms.into_iter().unzip();
        let automaton = AhoCorasick::new(words).expect("a word list is short");
        Self { automaton, terms }
    }

    fn places(&self, text: &str) -> impl Iterator<Item = Hit> {
        self.automaton
            .find_overlapping_iter(text)
            .map(|hit| Hit { term: self.terms[hit.pattern().as_usize()], range: hit.range() })
    }
}

/// All terms that a comparison uses.
#[derive(Debug)]
pub(super) struct Terms {
    site: List,
}

impl Terms {
    pub(super) fn new(glossary: &Glossary) -> Self {
        let lower =
            |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let site = glossary.entries.iter().map(|entry| {
            let (japanese, forbidden) = (lower(&entry.translations), lower(&entry.forbidden));
            (lower(&entry.original), Term { japanese, forbidden, key: true, weight: 1.0 })
        });
        Self { site: List::new(site) }
    }

    pub(super) fn get(&self, term: usize) -> &Term {
        let built_in = &BUILT_IN.terms;
        built_in.get(term).unwrap_or_else(|| &self.site.terms[term - built_in.len()])
    }

    pub(super) fn in_english(&self, text: &str) -> Vec<Hit> {
        self.found(text, |list| &list.english, |hit| is_a_word(text, &hit.range))
    }

    pub(super) fn in_japanese(&self, text: &str) -> Vec<Hit> {
        self.found(text, |list| &list.japanese, |_| true)
    }

    fn found(
        &self,
        text: &str,
        forms: impl Fn(&List) -> &Forms,
        is_term: impl Fn(&Hit) -> bool,
    ) -> Vec<Hit> {
        let own = forms(&self.site).places(text);
        let own = own.map(|hit| Hit { term: hit.term + BUILT_IN.terms.len(), ..hit });
        let mut hits: Vec<Hit> = forms(&BUILT_IN).places(text).chain(own).filter(is_term).collect();
        hits.sort_by_key(|hit| (hit.range.start, hit.term));
        hits
    }
}

/// Whether a form stands at the beginning of a word and all but ends it: stems such as "antibod" and
/// "malignan" stand for all their endings, "ear" for "ears" and not for "early".
fn is_a_word(text: &str, range: &Range<usize>) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let after = &text[range.end..];
    let ending = after.bytes().take_while(u8::is_ascii_lowercase).count();
    ending <= 5 && !text[..range.start].ends_with(is_word) && !after[ending..].starts_with(is_word)
}

impl Term {
    /// Where a translation says what it must not.
    pub(super) fn forbidden_in(&self, text: &str) -> Option<Range<usize>> {
        self.forbidden
            .iter()
            .find_map(|word| text.find(word.as_str()).map(|at| at..at + word.len()))
    }

    /// How the term may be said in Japanese, for messages.
    pub(super) fn first_translation(&self) -> &str {
        self.japanese.first().map_or("", String::as_str)
    }
}
