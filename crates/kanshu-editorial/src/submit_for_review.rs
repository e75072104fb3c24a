//! Hands the newest revision in for review.

use kanshu_domain::{
    actor::Actor, event::EventType, id::DocumentId, policy, revision::RevisionNumber,
    workflow::ReviewStep,
};

use crate::{Desk, Done, EditorialError, opened::open};

/// Hands the newest revision in for review.
///
/// # Errors
/// When the actor may not, the document moved on, or the revision is already in review or approved.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn submit_for_review(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
) -> Result<Done, EditorialError> {
    let may = |head: &kanshu_persistence::Head| policy::may_revise(actor, head.kind, &head.creator);
    let mut opened = open(desk, actor, id, expected, may).await?;
    opened.step(desk, actor, ReviewStep::Submitted, None).await?;
    opened.finish(actor, EventType::DocumentSubmitted).await
}
