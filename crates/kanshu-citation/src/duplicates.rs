//! Records of the same work.
//!
//! Two records are of one work when they have the same DOI, PMID or PMCID; for those without any of
//! these, the same ISBN; else the same title, first author and year, unless their DOIs or PMIDs differ
//! (an erratum and a series of letters often bear one title). Titles and names are compared without case,
//! accents, punctuation, spaces, width and kind of kana.
//!
//! The index holds hashes of 64 bits only, about 100 bytes a record.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use kanshu_domain::kinds::citation::{AuthorName, Citation, SourceType};
use unicode_normalization::UnicodeNormalization;

use crate::csl;

/// Finds records of works that it has seen. `T` is what the caller calls a record: an id, a place in a file.
#[derive(Debug, Default)]
pub struct Index<T> {
    identifiers: HashMap<u64, T>,
    titles: HashMap<u64, Titled<T>>,
}

#[derive(Clone, Copy, Debug)]
struct Titled<T> {
    of: T,
    doi: Option<u64>,
    pmid: Option<u64>,
}

/// A record of the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate<T> {
    /// The record that was there first.
    pub of: T,
    pub reason: Reason,
}

/// Why two records are of one work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    Doi,
    Pmid,
    Pmcid,
    Isbn,
    /// Title, first author and year.
    Title,
}

impl Reason {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doi => "doi",
            Self::Pmid => "pmid",
            Self::Pmcid => "pmcid",
            Self::Isbn => "isbn",
            Self::Title => "title",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Doi => "same DOI",
            Self::Pmid => "same PMID",
            Self::Pmcid => "same PMCID",
            Self::Isbn => "same ISBN",
            Self::Title => "same title, first author and year",
        })
    }
}

/// Works with one title by one author in one year; more of them are not compared.
const MOST_NAMESAKES: u8 = 32;

impl<T: Copy> Index<T> {
    pub fn new() -> Self {
        Self { identifiers: HashMap::new(), titles: HashMap::new() }
    }

    /// The record of the same work that was seen first, if any.
    pub fn find(&self, citation: &Citation) -> Option<Duplicate<T>> {
        let by_identifier = identifiers(citation).into_iter().find_map(|(reason, key)| {
            self.identifiers.get(&key).map(|of| Duplicate { of: *of, reason })
        });
        by_identifier.or_else(|| {
            let (doi, pmid) = numbers(citation);
            let places =
                titles(citation).into_iter().filter_map(|key| self.place(key, doi, pmid).1);
            places.map(|of| Duplicate { of, reason: Reason::Title }).next()
        })
    }

    /// Remembers a record as `id` and tells which record of the same work was there before; then what is
    /// new about this one is remembered for that one.
    pub fn insert(&mut self, id: T, citation: &Citation) -> Option<Duplicate<T>> {
        let found = self.find(citation);
        let of = found.as_ref().map_or(id, |duplicate| duplicate.of);
        for (_, key) in identifiers(citation) {
            self.identifiers.entry(key).or_insert(of);
        }
        let (doi, pmid) = numbers(citation);
        for key in titles(citation) {
            if let (Some(free), None) = self.place(key, doi, pmid) {
                self.titles.insert(free, Titled { of, doi, pmid });
            }
        }
        found
    }

    /// Among the works of one title: the place that is free, or the work with no other identifiers.
    fn place(&self, key: u64, doi: Option<u64>, pmid: Option<u64>) -> (Option<u64>, Option<T>) {
        let differs = |one: Option<u64>, other: Option<u64>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        for number in 0..MOST_NAMESAKES {
            let place = hash(&(key, number));
            match self.titles.get(&place) {
                None => return (Some(place), None),
                Some(known) if differs(known.doi, doi) || differs(known.pmid, pmid) => {}
                Some(known) => return (None, Some(known.of)),
            }
        }
        (None, None)
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn numbers(citation: &Citation) -> (Option<u64>, Option<u64>) {
    (citation.doi.as_ref().map(hash), citation.pmid.as_ref().map(hash))
}

fn identifiers(citation: &Citation) -> Vec<(Reason, u64)> {
    let keyed = |reason: Reason, text: &str| (reason, hash(&(reason, text)));
    let mut all = Vec::new();
    all.extend(citation.doi.as_ref().map(|doi| keyed(Reason::Doi, doi.as_str())));
    all.extend(citation.pmid.as_ref().map(|pmid| keyed(Reason::Pmid, pmid.as_str())));
    all.extend(citation.pmcid.as_ref().map(|pmcid| keyed(Reason::Pmcid, pmcid.as_str())));
    if all.is_empty() {
        all.extend(isbn(citation).map(|isbn| keyed(Reason::Isbn, &isbn)));
    }
    all
}

/// The nine digits that a book's ISBN-10 and ISBN-13 share. Chapters have the number of their book, so
/// only whole books are told by it.
fn isbn(citation: &Citation) -> Option<String> {
    let chapter = citation.variables.get("type").is_some_and(|kind| kind == "chapter");
    let is_book = matches!(
        citation.source_type,
        None | Some(SourceType::Book | SourceType::Guideline | SourceType::Label)
    );
    let text = citation.isbn.as_ref().filter(|_| is_book && !chapter)?;
    text.as_str().split([' ', ',', ';', '(']).find_map(|word| {
        let digits: String =
            word.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).collect();
        match digits.len() {
            10 => digits.get(..9).map(str::to_owned),
            13 if digits.starts_with("978") => digits.get(3..12).map(str::to_owned),
            13 => digits.get(..12).map(str::to_owned),
            _ => None,
        }
    })
}

/// The keys of each title with each form of the first author's family name, and the year.
fn titles(citation: &Citation) -> Vec<u64> {
    /// Without an author, a shorter title is no name: 序文, Editorial.
    const LEAST_ALONE: usize = 16;
    let year = citation.issued.map(|date| date.year());
    let translated = citation.translated_title.iter().map(|(_, title)| title.as_str());
    let titles = std::iter::once(citation.title.as_str()).chain(translated).map(comparable);
    let authors = citation.authors.first().map(families).unwrap_or_default();
    let mut keys = Vec::new();
    for title in titles.filter(|title| !title.is_empty()) {
        if authors.is_empty() && title.chars().count() >= LEAST_ALONE {
            keys.push(hash(&(&title, "", year)));
        }
        keys.extend(authors.iter().map(|author| hash(&(&title, author, year))));
    }
    keys
}

fn families(name: &AuthorName) -> Vec<String> {
    let particles = [&name.dropping_particle, &name.non_dropping_particle];
    let particles = particles.into_iter().flatten().map(ToString::to_string);
    let own = name.family.as_ref().or(name.literal.as_ref()).map(ToString::to_string);
    let own: String = particles.chain(own).collect();
    let romanised = name.romanised.as_ref().map(|person| person.family.to_string());
    let all = std::iter::once(own).chain(romanised);
    all.map(|family| comparable(&family)).filter(|family| !family.is_empty()).collect()
}

/// Letters and digits in one case, width and kind of kana, without accents and markup.
fn comparable(text: &str) -> String {
    let plain = csl::plain(text);
    let letters = plain.nfkd().filter(|c| {
        // The marks that make が of か are no accents.
        let is_kana_mark = matches!(c, '\u{3099}' | '\u{309A}');
        let is_accent = matches!(c, '\u{300}'..='\u{36F}');
        (c.is_alphanumeric() && !is_accent) || is_kana_mark
    });
    letters.flat_map(char::to_lowercase).map(hiragana).collect()
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests;
