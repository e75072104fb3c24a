//! Numbers in words: "two thirds", "forties", 三分の一, 半数.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Number, UNITS, Unit, push, regex};

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(two|three|four|five|six|seven|eight|nine)[ -](thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)|(?:one|an?)[ -](third|quarter|fifth|half|sixth|seventh|eighth|ninth|tenth|hundredth)|(half|halved|third|quarter|twice|double[ds]?|doubling|triple[ds]?|once|two-?fold|three-?fold|four-?fold|five-?fold|ten-?fold)|((?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|teens)|((?:one|a) (?:hundred|thousand))|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))\b",
    )
});
static KANJI: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([〇一二三四五六七八九十百千]+)(?:割|回|日|週|か月|ヶ月|カ月|年|歳|時間|分の|倍|例|人|名|件|匹|頭|群|種|つ|本|個|度目|ヵ月|秒|施設|か所|箇所|パーセント|%)|([一二三四五六七八九十])分の([一二三四五六七八九])",
    )
});
static JA_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(\d+)分の(\d+)|(半数|半分|半減|半年|半日|半々|半ば|約半|過半)|(倍増)")
});

static INTERVALS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b(?:quarterly|monthly|fortnightly|weekly|daily|yearly|annually|annual)\b")
});
static ORDINALS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:first|second|fourth|fifth|sixth)\b"));

/// Months of the calendar; "may" and "march" only where a date is meant.
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(january|february|april|june|july|august|september|october|november|december)|(?:in|on|since|from|until|to|and|between|by|through|early|late|mid|during|\d) (march|may)\b(?: \d|[,.;])|(march|may) \d)",
    )
});

/// English number words.
pub(super) fn words(text: &str, found: &mut Vec<Number>, covered: &mut Vec<Range<usize>>) {
    for hit in WORDS.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let part = |words: &str| match words.trim_end_matches('s') {
            "third" => 3.0,
            "quarter" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "seventh" => 7.0,
            "eighth" => 8.0,
            "ninth" => 9.0,
            "tenth" => 10.0,
            "hundredth" => 100.0,
            _ => 2.0,
        };
        let (value, unit) = if let (Some(n), Some(d)) = (hit.get(1), hit.get(2)) {
            (100.0 * small(n.as_str()) / part(d.as_str()), Unit::Percent)
        } else if let Some(d) = hit.get(3) {
            (100.0 / part(d.as_str()), Unit::Percent)
        } else if let Some(tens) = hit.get(5) {
            (decade(tens.as_str()), Unit::None)
        } else if let Some(round) = hit.get(6) {
            (if round.as_str().ends_with("thousand") { 1000.0 } else { 100.0 }, Unit::None)
        } else if let Some(word) = hit.get(4) {
            match word.as_str() {
                "half" | "halved" => (50.0, Unit::Percent),
                "third" if is_part(text, whole.start()) => (100.0 / 3.0, Unit::Percent),
                "third" => (3.0, Unit::None),
                "quarter" => (25.0, Unit::Percent),
                "once" => (1.0, Unit::None),
                word if word.starts_with("tripl") || word.starts_with("three") => (3.0, Unit::Fold),
                word if word.starts_with("four") => (4.0, Unit::Fold),
                word if word.starts_with("five") => (5.0, Unit::Fold),
                word if word.starts_with("ten") => (10.0, Unit::Fold),
                _ => (2.0, Unit::Fold),
            }
        } else {
            let tail = &text[whole.end()..];
            let counted = UNITS.iter().find_map(|(unit, this)| {
                unit.find(tail).map(|hit| (*this, whole.end() + hit.end()))
            });
            let (unit, end) = counted.unwrap_or((Unit::None, whole.end()));
            push(text, found, covered, small(whole.as_str()), unit, whole.start()..end);
            continue;
        };
        push(text, found, covered, value, unit, whole.range());
    }
    for hit in INTERVALS.captures_iter(text) {
        const DAY: f64 = 86_400.0;
        let Some(whole) = hit.get(0) else { continue };
        let (value, unit) = match &whole.as_str()[..2] {
            "qu" => (3.0, Unit::Time(30.4 * DAY)),
            "mo" => (1.0, Unit::Time(30.4 * DAY)),
            "fo" => (2.0, Unit::Time(7.0 * DAY)),
            "we" => (1.0, Unit::Time(7.0 * DAY)),
            "da" => (1.0, Unit::Time(DAY)),
            _ => (1.0, Unit::Time(365.0 * DAY)),
        };
        push(text, found, covered, value, unit, whole.range());
    }
    for hit in ORDINALS.captures_iter(text) {
        let Some(word) = hit.get(0) else { continue };
        let place = ["first", "second", "third", "fourth", "fifth", "sixth"]
            .iter()
            .position(|ordinal| *ordinal == word.as_str());
        if let Some(place) = place {
            push(text, found, covered, (place + 1) as f64, Unit::None, word.range());
        }
    }
    for hit in MONTHS.captures_iter(text) {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let Some(name) = hit.iter().skip(1).flatten().next() else { continue };
        let month = NAMES.iter().position(|month| *month == name.as_str()).unwrap_or(0) + 1;
        push(text, found, covered, month as f64, Unit::Month, name.range());
    }
}

/// "A third", "one third" and "by a third" are parts; "the third dose" is counted.
fn is_part(text: &str, at: usize) -> bool {
    [" a ", " one ", "\na "].iter().any(|word| text[..at].ends_with(word)) || text[..at] == *"a "
}

fn decade(word: &str) -> f64 {
    const TENS: [&str; 9] =
        ["teens", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];
    let place = TENS.iter().position(|ten| word.starts_with(ten)).unwrap_or(0);
    (place + 1) as f64 * 10.0
}

fn small(word: &str) -> f64 {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    word.split([' ', '-'])
        .map(|part| {
            let one = ONES.iter().position(|one| *one == part);
            let ten = TENS.iter().position(|ten| *ten == part).map(|i| 10 * (i + 2));
            one.or(ten).unwrap_or(0) as f64
        })
        .sum()
}

/// 3分の1, 半数, 倍増.
pub(super) fn parts(text: &str, found: &mut Vec<Number>, covered: &mut Vec<Range<usize>>) {
    for hit in JA_PARTS.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let number = |i: usize| hit.get(i).and_then(|m| m.as_str().parse::<f64>().ok());
        let (value, unit) = match (number(1), number(2), hit.get(3)) {
            (Some(of), Some(n), _) if of > 0.0 => (100.0 * n / of, Unit::Percent),
            (_, _, Some(half)) if half.as_str() == "半年" => (6.0, Unit::Time(30.4 * 86_400.0)),
            (_, _, Some(half)) if half.as_str() == "半日" => (12.0, Unit::Time(3600.0)),
            (_, _, Some(_)) => (50.0, Unit::Percent),
            _ => (2.0, Unit::Fold),
        };
        push(text, found, covered, value, unit, whole.range());
    }
}

/// Kanji numerals before a counter.
pub(super) fn kanji(text: &str, found: &mut Vec<Number>, covered: &mut Vec<Range<usize>>) {
    for hit in KANJI.captures_iter(text) {
        if let (Some(of), Some(n), Some(whole)) = (hit.get(2), hit.get(3), hit.get(0)) {
            let value = 100.0 * kanji_value(n.as_str()) / kanji_value(of.as_str()).max(1.0);
            push(text, found, covered, value, Unit::Percent, whole.range());
        } else if let (Some(digits), Some(whole)) = (hit.get(1), hit.get(0)) {
            let counter = &whole.as_str()[digits.len()..];
            let value = kanji_value(digits.as_str());
            let (value, unit) = match counter {
                "割" => (value * 10.0, Unit::Percent),
                "%" | "パーセント" => (value, Unit::Percent),
                "倍" => (value, Unit::Fold),
                _ => UNITS
                    .iter()
                    .find(|(pattern, _)| pattern.is_match(counter))
                    .map_or((value, Unit::None), |(_, unit)| (value, *unit)),
            };
            push(text, found, covered, value, unit, whole.range());
        }
    }
}

fn kanji_value(text: &str) -> f64 {
    let (mut total, mut current) = (0.0, None::<f64>);
    for c in text.chars() {
        match "〇一二三四五六七八九".chars().position(|d| d == c) {
            Some(digit) => current = Some(current.unwrap_or(0.0) * 10.0 + digit as f64),
            None => {
                let unit = match c {
                    '十' => 10.0,
                    '百' => 100.0,
                    _ => 1000.0,
                };
                total += current.take().unwrap_or(1.0) * unit;
            }
        }
    }
    total + current.unwrap_or(0.0)
}
