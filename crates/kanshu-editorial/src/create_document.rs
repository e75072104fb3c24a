//! Adds a document.

use kanshu_domain::{
    actor::Actor,
    id::GroupId,
    kind::Kind,
    values::{Locale, Slug},
};
use serde_json::Value;

use crate::{Desk, Done, EditorialError};

/// A first revision as a client hands it in.
#[derive(Clone, Debug)]
pub struct NewContent {
    pub kind: Kind,
    /// Required for localised kinds, refused for the others.
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    /// The kind's own JSON. Block ids are minted where missing.
    pub content: Value,
    pub note: Option<String>,
}

/// Adds a document with its first revision: a draft.
pub async fn create_document(
    desk: &Desk,
    actor: &Actor,
    new: NewContent,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, new);
    todo!()
}

/// Adds a translation to a group that has no document in this locale yet.
pub async fn create_translation(
    desk: &Desk,
    actor: &Actor,
    of: GroupId,
    new: NewContent,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, of, new);
    todo!()
}
