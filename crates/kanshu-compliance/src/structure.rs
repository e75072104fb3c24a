//! Structural rules: on the document and its records.

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{Finding, Place},
    dossier::Dossier,
};

use crate::Passage;

/// What a check looks at.
pub(crate) struct Case<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) on: NaiveDate,
    /// What the phrase rules found.
    pub(crate) phrases: &'a [Finding],
    pub(crate) passages: &'a [Passage],
}

/// One breach of a structural rule.
pub(crate) struct Breach {
    pub(crate) place: Place,
    pub(crate) matched: String,
    /// What was judged: a waiver is bound to it.
    pub(crate) basis: String,
}

pub(crate) type Check = fn(&Case<'_>, &toml::Table) -> Vec<Breach>;

/// The check that a pack names.
pub(crate) fn check_named(name: &str) -> Option<Check> {
    let _ = name;
    None
}
