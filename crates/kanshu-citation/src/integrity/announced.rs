//! Numbers of papers or points that a page announces, held against what it gives.

use std::sync::LazyLock;

use kanshu_domain::{
    block::{Block, BlockContent},
    compliance::{TextRange, Words},
    dossier::Dossier,
};
use regex::Regex;

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// A paragraph that announces another number than its page gives.
pub(super) struct Announced {
    /// Which block of the body, counted from 0.
    pub(super) block: usize,
    /// Characters of the paragraph's text.
    pub(super) range: TextRange,
    pub(super) words: String,
    pub(super) reason: Words,
}

/// 「論文を2つ以下に引用します」, 「次の3本の論文を紹介します」.
static PAPERS: LazyLock<Regex> = LazyLock::new(|| {
    let many = "([0-9０-９一二三四五六七八九十]{1,2})(?:つ|本|件|報|編)";
    let shown = "[^。]{0,20}(?:引用|紹介|提示|掲載|挙げ)";
    regex(&format!(
        "(?:論文|文献)を{many}(?:、|ほど)?(?:以下|次|下記|ここ)(?:に|で){shown}|(?:以下|次|下記)(?:の|に|で){many}の(?:医学|学術|研究)?(?:論文|文献)を{shown}"
    ))
});
/// 「以下の3つ」, 「次の2点」.
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:以下|次|下記)の([0-9０-９一二三四五六七八九十]{1,2})(?:つ|点|項目|種類)")
});

/// What a body announces and does not keep, in the order of its blocks: papers up to the next heading, and
/// the points of the list that follows.
pub(super) fn announced(dossier: &Dossier) -> Vec<Announced> {
    let body = dossier.content.body();
    let mut found = Vec::new();
    for (block, paragraph) in body.iter().enumerate() {
        let BlockContent::Paragraph(paragraph) = &paragraph.content else { continue };
        let text = paragraph.text.text();
        let rest = &body[block + 1..];
        let papers =
            PAPERS.captures_iter(text).map(|hit| (hit, quotations(rest), "論文", "papers"));
        let points = POINTS
            .captures_iter(text)
            .filter_map(|hit| points(rest).map(|given| (hit, given, "項目", "points")));
        for (hit, given, ja, en) in papers.chain(points) {
            let (Some(whole), Some(many)) = (hit.get(0), hit.iter().skip(1).flatten().next())
            else {
                continue;
            };
            let Some(promised) = number(many.as_str()).filter(|promised| *promised != given) else {
                continue;
            };
            let start = text[..whole.start()].chars().count();
            let end = start + whole.as_str().chars().count();
            found.push(Announced {
                block,
                range: TextRange { start, end },
                words: whole.as_str().to_owned(),
                reason: Words {
                    ja: format!("{ja}は{promised}と予告されていますが、{given}です。"),
                    en: format!("{promised} {en} are announced and {given} given."),
                },
            });
        }
    }
    found
}

/// The quotations up to the next heading.
fn quotations(rest: &[Block]) -> usize {
    rest.iter()
        .take_while(|block| !matches!(block.content, BlockContent::Heading(_)))
        .filter(|block| matches!(block.content, BlockContent::Quotation(_)))
        .count()
}

/// The items of the list that follows at once.
fn points(rest: &[Block]) -> Option<usize> {
    match &rest.first()?.content {
        BlockContent::List(list) => Some(list.items.len()),
        _ => None,
    }
}

/// 3, ３ or 三.
fn number(words: &str) -> Option<usize> {
    let kanji = |c: char| "一二三四五六七八九十".chars().position(|known| known == c);
    let mut chars = words.chars();
    if let (Some(digit), None) = (chars.next().and_then(kanji), chars.next()) {
        return Some(digit + 1);
    }
    let ascii = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => Some(c),
    };
    words.chars().map(ascii).collect::<Option<String>>()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_three_scripts() {
        assert_eq!(number("3"), Some(3));
        assert_eq!(number("１２"), Some(12));
        assert_eq!(number("三"), Some(3));
        assert_eq!(number("十"), Some(10));
        assert_eq!(number("三五"), None);
    }
}
