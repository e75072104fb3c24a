//! Hands the newest revision in for review.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// Hands the newest revision in for review.
pub async fn submit_for_review(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected);
    todo!()
}
