//! Rule packs as data.

use std::collections::BTreeMap;

/// A versioned set of rules of one jurisdiction, or of a site.
#[derive(Debug)]
pub struct Pack {}

/// What is wrong with a pack's files.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct PackError {
    pub file: String,
    pub message: String,
}

impl Pack {
    /// Reads a pack from its files: path within the pack's folder, and text.
    ///
    /// # Errors
    /// The first thing that is wrong, with the file and, where it concerns one, the rule.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, PackError> {
        let _ = files;
        Ok(Self {})
    }
}
