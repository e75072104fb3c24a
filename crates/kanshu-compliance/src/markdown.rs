//! Markdown as passages: what a reader sees, sentence by sentence, with the way back to the file.
//!
//! Marks, link addresses and fenced code are left out, lines of a paragraph are joined, entities are
//! read. So a passage may differ from the file; [`Passages::in_source`] says which characters of the
//! file stand behind a range of it.

mod builder;
mod front_matter;
mod html;

use kanshu_domain::compliance::{TextContext, TextRange};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::{builder::Builder, html::HtmlReader};
use crate::{Passage, SourceText};

/// The passages of a file. Their offsets count in one long text that holds them one after the other;
/// findings point into that text.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    pub list: Vec<Passage>,
    pieces: Vec<Piece>,
}

/// Some characters of the long text, and the characters of the file behind them.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: usize,
    len: usize,
    source: TextRange,
}

impl Piece {
    /// Whether each character of the piece is one character of the file.
    fn is_exact(&self) -> bool {
        self.source.end - self.source.start == self.len
    }
}

impl Passages {
    /// The characters of the file from the first to the last that a range of the passages stands for.
    pub fn in_source(&self, range: TextRange) -> TextRange {
        let last = range.end.saturating_sub(1).max(range.start);
        let start = self.piece(range.start).map_or(0, |piece| match piece.is_exact() {
            true => piece.source.start + (range.start - piece.at).min(piece.len),
            false => piece.source.start,
        });
        let end = self.piece(last).map_or(0, |piece| match piece.is_exact() {
            true => piece.source.start + (last + 1 - piece.at).min(piece.len),
            false => piece.source.end,
        });
        TextRange { start, end: end.max(start) }
    }

    /// Where the words of a range stand: body, heading …
    pub fn context(&self, range: TextRange) -> TextContext {
        let after = self.list.partition_point(|passage| passage.offset <= range.start);
        self.list.get(after.wrapping_sub(1)).map(|passage| passage.context).unwrap_or_default()
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// What is enabled beyond CommonMark. Not strikethrough: `10:00~12:00、13:00~` would be one.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// The passages of a Markdown file, and where they stand in it.
///
/// Front matter gives its titles and descriptions as [`TextContext::Meta`]; headings are
/// [`TextContext::Heading`], block quotes [`TextContext::QuoteTranslation`] (but notes like `> [!NOTE]`
/// are the site's own words), alternative texts and titles of images and links [`TextContext::Alt`],
/// all else [`TextContext::Body`]. Text in HTML is read, tags are not.
pub fn passages(source: &SourceText) -> Passages {
    let mut builder = Builder::new(source);
    let body = front_matter::read(source.as_str(), &mut builder);
    let mut reader = Reader { builder, html: HtmlReader::default(), code: false };
    for (event, range) in Parser::new_ext(&source.as_str()[body..], OPTIONS).into_offset_iter() {
        reader.event(&event, range.start + body..range.end + body);
    }
    reader.builder.end_passage();
    reader.builder.passages
}

type Bytes = std::ops::Range<usize>;

struct Reader<'s> {
    builder: Builder<'s>,
    html: HtmlReader,
    /// Inside fenced code.
    code: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Bytes) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.code || self.html.hides_words() => {}
            Event::Text(text) => self.builder.text(text, range),
            Event::Code(_) => self.builder.code(range),
            Event::SoftBreak => self.builder.gap(' ', range),
            Event::HardBreak => self.builder.gap('\n', range),
            Event::InlineHtml(_) | Event::Html(_) => self.html.read(&mut self.builder, range),
            Event::Rule => self.builder.end_passage(),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Bytes) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            Tag::Link { title, .. } => self.builder.title(title, range),
            Tag::Image { title, .. } => {
                self.builder.title(title, range);
                self.builder.begin_aside(TextContext::Alt);
            }
            Tag::Heading { .. } => self.builder.begin_block(Some(TextContext::Heading)),
            // `> [!NOTE]` is a box of the page, not somebody else's words.
            Tag::BlockQuote(Some(_)) => self.builder.begin_block(Some(TextContext::Body)),
            Tag::BlockQuote(None) => {
                self.builder.begin_block(Some(TextContext::QuoteTranslation));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.builder.begin_block(None);
                self.code = true;
            }
            _ => self.builder.begin_block(None),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {}
            TagEnd::Image => self.builder.end_aside(),
            _ => {
                self.code = false;
                self.html.end_block();
                self.builder.end_block();
            }
        }
    }
}

#[cfg(test)]
mod tests;
