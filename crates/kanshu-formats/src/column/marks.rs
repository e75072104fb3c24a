//! Marks inside quoted words: where words are left out (中略), and the source's own reference marks.

use kanshu_domain::{block::QuotedRange, values::Line};

const ELISION_FRAME: &[char] = &[
    '(', ')', '（', '）', '[', ']', '［', '］', '【', '】', '〔', '〕', '…', '‥', '・', '.', '-',
    '—', '–', '―', 'ー', '─', '~', '＜', '＞', '<', '>', '〈', '〉', '《', '》', '‐', '－', '-',
    '〜', '～', '*', '＊', '、', ' ', '\u{3000}',
];

/// The first 中略 in its frame of brackets, dots and dashes, in characters.
pub(super) fn elision_in(text: &str) -> Option<(usize, usize)> {
    elision_from(&text.chars().collect::<Vec<char>>(), 0)
}

fn elision_from(chars: &[char], from: usize) -> Option<(usize, usize)> {
    (from..chars.len().saturating_sub(1)).find_map(|at| {
        let is_word = matches!(chars[at], '中' | '後' | '前') && chars[at + 1] == '略';
        let latin = ["[...]", "[…]", "(...)", "[. . .]"].iter().find_map(|sign| {
            let sign: Vec<char> = sign.chars().collect();
            chars[at..].starts_with(&sign).then_some(sign.len())
        });
        if let Some(length) = latin {
            return Some((at, at + length));
        }
        let is_blank = |c: &char| c.is_whitespace();
        let (mut start, mut end) = (at, at + 2);
        while is_word && start > from && ELISION_FRAME.contains(&chars[start - 1]) {
            start -= 1;
        }
        while is_word && end < chars.len() && ELISION_FRAME.contains(&chars[end]) {
            end += 1;
        }
        let opens_line = start == 0 || chars[start - 1] == '\n';
        let closes_line = end == chars.len() || chars[end] == '\n';
        let is_framed = (start < at && end > at + 2) || (opens_line && closes_line);
        while start < at && is_blank(&chars[start]) {
            start += 1;
        }
        while end > at + 2 && is_blank(&chars[end - 1]) {
            end -= 1;
        }
        (is_word && is_framed).then_some((start, end))
    })
}

/// A line that says nothing but that words are left out.
pub(super) fn is_elision_line(text: &str) -> bool {
    elision_in(text) == Some((0, text.chars().count()))
}

/// Where the text leaves words out.
pub(super) fn elisions(text: &str) -> Vec<QuotedRange> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = elision_from(&chars, from) {
        found.extend(range(&chars, start, end));
        from = end;
    }
    found
}

/// The source's own reference marks: `[129]`, `[12,13]`, `*5`, `※1`.
pub(super) fn markers(text: &str) -> Vec<QuotedRange> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = marker_end(&chars, at);
        found.extend(end.and_then(|end| range(&chars, at, end)));
        at = end.unwrap_or(at + 1);
    }
    found
}

fn marker_end(chars: &[char], at: usize) -> Option<usize> {
    let run = |from: usize, is_part: &dyn Fn(char) -> bool| {
        from + chars[from..].iter().take(40).take_while(|c| is_part(**c)).count()
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match chars[at] {
        '[' | '［' => {
            let inner = at + 1;
            let end =
                run(inner, &|c| is_digit(c) || matches!(c, ',' | '-' | '–' | '，' | '、' | ' '));
            let has_number = chars[inner..end].iter().any(|c| is_digit(*c));
            let closes = matches!(chars.get(end), Some(']' | '］'));
            (has_number && closes).then_some(end + 1)
        }
        '*' | '＊' | '※' => {
            let end = run(at + 1, &is_digit);
            let is_product = at > 0 && is_digit(chars[at - 1]);
            (end > at + 1 && !is_product).then_some(end)
        }
        _ => None,
    }
}

fn range(chars: &[char], start: usize, end: usize) -> Option<QuotedRange> {
    let text: String = chars[start..end].iter().collect();
    let line = Line::parse(&text).ok()?;
    (line.as_str() == text).then_some(QuotedRange { start, end, text: line })
}
