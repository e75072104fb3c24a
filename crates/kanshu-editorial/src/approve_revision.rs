//! Signs a revision.

use kanshu_domain::{
    actor::{Actor, SigningProof},
    id::DocumentId,
    revision::RevisionNumber,
};

use crate::{Desk, Done, EditorialError};

/// Signs the newest revision as the supervising physician whom it names.
pub async fn approve_revision(
    desk: &Desk,
    actor: &Actor,
    proof: SigningProof,
    id: DocumentId,
    expected: RevisionNumber,
    statement: Option<String>,
) -> Result<Done, EditorialError> {
    let _ = (desk, actor, proof, id, expected, statement);
    todo!()
}
