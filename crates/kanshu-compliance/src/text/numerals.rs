//! Kanji numerals before a counter, in digits: 九割 → 9割, 三十日 → 30日, 百パーセント → 100パーセント.

use super::normalize::Glyph;

/// What can follow a number that is meant as a number. 一般, 唯一, 一切, 二度と and the like are words.
const COUNTERS: [&str; 33] = [
    "回",
    "日",
    "週",
    "ヶ月",
    "か月",
    "カ月",
    "ヵ月",
    "箇月",
    "年",
    "歳",
    "才",
    "割",
    "パーセント",
    "%",
    "時間",
    "秒",
    "円",
    "件",
    "例",
    "名",
    "人",
    "位",
    "枠",
    "倍",
    "本",
    "種",
    "個",
    "社",
    "院",
    "症例",
    "か所",
    "クール",
    "ポイント",
];

/// Converts runs of kanji numerals that stand before a counter. Positions stay those of the original.
pub(super) fn in_digits(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(|glyph| digit(glyph.char).is_some() || unit(glyph.char).is_some()) {
        return glyphs;
    }
    let mut out = Vec::with_capacity(glyphs.len());
    let mut i = 0;
    while i < glyphs.len() {
        let run = glyphs[i..].iter().take_while(|g| is_numeral(g.char)).count();
        match value(&glyphs[i..i + run]).filter(|_| is_counted(&glyphs, i, i + run)) {
            Some(number) => {
                let (start, end) = (glyphs[i].start, glyphs[i + run - 1].end);
                let digits = number.to_string();
                out.extend(digits.chars().map(|char| Glyph { char, start, end }));
            }
            None => out.extend_from_slice(&glyphs[i..i + run.max(1)]),
        }
        i += run.max(1);
    }
    out
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || myriad(c).is_some()
}

/// 十分 is "enough" unless something says that minutes are meant; `分` is a counter only then.
fn is_counted(glyphs: &[Glyph], start: usize, end: usize) -> bool {
    // Part of a longer word: 第一 is kept (第一位 → 第1位), 日本一, 唯一 are not followed by counters.
    let starts_with = |words: &str| {
        let mut rest = glyphs[end..].iter().map(|glyph| glyph.char);
        words.chars().all(|c| rest.next() == Some(c))
    };
    // 2千円 and 1万5千円 are written half in digits already, and stay.
    let touches = |glyph: Option<&Glyph>| glyph.is_some_and(|g| g.char.is_ascii_digit());
    if touches(glyphs[..start].last()) || touches(glyphs.get(end)) {
        return false;
    }
    let before: Vec<char> = glyphs[..start].iter().rev().take(3).map(|glyph| glyph.char).collect();
    if starts_with("分") {
        return starts_with("分間")
            || starts_with("分程")
            || matches!(before[..], ['た' | 'か', ..]);
    }
    // 一人ひとり, 一人一人 are no counts.
    if starts_with("人ひとり") || starts_with("人一人") {
        return false;
    }
    COUNTERS.iter().any(|counter| starts_with(counter))
}

fn digit(c: char) -> Option<u64> {
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|value| value as u64)
}

fn unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn myriad(c: char) -> Option<u64> {
    match c {
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        _ => None,
    }
}

/// 三十 is 30, 二〇二四 is 2024, 三万五千 is 35000. `None` for what is no number, or begins with 万 or 億.
fn value(run: &[Glyph]) -> Option<u64> {
    let (mut total, mut section, mut current) = (0_u64, 0_u64, None::<u64>);
    for glyph in run {
        let c = glyph.char;
        if let Some(value) = digit(c) {
            current = Some(current.unwrap_or(0).checked_mul(10)?.checked_add(value)?);
        } else if let Some(value) = unit(c) {
            section = section.checked_add(current.take().unwrap_or(1).checked_mul(value)?)?;
        } else {
            let value = myriad(c)?;
            let counted = section.checked_add(current.take().unwrap_or(0))?;
            if counted == 0 {
                return None;
            }
            total = total.checked_add(counted.checked_mul(value)?)?;
            section = 0;
        }
    }
    (!run.is_empty()).then_some(())?;
    total.checked_add(section)?.checked_add(current.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> String {
        let glyphs = text.chars().enumerate().map(|(i, char)| Glyph { char, start: i, end: i + 1 });
        in_digits(glyphs.collect()).iter().map(|glyph| glyph.char).collect()
    }

    #[test]
    fn counted_kanji_become_digits() {
        assert_eq!(digits("九割の方"), "9割の方");
        assert_eq!(digits("百パーセント安全"), "100パーセント安全");
        assert_eq!(digits("三十日で二十歳若返る"), "30日で20歳若返る");
        assert_eq!(digits("三万五千円"), "35000円");
        assert_eq!(digits("二〇二四年に第一位"), "2024年に第1位");
        assert_eq!(digits("たった十分で"), "たった10分で");
        assert_eq!(digits("2千円と1万5千円"), "2千円と1万5千円");
    }

    #[test]
    fn words_with_numerals_stay_words() {
        for words in [
            "一般的な治療",
            "唯一の方法",
            "一切ない",
            "二度と",
            "十分な説明",
            "日本一の技術",
            "一人ひとり",
            "万一",
            "億劫",
        ] {
            assert_eq!(digits(words), words);
        }
    }
}
