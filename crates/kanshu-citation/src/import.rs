//! Reference files: RIS, PubMed's NBIB, BibTeX and BibLaTeX, CSL-JSON, in UTF-8, UTF-16 or Shift_JIS.
//!
//! [`open`] tells encoding and format; [`File::records`] gives one record or one problem at a time, so that
//! a file of 100,000 references needs little more memory than its text. A broken record is a [`Problem`]
//! with its line, and the rest is read. What a record has no field for is kept in its variables under
//! `custom` (`custom.ris`, `custom.nbib`, `custom.bibtex`), so that no tag is lost.

pub(crate) mod bibtex;
mod encoding;
mod format;
mod json;
mod nbib;
pub(crate) mod people;
pub(crate) mod ris;
mod tagged;

use std::borrow::Cow;

use kanshu_domain::kinds::citation::{Citation, MOST_VARIABLE_BYTES};
use serde_json::{Map, Value};

use crate::csl::{self, Item, Warning};

pub use encoding::Encoding;
pub use format::Format;

/// A record larger than this is no reference.
pub const MOST_RECORD_BYTES: usize = 1 << 20;
/// A line longer than this is no line of a reference file (RIS and NBIB).
pub const MOST_LINE_BYTES: usize = 64 * 1024;

/// A record that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Where it begins, counted from 1.
    pub line: usize,
    /// The file's own name for it: RIS `ID`, the BibTeX key, the `id` of a CSL item, the PMID.
    pub key: Option<String>,
    pub citation: Citation,
    /// What could not be understood. It is kept in the variables as it came, unless the warning says
    /// otherwise.
    pub warnings: Vec<Warning>,
}

/// Something that is not imported, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

/// Why nothing of a file can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is empty")]
    Empty,
    #[error("this is no RIS, NBIB, BibTeX or CSL-JSON file; name its format if it is one")]
    UnknownFormat,
}

/// A reference file whose encoding and format are known.
#[derive(Debug)]
pub struct File<'a> {
    text: Cow<'a, str>,
    /// Lines with bytes that are no text, in ascending order.
    undecodable: Vec<usize>,
    encoding: Encoding,
    format: Format,
}

/// Reads what a file is; `format` is taken as said, else told from the content.
///
/// # Errors
/// When the file is empty or its format cannot be told.
pub fn open(bytes: &[u8], format: Option<Format>) -> Result<File<'_>, Unreadable> {
    let (text, undecodable, encoding) = encoding::decode(bytes);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let format = format.or_else(|| Format::of(&text)).ok_or(Unreadable::UnknownFormat)?;
    Ok(File { text, undecodable, encoding, format })
}

/// All of a file at once.
#[derive(Debug, Default)]
pub struct Import {
    pub records: Vec<Imported>,
    pub problems: Vec<Problem>,
}

impl File<'_> {
    pub fn format(&self) -> Format {
        self.format
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The size of the text in bytes of UTF-8; [`Records::position`] counts up to it.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The records one by one.
    pub fn records(&self) -> Records<'_> {
        let source = Source { text: &self.text, undecodable: &self.undecodable };
        let entries: Box<dyn Entries + Send + '_> = match self.format {
            Format::Ris => Box::new(tagged::Reader::new(source, tagged::RIS)),
            Format::Nbib => Box::new(tagged::Reader::new(source, tagged::NBIB)),
            Format::Bibtex => Box::new(bibtex::Entries::new(source)),
            Format::CslJson => Box::new(json::Items::new(source)),
        };
        Records { entries }
    }

    /// All records and problems; for small files.
    pub fn read(&self) -> Import {
        let mut import = Import::default();
        for record in self.records() {
            match record {
                Ok(record) => import.records.push(record),
                Err(problem) => import.problems.push(problem),
            }
        }
        import
    }
}

/// The text of a file, and which of its lines are not all there.
#[derive(Clone, Copy, Debug)]
struct Source<'a> {
    text: &'a str,
    undecodable: &'a [usize],
}

impl Source<'_> {
    /// The first undecodable line from `first` to `last`.
    fn undecodable_in(&self, first: usize, last: usize) -> Option<Problem> {
        let at = self.undecodable.partition_point(|line| *line < first);
        let line = *self.undecodable.get(at).filter(|line| **line <= last)?;
        Some(Problem { line, message: "these bytes are no text in the file's encoding".to_owned() })
    }
}

/// A format's way through a file.
trait Entries {
    fn next_entry(&mut self) -> Option<Result<Entry, Problem>>;
    /// How far it has come, in bytes of the text.
    fn position(&self) -> usize;
}

/// An item as a format gives it, before it is a record.
#[derive(Debug, Default)]
struct Entry {
    line: usize,
    key: Option<String>,
    item: Item,
    /// What `custom` keeps of the format's own, under the format's name.
    kept: Option<(&'static str, Map<String, Value>)>,
    warnings: Vec<Warning>,
}

/// The records of a file, one by one; what cannot be read is an error in its place.
pub struct Records<'a> {
    entries: Box<dyn Entries + Send + 'a>,
}

impl Records<'_> {
    /// How much of the text has been read, in bytes, for showing progress.
    pub fn position(&self) -> usize {
        self.entries.position()
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Imported, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.next_entry().map(|entry| record(entry?))
    }
}

/// The record of an entry, or why it is none.
fn record(entry: Entry) -> Result<Imported, Problem> {
    let Entry { line, key, mut item, kept, mut warnings } = entry;
    keep(&mut item, kept, &mut warnings);
    let problem = |message: String| Problem { line, message };
    let read = csl::read(&item).map_err(|no_record| problem(no_record.to_string()))?;
    let holds_nul = read
        .citation
        .variables
        .iter()
        .any(|(name, value)| name.contains('\0') || value.to_string().contains("\\u0000"));
    if holds_nul {
        return Err(problem("it holds a NUL character".to_owned()));
    }
    warnings.extend(read.warnings);
    Ok(Imported { line, key, citation: read.citation, warnings })
}

/// Puts what a format keeps under `custom`. What does not fit into a record is left out, the largest
/// first, and reported.
fn keep(
    item: &mut Item,
    kept: Option<(&'static str, Map<String, Value>)>,
    warnings: &mut Vec<Warning>,
) {
    let Some((format, mut kept)) = kept.filter(|(_, kept)| !kept.is_empty()) else { return };
    // The typed fields leave the variables, so this is more than the record will need.
    let size = |(name, value): (&String, &Value)| name.len() + 4 + value.to_string().len();
    let mut total = 32 + item.iter().map(size).sum::<usize>();
    let mut sizes: Vec<(usize, String)> =
        kept.iter().map(|entry| (size(entry), entry.0.clone())).collect();
    total += sizes.iter().map(|(bytes, _)| bytes).sum::<usize>();
    sizes.sort();
    while let Some((bytes, name)) = sizes.pop().filter(|_| total > MOST_VARIABLE_BYTES) {
        kept.remove(&name);
        total -= bytes;
        let reason = format!(
            "{bytes} bytes are left out: a record keeps at most {MOST_VARIABLE_BYTES} bytes of further values"
        );
        warnings.push(Warning { variable: name, reason });
    }
    if kept.is_empty() {
        return;
    }
    let custom = item.entry("custom").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(custom) = custom {
        custom.insert(format.to_owned(), Value::Object(kept));
    }
}

#[cfg(test)]
mod tests;
