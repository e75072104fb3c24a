//! What a printed reference looks like, and the identifiers in it.

use kanshu_domain::values::{Doi, Pmid, WebUrl};

use super::{language, signs};

const REFERENCE_CHARS: usize = 300;

/// The address and numbers that a printed reference gives.
#[derive(Default)]
pub(super) struct Identifiers {
    pub(super) doi: Option<Doi>,
    pub(super) pmid: Option<Pmid>,
    pub(super) url: Option<WebUrl>,
}

/// Identifiers anywhere in the text: `doi:10.…`, `https://doi.org/10.…`, `PMID: 1`, another address.
pub(super) fn identifiers(text: &str) -> Identifiers {
    let word_from = |at: usize| {
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let word = &rest[..end];
        // A bracket that opens within the word may close within it.
        let word = if word.contains('(') { word } else { word.trim_end_matches([')', ']', '>']) };
        word.trim_end_matches(['.', ',', ';', ':'])
    };
    let doi = text
        .match_indices("10.")
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.'))
        .find_map(|(at, _)| Doi::parse(word_from(at)).ok());
    let pmid = text.find("PMID").and_then(|at| {
        let rest = text[at + 4..].trim_start_matches([':', '：', ' ', '\u{3000}']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        Pmid::parse(&rest[..end]).ok()
    });
    let url = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.find(scheme))
        .map(word_from)
        .filter(|word| !word.contains("doi.org/"))
        .and_then(|word| WebUrl::parse(word).ok());
    Identifiers { doi, pmid, url }
}

/// A line that is nothing but an address or identifier.
pub(super) fn is_identifier(text: &str) -> bool {
    let bare = text
        .trim_start_matches(['(', '（', '[', '［', '【'])
        .trim_end_matches([')', '）', ']', '］']);
    let bare = ["URL】", "URL", "url", "リンク", "DOI】", "DOI", "doi", "PMID", "PubMed"]
        .iter()
        .find_map(|name| Some(bare.strip_prefix(name)?.trim_start_matches([':', '：', ' '])))
        .unwrap_or(bare);
    let found = identifiers(text);
    let is_one_word = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_graphic());
    let begins = signs::is_web_address(bare)
        || bare.starts_with("10.")
        || bare.starts_with("doi.org/")
        || bare.starts_with("www.");
    is_one_word
        && ((begins && (found.doi.is_some() || signs::is_web_address(bare)))
            || (text.starts_with("PMID") && found.pmid.is_some()))
}

/// Whether a line reads as a printed reference (authors, journal, year, pages) and not as a sentence.
pub(super) fn is_reference(text: &str) -> bool {
    if text.chars().count() > REFERENCE_CHARS || is_sentence(text) || is_cited_saying(text) {
        return false;
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let Identifiers { doi, pmid, url } = identifiers(text);
    let is_identified = doi.is_some() || pmid.is_some() || url.is_some();
    let has_pages = text.char_indices().any(|(at, c)| {
        matches!(c, '-' | '–' | '—')
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
    });
    let names = says(&["et al", "ほか", "らによる", "Journal", "J ", "巻", "号", "雑誌", "学会誌"])
        || begins_with_author(text);
    let is_told_by_year = has_year(text) && (names || has_pages);
    is_identified || is_told_by_year
}

/// `"…" (Mori et al. 2014)`: quoted words with their source behind.
fn is_cited_saying(text: &str) -> bool {
    text.starts_with(['"', '“', '「'])
        && ["\" (", "\"(", "” (", "”(", "”（", "」(", "」（"]
            .iter()
            .any(|close| text.contains(close))
}

fn is_sentence(text: &str) -> bool {
    const VERBS: &[&str] = &[
        " that ",
        " was ",
        " were ",
        " is ",
        " are ",
        " has ",
        " have ",
        " had ",
        " showed ",
        " reported ",
        " found ",
        " increased ",
        " decreased ",
        " improved ",
        " we ",
        " We ",
    ];
    let is_japanese = language::is_mostly_japanese(text);
    VERBS.iter().any(|verb| text.contains(verb))
        || (is_japanese && text.trim_end_matches([')', '）']).ends_with(['。', '、']))
}

/// A year from 1900 on that is not part of a longer number.
pub(super) fn has_year(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(4).enumerate().any(|(at, four)| {
        let is_digit =
            |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        four.iter().all(char::is_ascii_digit)
            && (four[..2] == ['1', '9'] || four[..2] == ['2', '0'])
            && !is_digit(at.checked_sub(1))
            && !is_digit(Some(at + 4))
    })
}

/// `Tanaka H, …`, `Ogawa M. (2022)`: a surname and initials.
fn begins_with_author(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(surname), Some(initials)) = (words.next(), words.next()) else { return false };
    let initials = initials.trim_end_matches([',', '.', ';', ':']);
    let letters = initials.replace(['.', '-'], "");
    surname.starts_with(|c: char| c.is_uppercase())
        && surname.chars().filter(|c| c.is_alphabetic()).count() > 1
        && (1..=3).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase())
}
