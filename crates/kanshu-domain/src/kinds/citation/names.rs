//! Names of authors and editors.

use serde::{Deserialize, Serialize};

use crate::values::{Line, Orcid};

/// A person (`family`, `given`) or an institution (`literal`). A Japanese author's name stands as
/// printed, with its reading and its romanised form beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AuthorName {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<Line>,
    /// `Jr.`, `III`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<Line>,
    /// Belongs to the family name in print but not when sorting: `van`, `de la`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<Line>,
    /// Belongs to the family name always: the `Van` of `Van Buren`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<Line>,
    /// How the name is read (カナ).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kana: Option<PersonName>,
    /// The name in Latin letters, as the author writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub romanised: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orcid: Option<Orcid>,
}

/// Family and given name in one script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonName {
    pub family: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Line>,
}
