//! Takes a signature back.

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent},
    id::{DocumentId, ReviewId},
    policy,
    revision::RevisionNumber,
    workflow::{Approval, Review, ReviewStep, Revocation},
};
use kanshu_persistence::Head;
use serde_json::json;

use crate::{
    Desk, Done, EditorialError,
    input::words,
    opened::{Opened, open},
};

/// Takes the signature of the newest revision back, or, when that has none, the signature of the public
/// one. What is public stays public until it is suspended or withdrawn, and is marked stale.
///
/// # Errors
/// When the actor may not, the document moved on, or there is no signature to take back.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn revoke_approval(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: &str,
) -> Result<Done, EditorialError> {
    let Opened { mut work, head } =
        open(desk, actor, id, expected, |_| policy::may_revoke_approvals(actor)).await?;
    let reason = words("reason", reason)?;
    let approval = standing_signature(desk, &head).await?;
    policy::may_revoke_approval(actor, approval.physician)?;

    let by = actor.to_string();
    let revocation = Revocation { by: by.clone(), at: work.now(), reason: reason.clone() };
    work.revoke_approval(approval.id, revocation).await?;
    work.record_review(Review {
        id: ReviewId(desk.ids.next()),
        document: id,
        revision: approval.revision,
        hash: approval.hash,
        step: ReviewStep::ApprovalRevoked,
        by: by.clone(),
        at: work.now(),
        comment: Some(reason),
    })
    .await?;
    if head.publication.is_some_and(|publication| publication.approval == Some(approval.id)) {
        work.mark_stale(&[id], "the signature was taken back").await?;
    }
    let event = NewEvent {
        event_type: EventType::ApprovalRevoked,
        actor: by,
        document: Some(id),
        payload: json!({
            "approval": approval.id, "revision": approval.revision, "hash": approval.hash,
        }),
    };
    let seq = work.record(event).await?;
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}

/// The signature of the newest revision, else of the public one. Read beside the transaction: under
/// the writer's lock nothing can change.
async fn standing_signature(desk: &Desk, head: &Head) -> Result<Approval, EditorialError> {
    let public = head.publication.as_ref().and_then(|publication| publication.approval);
    let mut signatures = desk.store.desk().approvals(head.document).await?;
    signatures.retain(|approval| approval.revoked.is_none());
    let newest = signatures.iter().rposition(|approval| approval.revision == head.revision);
    let shown = signatures.iter().rposition(|approval| Some(approval.id) == public);
    match newest.or(shown) {
        Some(index) => Ok(signatures.swap_remove(index)),
        None => Err(EditorialError::NotApproved),
    }
}
