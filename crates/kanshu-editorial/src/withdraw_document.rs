//! Takes a document down for safety.

use kanshu_domain::{
    actor::Actor, id::DocumentId, policy, revision::RevisionNumber, workflow::EndedAs,
};

use crate::{
    Dependents, Desk, Done, EditorialError,
    dependents::take_down,
    input::words,
    opened::{Opened, open},
};

/// Takes a public document down for safety: visitors get 410 with the reason, and it can only come back
/// with a new signature.
///
/// # Errors
/// When the actor may not, the reason is blank, the document moved on or is not public, or public
/// documents rest on it.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn withdraw_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: &str,
    dependents: Dependents,
) -> Result<Done, EditorialError> {
    let Opened { mut work, head } =
        open(desk, actor, id, expected, |_| policy::may_withdraw(actor)).await?;
    let reason = Some(words("reason", reason)?);
    let how = EndedAs::Withdrawn;
    let seq = take_down(desk, actor, &mut work, &head, how, reason, dependents).await?;
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}
