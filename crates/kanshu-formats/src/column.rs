//! Pasted plain-text columns to a draft article with stub citations.
//!
//! The importer knows the habits of Japanese clinic columns, not one file. Nothing is lost: every
//! character of the input is assigned to exactly one field of the draft or to one entry of the list of
//! what was dropped, and the report says so.

mod blocks;
mod builder;
mod eligibility;
mod front;
mod headings;
mod language;
mod lists;
mod marks;
mod origin;
mod own_language;
mod person;
mod quotation;
mod reference;
mod report;
mod residue;
mod signs;
mod source;
mod translated_first;
mod translation;

use kanshu_domain::{
    id::{DocumentId, Ids},
    kinds::{article::Article, citation::Citation},
    values::Locale,
};
use serde::Serialize;

pub use report::{AssignedTo, Assignment, Dropped, Note, Report};

/// What an import yields. In JSON `{draft, citations, report}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportedColumn {
    /// Valid as a draft; what is still missing before it may be public is the gate's business.
    pub draft: Article,
    /// One stub for each distinct source title. Quotations of the draft refer to
    /// `id.founding_group()`, so the stubs must be created with exactly these ids.
    pub citations: Vec<StubCitation>,
    pub report: Report,
}

/// A citation of which no more is known than the title printed under a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StubCitation {
    pub id: DocumentId,
    pub citation: Citation,
}

/// Why a text cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but blanks and invisible characters.
    #[error("the text is empty: a column needs at least a title line")]
    Empty,
}

/// Reads a pasted column. `locale` is the language of the column; quotations in another language are
/// recognised where it is Japanese.
///
/// # Errors
/// When the text has no line with a visible character.
pub fn import(text: &str, locale: &Locale, ids: &dyn Ids) -> Result<ImportedColumn, ImportError> {
    let source = source::Source::new(text);
    let mut builder = builder::Builder::new(&source, locale, ids);
    let at = front::title(&mut builder).ok_or(ImportError::Empty)?;
    blocks::read(&mut builder, at);
    builder.finish().ok_or(ImportError::Empty)
}
