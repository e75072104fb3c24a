//! Takes a waiver back.

use kanshu_domain::{
    actor::Actor,
    decode::FieldError,
    event::{EventType, NewEvent},
    id::{DocumentId, WaiverId},
    policy,
    revision::RevisionNumber,
    workflow::Revocation,
};
use serde_json::json;

use crate::{
    Desk, Done, EditorialError,
    input::words,
    opened::{Opened, open},
};

/// Takes a waiver back: from now on the finding counts again. What is public stays public until it is
/// suspended or withdrawn.
///
/// # Errors
/// When the actor may not, the document moved on, it has no such waiver, the waiver was taken back
/// already, or the reason is blank.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn revoke_waiver(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    waiver: WaiverId,
    reason: &str,
) -> Result<Done, EditorialError> {
    let Opened { mut work, head } =
        open(desk, actor, id, expected, |_| policy::may_revoke_waivers(actor)).await?;
    let reason = words("reason", reason)?;
    let wrong = |code: &'static str, message: &str| {
        EditorialError::Invalid(vec![FieldError::coded("waiver", code, message)])
    };
    let given = work.waivers(id).await?.into_iter().find(|given| given.id == waiver);
    let given = given.ok_or_else(|| wrong("not_found", "the document has no such waiver"))?;
    policy::may_revoke_waiver(actor, &given.by)?;
    if given.revoked_at.is_some() {
        return Err(wrong("already_revoked", "the waiver was taken back already"));
    }

    let by = actor.to_string();
    let revocation = Revocation { by: by.clone(), at: work.now(), reason };
    work.revoke_waiver(waiver, &revocation).await?;
    let event = NewEvent {
        event_type: EventType::WaiverRevoked,
        actor: by,
        document: Some(id),
        payload: json!({ "waiver": waiver, "rule": given.rule, "spanHash": given.span_hash }),
    };
    let seq = work.record(event).await?;
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}
