//! Number words of English: "two hundred and five", "two thirds", "in her forties", "decade", "stage IV".

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{DAY, Number, UNITS, Unit, push, push_implied, regex};

const ONES: &str = "one|two|three|four|five|six|seven|eight|nine";
const TEENS: &str =
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

/// "Two thirds", "a quarter", "three-fifths".
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(two|three|four|five|six|seven|eight|nine)[ -](thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)|(?:one|an?)[ -](third|quarter|fifth|half|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth))\b",
    )
});
/// "Two hundred and five", "half a million", "twenty-one".
static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
    let under_hundred = format!("(?:(?:{TENS})(?:[ -](?:{ONES}))?|{TEENS}|{ONES})");
    let under_thousand = format!(
        "(?:(?:{under_hundred}|an?)[ -]hundred(?: (?:and )?{under_hundred})?|{under_hundred})"
    );
    regex(&format!(
        r"\b(?:(?:{under_thousand}|half an?|an?)[ -](?:thousand|million|billion|trillion)(?: (?:and )?{under_thousand})?|{under_thousand}|zero)\b"
    ))
});
/// "Once", "two-fold", "twice", "doubled", and what counts by its name.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:half an hour|half a day|half a year|half a dozen|(?:a|one) dozen|two dozen|dozen|a couple|half|halved|halves|halving|third|quarter|twice|double[ds]?|doubling|triple[ds]?|tripling|treble[ds]?|quadrupl(?:e|es|ed|ing)|once|thrice|two-?fold|three-?fold|four-?fold|five-?fold|six-?fold|seven-?fold|eight-?fold|nine-?fold|ten-?fold|hundred-?fold|decades?|fortnights?|centur(?:y|ies)|teenage(?:rs?|d)?|teens|adolescen(?:ts?|ce)|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|septuagenarians?|octogenarians?|nonagenarians?|centenarians?|both|pairs?|paired|bilateral(?:ly)?|dual|binary|overnight|one and a half|two and a half|three and a half)\b",
    )
});
const NAMED_VALUES: &[(&str, f64, Unit)] = &[
    ("half an hour", 0.5, Unit::Time(3600.0)),
    ("half a day", 12.0, Unit::Time(3600.0)),
    ("half a year", 6.0, Unit::Time(30.4 * DAY)),
    ("half a dozen", 6.0, Unit::None),
    ("two dozen", 24.0, Unit::None),
    ("dozen", 12.0, Unit::None),
    ("one and a half", 1.5, Unit::None),
    ("two and a half", 2.5, Unit::None),
    ("three and a half", 3.5, Unit::None),
    ("a couple", 2.0, Unit::None),
    ("hal", 50.0, Unit::Percent),
    ("quarter", 25.0, Unit::Percent),
    ("once", 1.0, Unit::None),
    ("thrice", 3.0, Unit::Fold),
    ("tripl", 3.0, Unit::Fold),
    ("trebl", 3.0, Unit::Fold),
    ("quadrupl", 4.0, Unit::Fold),
    ("hundred", 100.0, Unit::Fold),
    ("three", 3.0, Unit::Fold),
    ("four", 4.0, Unit::Fold),
    ("five", 5.0, Unit::Fold),
    ("six-", 6.0, Unit::Fold),
    ("sixf", 6.0, Unit::Fold),
    ("seven-", 7.0, Unit::Fold),
    ("sevenf", 7.0, Unit::Fold),
    ("eight-", 8.0, Unit::Fold),
    ("eightf", 8.0, Unit::Fold),
    ("nine-", 9.0, Unit::Fold),
    ("ninef", 9.0, Unit::Fold),
    ("ten-", 10.0, Unit::Fold),
    ("tenf", 10.0, Unit::Fold),
    ("decade", 10.0, Unit::Time(365.0 * DAY)),
    ("fortnight", 2.0, Unit::Time(7.0 * DAY)),
    ("centur", 100.0, Unit::Time(365.0 * DAY)),
    ("teen", 10.0, Unit::None),
    ("adolescen", 10.0, Unit::None),
    ("twent", 20.0, Unit::None),
    ("thirt", 30.0, Unit::None),
    ("fort", 40.0, Unit::None),
    ("fift", 50.0, Unit::None),
    ("sixt", 60.0, Unit::None),
    ("seventies", 70.0, Unit::None),
    ("eighties", 80.0, Unit::None),
    ("ninet", 90.0, Unit::None),
    ("septuagenarian", 70.0, Unit::None),
    ("octogenarian", 80.0, Unit::None),
    ("nonagenarian", 90.0, Unit::None),
    ("centenarian", 100.0, Unit::None),
    ("overnight", 1.0, Unit::None),
    ("two", 2.0, Unit::Fold),
    ("twice", 2.0, Unit::Fold),
    ("doubl", 2.0, Unit::Fold),
    ("", 2.0, Unit::None),
];

static INTERVALS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:quarterly|monthly|fortnightly|biweekly|semi-?annual(?:ly)?|bimonthly|weekly|daily|yearly|annually|annual|hourly|nightly)\b",
    )
});
const INTERVAL_VALUES: [(&str, f64, Unit); 11] = [
    ("qu", 3.0, Unit::Time(30.4 * DAY)),
    ("mo", 1.0, Unit::Time(30.4 * DAY)),
    ("fo", 2.0, Unit::Time(7.0 * DAY)),
    ("biw", 2.0, Unit::Time(7.0 * DAY)),
    ("bim", 2.0, Unit::Time(30.4 * DAY)),
    ("se", 6.0, Unit::Time(30.4 * DAY)),
    ("we", 1.0, Unit::Time(7.0 * DAY)),
    ("da", 1.0, Unit::Time(DAY)),
    ("ni", 1.0, Unit::Time(DAY)),
    ("ho", 1.0, Unit::Time(3600.0)),
    ("", 1.0, Unit::Time(365.0 * DAY)),
];
static ORDINALS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|primary|secondary|tertiary)\b",
    )
});
const ORDINAL_VALUES: [(&str, u32); 15] = [
    ("first", 1),
    ("primary", 1),
    ("secondary", 2),
    ("second", 2),
    ("third", 3),
    ("tertiary", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
];
/// "After a week", "in the first year".
static SINGLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:an?|first) (?:hour|day|week|month|year)\b"));
/// "Stage IV", "factor VIII", "grade II-III".
static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:stages?|phases?|class(?:es)?|grades?|types?|factors?|levels?|nerves?|groups?|categor(?:y|ies)|part|step|tier|degree|bands?|fitzpatrick|nyha|ii?i?|iv|vi?|and|to|or|-|/)[ -](x|ix|iv|v?i{1,3}|v)[ab]?\b",
    )
});
const ROMANS: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/// Months of the calendar; "may" and "march" only where a date is meant.
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:(january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b|(?:in|on|since|from|until|to|and|between|by|through|early|late|mid|during|\d)[ -](march|may|mar)\b(?: \d|[,.;])|(march|may|mar) \d)",
    )
});
const MONTH_NAMES: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// English number words.
pub(super) fn words(text: &str, found: &mut Vec<Number>, covered: &mut Vec<Range<usize>>) {
    for hit in PARTS.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let value = match (hit.get(1), hit.get(2), hit.get(3)) {
            (Some(n), Some(d), _) => 100.0 * counted(n.as_str()) / part(d.as_str()),
            (_, _, Some(d)) => {
                // "Half a million", "half an hour".
                if d.as_str() == "half" && text[whole.end()..].starts_with(" a") {
                    continue;
                }
                100.0 / part(d.as_str())
            }
            _ => continue,
        };
        push(text, found, covered, value, Unit::Percent, whole.range());
    }
    for hit in NAMED.find_iter(text) {
        let word = hit.as_str();
        let ordinal = word == "third" && !is_part(text, hit.start());
        // "Half a million" is a count.
        let more = word == "half"
            && COUNTS.find_at(text, hit.start()).is_some_and(|m| m.start() == hit.start());
        if ordinal || more {
            continue;
        }
        let (value, unit) = if word == "third" {
            (100.0 / 3.0, Unit::Percent)
        } else {
            let row = NAMED_VALUES.iter().find(|(stem, _, _)| word.contains(stem));
            row.map_or((2.0, Unit::None), |(_, value, unit)| (*value, *unit))
        };
        let halves = word.ends_with("and a half");
        let (unit, end) = if halves { counting(text, hit.end()) } else { (unit, hit.end()) };
        const IMPLIES: [&str; 8] =
            ["both", "pair", "bilateral", "dual", "binary", "overnight", "teen", "adolescen"];
        let push =
            if IMPLIES.iter().any(|stem| word.starts_with(stem)) { push_implied } else { push };
        push(text, found, covered, value, unit, hit.start()..end);
    }
    for hit in COUNTS.find_iter(text) {
        let (unit, end) = counting(text, hit.end());
        push(text, found, covered, counted(hit.as_str()), unit, hit.start()..end);
    }
    for hit in INTERVALS.find_iter(text) {
        let row = INTERVAL_VALUES.iter().find(|(stem, _, _)| hit.as_str().starts_with(stem));
        if let Some((_, value, unit)) = row {
            push_implied(text, found, covered, *value, *unit, hit.range());
        }
    }
    for hit in SINGLE.find_iter(text) {
        let word = hit.as_str().rfind(' ').map_or(hit.start(), |at| hit.start() + at);
        let (unit, end) = counting(text, word);
        push_implied(text, found, covered, 1.0, unit, hit.start()..end);
    }
    for hit in ORDINALS.find_iter(text) {
        let word = hit.as_str();
        let kind = word == "first" || word.ends_with("ary");
        let push = if kind { push_implied } else { push };
        if let Some((_, place)) = ORDINAL_VALUES.iter().find(|(name, _)| *name == word) {
            push(text, found, covered, f64::from(*place), Unit::None, hit.range());
        }
    }
    for hit in ROMAN.captures_iter(text) {
        let Some(roman) = hit.get(1) else { continue };
        if let Some(place) = ROMANS.iter().position(|numeral| *numeral == roman.as_str()) {
            push_implied(text, found, covered, (place + 1) as f64, Unit::None, roman.range());
        }
    }
    for hit in MONTHS.captures_iter(text) {
        months(text, &hit, found, covered);
    }
}

fn months(
    text: &str,
    hit: &Captures<'_>,
    found: &mut Vec<Number>,
    covered: &mut Vec<Range<usize>>,
) {
    let Some(name) = hit.iter().skip(1).flatten().next() else { return };
    let place = MONTH_NAMES.iter().position(|month| name.as_str().starts_with(month));
    if let Some(place) = place {
        push(text, found, covered, (place + 1) as f64, Unit::Month, name.range());
    }
}

/// The unit behind a count, and where it ends.
fn counting(text: &str, end: usize) -> (Unit, usize) {
    let tail = &text[end..];
    UNITS
        .iter()
        .find_map(|(unit, this)| unit.find(tail).map(|hit| (*this, end + hit.end())))
        .unwrap_or((Unit::None, end))
}

fn part(word: &str) -> f64 {
    const WORDS: [(&str, f64); 10] = [
        ("third", 3.0),
        ("quarter", 4.0),
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
        ("hundredth", 100.0),
        ("thousandth", 1000.0),
    ];
    let stem = word.trim_end_matches('s');
    WORDS.iter().find(|(name, _)| *name == stem).map_or(2.0, |(_, value)| *value)
}

/// "A third", "one third" and "by a third" are parts; "the third dose" is counted.
fn is_part(text: &str, at: usize) -> bool {
    [" a ", " one ", "\na "].iter().any(|word| text[..at].ends_with(word)) || text[..at] == *"a "
}

/// The value of "two hundred and five", "half a million", "twenty-one".
fn counted(words: &str) -> f64 {
    let (mut total, mut current) = (0.0, 0.0);
    for word in words.split([' ', '-', ',']) {
        let small = [ONES, TEENS].iter().zip([1.0, 10.0]).find_map(|(list, first)| {
            list.split('|').position(|name| name == word).map(|i| first + i as f64)
        });
        let ten = TENS.split('|').position(|name| name == word).map(|i| 10.0 * (i + 2) as f64);
        let scale = match word {
            "hundred" => Some(100.0),
            "thousand" => Some(1e3),
            "million" => Some(1e6),
            "billion" => Some(1e9),
            "trillion" => Some(1e12),
            _ => None,
        };
        match (small.or(ten), scale, word) {
            (Some(value), _, _) => current += value,
            (_, Some(scale), _) if scale == 100.0 => current = f64::max(current, 1.0) * scale,
            (_, Some(scale), _) => {
                total += if current == 0.0 { 1.0 } else { current } * scale;
                current = 0.0;
            }
            (_, _, "half") => current = 0.5,
            _ => {}
        }
    }
    total + current
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        let (mut found, mut covered) = (Vec::new(), Vec::new());
        words(text, &mut found, &mut covered);
        found.sort_by_key(|number| number.range.start);
        found.into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn counts_are_read_whole() {
        assert_eq!(values("two hundred and five of half a million"), [205.0, 500_000.0]);
        assert_eq!(values("twenty-one, a thousand, three million"), [21.0, 1000.0, 3e6]);
        assert_eq!(values("within half an hour, a dozen teenagers"), [0.5, 12.0, 10.0]);
        assert_eq!(values("stage iv or grade ii, vitamin c"), [4.0, 2.0]);
    }
}
