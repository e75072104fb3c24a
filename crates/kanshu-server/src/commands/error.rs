//! Why a command did not do what it was told.

use std::{error::Error, io};

use kanshu_courier::CourierError;
use kanshu_editorial::EditorialError;
use kanshu_identity::IdentityError;
use kanshu_persistence::{BrokenLine, StoreError};

use crate::{ConfigErrors, DemoError, GlossaryError, HousePackError, SiteError};

/// Why a command did not do what it was told.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigErrors),
    /// The command line itself makes no sense.
    #[error("{0}")]
    Usage(String),
    /// A folder given on the command line is no rule pack.
    #[error(transparent)]
    Packs(#[from] HousePackError),
    #[error(transparent)]
    Glossary(#[from] GlossaryError),
    #[error(transparent)]
    Courier(#[from] CourierError),
    #[error(transparent)]
    Site(#[from] SiteError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Editorial(#[from] EditorialError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error(transparent)]
    Import(#[from] kanshu_formats::column::ImportError),
    #[error("{what} cannot be read")]
    Input { what: String, source: io::Error },
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
    #[error("the answer cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    #[error("the program cannot start its threads")]
    Runtime(#[source] io::Error),
    #[error("the server stopped")]
    Server(#[source] io::Error),
    /// `audit verify` found a line that is not what it was when it was written.
    #[error("the record is broken at {}: {}", .0.line, .0.why)]
    Broken(BrokenLine),
}

impl CommandError {
    /// 2 for a wrong command line or configuration, 1 for everything else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::Usage(_) | Self::Packs(_) | Self::Glossary(_) => 2,
            _ => 1,
        }
    }

    /// The error with its causes, and with every field or condition that was refused.
    pub(super) fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let error_text = error.to_string();
            if !text.ends_with(&error_text) {
                text = format!("{text}: {error_text}");
            }
            cause = error.source();
        }
        if let Self::Editorial(error) = self {
            text += &refusals(error);
        }
        if let Self::Demo(DemoError::Refused { error, .. }) = self {
            text += &refusals(error);
        }
        text
    }
}

/// One line for each thing that is wrong.
fn refusals(error: &EditorialError) -> String {
    match error {
        EditorialError::Invalid(errors) => {
            errors.iter().map(|error| format!("\n  - {}: {}", error.field, error.message)).collect()
        }
        EditorialError::NotPublishable(unmet) => unmet
            .iter()
            .map(|unmet| format!("\n  - {:?} {}", unmet.condition, unmet.message))
            .collect(),
        _ => String::new(),
    }
}
