//! Numbers with their units, in digits or in words, in both languages.

mod compare;
mod japanese;
mod words;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use self::{
    japanese::{kanji, parts},
    words::words,
};

/// Seconds.
const DAY: f64 = 86_400.0;

/// A number as said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// In plain units: 3.5 million is 3500000.
    pub(super) value: f64,
    pub(super) unit: Unit,
    pub(super) bound: Bound,
    pub(super) range: Range<usize>,
    /// Written in digits, so a translation must carry it; a number word may be said in other ways.
    pub(super) firm: bool,
    /// Only implied: "both", "monthly", "stage II". Nothing must stand in its place.
    pub(super) implied: bool,
}

/// What is counted, as far as a translation could confuse it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    None,
    Percent,
    Fold,
    /// Seconds, with the factor to seconds.
    Time(f64),
    /// Grams.
    Mass(f64),
    /// Litres.
    Volume(f64),
    /// Metres.
    Length(f64),
    /// Moles in a litre.
    Molar(f64),
    /// Of the calendar: May, 5月.
    Month,
    Year,
    Degree,
}

/// Less than, at least …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    Below,
    Above,
    /// Denied or turned: "did not exceed".
    Unclear,
}

#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant, compiled in every test")
}

static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\d+)?"));
static MYRIADS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(億)(?:(\d+(?:\.\d+)?)万)?|(万)(?:(\d,\d{3}|\d{1,4})(?:千)?)?|(千)(?:(\d{1,3}))?|( ?million)|( ?billion)|( ?thousand)|(百万)|(十億))",
    )
});
static UNITS: LazyLock<Vec<(Regex, Unit)>> = LazyLock::new(|| {
    [
        (r"^ ?(?:%|percent(?-u:\b)|per cent(?-u:\b)|パーセント|ポイント)", Unit::Percent),
        (r"^割", Unit::Percent),
        (r"^(?:-| )?(?:folds?(?-u:\b)|times(?-u:\b))|^ ?倍", Unit::Fold),
        (r"^ ?(?:-)?(?:seconds?(?-u:\b)|sec(?-u:\b)|s(?-u:\b)|秒)", Unit::Time(1.0)),
        (r"^ ?(?:-)?(?:minutes?(?-u:\b)|mins?(?-u:\b)|分(?:間|後|で|の間)?)", Unit::Time(60.0)),
        (r"^ ?(?:-)?(?:hours?(?-u:\b)|hrs?(?-u:\b)|h(?-u:\b)|時間)", Unit::Time(3600.0)),
        (r"^ ?(?:-)?(?:days?(?-u:\b)|日)", Unit::Time(DAY)),
        (r"^ ?(?:-)?(?:weeks?(?-u:\b)|wks?(?-u:\b)|週)", Unit::Time(7.0 * DAY)),
        (r"^ ?(?:-)?(?:months?(?-u:\b)|(?:か|ヶ|カ|ヵ|ケ|箇)月|月齢)", Unit::Time(30.4 * DAY)),
        (r"^ ?月", Unit::Month),
        (
            r"^ ?(?:-)?(?:years?(?-u:\b)|yrs?(?-u:\b)|年(?:間|後|生|前|にわた|の)?|歳|才)",
            Unit::Time(365.0 * DAY),
        ),
        (r"^ ?(?:kg(?-u:\b)|kilograms?(?-u:\b)|キログラム|キロ)", Unit::Mass(1000.0)),
        (r"^ ?(?:mg(?-u:\b)|milligrams?(?-u:\b)|ミリグラム)", Unit::Mass(1e-3)),
        (
            r"^ ?(?:µg(?-u:\b)|μg(?-u:\b)|mcg(?-u:\b)|micrograms?(?-u:\b)|マイクログラム)",
            Unit::Mass(1e-6),
        ),
        (r"^ ?(?:ng(?-u:\b)|nanograms?(?-u:\b)|ナノグラム)", Unit::Mass(1e-9)),
        (r"^ ?(?:pg(?-u:\b)|picograms?(?-u:\b)|ピコグラム)", Unit::Mass(1e-12)),
        (r"^ ?(?:g(?-u:\b)|grams?(?-u:\b)|グラム)", Unit::Mass(1.0)),
        (
            r"^ ?(?:ml(?-u:\b)|millilit(?:er|re)s?(?-u:\b)|ミリリットル|cc(?-u:\b))",
            Unit::Volume(1e-3),
        ),
        (
            r"^ ?(?:µl(?-u:\b)|μl(?-u:\b)|microlit(?:er|re)s?(?-u:\b)|マイクロリットル)",
            Unit::Volume(1e-6),
        ),
        (r"^ ?(?:l(?-u:\b)|lit(?:er|re)s?(?-u:\b)|リットル)", Unit::Volume(1.0)),
        (r"^ ?(?:nmol/l(?-u:\b)|ナノモル)", Unit::Molar(1e-9)),
        (r"^ ?(?:μmol/l(?-u:\b)|マイクロモル)", Unit::Molar(1e-6)),
        (r"^ ?(?:mmol/l(?-u:\b)|ミリモル)", Unit::Molar(1e-3)),
        (r"^ ?(?:nm(?-u:\b)|nanomet(?:er|re)s?(?-u:\b)|ナノメートル)", Unit::Length(1e-9)),
        (
            r"^ ?(?:µm(?-u:\b)|μm(?-u:\b)|micromet(?:er|re)s?(?-u:\b)|マイクロメートル|ミクロン)",
            Unit::Length(1e-6),
        ),
        (r"^ ?(?:mm(?-u:\b)|millimet(?:er|re)s?(?-u:\b)|ミリメートル|ミリ)", Unit::Length(1e-3)),
        (
            r"^ ?(?:cm(?-u:\b)|centimet(?:er|re)s?(?-u:\b)|センチメートル|センチ)",
            Unit::Length(1e-2),
        ),
        (r"^ ?(?:m(?-u:\b)|met(?:er|re)s?(?-u:\b)|メートル)", Unit::Length(1.0)),
        (r"^ ?(?:°c|℃|degrees?(?-u:\b)|度)", Unit::Degree),
    ]
    .map(|(pattern, unit)| (regex(pattern), unit))
    .into_iter()
    .collect()
});

static BELOW_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:no more than|not more than|not exceed(?:ing)?|not exceeded|less than|fewer than|below|under|up to|at most|no more than|not exceed(?:ing)?|within|a maximum of|maximum|[<≤]=?|最大で?|最高で?|多くても|多くとも|せいぜい|たかだか|最長で?|younger than|shorter than|lower than|smaller than|before)[^\d、。a-z]{0,3}(?:the |a |age |an? )?$",
    )
});
static ABOVE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:more than|greater than|over|above|at least|exceed(?:s|ed|ing)?|no less than|not less than|no fewer than|a minimum of|minimum|[>≥]=?|少なくとも|最低でも?|最小で?|最短で?|older than|longer than|higher than|larger than|beyond|surpass(?:es|ed|ing)?)[^\d、。a-z]{0,3}(?:the |a |age |an? )?$",
    )
});
static BELOW_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[^\d、。,超上]{0,7}?[^\d、。,ま超上])?まで(?:[^\d]|$)|^(?:/m\^2)?[^\d、。,]{0,8}?(?:未満|以下|以内|より(?:も)?(?:少な|小さ|低|短|若)|に満たな|を下回|弱(?:の|に|で|、|。)|を超えな|(?:or|and) (?:less|fewer|below|younger|under|lower|shorter))",
    )
});
static ABOVE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:/m\^2)?[^\d、。,]{0,8}?(?:以上|以降|以後|超(?:の|え|に|過)?|より(?:も)?(?:多|大き|高|長)|を上回|強(?:の|に|で)|余り|(?:or|and) (?:more|older|above|greater|higher|over|longer|better|later))",
    )
});

/// At least, said by denial.
static NOT_BELOW: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:no|not) (?:less|fewer|lower|shorter|smaller) than ?(?:the |a )?$"));
/// At most, said by denial.
static NOT_ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:\b(?:no|not|never|n't)(?: [a-z]+)? (?:more|greater|higher|longer|larger|older|exceed(?:ed|ing)?|over|above)(?: than)?|\b(?:do|must|should) not(?: [a-z]+){1,5} (?:longer|more|later) than) ?(?:the |a )?$",
    )
});
/// "N を超えた例はなかった", "N を下回らない".
static DENIED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[^。]{0,6}?(?:(?:超え|上回|下回|以上|以下|未満|超)[^。、]{0,7}?(?:な(?:い|か|く)|ません|ず(?:、|に))|(?:超え|上回)て[^。、]{0,14}?(?:べきで(?:は)?な|てはな|てはいけ|ないで|ないこと|避け|控え|やめ))",
    )
});

static POWER: LazyLock<Regex> = LazyLock::new(|| regex(r"^ ?[x×] ?10(?:\^|の)(-?\d{1,2})乗?"));
static BARE_POWER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:\^|の)(-?\d{1,2})乗?"));

/// The numbers of a prepared text, without those in `taken` (names, reference marks).
pub(super) fn numbers(text: &str, english: bool, taken: &[Range<usize>]) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut covered: Vec<Range<usize>> = taken.to_vec();
    if english {
        words(text, &mut found, &mut covered);
    } else {
        parts(text, &mut found, &mut covered);
        kanji(text, &mut found, &mut covered);
    }
    for hit in DIGITS.find_iter(text) {
        if covered.iter().any(|range| range.start < hit.end() && hit.start() < range.end) {
            continue;
        }
        // The power of a unit or symbol: m², I².
        if text[..hit.start()].ends_with('^') {
            continue;
        }
        // "4.8." and the like at the beginning of a line count sections.
        if let Some(number) = digits(text, hit.range()) {
            covered.push(number.range.clone());
            found.push(number);
        }
    }
    found.sort_by_key(|number| number.range.start);
    ranges(text, &mut found);
    found
}

/// "4 to 6 hours": the first figure counts what the second counts.
fn ranges(text: &str, found: &mut [Number]) {
    for i in (1..found.len()).rev() {
        let (first, second) = (&found[i - 1], &found[i]);
        let Some(between) = text.get(first.range.end..second.range.start) else { continue };
        let joined = matches!(
            between.trim(),
            "-" | "~" | "to" | "and" | "or" | "から" | "、" | "と" | "," | "vs" | "対"
        );
        if joined && first.unit == Unit::None && second.unit != Unit::None {
            let (unit, bound) = (second.unit, second.bound);
            found[i - 1].unit = unit;
            if found[i - 1].bound == Bound::None && bound == Bound::Unclear {
                found[i - 1].bound = bound;
            }
        }
    }
}

fn digits(text: &str, range: Range<usize>) -> Option<Number> {
    let figure = text[range.clone()].replace(',', "").replace('·', ".");
    let bare = text[..range.start].strip_suffix('.').is_some_and(|before| {
        before.ends_with([' ', '=', '<', '>', '≤', '≥', '(', '[', '-', '±']) || before.is_empty()
    });
    // "p = .03".
    let mut value: f64 = if bare { format!("0.{figure}") } else { figure }.parse().ok()?;
    let mut end = range.end;
    if let Some(scale) = MYRIADS.captures(&text[end..]) {
        let more = |i: usize| {
            scale
                .get(i)
                .and_then(|m| m.as_str().replace(',', "").parse::<f64>().ok())
                .unwrap_or(0.0)
        };
        let has = |i: usize| scale.get(i).is_some();
        if has(1) {
            value = value * 1e8 + more(2) * 1e4;
        } else if has(3) {
            value = value * 1e4 + more(4) * if scale[0].ends_with('千') { 1e3 } else { 1.0 };
        } else if has(5) {
            value = value * 1e3 + more(6);
        } else if has(7) || has(10) {
            value *= 1e6;
        } else if has(8) || has(11) {
            value *= 1e9;
        } else {
            value *= 1e3;
        }
        end += scale[0].len();
    }
    if let Some(power) = POWER.captures(&text[end..]) {
        let exponent = power.get(1).and_then(|digits| digits.as_str().parse::<i32>().ok());
        value *= 10f64.powi(exponent.unwrap_or(0).clamp(-30, 30));
        end += power[0].len();
    } else if let Some(power) = BARE_POWER.captures(&text[end..]).filter(|_| value == 10.0) {
        let exponent = power.get(1).and_then(|digits| digits.as_str().parse::<i32>().ok());
        value = 10f64.powi(exponent.unwrap_or(0).clamp(-30, 30));
        end += power[0].len();
    }
    let tail = &text[end..];
    let tail =
        ["st ", "nd ", "rd ", "th "].iter().find_map(|th| tail.strip_prefix(th)).unwrap_or(tail);
    let end = text.len() - tail.len();
    let mut end = end;
    let mut unit = Unit::None;
    for (pattern, this) in UNITS.iter() {
        if let Some(hit) = pattern.find(tail) {
            if tail.starts_with('割') {
                value *= 10.0;
            }
            unit = *this;
            // 2021年 is a date.
            if matches!(unit, Unit::Time(f) if f > 3e7) && (1800.0..2200.0).contains(&value) {
                unit = Unit::Year;
            }
            end += hit.end();
            break;
        }
    }
    if unit == Unit::None {
        let counted = [
            ("week ", 7.0 * DAY),
            ("weeks ", 7.0 * DAY),
            ("day ", DAY),
            ("days ", DAY),
            ("month ", 30.4 * DAY),
            ("months ", 30.4 * DAY),
        ];
        let before = &text[..range.start];
        if let Some((_, factor)) = counted.iter().find(|(word, _)| before.ends_with(word)) {
            unit = Unit::Time(*factor);
        }
    }
    let bound = bound(text, range.start, end);
    Some(Number { value, unit, bound, range: range.start..end, firm: true, implied: false })
}

fn bound(text: &str, start: usize, end: usize) -> Bound {
    let before = &text[..start];
    let after = &text[end..];
    if NOT_BELOW.is_match(before) {
        Bound::Above
    } else if NOT_ABOVE.is_match(before) {
        Bound::Below
    } else if DENIED_AFTER.is_match(after) {
        // 「4錠を超えて飲まない」 bounds from above; 「30%以上減らなかった」 bounds nothing.
        let near: String = after.chars().take(4).collect();
        if near.contains("超え") || near.contains("上回") || near.contains("越え") {
            Bound::Below
        } else if near.contains("下回") {
            Bound::Above
        } else {
            Bound::Unclear
        }
    } else if BELOW_BEFORE.is_match(before) {
        Bound::Below
    } else if ABOVE_BEFORE.is_match(before) {
        Bound::Above
    } else if BELOW_AFTER.is_match(after) {
        Bound::Below
    } else if ABOVE_AFTER.is_match(after) {
        Bound::Above
    } else {
        Bound::None
    }
}

fn push(
    text: &str,
    found: &mut Vec<Number>,
    covered: &mut Vec<Range<usize>>,
    value: f64,
    unit: Unit,
    range: Range<usize>,
) {
    if covered.iter().any(|taken| taken.start < range.end && range.start < taken.end) {
        return;
    }
    covered.push(range.clone());
    let words = &text[range.clone()];
    let firm = words.contains(|c: char| c.is_ascii_digit())
        || unit == Unit::Percent && words.contains('分');
    let bound = bound(text, range.start, range.end);
    found.push(Number { value, unit, bound, range, firm, implied: false });
}

/// A number that a text only implies.
fn push_implied(
    text: &str,
    found: &mut Vec<Number>,
    covered: &mut Vec<Range<usize>>,
    value: f64,
    unit: Unit,
    range: Range<usize>,
) {
    let before = found.len();
    push(text, found, covered, value, unit, range);
    if let Some(number) = found.get_mut(before) {
        number.implied = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, english: bool) -> Vec<f64> {
        numbers(text, english, &[]).into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn one_number_has_one_value_in_both_languages() {
        assert_eq!(
            values("1,200 patients, 3.5 million, two-fold, one third", true)[..3],
            [1200.0, 3.5e6, 2.0]
        );
        assert_eq!(
            values("1200人、350万、2倍、3割、3万5千円", false),
            [1200.0, 3.5e6, 2.0, 30.0, 35_000.0]
        );
        assert_eq!(values("十二週間と三分の一", false)[0], 12.0);
    }

    #[test]
    fn units_are_converted() {
        let [a, b] = [("0.5 g", true), ("500ミリグラム", false)]
            .map(|(text, english)| numbers(text, english, &[]).remove(0));
        assert!(a.says_the_same(&b) && !a.differs_in_unit(&b));
        let [a, b] = [("12 weeks", true), ("12日", false)]
            .map(|(text, english)| numbers(text, english, &[]).remove(0));
        assert!(!a.says_the_same(&b) && a.differs_in_unit(&b));
    }
}
