//! Sentences of scientific English and Japanese.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Abbreviations after which a full stop ends nothing.
const ABBREVIATIONS: [&str; 22] = [
    "al", "e.g", "i.e", "fig", "figs", "vs", "approx", "ca", "dr", "prof", "no", "vol", "pp", "st",
    "eq", "ref", "refs", "etc", "cf", "resp", "sp", "spp",
];

/// The sentences of a prepared text, as byte ranges without blanks around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (i, (at, c)) in chars.iter().enumerate() {
        let next = chars.get(i + 1).map(|(_, c)| *c);
        let ends = match c {
            '。' | '!' | '?' | '\n' => !matches!(next, Some('」' | '』' | ')' | '。' | '!' | '?')),
            '.' => ends_english(text, *at, &chars[i + 1..]),
            _ => false,
        };
        if ends {
            let mut end = at + c.len_utf8();
            // Reference marks after the full stop belong to the sentence before: "… death.[144] Li et al."
            let tail = &text[end..];
            let marks = trailing_marks(tail);
            end += marks;
            push(text, start..end, &mut found);
            start = end;
        }
    }
    if start < text.len() {
        push(text, start..text.len(), &mut found);
    }
    found
}

/// Where a clause ends that a translator may make a sentence of its own.
#[expect(clippy::expect_used, reason = "the pattern is a constant, compiled in every test")]
static JOINTS: LazyLock<Regex> = LazyLock::new(|| {
    let english = r"[;:]|,? \b(?:but|although|though|while|whereas|because|since|yet)\b|, (?:and|which|who|so|with|or)\b";
    let ending = "(?:[がしてでりずくばとけびちいえれせ]|ため|ので|から|のに|もの|一方|ほか|ところ|うえ|ながら)";
    let marks = r"(?:[(\[][\d,~ -]*[)\]])?";
    Regex::new(&format!("{english}|{ending}{marks}、"))
        .expect("the pattern is a constant, compiled in every test")
});

/// How many such places a sentence of either language has.
pub(super) fn joints(sentence: &str) -> usize {
    JOINTS.find_iter(sentence).count()
}

fn ends_english(text: &str, at: usize, rest: &[(usize, char)]) -> bool {
    let before = &text[..at];
    let word: String = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphanumeric() || *c == '.')
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    // A single letter is an initial; a number before and after is a decimal.
    const LETTERED: [&str; 8] = [
        "vitamin",
        "hepatitis",
        "annexin",
        "influenza",
        "group",
        "type",
        "factor",
        "immunoglobulin",
    ];
    let lettered = before
        .strip_suffix(word.as_str())
        .is_some_and(|start| LETTERED.iter().any(|thing| start.trim_end().ends_with(thing)));
    if ABBREVIATIONS.contains(&word.trim_end_matches('.'))
        || (word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && !lettered)
    {
        return false;
    }
    match rest.first() {
        None => true,
        Some((_, '[')) => true,
        Some((_, ' ' | '\n' | '"')) => {
            let follower = rest.iter().map(|(_, c)| *c).find(|c| !c.is_whitespace());
            // "4.8. Skin Diseases" is a number, not a sentence.
            let is_section = !word.is_empty()
                && word.chars().all(|c| c.is_ascii_digit() || c == '.')
                && word.len() <= 4
                && !before
                    .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
                    .ends_with(' ');
            !is_section && follower.is_some()
        }
        Some((_, c)) => !c.is_alphanumeric() && !matches!(c, ',' | ';' | ')' | '-' | '.'),
    }
}

/// Bytes of reference marks that follow a full stop.
fn trailing_marks(tail: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = &tail[end..];
        let trimmed = rest.trim_start_matches(' ');
        let opened = trimmed.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let inner =
            opened.or_else(|| trimmed.strip_prefix('(').and_then(|inner| inner.split_once(')')));
        match inner {
            Some((marks, _))
                if !marks.is_empty()
                    && marks.chars().all(|c| c.is_ascii_digit() || " ,-~、".contains(c)) =>
            {
                end += rest.len() - trimmed.len() + marks.len() + 2;
            }
            _ => return end,
        }
    }
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let from = range.start + (words.len() - words.trim_start().len());
    let to = range.start + words.trim_end().len();
    // A lone mark or number is no sentence.
    if from < to && text[from..to].chars().any(char::is_alphabetic) {
        found.push(from..to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_decimals_and_marks_do_not_split() {
        assert_eq!(
            split("it fell by 3.5 mg/dl.[144] li et al. found more. e.g. this one."),
            ["it fell by 3.5 mg/dl.[144]", "li et al. found more.", "e.g. this one."]
        );
        assert_eq!(
            split("低下した [12]。次に増えた。[13]"),
            ["低下した [12]。", "次に増えた。[13]"]
        );
    }
}
