//! Retractions: the datasets of notices that were imported, and what makes a public page stale.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "async_trait wants the spelling of the trait")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await
    }
}

const TABLES: &str = "
-- Mutable side tables: facts of others about sources, never part of a revision. The log keeps the hash of
-- each dataset. The dataset at work is the complete one with the highest number; one that an import left
-- behind unfinished is cleared away by the next.
CREATE TABLE retraction_dataset (
    number {int} NOT NULL PRIMARY KEY,
    complete {int} NOT NULL,
    hash TEXT,
    as_of TEXT,
    imported_at {int},
    notices {int}
) {table};

-- `record` is the dataset's own number of the line; `reasons` is a JSON list.
CREATE TABLE retraction_notice (
    dataset {int} NOT NULL,
    record {int} NOT NULL,
    nature TEXT NOT NULL,
    doi TEXT,
    pmid TEXT,
    day TEXT,
    notice_doi TEXT,
    reasons TEXT NOT NULL,
    PRIMARY KEY (dataset, record)
) {table};
CREATE INDEX retraction_notice_doi ON retraction_notice (doi, dataset);
CREATE INDEX retraction_notice_pmid ON retraction_notice (pmid, dataset);

-- `reference`: what the signer saw has changed. `retraction`: a source was retracted.
ALTER TABLE staleness ADD COLUMN cause TEXT NOT NULL DEFAULT 'reference';
";
