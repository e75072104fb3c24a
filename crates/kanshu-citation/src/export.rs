//! Reference files for others: RIS, BibTeX, CSL-JSON.
//!
//! A file says in its format's own tags what they can say. The rest travels in an extension (RIS tag
//! `KS`, BibTeX field `kanshu`) that other programs pass over, so that reading the file gives the same
//! records again.

mod bibtex;
pub(crate) mod extension;
mod ris;

use kanshu_domain::kinds::citation::Citation;

use crate::csl;

pub use bibtex::bibtex;
pub use ris::ris;

/// A list of CSL-JSON items. `items` are records with the ids they shall have in the file.
pub fn csl_json<'a>(items: impl IntoIterator<Item = (&'a str, &'a Citation)>) -> String {
    let items = items.into_iter().map(|(id, citation)| csl::write(citation, id));
    let mut text = serde_json::Value::from_iter(items).to_string();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
