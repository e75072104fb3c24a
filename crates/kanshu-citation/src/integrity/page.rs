//! What several translations on one page must agree on: abbreviations and spellings.

use std::{collections::BTreeMap, sync::LazyLock};

use kanshu_domain::compliance::{Severity, TextRange, Words};
use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{Glossary, IntegrityFinding, Kind, Pair};

/// A finding about a page, at one of its pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFinding {
    /// Which of the pairs, counted from 0.
    pub pair: usize,
    pub finding: IntegrityFinding,
}

#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant, compiled in every test")
}

/// "Atopic dermatitis (AD)".
static EXPANDED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"((?:[A-Za-z][A-Za-z\-]* ){1,8})\(([A-Z][A-Za-z\-]{1,9})\)"));
/// "AD-MSC": a part of a compound, which means something of its own.
static PART: LazyLock<Regex> = LazyLock::new(|| regex(r"\b([A-Z]{2,5})-(?:MSC|EV|Exo)s?\b"));
/// What such a part is short for.
const PARTS: [(&str, &str); 4] = [
    ("AD", "adipose-derived"),
    ("BM", "bone marrow"),
    ("UC", "umbilical cord"),
    ("WJ", "Wharton's jelly"),
];
/// Cell and vesicle names whose abbreviation readers do not know.
const UNFAMILIAR: [(&str, &str); 4] = [
    ("MDSC", "骨髄由来免疫抑制細胞"),
    ("TSLP", "胸腺間質性リンパ球新生因子"),
    ("DAMP", "ダメージ関連分子パターン"),
    ("ILC2", "2型自然リンパ球"),
];
/// One thing under two spellings.
const SPELLINGS: [(&str, &str); 3] =
    [("エクソソーム", "エキソソーム"), ("サイトカイン", "サイトカイニン"), ("バリア", "バリヤ")];

/// What the pairs of one page say in different ways: an abbreviation with two meanings (TI-09), one that is
/// never written out (TI-13), and one thing under two spellings (TI-14). A site's glossary decides the
/// spelling where it forbids one.
pub fn check_page(pairs: &[Pair<'_>], glossary: &Glossary) -> Vec<PageFinding> {
    let mut findings = two_meanings(pairs);
    findings.extend(never_written_out(pairs));
    findings.extend(spellings(pairs, glossary));
    findings.sort_by_key(|found| (found.pair, found.finding.original_range.map(|r| r.start)));
    findings
}

fn two_meanings(pairs: &[Pair<'_>]) -> Vec<PageFinding> {
    let mut meanings: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (i, pair) in pairs.iter().enumerate() {
        for (short, meaning, range) in expansions(pair.original) {
            let (first, known) =
                meanings.entry(short.clone()).or_insert_with(|| (i, meaning.clone())).clone();
            if known != meaning {
                let ja = format!(
                    "略語「{short}」が、{}番目の引用では「{known}」、ここでは「{meaning}」を指します。",
                    first + 1
                );
                let en = format!(
                    "“{short}” is “{known}” in quotation {} and “{meaning}” here.",
                    first + 1
                );
                findings.push(at(i, Some(chars(pair.original, range)), None, ja, en));
            }
        }
    }
    findings
}

/// Abbreviations with what they are short for, and their bytes.
fn expansions(text: &str) -> Vec<(String, String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for hit in EXPANDED.captures_iter(text) {
        let (Some(words), Some(short)) = (hit.get(1), hit.get(2)) else { continue };
        if let Some(meaning) = initials(words.as_str(), short.as_str()) {
            found.push((short.as_str().to_owned(), meaning, short.range()));
        }
    }
    for hit in PART.captures_iter(text) {
        let Some(part) = hit.get(1) else { continue };
        if let Some((_, meaning)) = PARTS.iter().find(|(short, _)| *short == part.as_str()) {
            found.push((part.as_str().to_owned(), (*meaning).to_owned(), part.range()));
        }
    }
    found.sort_by_key(|(_, _, range)| range.start);
    found.dedup_by(|later, earlier| later.0 == earlier.0 && later.1 == earlier.1);
    found
}

/// The last words whose initials are the abbreviation's letters.
fn initials(words: &str, short: &str) -> Option<String> {
    let words: Vec<&str> = words.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let letters: Vec<char> =
        short.trim_end_matches('s').chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let tail = words.get(words.len().checked_sub(letters.len())?..)?;
    let same = tail
        .iter()
        .zip(&letters)
        .all(|(word, letter)| word.to_lowercase().starts_with(letter.to_ascii_lowercase()));
    same.then(|| tail.join(" ").to_lowercase())
}

fn never_written_out(pairs: &[Pair<'_>]) -> Vec<PageFinding> {
    let all: String = pairs.iter().map(|pair| pair.translation).collect();
    UNFAMILIAR
        .iter()
        .filter(|(_, meaning)| !all.contains(&meaning.chars().take(4).collect::<String>()))
        .filter_map(|(short, meaning)| {
            let (i, place) = pairs
                .iter()
                .enumerate()
                .find_map(|(i, pair)| Some((i, pair.translation.find(short)?)))?;
            let range = chars(pairs[i].translation, place..place + short.len());
            let ja = format!("略語「{short}」が初出で説明されていません({meaning})。");
            let en = format!("“{short}” is not written out where it first stands ({meaning}).");
            Some(at(i, None, Some(range), ja, en))
        })
        .collect()
}

fn spellings(pairs: &[Pair<'_>], glossary: &Glossary) -> Vec<PageFinding> {
    let forbids = |word: &str| {
        glossary.entries.iter().any(|entry| entry.forbidden.iter().any(|form| form == word))
    };
    let count = |word: &str| -> usize {
        pairs.iter().map(|pair| pair.translation.matches(word).count()).sum()
    };
    let mut findings = Vec::new();
    for (one, other) in SPELLINGS {
        let (a, b) = (count(one), count(other));
        if a == 0 || b == 0 {
            continue;
        }
        let odd = if forbids(one) || (!forbids(other) && a < b) { one } else { other };
        let place =
            pairs.iter().enumerate().find_map(|(i, pair)| Some((i, pair.translation.find(odd)?)));
        if let Some((i, place)) = place {
            let range = chars(pairs[i].translation, place..place + odd.len());
            let ja = format!("「{one}」({a}回)と「{other}」({b}回)が混在しています。");
            let en = format!("“{one}” ({a}) and “{other}” ({b}) stand for one thing on this page.");
            findings.push(at(i, None, Some(range), ja, en));
        }
    }
    findings
}

fn chars(text: &str, bytes: std::ops::Range<usize>) -> TextRange {
    TextRange { start: text[..bytes.start].chars().count(), end: text[..bytes.end].chars().count() }
}

fn at(
    pair: usize,
    original_range: Option<TextRange>,
    translation_range: Option<TextRange>,
    ja: String,
    en: String,
) -> PageFinding {
    let finding = IntegrityFinding {
        kind: Kind::TermInconsistent,
        severity: Severity::Warn,
        original_range,
        translation_range,
        message: Words { ja, en },
    };
    PageFinding { pair, finding }
}
