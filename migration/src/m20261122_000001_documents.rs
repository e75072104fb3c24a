//! Documents: the truth, the log, and the projections that lists and slugs are answered from.

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
        dialect::run(manager, TRUTH).await?;
        dialect::run(manager, PROJECTIONS).await?;
        let backend = manager.get_connection().get_database_backend();
        for (table, same) in APPEND_ONLY {
            dialect::run(manager, &dialect::append_only(backend, table, same)).await?;
        }
        dialect::run(manager, publications_end_once(backend)).await
    }
}

const TRUTH: &str = "
CREATE TABLE document (
    id {id} NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- Empty for locale-neutral kinds.
    locale TEXT NOT NULL,
    group_id {id} NOT NULL,
    created_at {int} NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (group_id, locale)
) {table};

CREATE TABLE revision (
    document {id} NOT NULL REFERENCES document (id),
    number {int} NOT NULL,
    schema_version {int} NOT NULL,
    bytes {bytes} NOT NULL,
    hash TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT,
    at {int} NOT NULL,
    PRIMARY KEY (document, number)
) {table};

-- Ordinals count within a document from 1.
CREATE TABLE review (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL,
    ordinal {int} NOT NULL,
    revision {int} NOT NULL,
    hash TEXT NOT NULL,
    step TEXT NOT NULL,
    actor TEXT NOT NULL,
    at {int} NOT NULL,
    comment TEXT,
    UNIQUE (document, ordinal),
    FOREIGN KEY (document, revision) REFERENCES revision (document, number)
) {table};

CREATE TABLE approval (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL,
    ordinal {int} NOT NULL,
    revision {int} NOT NULL,
    hash TEXT NOT NULL,
    user_id {id} NOT NULL,
    physician {id} NOT NULL,
    -- JSON, as signed.
    physician_name TEXT NOT NULL,
    credentials TEXT NOT NULL,
    statement TEXT NOT NULL,
    four_eyes {int} NOT NULL,
    at {int} NOT NULL,
    valid_until {int} NOT NULL,
    signed_views TEXT NOT NULL,
    UNIQUE (document, ordinal),
    FOREIGN KEY (document, revision) REFERENCES revision (document, number)
) {table};

-- The signed views again, to be searched.
CREATE TABLE approval_view (
    approval {id} NOT NULL REFERENCES approval (id),
    target {id} NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (approval, target)
) {table};
CREATE INDEX approval_view_target ON approval_view (target, approval);

CREATE TABLE approval_revocation (
    approval {id} NOT NULL PRIMARY KEY REFERENCES approval (id),
    actor TEXT NOT NULL,
    at {int} NOT NULL,
    reason TEXT NOT NULL
) {table};

CREATE TABLE publication (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL,
    ordinal {int} NOT NULL,
    revision {int} NOT NULL,
    hash TEXT NOT NULL,
    approval {id} REFERENCES approval (id),
    from_at {int} NOT NULL,
    until_at {int},
    ended_as TEXT,
    reason TEXT,
    UNIQUE (document, ordinal),
    FOREIGN KEY (document, revision) REFERENCES revision (document, number),
    CHECK ((until_at IS NULL) = (ended_as IS NULL))
) {table};
CREATE UNIQUE INDEX publication_open ON publication (document) WHERE until_at IS NULL;
CREATE INDEX publication_approval ON publication (approval);

CREATE TABLE event (
    seq {int} NOT NULL PRIMARY KEY,
    at {int} NOT NULL,
    actor TEXT NOT NULL,
    type TEXT NOT NULL,
    document {id},
    payload TEXT NOT NULL,
    payload_digest TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) {table};
CREATE INDEX event_document ON event (document, seq);

-- Mutable: why the approval of what is public is stale.
CREATE TABLE staleness (
    document {id} NOT NULL PRIMARY KEY REFERENCES document (id),
    reason TEXT NOT NULL,
    at {int} NOT NULL
) {table};

-- Mutable, one row: the instant of the last write, so that instants never repeat or run backwards.
CREATE TABLE writer_clock (
    id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
    at {int} NOT NULL
) {table};
INSERT INTO writer_clock (id, at) VALUES (1, 0);
";

const PROJECTIONS: &str = "
CREATE TABLE public_index (
    document {id} NOT NULL PRIMARY KEY REFERENCES document (id),
    group_id {id} NOT NULL,
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    slug TEXT,
    revision {int} NOT NULL,
    hash TEXT NOT NULL,
    approval {id},
    published_at {int} NOT NULL,
    first_published_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    created_at {int} NOT NULL
) {table};
CREATE UNIQUE INDEX public_index_slug ON public_index (kind, locale, slug);
CREATE INDEX public_index_group ON public_index (group_id);
CREATE INDEX public_index_list ON public_index (kind, locale, published_at, document);
CREATE INDEX public_index_published ON public_index (kind, published_at, document);
CREATE INDEX public_index_first ON public_index (kind, first_published_at, document);
CREATE INDEX public_index_updated ON public_index (kind, updated_at, document);
CREATE INDEX public_index_created ON public_index (kind, created_at, document);

-- References (target: the group) and declared attributes (target: the value).
CREATE TABLE public_link (
    source {id} NOT NULL REFERENCES document (id),
    role TEXT NOT NULL,
    target TEXT NOT NULL,
    position {int} NOT NULL,
    PRIMARY KEY (source, role, target)
) {table};
CREATE INDEX public_link_target ON public_link (target, role, source);

-- What was withdrawn for safety and has not come back.
CREATE TABLE public_tombstone (
    document {id} NOT NULL PRIMARY KEY REFERENCES document (id),
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    slug TEXT,
    at {int} NOT NULL,
    reason TEXT
) {table};
CREATE INDEX public_tombstone_slug ON public_tombstone (kind, locale, slug);

CREATE TABLE desk_index (
    document {id} NOT NULL PRIMARY KEY REFERENCES document (id),
    group_id {id} NOT NULL,
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    slug TEXT,
    revision {int} NOT NULL,
    hash TEXT NOT NULL,
    approval {id},
    published_at {int} NOT NULL,
    first_published_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    created_at {int} NOT NULL,
    author TEXT NOT NULL,
    note TEXT,
    desk_state TEXT NOT NULL,
    public_state TEXT NOT NULL,
    public_revision {int},
    public_at {int},
    public_first_at {int}
) {table};
CREATE INDEX desk_index_slug ON desk_index (kind, locale, slug);
CREATE INDEX desk_index_group ON desk_index (group_id);
CREATE INDEX desk_index_list ON desk_index (kind, locale, published_at, document);
CREATE INDEX desk_index_published ON desk_index (kind, published_at, document);
CREATE INDEX desk_index_first ON desk_index (kind, first_published_at, document);
CREATE INDEX desk_index_updated ON desk_index (kind, updated_at, document);
CREATE INDEX desk_index_created ON desk_index (kind, created_at, document);
CREATE INDEX desk_index_state ON desk_index (desk_state, kind, updated_at, document);

CREATE TABLE desk_link (
    source {id} NOT NULL REFERENCES document (id),
    role TEXT NOT NULL,
    target TEXT NOT NULL,
    position {int} NOT NULL,
    PRIMARY KEY (source, role, target)
) {table};
CREATE INDEX desk_link_target ON desk_link (target, role, source);
";

/// The tables that only ever grow, each with what makes a new row `NEW` take the place of an old one.
const APPEND_ONLY: [(&str, &str); 7] = [
    ("document", "id = NEW.id OR (group_id = NEW.group_id AND locale = NEW.locale)"),
    ("revision", "document = NEW.document AND number = NEW.number"),
    ("review", "id = NEW.id OR (document = NEW.document AND ordinal = NEW.ordinal)"),
    ("approval", "id = NEW.id OR (document = NEW.document AND ordinal = NEW.ordinal)"),
    ("approval_view", "approval = NEW.approval AND target = NEW.target"),
    ("approval_revocation", "approval = NEW.approval"),
    ("event", "seq = NEW.seq"),
];

/// Refuses every change of a publication but its end, once.
fn publications_end_once(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => {
            "CREATE TRIGGER publication_refuses_delete BEFORE DELETE ON publication BEGIN
                 SELECT RAISE(ABORT, 'publication is append-only');
             END;
             CREATE TRIGGER publication_refuses_replace BEFORE INSERT ON publication
             WHEN EXISTS (
                 SELECT 1 FROM publication WHERE id = NEW.id OR (document = NEW.document
                     AND (ordinal = NEW.ordinal OR (until_at IS NULL AND NEW.until_at IS NULL)))
             )
             BEGIN
                 SELECT RAISE(ABORT, 'publication is append-only');
             END;
             CREATE TRIGGER publication_ends_once BEFORE UPDATE ON publication
             WHEN NOT (
                 OLD.until_at IS NULL AND NEW.until_at IS NOT NULL
                 AND NEW.id IS OLD.id AND NEW.document IS OLD.document
                 AND NEW.ordinal IS OLD.ordinal AND NEW.revision IS OLD.revision
                 AND NEW.hash IS OLD.hash AND NEW.approval IS OLD.approval
                 AND NEW.from_at IS OLD.from_at
             )
             BEGIN
                 SELECT RAISE(ABORT, 'publication is append-only but for its end, once');
             END;"
        }
        _ => {
            "CREATE FUNCTION publication_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION 'publication is append-only but for its end, once'; END $$;
             CREATE TRIGGER publication_refuses_delete BEFORE DELETE OR TRUNCATE ON publication
                 FOR EACH STATEMENT EXECUTE FUNCTION publication_is_append_only();
             CREATE TRIGGER publication_ends_once BEFORE UPDATE ON publication
                 FOR EACH ROW WHEN (NOT (
                     OLD.until_at IS NULL AND NEW.until_at IS NOT NULL
                     AND NEW.id = OLD.id AND NEW.document = OLD.document
                     AND NEW.ordinal = OLD.ordinal AND NEW.revision = OLD.revision
                     AND NEW.hash = OLD.hash AND NEW.approval IS NOT DISTINCT FROM OLD.approval
                     AND NEW.from_at = OLD.from_at
                 )) EXECUTE FUNCTION publication_is_append_only();"
        }
    }
}
