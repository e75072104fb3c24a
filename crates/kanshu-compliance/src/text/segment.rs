//! Sentences.

use std::ops::Range;

/// Text without a full stop is taken in pieces of so many characters, so that the work stays in
/// proportion to the text.
const LONGEST: usize = 150;
/// A question as short as this is answered in the same breath: 副作用? ありません。
const SHORT: usize = 8;

/// The sentences of a normalised text, as byte ranges with their final punctuation. A mark inside
/// quotation marks ends a sentence only when the quotation ends there too. What never ends is cut at a
/// comma, or wherever it must.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut before = '\n';
    let mut length = 0;
    // Where the quotation that is open now closes.
    let mut quoted_until = 0;
    while let Some((at, c)) = chars.next() {
        length += 1;
        if matches!(c, '「' | '『') && at >= quoted_until {
            quoted_until = closing(text, at, c).unwrap_or(0);
        }
        let quoted = at < quoted_until;
        let after = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '\n' => true,
            '?' if length <= SHORT && after.is_some_and(|next| !continues(next)) => false,
            '。' | '!' | '?' => !quoted && !after.is_some_and(continues),
            '.' => {
                !before.is_ascii_digit()
                    && !before.is_whitespace()
                    && after.is_none_or(char::is_whitespace)
                    && (after.is_none() || !is_abbreviated(&text[start..at]))
            }
            '、' | ',' | ' ' => length >= LONGEST,
            _ => length >= 2 * LONGEST,
        };
        before = c;
        if ends {
            let end = at + c.len_utf8();
            push(text, start..end, &mut found);
            start = end;
            length = 0;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Where a quotation closes, unless that is so far that the mark was forgotten.
fn closing(text: &str, open: usize, mark: char) -> Option<usize> {
    let close = if mark == '「' { '」' } else { '』' };
    let inner = text[open..].char_indices().take(LONGEST).take_while(|(_, c)| *c != '\n');
    inner.filter(|(_, c)| *c == close).map(|(at, _)| open + at).next()
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
            split("治ります。本当にそうですか?はい!\n次の行"),
            ["治ります。", "本当にそうですか?", "はい!", "次の行"]
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
    fn what_never_ends_is_taken_in_pieces() {
        let pieces = sentences(&"治療と".repeat(2000)).into_iter().map(|piece| piece.len() / 3);
        assert!(pieces.clone().all(|chars| chars <= 2 * LONGEST));
        assert_eq!(pieces.sum::<usize>(), 6000);
    }

    #[test]
    fn a_short_question_is_answered_in_the_same_breath() {
        assert_eq!(split("副作用?ありません。次"), ["副作用?ありません。", "次"]);
    }

    #[test]
    fn a_quotation_is_part_of_its_sentence() {
        assert_eq!(
            split("「本当?楽になった」との声。次。"),
            ["「本当?楽になった」との声。", "次。"]
        );
        assert_eq!(split("「閉じない引用。次。"), ["「閉じない引用。", "次。"]);
        assert_eq!(split("「必ず治る。」という広告。次。"), ["「必ず治る。」という広告。", "次。"]);
        assert_eq!(
            split("「本当?楽になった」との声。次。"),
            ["「本当?楽になった」との声。", "次。"]
        );
        assert_eq!(split("「閉じない引用。次。"), ["「閉じない引用。", "次。"]);
    }
}
