//! Sentences.

use std::ops::Range;

/// The sentences of a normalised text, as byte ranges with their final punctuation. A mark inside
/// quotation marks ends a sentence only when the quotation ends there too.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut before = '\n';
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '\n' => true,
            '。' | '!' | '?' => !after.is_some_and(continues),
            '.' => {
                !before.is_ascii_digit()
                    && !before.is_whitespace()
                    && after.is_none_or(char::is_whitespace)
                    && (after.is_none() || !is_abbreviated(&text[start..at]))
            }
            _ => false,
        };
        before = c;
        if ends {
            let end = at + c.len_utf8();
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// After a full stop: more marks, or the end of a quotation or bracket.
fn continues(next: char) -> bool {
    matches!(next, '。' | '!' | '?' | '」' | '』' | ')' | '】' | '"' | '\'')
}

/// Latin words that are written with a full stop, in lower case.
const ABBREVIATIONS: [&str; 13] =
    ["dr", "drs", "mr", "mrs", "ms", "prof", "st", "vs", "approx", "fig", "e.g", "i.e", "u.s"];

/// Whether the last word before a full stop is short for another.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic() && c != '.').next();
    word.is_some_and(|word| ABBREVIATIONS.contains(&word))
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let from = range.start + (words.len() - words.trim_start().len());
    let to = range.start + words.trim_end().len();
    if from < to {
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
    fn marks_and_lines_end_sentences() {
        assert_eq!(
            split("治ります。本当?はい!\n次の行"),
            ["治ります。", "本当?", "はい!", "次の行"]
        );
        assert_eq!(split("it works. 3.5 mg helps. ok"), ["it works.", "3.5 mg helps.", "ok"]);
    }

    #[test]
    fn titles_end_no_sentence() {
        assert_eq!(
            split("ask dr. roe. the u.s. fda, e.g. its notices, says so."),
            ["ask dr. roe.", "the u.s. fda, e.g. its notices, says so."]
        );
        assert_eq!(split("drdr. 担当はdr. 田中です。"), ["drdr.", "担当はdr. 田中です。"]);
    }

    #[test]
    fn a_quotation_is_part_of_its_sentence() {
        assert_eq!(split("「必ず治る。」という広告。次。"), ["「必ず治る。」という広告。", "次。"]);
    }
}
