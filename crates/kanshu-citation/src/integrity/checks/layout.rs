//! Headings among quoted sentences, and punctuation.

use std::{ops::Range, sync::LazyLock};

use kanshu_domain::compliance::{Severity, TextRange};
use regex::Regex;

use super::{context::Both, finding};
use crate::integrity::{IntegrityFinding, Kind};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// A line that begins with the number of a section: 「4.8. 皮膚疾患」.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.? +[^\d\s%]"));

/// A heading of the source that stands among the quoted sentences: a short line of its own that ends
/// without a full stop.
pub(super) fn headings(both: &Both) -> Vec<IntegrityFinding> {
    let here = heading(&both.original.prepared.text, 12);
    let there = heading(&both.translation.prepared.text, 30);
    let Some(here) = here else { return Vec::new() };
    let words = both.original.text(&here);
    vec![finding(
        Kind::HeadingQuoted,
        Severity::Info,
        Some(both.original.original(&here)),
        there.map(|there| both.translation.original(&there)),
        format!("原文の見出し「{words}」が本文として引用されています。"),
        format!("The source's heading “{words}” is quoted as if it were a sentence."),
    )]
}

/// The first line that looks like a heading and is followed by another: at most so many words of English,
/// or characters of Japanese.
fn heading(text: &str, longest: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let line = &text[range.clone()];
        let ends = line.ends_with(['.', '。', '!', '?', ':', ';', ',', '、', ']', ')', '」']);
        let length = if line.is_ascii() { line.split(' ').count() } else { line.chars().count() };
        let is_short = NUMBERED.is_match(line) || length <= longest;
        if !line.trim().is_empty() && !ends && is_short && start < text.len() {
            return Some(range);
        }
    }
    None
}

/// 「…」 and "..." that stand for words left out.
static OMISSION: LazyLock<Regex> = LazyLock::new(|| regex(r"…+|\.{3,}"));
/// What marks them as such.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[\[(〔] ?(?:中略|前略|後略|…+|\.{3,}) ?[\])〕]"));
static DASHES: LazyLock<Regex> = LazyLock::new(|| regex(r"—-|-—|–-|-–"));

/// The last full stop that is missing, an omission without its （中略）, two kinds of dashes side by side.
pub(super) fn punctuation(original: &str, translation: &str, both: &Both) -> Vec<IntegrityFinding> {
    let text = &both.translation.prepared.text;
    let said = |range: Range<usize>, ja: &str, en: &str| {
        let there = Some(both.translation.original(&range));
        finding(Kind::Typography, Severity::Info, None, there, ja.to_owned(), en.to_owned())
    };
    let mut findings = Vec::new();
    let body = text.trim_end();
    let whole = original.trim_end().ends_with(['.', '。']) || body.contains('。');
    if let (true, Some(last)) = (whole, body.chars().next_back())
        && (last.is_alphanumeric() && !last.is_ascii())
    {
        let at = body.len() - last.len_utf8();
        findings.push(said(
            at..body.len(),
            "和訳の最後に句点がありません。",
            "The translation ends without a full stop.",
        ));
    }
    let marked: Vec<_> = MARKED.find_iter(text).map(|hit| hit.range()).collect();
    for hit in OMISSION.find_iter(text) {
        if !marked.iter().any(|mark| mark.start <= hit.start() && hit.end() <= mark.end) {
            findings.push(said(
                hit.range(),
                "省略は（中略）と示してください。",
                "An omission is marked as （中略）.",
            ));
        }
    }
    // As it was typed: preparation gives all dashes one form.
    if let Some(hit) = DASHES.find(translation) {
        let start = translation[..hit.start()].chars().count();
        let mut finding = said(
            0..0,
            "種類の違うダッシュが並んでいます。",
            "Two kinds of dashes stand side by side.",
        );
        let end = start + hit.as_str().chars().count();
        finding.translation_range = Some(TextRange { start, end });
        findings.push(finding);
    }
    findings
}
