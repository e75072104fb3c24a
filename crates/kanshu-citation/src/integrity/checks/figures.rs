//! Numbers, with their units and bounds.

use std::sync::LazyLock;

use kanshu_domain::compliance::Severity;
use regex::Regex;

use super::{
    context::{Both, Side, contains, spans},
    finding,
};
use crate::integrity::{
    IntegrityFinding, Kind,
    names::Name,
    numbers::{Bound, Number, Unit},
    signs::What,
};

#[expect(clippy::expect_used, reason = "the patterns are constants, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants, compiled in every test")
}

/// Every number in digits must be there, with its unit and its bound; a number that only the translation
/// has must be said somewhere in the original.
pub(super) fn numbers(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let (left, right) = (&both.original.numbers, &both.translation.numbers);
    let mut used = vec![false; right.len()];
    let mut partner: Vec<Option<usize>> = vec![None; left.len()];
    shares_of_translation(both, &mut partner, &mut used);
    // First what stands in aligned sentences, then anywhere.
    for (within, strict) in [(true, true), (true, false), (false, true), (false, false)] {
        for (i, number) in left.iter().enumerate() {
            if partner[i].is_some() {
                continue;
            }
            let found = right.iter().enumerate().position(|(j, other)| {
                !used[j]
                    && number.says_the_same(other)
                    && (!strict || number.is_the_same(other))
                    && (!within || aligned(both, number, other))
            });
            if let Some(j) = found {
                used[j] = true;
                partner[i] = Some(j);
            }
        }
    }
    shares_of_original(both, &mut partner, &mut used);
    for (i, number) in left.iter().enumerate() {
        let here = Some(both.original.original(&number.range));
        match partner[i] {
            Some(j) => findings.extend(bounds(both, number, &right[j])),
            None if number.firm => {
                let unit =
                    (0..right.len()).find(|j| !used[*j] && number.differs_in_unit(&right[*j]));
                if let Some(j) = unit {
                    used[j] = true;
                    findings.push(unit_changed(both, number, &right[j]));
                    continue;
                }
                let stranger = |other: &Number| !is_known(left, &partner, other);
                let other = right.iter().enumerate().find(|(j, other)| {
                    !used[*j] && other.firm && stranger(other) && aligned(both, number, other)
                });
                // Said once for twice is no change: the same figure is matched already.
                if other.is_none() && right.iter().any(|other| number.says_the_same(other)) {
                    continue;
                }
                let other = other.or_else(|| {
                    right
                        .iter()
                        .enumerate()
                        .find(|(j, other)| !used[*j] && other.firm && stranger(other))
                });
                let there = other.map(|(j, other)| {
                    used[j] = true;
                    both.translation.original(&other.range)
                });
                if there.is_none() && (is_called(both, number) || is_in_name(both, number)) {
                    continue;
                }
                let words = both.original.text(&number.range);
                findings.push(finding(
                    Kind::NumberChanged,
                    Severity::Block,
                    here,
                    there,
                    format!("原文の数値「{words}」が訳文にありません。"),
                    format!("The number “{words}” of the original is not in the translation."),
                ));
            }
            None => {
                let unit = (0..right.len()).find(|j| {
                    !used[*j]
                        && number.differs_in_unit(&right[*j])
                        && aligned(both, number, &right[*j])
                });
                if let Some(j) = unit {
                    used[j] = true;
                    findings.push(unit_changed(both, number, &right[j]));
                }
            }
        }
    }
    for (j, number) in right.iter().enumerate() {
        let known = is_known(left, &partner, number);
        let replaces = || {
            left.iter().enumerate().any(|(i, other)| {
                partner[i].is_none()
                    && !other.firm
                    && !other.implied
                    && other.value > 1.0
                    && aligned(both, other, number)
            })
        };
        if used[j]
            || known
            || !number.firm
            || number.value == 1.0
            || is_in_word(both, number)
            || is_reckoned(left, number)
            || (is_plain(number) && !replaces())
        {
            continue;
        }
        let words = both.translation.text(&number.range);
        findings.push(finding(
            Kind::NumberChanged,
            Severity::Block,
            None,
            Some(both.translation.original(&number.range)),
            format!("訳文の数値「{words}」が原文にありません。"),
            format!("The number “{words}” of the translation is not in the original."),
        ));
    }
    findings
}

/// "One fifth", 5人に1人: one figure that the translation says in two.
fn shares_of_translation(both: &Both, partner: &mut [Option<usize>], used: &mut [bool]) {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        regex("^(?:人|例|名|件|眼)?(?:に|中|のうち|あたり|当たり)、?(?:約|およそ)?$")
    });
    let right = &both.translation.numbers;
    for j in 1..right.len() {
        let (of, n) = (&right[j - 1], &right[j]);
        let same = |share: &Number| !share.firm && is_share(share, n, of);
        if between(&both.translation.prepared.text, of, n, &OF)
            && let Some(i) = both.original.numbers.iter().position(same)
        {
            partner[i] = Some(j);
            (used[j - 1], used[j]) = (true, true);
        }
    }
}

/// "One in five", 20%: one figure that the original says in two.
fn shares_of_original(both: &Both, partner: &mut [Option<usize>], used: &mut [bool]) {
    static OF: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^[ -](?:in|of|out of|(?:in|of) every)[ -]$"));
    let (left, right) = (&both.original.numbers, &both.translation.numbers);
    for i in 1..left.len() {
        let (n, of) = (&left[i - 1], &left[i]);
        let missing = partner[i - 1].is_none() && partner[i].is_none();
        let share = (0..right.len()).find(|j| !used[*j] && is_share(&right[*j], n, of));
        if missing
            && between(&both.original.prepared.text, n, of, &OF)
            && let Some(j) = share
        {
            (partner[i - 1], partner[i]) = (Some(j), Some(j));
            used[j] = true;
        }
    }
}

fn between(text: &str, a: &Number, b: &Number, said: &Regex) -> bool {
    text.get(a.range.end..b.range.start).is_some_and(|words| said.is_match(words))
}

fn is_share(share: &Number, n: &Number, of: &Number) -> bool {
    share.unit == Unit::Percent && (share.value - 100.0 * n.value / of.value).abs() < 0.5
}

/// 30例 for "half" of "60 patients".
fn is_reckoned(left: &[Number], number: &Number) -> bool {
    let parts = left.iter().filter(|part| part.unit == Unit::Percent && !part.firm);
    number.unit == Unit::None
        && parts.into_iter().any(|part| {
            left.iter().any(|whole| {
                whole.unit == Unit::None
                    && (whole.value * part.value / 100.0 - number.value).abs() < 1e-6
            })
        })
}

fn unit_changed(both: &Both, number: &Number, other: &Number) -> IntegrityFinding {
    let (a, b) = (both.original.text(&number.range), both.translation.text(&other.range));
    finding(
        Kind::UnitChanged,
        Severity::Block,
        Some(both.original.original(&number.range)),
        Some(both.translation.original(&other.range)),
        format!("単位が変わっています:「{a}」→「{b}」。"),
        format!("The unit differs: “{a}” became “{b}”."),
    )
}

/// Said again, or said for what has no partner yet.
fn is_known(left: &[Number], partner: &[Option<usize>], other: &Number) -> bool {
    left.iter().zip(partner).any(|(number, partner)| {
        number.is_the_same(other)
            || partner.is_none() && (number.says_the_same(other) || loosely(number, other))
    })
}

/// A number word may have become digits in another unit: "twice" and 2倍, "one of" and 1つ.
fn loosely(original: &Number, translation: &Number) -> bool {
    (original.value - translation.value).abs() < 1e-9 && !original.differs_in_unit(translation)
}

/// Small counts that Japanese needs and English does not: 1つ, 2群; and one of anything (1日あたり).
fn is_plain(number: &Number) -> bool {
    number.value == 1.0 || number.unit == Unit::None && number.value <= 3.0
}

/// What a figure may be called without digits.
static CALLED: LazyLock<[(f64, Unit, Regex); 7]> = LazyLock::new(|| {
    [
        (
            0.0,
            Unit::None,
            "な(?:い|か|し|く)|ませ|ず|ゼロ|無|皆無|開始|当日|直後|投与前|治療前|ベースライン|出生",
        ),
        (0.0, Unit::Percent, "な(?:い|か|し|く)|ませ|ず|ゼロ|無|皆無"),
        (1.0, Unit::None, "単|唯一|ひと|一|初|片|各|毎|あたり|当たり"),
        (2.0, Unit::None, "両|双|二|ふた|倍|再|隔|ペア"),
        (3.0, Unit::None, "三|みっ"),
        (100.0, Unit::Percent, "全|すべて|みな|いずれも|余さず|誰もが"),
        (50.0, Unit::Percent, "半|折半"),
    ]
    .map(|(value, unit, words)| (value, unit, regex(words)))
});

/// Whether a name of the translation ends with the figure: SPF50 for "SPF 50".
fn is_in_name(both: &Both, number: &Number) -> bool {
    let families: Vec<&str> = both.original.names.iter().map(Name::family).collect();
    let mut names = both.translation.names.iter();
    names.any(|name| name.figure() == Some(number.value) && families.contains(&name.family()))
}

/// Whether the original has the figure within a word: the 75 of EASI-75, which a bracket explains.
fn is_in_word(both: &Both, number: &Number) -> bool {
    let words = both.translation.text(&number.range);
    let digits = words.trim_end_matches(|c: char| !c.is_ascii_digit());
    let text = &both.original.prepared.text;
    let inside = |at: usize| {
        let joined =
            text[..at].ends_with(['-', ' ', '/']) || text[..at].ends_with(char::is_alphabetic);
        let within =
            both.original.names.iter().any(|name| contains(&name.range, &(at..at + digits.len())));
        let whole = !text[at + digits.len()..].starts_with(|c: char| c.is_ascii_digit());
        joined && whole && (within || text[..at].ends_with('-'))
    };
    !digits.is_empty() && text.match_indices(digits).any(|(at, _)| inside(at))
}

/// Whether the aligned sentence says a figure without digits: 両眼 for "2 eyes", 全例 for "100%".
fn is_called(both: &Both, number: &Number) -> bool {
    let names =
        CALLED.iter().filter(|(value, unit, _)| *value == number.value && *unit == number.unit);
    names.into_iter().any(|(_, _, words)| {
        spans(both).any(|(here, there)| {
            contains(&here, &number.range) && words.is_match(both.translation.text(&there))
        })
    })
}

fn aligned(both: &Both, left: &Number, right: &Number) -> bool {
    both.beads.iter().any(|bead| {
        let spans =
            both.original.span(&bead.original).zip(both.translation.span(&bead.translation));
        spans.is_some_and(|(a, b)| contains(&a, &left.range) && contains(&b, &right.range))
    })
}

/// Both clauses deny what goes beyond: "no wound took longer than 10 days", 「10日を超えた創はなかった」.
fn is_denied(both: &Both, left: &Number, right: &Number) -> bool {
    let denial = |side: &Side, before: bool, number: &Number| {
        let text = &side.prepared.text;
        let mut negations = side.signs.iter().filter(|sign| sign.what == What::Negation);
        negations.any(|sign| {
            let between = if before {
                text.get(sign.range.end..number.range.start)
            } else {
                text.get(number.range.end..sign.range.start)
            };
            between.is_some_and(|words| !words.contains(['.', ',', ';', ':', '(', '。', '、']))
        })
    };
    let behind = &both.translation.prepared.text[right.range.end..];
    let beyond = behind.trim_start_matches(['を', ' ']);
    ["超え", "越え", "上回", "下回"].iter().any(|word| beyond.starts_with(word))
        && denial(&both.original, true, left)
        && denial(&both.translation, false, right)
}

/// Who is left out on one side is who is taken in on the other: "under 6 were excluded", 6歳以上に限った.
fn is_complement(both: &Both, left: &Number, right: &Number) -> bool {
    static EXCLUDED: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"\b(?:(?:is|are|was|were) excluded|excluding|exclusion|ineligible)\b")
    });
    static LEFT_OUT: LazyLock<Regex> = LazyLock::new(|| regex("除外|対象外|不適格"));
    let sentence = |side: &Side, number: &Number, words: &Regex| {
        let mut around = side.sentences.iter().filter(|range| contains(range, &number.range));
        around.any(|range| words.is_match(side.text(range)))
    };
    sentence(&both.original, left, &EXCLUDED) != sentence(&both.translation, right, &LEFT_OUT)
}

/// "Less than 5" that became 5以上.
fn bounds(both: &Both, left: &Number, right: &Number) -> Option<IntegrityFinding> {
    let swapped = matches!(
        (left.bound, right.bound),
        (Bound::Below, Bound::Above) | (Bound::Above, Bound::Below)
    );
    (swapped && !is_denied(both, left, right) && !is_complement(both, left, right)).then(|| {
        let (a, b) = (both.original.text(&left.range), both.translation.text(&right.range));
        finding(
            Kind::ComparisonChanged,
            Severity::Block,
            Some(both.original.original(&left.range)),
            Some(both.translation.original(&right.range)),
            format!("「{a}」の以上・以下が逆になっています(訳文「{b}」)。"),
            format!("The bound of “{a}” is turned round in “{b}”."),
        )
    })
}
