//! What today's rule packs say about a revision.

use kanshu_domain::{
    actor::Actor, compliance::ComplianceReport, id::DocumentId, revision::RevisionNumber,
    time::tokyo_date,
};

use crate::{Desk, EditorialError};

/// What the rule packs in force today say about a revision (the newest when none is named), with what
/// its references say today and the waivers that hold. Stores nothing.
///
/// # Errors
/// When the actor may not read drafts, or there is no such revision.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn compliance_report(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    revision: Option<RevisionNumber>,
) -> Result<ComplianceReport, EditorialError> {
    let drafts = desk.drafts(actor)?;
    let document = match revision {
        Some(number) => drafts.revision(id, number).await?,
        None => drafts.by_ids(&[id]).await?.into_iter().next(),
    };
    let document = document.ok_or(EditorialError::NotFound)?;

    let shelf = desk.store.desk();
    let dossier = shelf.dossier(&document, &desk.policy).await?;
    let recorded = shelf.waivers(id).await?;
    let waivers: Vec<_> = recorded.into_iter().map(|recorded| recorded.waiver).collect();
    Ok(desk.judge(&dossier, &waivers, tokyo_date(desk.clock.now())))
}
