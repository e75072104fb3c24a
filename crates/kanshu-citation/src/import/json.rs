//! CSL-JSON: a list of items, one item, or one item a line.

use serde_json::Value;

use super::{Entries, Entry, MOST_RECORD_BYTES, Problem, Source, encoding::line_ends};

/// Reads items one by one; the text around them (brackets, commas) is passed over.
pub(super) struct Items<'a> {
    source: Source<'a>,
    at: usize,
    /// The line of what stands at `counted`.
    line: usize,
    counted: usize,
}

impl<'a> Items<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Self { source, at: 0, line: 1, counted: 0 }
    }

    /// The line of a place not before any that was asked for.
    fn line_at(&mut self, place: usize) -> usize {
        self.line += line_ends(&self.source.text[self.counted..place]);
        self.counted = place;
        self.line
    }

    fn item(&mut self, start: usize) -> Result<Entry, Problem> {
        let line = self.line_at(start);
        let problem = |line: usize, message: String| Err(Problem { line, message });
        let text = &self.source.text[start..];
        let Some(length) = object_length(text) else {
            self.at = start + next_object(self.source.text, start);
            return problem(
                line,
                "the item does not end: a bracket or quotation mark is missing".to_owned(),
            );
        };
        self.at = start + length;
        if length > MOST_RECORD_BYTES {
            return problem(line, format!("the record has more than {MOST_RECORD_BYTES} bytes"));
        }
        let text = &text[..length];
        if let Some(undecodable) = self.source.undecodable_in(line, line + line_ends(text)) {
            return Err(undecodable);
        }
        let item = match serde_json::from_str(text) {
            Ok(Value::Object(item)) => item,
            Ok(_) => return problem(line, "this is no JSON object".to_owned()),
            Err(error) => {
                let at = line + error.line().saturating_sub(1);
                return problem(at, format!("this is no JSON: {error}"));
            }
        };
        let key = match item.get("id") {
            Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        Ok(Entry { line, key, item, ..Entry::default() })
    }
}

impl Entries for Items<'_> {
    fn next_entry(&mut self) -> Option<Result<Entry, Problem>> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '\u{FEFF}');
        let rest = self.source.text.get(self.at..)?;
        let start = self.at + rest.find(|c| !is_between(c))?;
        if self.source.text[start..].starts_with('{') {
            return Some(self.item(start));
        }
        let stray = &self.source.text[start..];
        self.at = start + stray.find('{').unwrap_or(stray.len());
        let line = self.line_at(start);
        Some(Err(Problem { line, message: "here should stand an item: { … }".to_owned() }))
    }

    fn position(&self) -> usize {
        self.at
    }
}

/// Deeper brackets are refused: no reference has them.
const MOST_DEPTH: usize = 100;

/// The length of the object that a text begins with; `None` when its brackets or strings do not close.
fn object_length(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let (mut is_string, mut is_escaped) = (false, false);
    // A little more than is allowed, so that a long record is told from one that does not end.
    for (i, byte) in text.bytes().enumerate().take(4 * MOST_RECORD_BYTES) {
        if is_string {
            match byte {
                // JSON's strings hold no line ends.
                b'\n' | b'\r' => return None,
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_string = true,
            b'{' | b'[' if open.len() < MOST_DEPTH => open.push(byte),
            b'{' | b'[' => return None,
            b'}' | b']' => {
                let expected = if byte == b'}' { b'{' } else { b'[' };
                if open.pop() != Some(expected) {
                    return None;
                }
                if open.is_empty() {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// How far it is from an object that does not end to the next that begins like it on a line of its own.
fn next_object(text: &str, start: usize) -> usize {
    let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let before = &text[line_start..start];
    let indent = if before.trim().is_empty() { before } else { "" };
    let rest = &text[start..];
    let mut places = rest.match_indices(['\n', '\r']);
    let found = places.find_map(|(end, _)| {
        let next = rest[end + 1..].strip_prefix(indent)?;
        next.starts_with('{').then_some(end + 1 + indent.len())
    });
    found.unwrap_or(rest.len())
}
