//! Characters, bytes, lines and columns of one text.

use kanshu_domain::compliance::TextRange;

/// Every so many characters the index notes a byte position.
const STEP: usize = 128;

/// Line and column of a character, both from 1. Columns are characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// A text with an index of its characters and lines, so that any place is found without reading it all.
#[derive(Clone, Debug)]
pub struct SourceText {
    text: String,
    /// The byte at which the characters 0, `STEP`, 2 × `STEP` … begin.
    steps: Vec<usize>,
    /// The character at which each line begins.
    lines: Vec<usize>,
    chars: usize,
}

impl SourceText {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let (mut steps, mut lines, mut chars) = (Vec::new(), vec![0], 0);
        for (byte, c) in text.char_indices() {
            if chars % STEP == 0 {
                steps.push(byte);
            }
            chars += 1;
            if c == '\n' {
                lines.push(chars);
            }
        }
        Self { text, steps, lines, chars }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many characters the text has.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Where a character stands; the place behind the last one for anything beyond.
    pub fn position(&self, char: usize) -> Position {
        let char = char.min(self.chars);
        let line = self.lines.partition_point(|start| *start <= char);
        let start = self.lines.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        Position { line, column: char - start + 1 }
    }

    /// The characters of a line (from 1), without what ends it.
    pub fn line(&self, line: usize) -> TextRange {
        let start = self.lines.get(line.wrapping_sub(1)).copied().unwrap_or(self.chars);
        let Some(next) = self.lines.get(line) else { return TextRange { start, end: self.chars } };
        let ends_in_two = self.slice(TextRange { start, end: *next }).ends_with("\r\n");
        TextRange { start, end: next - if ends_in_two { 2 } else { 1 } }
    }

    /// The words of a range; what lies beyond the text is left out.
    pub fn slice(&self, range: TextRange) -> &str {
        let start = self.byte(range.start);
        &self.text[start..self.byte(range.end).max(start)]
    }

    fn byte(&self, char: usize) -> usize {
        let Some(from) = self.steps.get(char / STEP) else { return self.text.len() };
        let rest = self.text[*from..].char_indices().nth(char % STEP);
        rest.map_or(self.text.len(), |(byte, _)| from + byte)
    }

    /// The character that begins at a byte.
    pub(crate) fn char_at(&self, byte: usize) -> usize {
        let step = self.steps.partition_point(|start| *start <= byte).saturating_sub(1);
        let Some(from) = self.steps.get(step) else { return 0 };
        step * STEP
            + self.text[*from..].char_indices().take_while(|(at, _)| from + at < byte).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = SourceText::new("安全😀です\r\n治る\n");
        assert_eq!(text.position(0), Position { line: 1, column: 1 });
        assert_eq!(text.position(3), Position { line: 1, column: 4 });
        assert_eq!(text.position(8), Position { line: 2, column: 2 });
        assert_eq!(text.position(99), Position { line: 3, column: 1 });
        assert_eq!(text.slice(text.line(1)), "安全😀です");
        assert_eq!(text.slice(text.line(2)), "治る");
        assert_eq!(text.slice(text.line(3)), "");
    }

    proptest! {
        #[test]
        fn characters_and_bytes_are_found_as_by_counting(text in "[a-z絶対\n😀é]{0,400}") {
            let source = SourceText::new(text.as_str());
            for (char, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(source.char_at(byte), char);
                prop_assert_eq!(source.byte(char), byte);
                let before = &text[..byte];
                let position = source.position(char);
                prop_assert_eq!(position.line, before.matches('\n').count() + 1);
                let line_start = before.rfind('\n').map_or(0, |at| at + 1);
                prop_assert_eq!(position.column, before[line_start..].chars().count() + 1);
            }
        }
    }
}
