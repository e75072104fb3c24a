//! Adds a revision to a document.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber, values::Slug};
use serde_json::Value;

use crate::{Desk, Done, EditorialError};

/// What becomes of the content.
#[derive(Clone, Debug)]
pub enum Change {
    /// The whole content anew.
    Replace(Value),
    /// A JSON merge-patch (RFC 7396) on the newest revision. Lists, a body too, are replaced whole;
    /// known block ids are kept, new ones minted.
    MergePatch(Value),
}

/// What becomes of the slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugChange {
    Keep,
    Set(Slug),
    Clear,
}

/// Mints a revision. A change that changes nothing mints none and returns the newest.
pub async fn revise_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    change: Change,
    slug: SlugChange,
    note: Option<String>,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, change, slug, note);
    todo!()
}
