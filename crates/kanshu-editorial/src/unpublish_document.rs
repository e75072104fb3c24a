//! Suspends a public document.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// What becomes of public documents that rest on the one taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependents {
    /// They are a reason to refuse; the refusal names them.
    Refuse,
    /// They are suspended too.
    SuspendToo,
}

/// Suspends a public document; it can be published again through the gate. `expected` is the newest
/// revision.
pub async fn unpublish_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: Option<String>,
    dependents: Dependents,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, reason, dependents);
    todo!()
}
