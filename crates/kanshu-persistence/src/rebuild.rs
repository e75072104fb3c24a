//! Writing all projections anew from the truth.

use kanshu_domain::{id::DocumentId, time::Instant};
use sea_orm::{ConnectionTrait, DbErr};

use crate::{RebuildReport, Store, StoreError, Work, projections, sql::Sql};

/// Documents handled at a time: bounds memory, not time.
const BATCH: u64 = 200;

impl Store {
    /// Writes all projections anew from the truth, in one transaction.
    pub async fn rebuild_index(&self, now: Instant) -> Result<RebuildReport, StoreError> {
        let work = Work::begin(self, now).await?;
        let (tx, revisions) = (work.tx(), self.revisions());
        let mut report = RebuildReport { public_documents: 0, desk_documents: 0, changed: false };
        let mut after = None;
        while let Some(ids) = documents_after(tx, after).await? {
            let right = projections::compute(tx, revisions, &ids).await?;
            // A row that cannot even be read is not what it should be.
            report.changed |= match projections::stored(tx, &ids).await {
                Ok(stored) => stored != right,
                Err(StoreError::Corrupt(_) | StoreError::Database(DbErr::Type(_))) => true,
                Err(error) => return Err(error),
            };
            report.public_documents += right.public.len() as u64;
            report.desk_documents += right.desk.len() as u64;
            after = ids.last().copied();
        }
        if report.changed {
            projections::clear(tx).await?;
            let mut after = None;
            while let Some(ids) = documents_after(tx, after).await? {
                let right = projections::compute(tx, revisions, &ids).await?;
                projections::write(tx, &right).await?;
                after = ids.last().copied();
            }
        }
        work.commit().await?;
        Ok(report)
    }
}

/// The next documents in the order of their ids; `None` at the end.
async fn documents_after(
    on: &impl ConnectionTrait,
    after: Option<DocumentId>,
) -> Result<Option<Vec<DocumentId>>, StoreError> {
    let sql = match after {
        Some(after) => Sql::new("SELECT id FROM document WHERE id > ?").bind(after.0),
        None => Sql::new("SELECT id FROM document"),
    };
    let rows = sql.push(&format!(" ORDER BY id LIMIT {BATCH}")).all(on).await?;
    let ids = rows.iter().map(|row| row.id("id", DocumentId)).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(ids).filter(|ids| !ids.is_empty()))
}
