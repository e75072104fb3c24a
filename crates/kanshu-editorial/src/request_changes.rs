//! Sends the newest revision back.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// Sends the newest revision back with a comment.
pub async fn request_changes(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    comment: &str,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, comment);
    todo!()
}
