//! HTML in Markdown: its words are read, its tags are not.

use kanshu_domain::compliance::TextContext;

use super::{Bytes, builder::Builder};

/// Where a tag or comment was left open when the last piece of HTML ended.
#[derive(Debug, Default)]
pub(super) struct HtmlReader {
    state: State,
    /// Words inside these elements are not for readers: the element's name.
    hidden: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Words,
    /// Since this byte, and within which quotation marks.
    Tag {
        start: usize,
        quote: Option<char>,
        after_equals: bool,
    },
    Comment,
}

/// Elements whose content no reader reads as text. `rt` and `rp` hold the reading of a word, which
/// would tear it apart.
const HIDDEN: [&str; 7] = ["script", "style", "template", "rt", "rp", "pre", "svg"];

/// Elements within a line; every other tag ends a passage.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "img", "ins",
    "label", "mark", "nobr", "rb", "ruby", "s", "small", "span", "strong", "sub", "sup", "u",
    "wbr",
];

impl HtmlReader {
    /// Whether words that Markdown reads here stand in a hidden element.
    pub(super) fn hides_words(&self) -> bool {
        self.hidden.is_some()
    }

    /// Nothing stays open beyond its block: a forgotten `</script>` must not hide the rest of the file.
    pub(super) fn end_block(&mut self) {
        *self = Self::default();
    }

    /// Reads one piece of HTML.
    pub(super) fn read(&mut self, builder: &mut Builder<'_>, range: Bytes) {
        let source = builder.source();
        let mut at = range.start;
        while at < range.end {
            let rest = &source[at..range.end];
            at += match self.state {
                State::Words if rest.starts_with("<!--") => {
                    self.state = State::Comment;
                    4
                }
                State::Words if opens_tag(rest) => {
                    self.state = State::Tag { start: at, quote: None, after_equals: false };
                    1
                }
                State::Words => self.words(builder, at, rest),
                State::Comment => match rest.find("-->") {
                    Some(end) => {
                        self.state = State::Words;
                        end + 3
                    }
                    None => rest.len(),
                },
                State::Tag { start, quote, after_equals } => {
                    match tag_end(rest, quote, after_equals) {
                        Ok(end) => {
                            self.state = State::Words;
                            self.tag(builder, start..at + end);
                            end
                        }
                        Err((quote, after_equals)) => {
                            self.state = State::Tag { start, quote, after_equals };
                            rest.len()
                        }
                    }
                }
            };
        }
    }

    /// Words up to the next tag or entity; answers how many bytes were read.
    fn words(&self, builder: &mut Builder<'_>, at: usize, rest: &str) -> usize {
        if let Some((char, len)) = entity(rest) {
            if self.hidden.is_none() {
                builder.text(char.encode_utf8(&mut [0; 4]), at..at + len);
            }
            return len;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let len = rest[first..].find(['<', '&']).map_or(rest.len(), |next| first + next);
        if self.hidden.is_none() {
            builder.exact(at..at + len);
        }
        len
    }

    fn tag(&mut self, builder: &mut Builder<'_>, range: Bytes) {
        let tag = &builder.source()[range.clone()];
        let closes = tag.starts_with("</");
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some(hidden) = &self.hidden {
            if closes && *hidden == name {
                self.hidden = None;
            }
            return;
        }
        if !closes && HIDDEN.contains(&name.as_str()) && !tag.ends_with("/>") {
            self.hidden = Some(name);
            return;
        }
        for attribute in ["alt", "title", "aria-label"] {
            if let Some(value) = value_of(tag, attribute) {
                let value = range.start + value.start..range.start + value.end;
                builder.passage(TextContext::Alt, &[value]);
            }
        }
        if name == "br" {
            builder.gap('\n', range);
        } else if !INLINE.contains(&name.as_str()) {
            builder.set_html(if closes { None } else { context_of(&name) });
        }
    }
}

/// What an element says about its words.
fn context_of(name: &str) -> Option<TextContext> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Some(TextContext::Heading),
        "blockquote" => Some(TextContext::QuoteTranslation),
        "button" => Some(TextContext::Button),
        "figcaption" | "caption" => Some(TextContext::Alt),
        "title" => Some(TextContext::Meta),
        _ => None,
    }
}

fn opens_tag(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('<')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Behind the first `>` outside quotation marks; else what to go on with in the next piece.
fn tag_end(
    text: &str,
    mut quote: Option<char>,
    mut after_equals: bool,
) -> Result<usize, (Option<char>, bool)> {
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if after_equals => quote = Some(c),
            (None, '>') => return Ok(at + 1),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        after_equals = c == '=' || (after_equals && c.is_whitespace());
    }
    Err((quote, after_equals))
}

/// The bytes of an attribute's value in quotation marks.
fn value_of(tag: &str, attribute: &str) -> Option<Bytes> {
    let lower = tag.to_ascii_lowercase();
    for (at, _) in lower.match_indices(attribute) {
        let before = lower[..at].chars().next_back()?;
        let rest = lower[at + attribute.len()..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { continue };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let (Some(quote), true) = (quote, before.is_whitespace()) {
            let start = tag.len() - value.len() + 1;
            let len = tag[start..].find(quote)?;
            return (len > 0).then_some(start..start + len);
        }
    }
    None
}

/// The character that an entity at the beginning of `text` stands for, and the entity's bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(10).position(|b| b == b';')?;
    let char = match &name[..end] {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((char, end + 2))
}
