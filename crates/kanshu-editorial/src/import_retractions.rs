//! Takes in a dataset of retractions, and rings where the site rests on what was retracted.

use chrono::NaiveDate;
use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent, Seq},
    policy,
    retraction::{Notice, RetractionDataset, RetractionState},
    revision::Sha256Hash,
    time::tokyo_date,
};
use kanshu_persistence::{Adopted, ChangedSource, NoticedSource, StagedDataset, StaleCause};
use serde_json::json;

use crate::{Desk, EditorialError, publish_document::log_staleness};

/// An import in progress: notices come in batches, and nothing counts before [`RetractionImport::finish`].
pub struct RetractionImport {
    desk: Desk,
    actor: Actor,
    staged: StagedDataset,
    notices: u64,
}

/// What an import brought.
#[derive(Clone, Debug)]
pub struct ImportedRetractions {
    pub dataset: RetractionDataset,
    /// The site's citations that stand otherwise than before, each with the public documents resting on
    /// it.
    pub changed: Vec<ChangedSource>,
    /// The last event.
    pub seq: Seq,
}

/// Begins an import.
///
/// # Errors
/// When the actor may not.
pub async fn import_retractions(
    desk: &Desk,
    actor: &Actor,
) -> Result<RetractionImport, EditorialError> {
    policy::may_import_retractions(actor)?;
    let staged = desk.store.stage_retractions().await?;
    Ok(RetractionImport { desk: desk.clone(), actor: actor.clone(), staged, notices: 0 })
}

impl RetractionImport {
    /// Adds the next notices of the file.
    pub async fn add(&mut self, notices: &[Notice]) -> Result<(), EditorialError> {
        self.desk.store.stage_notices(self.staged, notices).await?;
        self.notices += u64::try_from(notices.len()).unwrap_or_default();
        Ok(())
    }

    /// Takes the dataset into use. Each citation of the site that now stands otherwise is an event that
    /// names the public documents resting on it; those that rest on what is retracted are marked stale.
    /// `hash` is that of the file, `as_of` the day (in Tokyo) on which it was current.
    ///
    /// # Errors
    /// When the day lies ahead, the file held no notice, or another import has overtaken this one.
    pub async fn finish(
        self,
        hash: Sha256Hash,
        as_of: NaiveDate,
    ) -> Result<ImportedRetractions, EditorialError> {
        let today = tokyo_date(self.desk.clock.now());
        if as_of > today {
            return Err(EditorialError::invalid("asOf", "the day lies ahead"));
        }
        if self.notices == 0 {
            // An empty list would lift every retraction.
            return Err(EditorialError::invalid("file", "there is no notice in it"));
        }
        let mut work = self.desk.store.begin(self.desk.clock.now()).await?;
        work.require_live(&self.actor).await?;
        let dataset =
            RetractionDataset { hash, as_of, imported_at: work.now(), notices: self.notices };
        let Some(Adopted { changed, on_retracted }) =
            work.adopt_retractions(self.staged, &dataset).await?
        else {
            return Err(EditorialError::Overtaken("another import of retractions"));
        };
        let actor = self.actor.to_string();
        let mut seq = work
            .record(NewEvent {
                event_type: EventType::RetractionsImported,
                actor: actor.clone(),
                document: None,
                payload: json!({
                    "hash": dataset.hash, "asOf": dataset.as_of, "notices": dataset.notices,
                }),
            })
            .await?;
        for ChangedSource { source, before } in &changed {
            if source.status.state == RetractionState::Retracted {
                let reason = "a source was retracted";
                work.mark_stale(&source.public_documents, StaleCause::Retraction, reason).await?;
            }
            let records: Vec<i64> = source.status.notices.iter().map(|n| n.record).collect();
            seq = work
                .record(NewEvent {
                    event_type: EventType::SourceStatusChanged,
                    actor: actor.clone(),
                    document: Some(source.document),
                    payload: json!({
                        "from": before, "to": source.status.state, "records": records,
                        "publicDocuments": source.public_documents,
                    }),
                })
                .await?;
        }
        let lifted = work.keep_retraction_marks(&on_retracted).await?;
        seq = log_staleness(&mut work, &self.actor, &lifted).await?.unwrap_or(seq);
        work.commit().await?;
        Ok(ImportedRetractions { dataset, changed, seq })
    }
}

/// The citations of the site of which the imported dataset says something, the gravest first, with the
/// public documents that rest on each.
///
/// # Errors
/// When the actor may not read drafts.
#[tracing::instrument(skip_all)]
pub async fn noticed_sources(
    desk: &Desk,
    actor: &Actor,
) -> Result<Vec<NoticedSource>, EditorialError> {
    policy::may_read_drafts(actor)?;
    Ok(desk.store.desk().noticed_sources().await?)
}
