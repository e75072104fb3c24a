//! BibTeX and BibLaTeX.
//!
//! The file is divided into entries here, so that a broken one is a problem of its own and macros
//! (`@string`) cannot run in circles; LaTeX and names are read by the `biblatex` crate.

pub(crate) mod escape;
pub(crate) mod fields;
pub(crate) mod latex;
mod scan;

use std::collections::HashMap;

use super::{Entry, MOST_RECORD_BYTES, Problem, Source, encoding::line_ends};

/// Reads entries one by one; what stands between them is a comment, as in BibTeX.
pub(super) struct Entries<'a> {
    source: Source<'a>,
    at: usize,
    line: usize,
    counted: usize,
    /// The text of each macro, by its name in lower case.
    macros: HashMap<String, String>,
    macro_bytes: usize,
}

/// An entry as it stands, its macros resolved.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    /// In lower case: `article`.
    pub(crate) kind: String,
    pub(crate) key: String,
    /// Names in lower case and values in LaTeX, in order.
    pub(crate) fields: Vec<(String, String)>,
    /// Names that stand for no text.
    pub(crate) unknown_macros: Vec<String>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Self { source, at: 0, line: 1, counted: 0, macros: HashMap::new(), macro_bytes: 0 }
    }

    fn line_at(&mut self, place: usize) -> usize {
        self.line += line_ends(&self.source.text[self.counted..place]);
        self.counted = place;
        self.line
    }

    /// The entry that begins at `start`; `None` for one that is no reference.
    fn entry(&mut self, start: usize) -> Option<Result<Entry, Problem>> {
        let line = self.line_at(start);
        let text = &self.source.text[start..];
        let Some(length) = scan::entry_length(text) else {
            self.at = start + scan::next_entry(text);
            let message = "the entry does not end: a closing brace is missing".to_owned();
            return Some(Err(Problem { line, message }));
        };
        self.at = start + length;
        let text = &text[..length];
        if length > MOST_RECORD_BYTES {
            let message = format!("the record has more than {MOST_RECORD_BYTES} bytes");
            return Some(Err(Problem { line, message }));
        }
        if let Some(undecodable) = self.source.undecodable_in(line, line + line_ends(text)) {
            return Some(Err(undecodable));
        }
        let raw = match scan::entry(text, &self.macros) {
            Ok(raw) => raw,
            Err((place, message)) => {
                let line = line + line_ends(&text[..place.min(length)]);
                return Some(Err(Problem { line, message }));
            }
        };
        match raw.kind.as_str() {
            "comment" | "preamble" => None,
            "string" => {
                let added = raw.fields.iter().map(|(name, value)| name.len() + value.len());
                self.macro_bytes += added.sum::<usize>();
                self.macros.extend(raw.fields);
                if self.macro_bytes > MOST_RECORD_BYTES {
                    (self.macros, self.macro_bytes) = (HashMap::new(), 0);
                    let message = format!("the macros hold more than {MOST_RECORD_BYTES} bytes");
                    return Some(Err(Problem { line, message }));
                }
                None
            }
            _ => Some(Ok(fields::entry(line, raw))),
        }
    }
}

impl super::Entries for Entries<'_> {
    fn next_entry(&mut self) -> Option<Result<Entry, Problem>> {
        loop {
            let rest = self.source.text.get(self.at..)?;
            let start = self.at + scan::first_entry(rest)?;
            if let Some(entry) = self.entry(start) {
                return Some(entry);
            }
        }
    }

    fn position(&self) -> usize {
        self.at
    }
}
