//! Sends the newest revision back.

use kanshu_domain::{
    actor::Actor, event::EventType, id::DocumentId, policy, revision::RevisionNumber,
    workflow::ReviewStep,
};

use crate::{Desk, Done, EditorialError, input::words, opened::open};

/// Sends the newest revision back with a comment.
///
/// # Errors
/// When the actor may not, the document moved on, the comment is blank, or the revision is a draft.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn request_changes(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    comment: &str,
) -> Result<Done, EditorialError> {
    let mut opened =
        open(desk, actor, id, expected, |_| policy::may_request_changes(actor)).await?;
    let comment = words("comment", comment)?;
    opened.step(desk, actor, ReviewStep::ChangesRequested, Some(comment)).await?;
    opened.finish(actor, EventType::ChangesRequested).await
}
