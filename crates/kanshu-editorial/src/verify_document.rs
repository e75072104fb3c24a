//! Vouches for the facts about a physician or clinic.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// Records that an administrator verified the facts of the newest revision of a physician or clinic.
/// `comment` says how.
pub async fn verify_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    comment: Option<String>,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, comment);
    todo!()
}
