//! Takes a signature back.

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent},
    id::{ApprovalId, DocumentId, ReviewId},
    policy,
    revision::RevisionNumber,
    workflow::{Approval, DeskState, Review, ReviewStep, Revocation},
};
use kanshu_persistence::{Head, StaleCause, TAKEN_BACK};
use serde_json::json;

use crate::{
    Desk, Done, EditorialError,
    input::words,
    opened::{Opened, open},
};

/// Takes the signatures of the newest revision back, or, when that has none, those of the public one.
/// What is public stays public until it is suspended or withdrawn, and is marked stale.
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
    let signatures = standing_signatures(desk, &head).await?;
    for signature in &signatures {
        policy::may_revoke_approval(actor, signature.physician)?;
    }

    let by = actor.to_string();
    for signature in &signatures {
        let revocation = Revocation { by: by.clone(), at: work.now(), reason: reason.clone() };
        work.revoke_approval(signature.id, revocation).await?;
    }
    let Some(newest) = signatures.last() else { return Err(EditorialError::NotApproved) };
    // A revision that was already sent back stays sent back.
    if newest.revision != head.revision || head.desk_state == DeskState::Approved {
        work.record_review(Review {
            id: ReviewId(desk.ids.next()),
            document: id,
            revision: newest.revision,
            hash: newest.hash,
            step: ReviewStep::ApprovalRevoked,
            by: by.clone(),
            at: work.now(),
            comment: Some(reason),
        })
        .await?;
    }
    let public = head.publication.as_ref().and_then(|publication| publication.approval);
    if signatures.iter().any(|signature| Some(signature.id) == public) {
        work.mark_stale(&[id], StaleCause::Reference, TAKEN_BACK).await?;
    }
    let revoked: Vec<ApprovalId> = signatures.iter().map(|signature| signature.id).collect();
    let event = NewEvent {
        event_type: EventType::ApprovalRevoked,
        actor: by,
        document: Some(id),
        payload: json!({
            "approvals": revoked, "revision": newest.revision, "hash": newest.hash,
        }),
    };
    let seq = work.record(event).await?;
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}

/// The standing signatures of the newest revision, else those of the public one; oldest first. Read
/// beside the transaction: under the writer's lock nothing can change.
async fn standing_signatures(desk: &Desk, head: &Head) -> Result<Vec<Approval>, EditorialError> {
    let mut signatures = desk.store.desk().approvals(head.document).await?;
    signatures.retain(|approval| approval.revoked.is_none());
    let public = head.publication.as_ref().map(|publication| publication.revision);
    let newest = signatures.iter().any(|approval| approval.revision == head.revision);
    let revision = if newest { Some(head.revision) } else { public };
    signatures.retain(|approval| Some(approval.revision) == revision);
    if signatures.is_empty() { Err(EditorialError::NotApproved) } else { Ok(signatures) }
}
