//! Compliance: the reports that let pages go public, and the findings that a named person accepted.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

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
        dialect::run(manager, TABLES).await?;
        let backend = manager.get_connection().get_database_backend();
        for (table, same) in APPEND_ONLY {
            dialect::run(manager, &dialect::append_only(backend, table, same)).await?;
        }
        dialect::run(manager, publications_keep_their_report(backend)).await
    }
}

const TABLES: &str = "
-- Ordinals count within a document from 1. The digest is over the bytes; `day` is the day in Tokyo whose
-- law was applied.
CREATE TABLE compliance_report (
    digest TEXT NOT NULL PRIMARY KEY,
    document {id} NOT NULL,
    ordinal {int} NOT NULL,
    revision {int} NOT NULL,
    dossier TEXT NOT NULL,
    day TEXT NOT NULL,
    bytes {bytes} NOT NULL,
    at {int} NOT NULL,
    UNIQUE (document, ordinal),
    FOREIGN KEY (document, revision) REFERENCES revision (document, number)
) {table};

-- Empty for publications from before reports were kept.
ALTER TABLE publication ADD COLUMN report TEXT REFERENCES compliance_report (digest);

CREATE TABLE waiver (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL REFERENCES document (id),
    ordinal {int} NOT NULL,
    rule TEXT NOT NULL,
    span_hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    at {int} NOT NULL,
    -- The first day in Tokyo on which it holds no more.
    expires_on TEXT NOT NULL,
    UNIQUE (document, ordinal)
) {table};

CREATE TABLE waiver_revocation (
    waiver {id} NOT NULL PRIMARY KEY REFERENCES waiver (id),
    actor TEXT NOT NULL,
    at {int} NOT NULL,
    reason TEXT NOT NULL
) {table};
";

/// The new tables, each with what makes a new row `NEW` take the place of an old one.
const APPEND_ONLY: [(&str, &str); 3] = [
    (
        "compliance_report",
        "digest = NEW.digest OR (document = NEW.document AND ordinal = NEW.ordinal)",
    ),
    ("waiver", "id = NEW.id OR (document = NEW.document AND ordinal = NEW.ordinal)"),
    ("waiver_revocation", "waiver = NEW.waiver"),
];

/// The trigger on publications anew, now that they have a report, which does not change either.
fn publications_keep_their_report(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => {
            "DROP TRIGGER publication_ends_once;
             CREATE TRIGGER publication_ends_once BEFORE UPDATE ON publication
             WHEN NOT (
                 OLD.until_at IS NULL AND NEW.until_at IS NOT NULL
                 AND NEW.id IS OLD.id AND NEW.document IS OLD.document
                 AND NEW.ordinal IS OLD.ordinal AND NEW.revision IS OLD.revision
                 AND NEW.hash IS OLD.hash AND NEW.approval IS OLD.approval
                 AND NEW.report IS OLD.report AND NEW.from_at IS OLD.from_at
             )
             BEGIN
                 SELECT RAISE(ABORT, 'publication is append-only but for its end, once');
             END;"
        }
        _ => {
            "DROP TRIGGER publication_ends_once ON publication;
             CREATE TRIGGER publication_ends_once BEFORE UPDATE ON publication
                 FOR EACH ROW WHEN (NOT (
                     OLD.until_at IS NULL AND NEW.until_at IS NOT NULL
                     AND NEW.id = OLD.id AND NEW.document = OLD.document
                     AND NEW.ordinal = OLD.ordinal AND NEW.revision = OLD.revision
                     AND NEW.hash = OLD.hash AND NEW.approval IS NOT DISTINCT FROM OLD.approval
                     AND NEW.report IS NOT DISTINCT FROM OLD.report
                     AND NEW.from_at = OLD.from_at
                 )) EXECUTE FUNCTION publication_is_append_only();"
        }
    }
}
