//! Vouches for the facts about a physician or clinic.

use kanshu_domain::{
    actor::Actor, event::EventType, id::DocumentId, kind::Answerability, policy,
    revision::RevisionNumber, workflow::ReviewStep,
};

use crate::{Desk, Done, EditorialError, input::optional_words, opened::open};

/// Records that an administrator verified the facts of the newest revision of a physician or clinic.
/// `comment` says how.
///
/// # Errors
/// When the actor may not, the document moved on or is of another kind, or it is verified already.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn verify_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    comment: Option<String>,
) -> Result<Done, EditorialError> {
    let mut opened = open(desk, actor, id, expected, |_| policy::may_verify(actor)).await?;
    if opened.head.kind.answerability() != Answerability::Verified {
        return Err(EditorialError::WrongKind("verified; only physicians and clinics are"));
    }
    let comment = optional_words("comment", comment)?;
    opened.step(desk, actor, ReviewStep::Verified, comment).await?;
    opened.finish(actor, EventType::DocumentVerified).await
}
