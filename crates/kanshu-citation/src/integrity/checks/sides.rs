//! Comparisons said from the other group's side: "A is lower than B" is B のほうが高い.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::context::{Both, Side, contains};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// What stands before whom something is compared with.
static THAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b(?:than|compared (?:with|to)|versus|vs\.?|relative to|over that (?:of|in))\b")
});
/// What stands behind whom something is compared with, in Japanese.
static YORI: LazyLock<Regex> =
    LazyLock::new(|| regex("(?:[^にとがはもを、]より(?:も)?|に比べ|と比べ|に比較|と比較|に対し)"));
static RATHER: LazyLock<Regex> = LazyLock::new(|| regex("(?:のほうが|の方が|ほうが)"));
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| regex(r"[.,;:]|\((?:[^)]*)\)"));

/// Those who did not: "non-users", 非使用者, 受けなかった患者.
static NOT_WHO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:not|no|non|never|without|un\w+)\b|非|未|無|な(?:い|か)|ませ"));

/// Whether the translation may rightly say the opposite because it starts from the other group: it
/// compares too, and nothing shows that it compares the same way round.
pub(super) fn may_be_turned(both: &Both, here: &Range<usize>, there: &Range<usize>) -> bool {
    let text = &both.original.prepared.text;
    let Some(than) = THAN.find(&text[here.clone()]) else { return false };
    let than = here.start + than.start()..here.start + than.end();
    let said = &both.translation.prepared.text[there.clone()];
    let Some(base) = compared_with(said, there.start) else {
        // 「Bのほうが高い」 names the other group alone.
        return RATHER.is_match(said);
    };
    let end = CLAUSE.find(&text[than.end..here.end]).map_or(here.end, |hit| than.end + hit.start());
    let behind = concepts(&both.original, &(than.end..end.max(than.end)));
    let before = concepts(&both.original, &(here.start..than.start));
    let named = concepts(&both.translation, &base);
    let only = |here: &BTreeSet<String>, not: &BTreeSet<String>| {
        named.iter().filter(|c| here.contains(*c) && !not.contains(*c)).count()
    };
    let (same_way, other_way) = (only(&behind, &before), only(&before, &behind));
    if same_way == 0 && other_way == 0 {
        // Whom it is said of tells as well: 「早産児の点数は…より低い」.
        let topic = concepts(&both.translation, &(there.start..base.start));
        let of = |here: &BTreeSet<String>, not: &BTreeSet<String>| {
            topic.iter().any(|c| here.contains(c) && !not.contains(c))
        };
        let denied = |words: &str| NOT_WHO.is_match(words);
        let (first, second) = (&text[here.start..than.start], &text[than.end..end.max(than.end)]);
        let same_denied = denied(both.translation.text(&base)) && denied(second) && !denied(first);
        return !(same_denied || of(&before, &behind) && !of(&behind, &before));
    }
    same_way == 0 || other_way > same_way
}

/// The words before より, up to the particle that ends what stands before them.
fn compared_with(said: &str, offset: usize) -> Option<Range<usize>> {
    let hit = YORI.find(said)?;
    let end = hit.start() + said[hit.start()..].chars().next().map_or(0, char::len_utf8);
    let start = said[..hit.start()]
        .rfind(['。', '、', 'は', 'が', 'で'])
        .map_or(0, |at| at + said[at..].chars().next().map_or(0, char::len_utf8));
    Some(offset + start..offset + end)
}

/// Terms, names and figures within a span, in one form for both languages.
fn concepts(side: &Side, span: &Range<usize>) -> BTreeSet<String> {
    let terms = side.terms.iter().filter(|hit| contains(span, &hit.range));
    let names = side.names.iter().filter(|name| contains(span, &name.range));
    let numbers = side.numbers.iter().filter(|number| contains(span, &number.range));
    terms
        .map(|hit| format!("term {}", hit.term))
        .chain(names.map(|name| name.canonical.clone()))
        .chain(numbers.map(|number| format!("{:.3}", number.value)))
        .collect()
}
