//! Front matter (YAML between `---`, TOML between `+++`): titles and descriptions that readers see.
//!
//! Not a YAML parser: keys, quoted and plain values, block values and indented lines below a plain
//! value, so that each word keeps its place. What is written in another way is not read.

use kanshu_domain::compliance::TextContext;

use super::{Bytes, builder::Builder};

/// Reads the front matter and answers at which byte the text begins.
pub(super) fn read(source: &str, builder: &mut Builder<'_>) -> usize {
    let lines: Vec<Bytes> = lines(source);
    let Some(first) = lines.first() else { return 0 };
    let (closing, sign) = match source[first.clone()].trim_end() {
        "---" => (["---", "..."], ':'),
        "+++" => (["+++", "+++"], '='),
        _ => return 0,
    };
    let is_end = |line: &Bytes| closing.contains(&source[line.clone()].trim_end());
    let Some(end) = lines.iter().skip(1).position(is_end).map(|at| at + 1) else { return 0 };
    let mut at = 1;
    while at < end {
        at += 1 + field(source, &lines[at..end], sign, builder);
    }
    lines.get(end + 1).map_or(source.len(), |line| line.start)
}

/// Each line without its end.
fn lines(source: &str) -> Vec<Bytes> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in source.split_inclusive('\n') {
        lines.push(start..start + line.trim_end_matches(['\r', '\n']).len());
        start += line.len();
    }
    lines
}

/// Reads the field in the first of `lines`; answers how many more lines belong to it.
fn field(source: &str, lines: &[Bytes], sign: char, builder: &mut Builder<'_>) -> usize {
    let Some(line) = lines.first() else { return 0 };
    let Some((key, value)) = key_and_value(source, line, sign) else { return 0 };
    let Some(context) = context_of(key) else { return 0 };
    let (parts, more) = value_parts(source, &value, indent(source, line), &lines[1..]);
    builder.passage(context, &parts);
    more
}

fn key_and_value<'s>(source: &'s str, line: &Bytes, sign: char) -> Option<(&'s str, Bytes)> {
    let text = &source[line.clone()];
    let at = text
        .match_indices(sign)
        .map(|(at, _)| at)
        // `og:title: …`: the sign that counts is followed by a blank or nothing.
        .find(|at| sign == '=' || text[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
    let key = text[..at].trim().trim_start_matches("- ").trim_matches(['"', '\'']);
    let value = text[at + 1..].trim();
    let start = line.start + text.len() - text[at + 1..].trim_start().len();
    (!key.starts_with('#')).then_some((key, start..start + value.len()))
}

/// `title`, `og:title`, `seo_description` …: what search results and link previews show.
fn context_of(key: &str) -> Option<TextContext> {
    let key = key.to_ascii_lowercase();
    let ends = |names: &[&str]| names.iter().any(|name| key.ends_with(name));
    if ends(&["title", "description", "summary", "excerpt", "headline", "slug"]) {
        Some(TextContext::Meta)
    } else if ends(&["alt", "caption"]) {
        Some(TextContext::Alt)
    } else {
        None
    }
}

/// The parts of a value on its own line and below, and how many lines below belong to it.
fn value_parts(
    source: &str,
    value: &Bytes,
    key_indent: usize,
    below: &[Bytes],
) -> (Vec<Bytes>, usize) {
    let text = &source[value.clone()];
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if text.starts_with(quote) {
            return quoted(source, value, quote, below);
        }
    }
    let is_block = text.starts_with(['|', '>']);
    let deeper = |line: &&Bytes| {
        let is_blank = source[(*line).clone()].trim().is_empty();
        is_blank || indent(source, line) > key_indent
    };
    let own: Vec<Bytes> = below.iter().take_while(deeper).cloned().collect();
    let mut parts = Vec::new();
    if is_block {
        parts.extend(own.iter().map(|line| trimmed(source, line)));
        return (parts, own.len());
    }
    let plain = text.find(" #").map_or(text.len(), |comment| comment);
    parts.push(trimmed(source, &(value.start..value.start + plain)));
    // Lines below that are fields of their own (a map) or a list are read as such.
    let is_nested = |line: &Bytes| {
        source[line.clone()].trim_start().starts_with("- ")
            || key_and_value(source, line, ':').is_some()
    };
    if text.is_empty() || own.iter().any(is_nested) {
        return (parts, 0);
    }
    parts.extend(own.iter().map(|line| trimmed(source, line)));
    (parts, own.len())
}

fn quoted(source: &str, value: &Bytes, quote: &str, below: &[Bytes]) -> (Vec<Bytes>, usize) {
    let mut parts = Vec::new();
    let mut line = value.start + quote.len()..value.end;
    for more in 0..=below.len() {
        let text = &source[line.clone()];
        if let Some(end) = closing(text, quote) {
            parts.push(line.start..line.start + end);
            return (parts, more);
        }
        parts.push(trimmed(source, &line));
        match below.get(more) {
            Some(next) => line = next.clone(),
            None => break,
        }
    }
    // Never closed: only the first line is taken, the others are read for themselves.
    parts.truncate(1);
    (parts, 0)
}

/// Where a quoted value ends: at a quotation mark that is neither escaped nor doubled.
fn closing(text: &str, quote: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(quote) {
        let at = from + found;
        let behind = at + quote.len();
        if quote == "\"" && text[..at].ends_with('\\') {
            from = behind;
        } else if quote == "'" && text[behind..].starts_with('\'') {
            from = behind + 1;
        } else {
            return Some(at);
        }
    }
    None
}

fn trimmed(source: &str, range: &Bytes) -> Bytes {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

fn indent(source: &str, line: &Bytes) -> usize {
    let text = &source[line.clone()];
    text.len() - text.trim_start().len()
}
