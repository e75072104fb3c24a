//! The source text of a document before it is parsed. The parser recurses without a limit of its own,
//! so what could overflow it must be seen first.

use async_graphql::{Value, Variables};

/// Whether brackets stand more than `most` deep in brackets. What stands in strings and comments neither
/// nests nor hides what does.
pub(crate) fn nests_deeper_than(most: usize, text: &str) -> bool {
    let mut depth = 0_usize;
    Pieces::of(text).any(|piece| {
        match piece {
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            Piece::Text(_) => {}
        }
        depth > most
    })
}

/// Whether a request would bring a NUL character along, which no text of ours contains and PostgreSQL
/// cannot keep.
pub(crate) fn brings_nul(text: &str, variables: &Variables) -> bool {
    text.contains('\0')
        || Pieces::of(text).any(|piece| matches!(piece, Piece::Text(text) if escapes_nul(text)))
        || variables.values().any(contains_nul)
}

fn contains_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::List(values) => values.iter().any(contains_nul),
        Value::Object(fields) => fields.values().any(contains_nul),
        _ => false,
    }
}

fn escapes_nul(mut text: &[u8]) -> bool {
    while let Some((&first, rest)) = text.split_first() {
        text = rest;
        if first == b'\\' {
            if rest.starts_with(b"u0000") {
                return true;
            }
            text = rest.get(1..).unwrap_or_default();
        }
    }
    false
}

/// What matters in a source text.
enum Piece<'a> {
    /// `{`, `[` or `(`.
    Open,
    /// `}`, `]` or `)`.
    Close,
    /// A string on one line, without its quotes.
    Text(&'a [u8]),
}

/// Reads as the parser does: a block string that does not end is an empty string with code behind it,
/// and after a string on one line that does not end nothing is read.
struct Pieces<'a> {
    rest: &'a [u8],
    /// Whether a block string may end in what is left.
    blocks_end: bool,
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text.as_bytes(), blocks_end: true }
    }

    /// What follows a block string whose three quotes were taken, if it ends. When one does not, none
    /// after it does; it is searched for once, so that a text is read in linear time.
    fn after_block(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let after = if self.blocks_end { after_block(bytes) } else { None };
        self.blocks_end = after.is_some();
        after
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while let Some((&first, rest)) = self.rest.split_first() {
            self.rest = rest;
            match first {
                b'{' | b'[' | b'(' => return Some(Piece::Open),
                b'}' | b']' | b')' => return Some(Piece::Close),
                b'#' => self.rest = after_comment(rest),
                b'"' => {
                    let block =
                        rest.strip_prefix(b"\"\"").and_then(|block| self.after_block(block));
                    if let Some(after) = block {
                        self.rest = after;
                        continue;
                    }
                    let (text, after) = on_one_line(rest)?;
                    self.rest = after;
                    return Some(Piece::Text(text));
                }
                _ => {}
            }
        }
        None
    }
}

fn after_comment(bytes: &[u8]) -> &[u8] {
    match bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(end) => &bytes[end..],
        None => &[],
    }
}

/// A string whose first quote was taken, without its quotes, and what follows. `None` when it does not
/// end on its line.
fn on_one_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return Some((&bytes[..at], &bytes[at + 1..])),
            b'\n' | b'\r' => return None,
            _ => at += 1,
        }
    }
    None
}

fn after_block(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while at < bytes.len() {
        match &bytes[at..] {
            [b'\\', b'"', b'"', b'"', ..] => at += 4,
            [b'"', b'"', b'"', rest @ ..] => return Some(rest),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use serde_json::json;

    use super::{brings_nul, nests_deeper_than};

    fn nesting(text: &str) -> usize {
        (0..).find(|&most| !nests_deeper_than(most, text)).expect("a finite text")
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        assert_eq!(nesting("{ a(x: [1]) { b } }"), 3);
        assert_eq!(nesting("{ a(x: \"[[[\\\"[[[\") # {{{\n { b } }"), 2);
        assert_eq!(nesting("{ a(x: \"\"\"[[[ \" \\\"\"\" [\"\"\") }"), 2);
    }

    #[test]
    fn strings_and_comments_hide_no_nesting() {
        assert_eq!(nesting("{a(x:\")\") {a(x:\"\"\")}\"\"\") {a #}\n {a"), 4);
        // To the parser a block string that does not end is an empty string, and what follows is code.
        assert_eq!(nesting("{ a(x: [ \"\"\"b\" [ ] [ [ # [\n"), 5);
        assert_eq!(nesting("{ a(x: [ \"\"\"\" \\\"\"\"[\" [ \"\" ["), 5);
    }

    #[test]
    fn a_nul_character_is_seen_however_it_is_brought() {
        let none = Variables::default();
        assert!(brings_nul("{ a\0 }", &none));
        assert!(brings_nul("{ a(x: \"b\\u0000c\") }", &none));
        assert!(brings_nul("{ a(x: \"\\\\\\u0000\") }", &none));
        let given = |value| Variables::from_json(json!({ "x": value }));
        assert!(brings_nul("{ a }", &given(json!([{ "y": "b\0" }]))));
    }

    #[test]
    fn what_only_looks_like_a_nul_character_is_none() {
        let none = Variables::default();
        for text in ["\"\\\\u0000\"", "\"\"\"\\u0000\"\"\"", "\"\\u0001\"", "1) # \\u0000\n b(x: 1"]
        {
            assert!(!brings_nul(&format!("{{ a(x: {text}) }}"), &none), "{text}");
        }
        assert!(!brings_nul("{ a }", &Variables::from_json(json!({ "x": ["\\u0000", 0, null] }))));
    }
}
