//! Numbers of Japanese that are no plain digits: 三分の一, 半数, 1年半, 5人に1人.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{DAY, Number, UNITS, Unit, push, regex};

static KANJI: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([〇一二三四五六七八九十百千]+)(?:割|回|日|週|か月|ヶ月|カ月|年|歳|時間|分の|倍|例|人|名|件|匹|頭|群|種|つ|本|個|度目|ヵ月|秒|施設|か所|箇所|パーセント|%|次|剤|者|錠|眼|肢|期|相|型|段階|世紀|代|晩|泊|夜|組|対|世代|方|通り|重|番|位|点|枚|滴|杯|口|歯|児|床|県|都市|か国|カ国)|([一二三四五六七八九])分の([一二三四五六七八九])",
    )
});
static JA_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(\d+)分の(\d+)|(半数|半分|半減|半年|半日|半時間|半々|半ば|約半|過半)|(倍増|倍加)|(\d+(?:\.\d+)?)(年|(?:か|ヶ|カ|ヵ|ケ|箇)月|週間?|日|時間|倍)半|(\d+)年(\d{1,2})(?:か|ヶ|カ|ヵ|ケ|箇)月|(\d+)時間(\d{1,2})分",
    )
});

/// 3分の1, 半数, 倍増.
pub(super) fn parts(text: &str, found: &mut Vec<Number>, covered: &mut Vec<Range<usize>>) {
    for hit in JA_PARTS.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        let number = |i: usize| hit.get(i).and_then(|m| m.as_str().parse::<f64>().ok());
        let (value, unit) = match (number(1), number(2), hit.get(3)) {
            (Some(of), Some(n), _) if of > 0.0 => (100.0 * n / of, Unit::Percent),
            (_, _, Some(half)) if half.as_str() == "半年" => (6.0, Unit::Time(30.4 * DAY)),
            (_, _, Some(half)) if half.as_str() == "半時間" => (0.5, Unit::Time(3600.0)),
            (_, _, Some(half)) if half.as_str() == "半日" => (12.0, Unit::Time(3600.0)),
            (_, _, Some(_)) => (50.0, Unit::Percent),
            _ => match (number(5), hit.get(6), number(7).zip(number(8)), number(9).zip(number(10)))
            {
                (Some(n), Some(unit), _, _) => (n + 0.5, counter(unit.as_str())),
                (_, _, Some((years, months)), _) if months < 12.0 && years < 150.0 => {
                    (12.0 * years + months, Unit::Time(30.4 * DAY))
                }
                (_, _, _, Some((hours, minutes))) => (60.0 * hours + minutes, Unit::Time(60.0)),
                (_, _, Some(_), _) => continue,
                _ => (2.0, Unit::Fold),
            },
        };
        push(text, found, covered, value, unit, whole.range());
    }
}

fn counter(word: &str) -> Unit {
    if word == "倍" {
        return Unit::Fold;
    }
    let unit = UNITS.iter().find(|(pattern, _)| pattern.is_match(word));
    unit.map_or(Unit::None, |(_, unit)| *unit)
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
