//! Takes a document down for safety.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Dependents, Desk, Done, EditorialError};

/// Takes a public document down for safety: visitors get 410 with the reason, and it can only come back
/// with a new signature.
pub async fn withdraw_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: &str,
    dependents: Dependents,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, reason, dependents);
    todo!()
}
