//! Takes a signature back.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// Takes the signature of the newest revision back. What is public stays public until it is suspended
/// or withdrawn, and is marked stale.
pub async fn revoke_approval(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: &str,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, reason);
    todo!()
}
