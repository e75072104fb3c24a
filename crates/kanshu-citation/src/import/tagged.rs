//! Files of tagged lines: RIS and NBIB.

use super::{Entries, Entry, MOST_LINE_BYTES, MOST_RECORD_BYTES, Problem, Source, nbib, ris};
use crate::csl::Warning;

/// One tag and its value, with the lines that continue it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) tag: String,
    pub(crate) value: String,
}

/// How a format of tagged lines is written.
#[derive(Clone, Copy)]
pub(super) struct Grammar {
    /// Tag and value of a line, if it begins with a tag.
    pub(super) split: fn(&str) -> Option<(&str, &str)>,
    /// The tag that begins a record.
    first: &'static str,
    /// The tag that ends a record; else a blank line does.
    last: Option<&'static str>,
    /// What stands between a value and the line that continues it; `None`: the line is a value of its own.
    pub(super) joint: fn(&str) -> Option<&'static str>,
    entry: fn(Record) -> Entry,
}

pub(super) const RIS: Grammar = Grammar {
    split: split_ris,
    first: "TY",
    last: Some("ER"),
    joint: |tag| match tag {
        // EndNote writes one keyword a line.
        "KW" => None,
        "AB" | "N1" | "N2" => Some("\n"),
        _ => Some(" "),
    },
    entry: ris::entry,
};

pub(super) const NBIB: Grammar = Grammar {
    split: split_nbib,
    first: "PMID",
    last: None,
    joint: |_| Some(" "),
    entry: nbib::entry,
};

/// `TY  - JOUR`: two signs, two spaces (some write one), a hyphen.
fn split_ris(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let bytes = tag.as_bytes();
    let is_tag = bytes[0].is_ascii_uppercase()
        && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit());
    let value = rest.strip_prefix("  -").or_else(|| rest.strip_prefix(" -"))?;
    let is_end = value.is_empty() || value.starts_with([' ', '\t', '\u{3000}']);
    (is_tag && is_end).then(|| (tag, value.trim()))
}

/// `FAU - Shin, Kyong-Oh`: a tag of two to four letters, filled up to four, and `- `.
fn split_nbib(line: &str) -> Option<(&str, &str)> {
    let (padded, rest) = line.split_at_checked(4)?;
    let tag = padded.trim_end();
    let is_tag = (2..=4).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_uppercase());
    let value = rest.strip_prefix('-')?;
    (is_tag && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

/// The tags of one record.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) tags: Vec<Tagged>,
    pub(super) warnings: Vec<Warning>,
    bytes: usize,
    /// Why it cannot be imported.
    broken: Option<Problem>,
}

impl Record {
    fn new(line: usize) -> Self {
        Self { line, tags: Vec::new(), warnings: Vec::new(), bytes: 0, broken: None }
    }

    fn is_broken(&mut self, line: usize, message: impl Into<String>) {
        self.broken.get_or_insert(Problem { line, message: message.into() });
    }
}

/// Reads a file of tagged lines record by record.
pub(super) struct Reader<'a> {
    source: Source<'a>,
    grammar: Grammar,
    at: usize,
    line: usize,
    /// Within text that belongs to no record, which has been reported.
    is_lost: bool,
    open: Option<Record>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: Source<'a>, grammar: Grammar) -> Self {
        Self { source, grammar, at: 0, line: 0, is_lost: false, open: None }
    }

    /// The next line without its end.
    fn next_line(&mut self) -> Option<&'a str> {
        let rest = self.source.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let after = if rest[end..].starts_with("\r\n") { end + 2 } else { end + 1 };
        self.at += after.min(rest.len());
        self.line += 1;
        Some(&rest[..end])
    }

    fn take(&mut self, line: &'a str) -> Option<Result<Entry, Problem>> {
        let number = self.line;
        let line = line.trim_start_matches('\u{FEFF}');
        if line.trim().is_empty() {
            return if self.grammar.last.is_none() { self.close() } else { None };
        }
        let tagged = (self.grammar.split)(line);
        let Some((tag, value)) = tagged else { return self.continued(line) };
        if Some(tag) == self.grammar.last {
            self.is_lost = false;
            return self.close();
        }
        let mut finished = None;
        if tag == self.grammar.first {
            self.is_lost = false;
            if let (Some(open), Some(last)) = (&mut self.open, self.grammar.last) {
                let reason =
                    format!("the record has no {last} line; it ends where the next begins");
                open.warnings.push(Warning { variable: last.to_owned(), reason });
            }
            finished = self.close();
            self.open = Some(Record::new(number));
        } else if self.open.is_none() && self.grammar.last.is_none() {
            self.open = Some(Record::new(number));
        }
        self.add(tag, value, line.len());
        if self.open.is_none() { self.lost() } else { finished }
    }

    fn add(&mut self, tag: &str, value: &str, bytes: usize) {
        let number = self.line;
        let undecodable = self.source.undecodable_in(number, number);
        let Some(open) = &mut self.open else { return };
        open.bytes += bytes;
        if let Some(problem) = undecodable {
            open.is_broken(problem.line, problem.message);
        } else if bytes > MOST_LINE_BYTES {
            let message = format!("the line has {bytes} bytes; {MOST_LINE_BYTES} are allowed");
            open.is_broken(number, message);
        } else if open.bytes > MOST_RECORD_BYTES {
            let message = format!("the record has more than {MOST_RECORD_BYTES} bytes");
            open.is_broken(open.line, message);
        }
        if open.broken.is_some() {
            open.tags.clear();
            return;
        }
        open.tags.push(Tagged { tag: tag.to_owned(), value: value.to_owned() });
    }

    /// A line without a tag continues the one before it.
    fn continued(&mut self, line: &str) -> Option<Result<Entry, Problem>> {
        let Some(open) = &mut self.open else { return self.lost() };
        let previous = open.tags.last()?;
        let (tag, joint) = (previous.tag.clone(), (self.grammar.joint)(&previous.tag));
        self.add(&tag, line.trim(), line.len());
        let open = self.open.as_mut().filter(|open| open.broken.is_none())?;
        let added = open.tags.pop()?;
        match (joint, open.tags.last_mut()) {
            (Some(joint), Some(previous)) => {
                if !previous.value.is_empty() {
                    previous.value.push_str(joint);
                }
                previous.value.push_str(&added.value);
            }
            _ => open.tags.push(added),
        }
        None
    }

    /// Text outside a record, reported once until the next record begins.
    fn lost(&mut self) -> Option<Result<Entry, Problem>> {
        if std::mem::replace(&mut self.is_lost, true) {
            return None;
        }
        let first = self.grammar.first;
        let message = format!("this stands outside a record, which begins with {first}");
        Some(Err(Problem { line: self.line, message }))
    }

    fn close(&mut self) -> Option<Result<Entry, Problem>> {
        let record = self.open.take()?;
        Some(match record.broken {
            Some(problem) => Err(problem),
            None => Ok((self.grammar.entry)(record)),
        })
    }
}

impl Entries for Reader<'_> {
    fn next_entry(&mut self) -> Option<Result<Entry, Problem>> {
        while let Some(line) = self.next_line() {
            if let Some(entry) = self.take(line) {
                return Some(entry);
            }
        }
        if let (Some(open), Some(last)) = (&mut self.open, self.grammar.last) {
            let reason = format!("the file ends before the record's {last} line");
            open.warnings.push(Warning { variable: last.to_owned(), reason });
        }
        self.close()
    }

    fn position(&self) -> usize {
        self.at
    }
}
