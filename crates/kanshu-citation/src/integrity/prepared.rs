//! Text in one form with the way back: NFKC and lower case, one character at a time, and one form of
//! dashes and blanks.

use kanshu_domain::compliance::TextRange;
use unicode_normalization::UnicodeNormalization;

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
        for (at, c) in original.chars().enumerate() {
            chars = at + 1;
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
