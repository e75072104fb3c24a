//! Where entries and fields begin and end.

use std::collections::HashMap;

use super::Raw;
use crate::import::MOST_LINE_BYTES;

/// Deeper braces are refused: no reference has them.
const MOST_DEPTH: usize = 40;

/// More braces in one value are refused: the time they take grows with their square.
const MOST_BRACES: usize = 4096;

/// No entry has so many fields.
const MOST_FIELDS: usize = 500;

/// What is wrong, and at which byte of the entry.
type Wrong = (usize, String);

/// The place of the first `@kind{` or `@kind(`.
pub(super) fn first_entry(text: &str) -> Option<usize> {
    text.match_indices('@').map(|(at, _)| at).find(|at| head_length(&text[*at..]).is_some())
}

/// The length of `@kind{` with the spaces in it.
fn head_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('@')?.trim_start();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let open = after.trim_start();
    let is_entry = after.len() < rest.len() && open.starts_with(['{', '(']);
    is_entry.then(|| text.len() - open.len() + 1)
}

/// The length of the entry that a text begins with; `None` when it does not end before another begins on
/// a line of its own.
pub(super) fn entry_length(text: &str) -> Option<usize> {
    let head = head_length(text)?;
    let is_round = text.as_bytes()[head - 1] == b'(';
    let (mut depth, mut is_escaped, mut is_line_start) = (usize::from(!is_round), false, false);
    for (i, byte) in text.bytes().enumerate().skip(head) {
        if is_line_start && byte == b'@' && head_length(&text[i..]).is_some() {
            return None;
        }
        is_line_start = matches!(byte, b'\n' | b'\r') || (is_line_start && byte == b' ');
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match byte {
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' if depth == 0 => return None,
            b'}' => depth -= 1,
            b')' if is_round && depth == 0 => return Some(i + 1),
            _ => {}
        }
        if depth == 0 && byte == b'}' && !is_round {
            return Some(i + 1);
        }
    }
    None
}

/// How far it is from an entry that does not end to the next on a line of its own.
pub(super) fn next_entry(text: &str) -> usize {
    let lines = text.match_indices(['\n', '\r']).map(|(end, _)| end + 1);
    let mut starts =
        lines.map(|at| at + text[at..].len() - text[at..].trim_start_matches(' ').len());
    starts.find(|at| head_length(&text[*at..]).is_some()).unwrap_or(text.len())
}

/// Key and fields of an entry.
pub(super) fn entry(text: &str, macros: &HashMap<String, String>) -> Result<Raw, Wrong> {
    let head = head_length(text).ok_or((0, "this is no entry".to_owned()))?;
    let kind = text[1..head - 1].trim().to_ascii_lowercase();
    let mut raw = Raw { kind, ..Raw::default() };
    if matches!(raw.kind.as_str(), "comment" | "preamble") {
        return Ok(raw);
    }
    let body = &text[..text.len() - 1];
    let mut scanner = Scanner { text: body, at: head };
    if raw.kind != "string" {
        let rest = scanner.rest();
        let key = rest.find(',').map_or(rest, |comma| &rest[..comma]);
        if !key.contains(['=', '{', '"']) {
            raw.key = key.trim().to_owned();
            scanner.at += key.len();
        }
    }
    loop {
        scanner.skip_between();
        if scanner.rest().is_empty() {
            return Ok(raw);
        }
        if raw.fields.len() == MOST_FIELDS {
            return Err((scanner.at, format!("the entry has more than {MOST_FIELDS} fields")));
        }
        let name = scanner.name()?;
        let value = scanner.value(&name, macros, &mut raw.unknown_macros)?;
        raw.fields.push((name, value));
        scanner.skip_space();
        let rest = scanner.rest();
        if !rest.is_empty() && !rest.starts_with([',', '%']) {
            return Err((scanner.at, "a comma is missing before this".to_owned()));
        }
    }
}

/// Whether a value is not too long; the extension may be as long as it must.
pub(super) fn fits(name: &str, value: &str) -> bool {
    let braces = || value.bytes().filter(|byte| *byte == b'{').count();
    name == super::fields::EXTENSION || (value.len() <= MOST_LINE_BYTES && braces() <= MOST_BRACES)
}

/// Whether a value can stand in braces.
pub(super) fn is_balanced(value: &str) -> bool {
    let text = format!("{{{value}}}");
    Scanner { text: &text, at: 0 }.enclosed('}').is_ok_and(|inside| inside == value)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Passes over commas and comments.
    fn skip_between(&mut self) {
        loop {
            self.skip_space();
            let rest = self.rest();
            if rest.starts_with(',') {
                self.at += 1;
            } else if rest.starts_with('%') {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// The name of a field and the sign after it.
    fn name(&mut self) -> Result<String, Wrong> {
        let rest = self.rest();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | ',' | '{' | '}' | '"' | '#');
        let length = rest.find(is_end).unwrap_or(rest.len());
        let name = rest[..length].to_lowercase();
        let start = self.at;
        self.at += length;
        self.skip_space();
        if name.is_empty() || !self.rest().starts_with('=') {
            return Err((start, "here should stand a field: name = {value}".to_owned()));
        }
        self.at += 1;
        Ok(name)
    }

    /// A value: braced, quoted, a number or a macro, joined by `#`.
    fn value(
        &mut self,
        name: &str,
        macros: &HashMap<String, String>,
        unknown: &mut Vec<String>,
    ) -> Result<String, Wrong> {
        let mut value = String::new();
        loop {
            self.skip_space();
            match self.rest().chars().next() {
                Some('{') => value.push_str(self.enclosed('}')?),
                Some('"') => value.push_str(self.enclosed('"')?),
                _ => {
                    let rest = self.rest();
                    let is_end =
                        |c: char| c.is_whitespace() || matches!(c, ',' | '#' | '{' | '}' | '"');
                    let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
                    if word.is_empty() {
                        return Err((self.at, "a value is missing here".to_owned()));
                    }
                    self.at += word.len();
                    match macros.get(&word.to_lowercase()) {
                        Some(text) => value.push_str(text),
                        None => {
                            if !is_plain(word) {
                                unknown.push(word.to_owned());
                            }
                            value.push_str(word);
                        }
                    }
                }
            }
            if !fits(name, &value) {
                let message = format!(
                    "a value holds at most {MOST_LINE_BYTES} bytes and {MOST_BRACES} braces"
                );
                return Err((self.at, message));
            }
            self.skip_space();
            if !self.rest().starts_with('#') {
                return Ok(value);
            }
            self.at += 1;
        }
    }

    /// What stands between the sign here and its `end` outside of further braces.
    fn enclosed(&mut self, end: char) -> Result<&'a str, Wrong> {
        let start = self.at;
        let inside = &self.text[start + 1..];
        let (mut depth, mut is_escaped) = (0_usize, false);
        for (i, c) in inside.char_indices() {
            if std::mem::take(&mut is_escaped) {
                continue;
            }
            match c {
                '\\' => is_escaped = true,
                _ if c == end && depth == 0 => {
                    self.at = start + 1 + i + 1;
                    return Ok(&inside[..i]);
                }
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            if depth > MOST_DEPTH {
                return Err((start, format!("braces are nested more than {MOST_DEPTH} deep")));
            }
        }
        Err((start, format!("the value has no closing {end}")))
    }
}

/// Numbers, and BibTeX's own names of months.
fn is_plain(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.bytes().all(|b| b.is_ascii_digit()) || MONTHS.contains(&word.to_lowercase().as_str())
}
