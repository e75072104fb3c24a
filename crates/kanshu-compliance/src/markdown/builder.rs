//! Passages being collected, each with its way back to the file.

use kanshu_domain::compliance::{TextContext, TextRange};

use super::{Bytes, Passages, Piece};
use crate::{Passage, SourceText};

pub(super) struct Builder<'s> {
    source: &'s SourceText,
    pub(super) passages: Passages,
    /// Length of the long text so far, in characters.
    len: usize,
    paragraph: Words,
    /// Alternative texts being read inside the paragraph, the innermost last.
    asides: Vec<(TextContext, Words)>,
    /// What the blocks around say about their text, the innermost last.
    blocks: Vec<Option<TextContext>>,
    /// What HTML around the words says.
    html: Option<TextContext>,
}

/// Words being collected; places count from their own beginning.
#[derive(Default)]
struct Words {
    text: String,
    len: usize,
    pieces: Vec<Piece>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s SourceText) -> Self {
        Self {
            source,
            passages: Passages::default(),
            len: 0,
            paragraph: Words::default(),
            asides: Vec::new(),
            blocks: Vec::new(),
            html: None,
        }
    }

    pub(super) fn source(&self) -> &'s str {
        self.source.as_str()
    }

    /// A block begins: what came before it is a passage of its own.
    pub(super) fn begin_block(&mut self, context: Option<TextContext>) {
        self.end_passage();
        self.blocks.push(context);
    }

    pub(super) fn end_block(&mut self) {
        self.end_passage();
        self.blocks.pop();
        self.html = None;
    }

    /// Words in HTML are of this kind until told otherwise or the block ends.
    pub(super) fn set_html(&mut self, context: Option<TextContext>) {
        self.end_passage();
        self.html = context;
    }

    pub(super) fn begin_aside(&mut self, context: TextContext) {
        self.asides.push((context, Words::default()));
    }

    pub(super) fn end_aside(&mut self) {
        if let Some((context, words)) = self.asides.pop() {
            self.emit(context, words);
        }
    }

    pub(super) fn end_passage(&mut self) {
        if self.paragraph.text.is_empty() {
            return;
        }
        let context = self.context();
        let words = std::mem::take(&mut self.paragraph);
        self.emit(context, words);
    }

    /// A passage of its own, whatever is being collected: words that stand so in the file.
    pub(super) fn passage(&mut self, context: TextContext, parts: &[Bytes]) {
        let collected = std::mem::take(&mut self.paragraph);
        let asides = std::mem::take(&mut self.asides);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.gap(' ', parts[i - 1].end..part.start);
            }
            self.exact(part.clone());
        }
        let words = std::mem::replace(&mut self.paragraph, collected);
        self.asides = asides;
        self.emit(context, words);
    }

    /// The title of a link or image.
    pub(super) fn title(&mut self, title: &str, element: &Bytes) {
        if title.trim().is_empty() {
            return;
        }
        if let Some(at) = self.source()[element.clone()].rfind(title) {
            let start = element.start + at;
            let written = start..start + title.len();
            self.passage(TextContext::Alt, std::slice::from_ref(&written));
        } else {
            // It stands elsewhere (`[text][reference]`) or is written with escapes.
            let source = self.chars(element);
            let mut words = Words::default();
            words.push(title, source);
            self.emit(TextContext::Alt, words);
        }
    }

    /// Text as read; written otherwise in the file when it is an entity.
    pub(super) fn text(&mut self, text: &str, range: Bytes) {
        let written = &self.source()[range.clone()];
        if range.is_empty() {
            // Indentation that the parser makes up, as before HTML that ends a paragraph.
        } else if written.starts_with(text) {
            // The range of a heading's last words goes on to the end of the line.
            self.exact_without_marks(range.start..range.start + text.len());
        } else {
            let source = self.chars(&(range.start..range.start + written.trim_end().len()));
            self.words().push(text, source);
        }
    }

    /// Code within a line: its words without the backticks.
    pub(super) fn code(&mut self, range: Bytes) {
        let written = &self.source()[range.clone()];
        let start = range.start + written.len() - written.trim_start_matches('`').len();
        let end = range.end - (written.len() - written.trim_end_matches('`').len());
        if start < end {
            self.exact(start..end);
        }
    }

    /// A blank or the end of a line, whatever stands for it in the file.
    pub(super) fn gap(&mut self, char: char, range: Bytes) {
        let source = self.chars(&range);
        self.words().push(char.encode_utf8(&mut [0; 4]), source);
    }

    /// Words as they stand in the file; line ends are blanks.
    pub(super) fn exact(&mut self, range: Bytes) {
        let mut start = range.start;
        for (at, line_end) in self.source()[range.clone()].match_indices(['\r', '\n']) {
            let at = range.start + at;
            self.push_exact(start..at);
            self.gap(' ', at..at + line_end.len());
            start = at + line_end.len();
        }
        self.push_exact(start..range.end);
    }

    /// Text in which asterisks and the like may have stayed: beside Japanese brackets CommonMark does
    /// not read `**「絶対」**に` as emphasis.
    fn exact_without_marks(&mut self, range: Bytes) {
        let source = self.source();
        let text = &source[range.clone()];
        let mut start = range.start;
        for (at, c) in text.char_indices() {
            if is_mark(c, &source[..range.start + at], &source[range.start + at + c.len_utf8()..]) {
                let at = range.start + at;
                self.push_exact(start..at);
                start = at + c.len_utf8();
            }
        }
        self.push_exact(start..range.end);
    }

    fn push_exact(&mut self, range: Bytes) {
        if range.start < range.end {
            let source = self.chars(&range);
            let text = self.source.as_str();
            self.words().push(&text[range], source);
        }
    }

    fn words(&mut self) -> &mut Words {
        self.asides.last_mut().map_or(&mut self.paragraph, |(_, words)| words)
    }

    fn chars(&self, range: &Bytes) -> TextRange {
        TextRange { start: self.source.char_at(range.start), end: self.source.char_at(range.end) }
    }

    /// A quotation stays one whatever stands in it; then headings; then the rest.
    fn context(&self) -> TextContext {
        let quoted = self.blocks.iter().rev().flatten().find(|c| **c != TextContext::Heading);
        if quoted == Some(&TextContext::QuoteTranslation) {
            return TextContext::QuoteTranslation;
        }
        let heading = self.blocks.iter().flatten().find(|c| **c == TextContext::Heading);
        self.html.or(heading.copied()).unwrap_or_default()
    }

    fn emit(&mut self, context: TextContext, words: Words) {
        if words.text.trim().is_empty() {
            return;
        }
        let offset = self.len;
        let moved = words.pieces.iter().map(|piece| Piece { at: piece.at + offset, ..*piece });
        self.passages.pieces.extend(moved);
        self.len += words.len + 1;
        self.passages.list.push(Passage {
            context,
            text: words.text,
            offset,
            ..Passage::default()
        });
    }
}

impl Words {
    fn push(&mut self, text: &str, source: TextRange) {
        let piece = Piece { at: self.len, len: text.chars().count(), source };
        self.text.push_str(text);
        self.len += piece.len;
        match self.pieces.last_mut() {
            Some(last)
                if last.is_exact() && piece.is_exact() && last.source.end == source.start =>
            {
                last.len += piece.len;
                last.source.end = source.end;
            }
            _ => self.pieces.push(piece),
        }
    }
}

/// Whether a character that stayed in the text was meant as a mark.
fn is_mark(c: char, before: &str, after: &str) -> bool {
    let before = before.chars().next_back();
    let after = after.chars().next();
    match c {
        '*' => true,
        '~' => before == Some('~') || after == Some('~'),
        '_' => [before, after].into_iter().flatten().any(|c| c == '_' || !c.is_ascii()),
        _ => false,
    }
}
