//! The store: both engines behind one type.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use kanshu_domain::{event::Seq, time::Instant};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::{
    Shelf, StoreError, Work, accounts, connect, revisions::Revisions, shelf::Perspective, sql::Sql,
};

/// Which database is behind the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Everything Kanshu keeps. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    revisions: Revisions,
    statements: Arc<AtomicU64>,
    /// The last event that this store itself has committed.
    applied: Arc<AtomicI64>,
}

/// What a rebuild of the projections wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuildReport {
    pub public_documents: u64,
    pub desk_documents: u64,
    /// Whether the rebuilt projections differ from what stood there before.
    pub changed: bool,
}

/// What a check of chain and revision hashes found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    pub events: u64,
    pub revisions: u64,
    pub first_broken: Option<BrokenLine>,
}

/// The first line that is not what it was when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLine {
    /// `event 17`, `revision 3 of document …`.
    pub line: String,
    pub why: String,
}

impl Store {
    /// Opens the database at `url` (`sqlite:///var/lib/kanshu/kanshu.db`, `postgres://…`), migrating it
    /// under a lock first.
    ///
    /// # Errors
    /// When the address is unknown, the database cannot be reached, or its settings do not fit.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let mut pools = connect::open(url).await?;
        let statements = Arc::new(AtomicU64::new(0));
        for pool in [&mut pools.writer, &mut pools.reader] {
            let counter = Arc::clone(&statements);
            pool.set_metric_callback(move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            });
        }
        let connect::Pools { engine, writer, reader } = pools;
        let revisions = Revisions::new();
        let applied = Arc::new(AtomicI64::new(0));
        let inner = Inner { engine, writer, reader, revisions, statements, applied };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Which database is behind the store.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.reader().execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Closes every connection, waiting for those in use; the store and its clones answer nothing after.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.writer().close_by_ref().await?;
        self.reader().close_by_ref().await?;
        Ok(())
    }

    /// How the writer's connection keeps what is acknowledged: on SQLite
    /// `synchronous=2 journal_mode=wal`, on PostgreSQL `synchronous_commit=on fsync=on`.
    pub async fn durability(&self) -> Result<String, StoreError> {
        connect::durability(self.engine(), self.writer()).await
    }

    /// How many statements this store has run since it was opened: for tests that count them.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The last event that this very store (not another node) has committed; `Seq(0)` before the first.
    /// Costs no statement: caches ask it at every request, so that whoever wrote here reads it here.
    pub fn applied(&self) -> Seq {
        Seq(self.inner.applied.load(Ordering::Acquire))
    }

    pub(crate) fn applied_mark(&self) -> &Arc<AtomicI64> {
        &self.inner.applied
    }

    /// Connections that cannot write.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// Decoded revisions, all of them committed.
    pub(crate) fn revisions(&self) -> &Revisions {
        &self.inner.revisions
    }

    /// The connections of the one writer.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.inner.writer
    }

    /// Begins a write: takes the site-wide writer's lock. The instant of the write is `now`, or one
    /// microsecond after the last write when the clock stands behind it.
    pub async fn begin(&self, now: Instant) -> Result<Work, StoreError> {
        Work::begin(self, now).await
    }

    /// What the public sees.
    pub fn public(&self) -> Shelf {
        Shelf::new(self, Perspective::Public)
    }

    /// What the newsroom sees: the newest revision of everything.
    pub fn desk(&self) -> Shelf {
        Shelf::new(self, Perspective::Desk)
    }

    /// Whether there is no document and no user.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let document = Sql::new("SELECT id FROM document LIMIT 1").one(self.reader()).await?;
        Ok(document.is_none() && !accounts::any_user(self.reader()).await?)
    }
}
