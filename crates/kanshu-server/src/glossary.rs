//! The site's glossary, which translations of quotations keep to.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kanshu_citation::integrity::{BadGlossary, Glossary};

/// Why the site's glossary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GlossaryError {
    #[error("{} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the glossary {} is not valid", path.display())]
    Wrong { path: PathBuf, source: BadGlossary },
}

/// Reads a glossary.
///
/// # Errors
/// When the file cannot be read, or a line of it is no term.
pub(crate) fn read(path: &Path) -> Result<Glossary, GlossaryError> {
    let path_of = || path.to_owned();
    let text = fs::read_to_string(path)
        .map_err(|source| GlossaryError::Unreadable { path: path_of(), source })?;
    Glossary::parse(&text).map_err(|source| GlossaryError::Wrong { path: path_of(), source })
}
