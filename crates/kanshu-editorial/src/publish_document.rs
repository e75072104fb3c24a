//! Makes a revision public, through the gate.

use kanshu_domain::{actor::Actor, id::DocumentId, revision::RevisionNumber};

use crate::{Desk, Done, EditorialError};

/// What becomes of references whose targets are not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependencies {
    /// They are a reason to refuse (G15).
    MustBePublic,
    /// They are published along, through the same gate, all or nothing.
    PublishAlong,
}

/// Makes the newest revision public.
pub async fn publish_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    dependencies: Dependencies,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, id, expected, dependencies);
    todo!()
}
