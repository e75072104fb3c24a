//! Text in one form with the way back: NFKC and lower case, one character at a time, and one form of
//! dashes and blanks.

use kanshu_domain::compliance::TextRange;
use unicode_normalization::UnicodeNormalization;

#[derive(Clone, Copy, PartialEq)]
enum Raised {
    No,
    Mark,
    Power,
}

fn is_raised_digit(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Whether a raised figure after `text` is a power or part of a symbol: 10⁶, m², R², Ca²⁺ no less.
fn is_power(text: &str) -> bool {
    let word: Vec<char> = text
        .chars()
        .rev()
        .take_while(|c| c.is_alphanumeric() && c.is_ascii() || is_greek(*c))
        .collect();
    match word[..] {
        [] => false,
        [last, ..] if last.is_ascii_digit() => true,
        [_] => true,
        ['m', 'c' | 'm' | 'k' | 'n' | 'μ'] => true,
        ['a', 'c'] => true,
        _ => false,
    }
}

fn is_greek(c: char) -> bool {
    matches!(c, 'α'..='ω')
}

/// Normalised text; every byte offset leads back to a character of the original.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) text: String,
    /// Where each normalised character begins, in bytes, and its original character.
    map: Vec<(usize, usize)>,
    chars: usize,
}

impl Prepared {
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut map = Vec::with_capacity(original.len());
        let mut chars = 0;
        let mut raised = Raised::No;
        for (at, c) in original.chars().enumerate() {
            chars = at + 1;
            // Raised figures are reference marks, powers, or part of a unit or symbol.
            let opens = match (is_raised_digit(c), raised) {
                (true, Raised::No) => {
                    raised = if is_power(&text) { Raised::Power } else { Raised::Mark };
                    Some(if raised == Raised::Power { '^' } else { '[' })
                }
                (false, Raised::Mark) if !matches!(c, '⁻' | '˒') => {
                    raised = Raised::No;
                    Some(']')
                }
                (false, Raised::Power) => {
                    raised = Raised::No;
                    None
                }
                _ => None,
            };
            if let Some(bracket) = opens {
                map.push((text.len(), if bracket == ']' { at.saturating_sub(1) } else { at }));
                text.push(bracket);
            }
            for folded in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                let folded = match folded {
                    '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
                    '〜' | '～' | '∼' => '~',
                    '’' | '‘' => '\'',
                    '，' => ',',
                    c if c.is_whitespace() && c != '\n' => ' ',
                    c => c,
                };
                map.push((text.len(), at));
                text.push(folded);
            }
        }
        if raised == Raised::Mark {
            map.push((text.len(), chars.saturating_sub(1)));
            text.push(']');
        }
        Self { text, map, chars }
    }

    /// The original characters behind a byte range.
    pub(super) fn original(&self, range: &std::ops::Range<usize>) -> TextRange {
        let at = |byte: usize| {
            let i = self.map.partition_point(|(start, _)| *start <= byte);
            self.map.get(i.saturating_sub(1)).map_or(self.chars, |(_, char)| *char)
        };
        let start = at(range.start);
        let end = if range.end > range.start { at(range.end - 1) + 1 } else { start };
        TextRange { start, end }
    }
}
