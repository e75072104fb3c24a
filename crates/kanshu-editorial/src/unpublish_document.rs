//! Suspends a public document.

use kanshu_domain::{
    actor::Actor, id::DocumentId, policy, revision::RevisionNumber, workflow::EndedAs,
};

use crate::{
    Desk, Done, EditorialError,
    dependents::take_down,
    input::optional_words,
    opened::{Opened, open},
};

/// What becomes of public documents that rest on the one taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependents {
    /// They are a reason to refuse; the refusal names them.
    Refuse,
    /// They are suspended too.
    SuspendToo,
}

/// Suspends a public document; it can be published again through the gate. `expected` is the newest
/// revision.
///
/// # Errors
/// When the actor may not, the document moved on or is not public, or public documents rest on it.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn unpublish_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    reason: Option<String>,
    dependents: Dependents,
) -> Result<Done, EditorialError> {
    let may = |head: &kanshu_persistence::Head| policy::may_unpublish(actor, head.kind);
    let Opened { mut work, head } = open(desk, actor, id, expected, may).await?;
    let reason = optional_words("reason", reason)?;
    let how = EndedAs::Suspended;
    let seq = take_down(desk, actor, &mut work, &head, how, reason, dependents).await?;
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}
