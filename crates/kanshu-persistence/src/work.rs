//! Writing: one transaction under the site-wide writer's lock.

mod compliance;
mod documents;
mod publications;
mod reviews;
mod staleness;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use kanshu_domain::{
    actor::Actor,
    content::Content,
    event::{Event, NewEvent, Seq},
    id::{DocumentId, GroupId},
    kind::Kind,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    time::{Instant, cut},
    values::{Locale, Slug},
    workflow::{DeskState, PublicState, Publication},
};
use sea_orm::DatabaseTransaction;

use crate::{
    Engine, Store, StoreError, accounts, connect,
    facts::json_text,
    ledger::{self, Voucher},
    revisions::Revisions,
    sql::{Sql, micros},
};

pub(crate) use publications::public_at;
pub use staleness::{StaleCause, TAKEN_BACK};

/// One write. Dropping it without [`Work::commit`] rolls everything back.
pub struct Work {
    tx: DatabaseTransaction,
    now: Instant,
    /// The end of the log.
    last: Option<(Seq, Sha256Hash)>,
    /// What was added or ended since the last event.
    unlogged: Vec<Voucher>,
    revisions: Revisions,
    applied: Arc<AtomicI64>,
}

/// A document's newest revision and where it stands, read under the lock.
#[derive(Clone, Debug)]
pub struct Head {
    pub document: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    /// Who created the document, as the log writes actors.
    pub creator: String,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    /// Who wrote the newest revision.
    pub author: String,
    pub content: Arc<Content>,
    pub desk_state: DeskState,
    pub public_state: PublicState,
    /// The open publication, when the document is public.
    pub publication: Option<Publication>,
}

/// A document about to exist.
#[derive(Clone, Debug)]
pub struct NewDocument {
    pub id: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub creator: String,
}

/// A revision about to exist. Its number is one more than the newest.
#[derive(Clone, Debug)]
pub struct NewRevision {
    pub manuscript: Manuscript,
    pub author: String,
    pub note: Option<String>,
}

impl Work {
    pub(crate) async fn begin(store: &Store, now: Instant) -> Result<Self, StoreError> {
        let tx = connect::begin_write(store.writer()).await?;
        if store.engine() == Engine::Postgres {
            let lock = Sql::new("SELECT pg_advisory_xact_lock(?)").bind(connect::WRITER_LOCK);
            lock.run(&tx).await?;
        }
        let row = Sql::new(
            "SELECT c.at AS clock, e.seq, e.at, e.hash FROM writer_clock c
             LEFT JOIN event e ON e.seq = (SELECT MAX(seq) FROM event)",
        );
        let row = row.one(&tx).await?.ok_or_else(|| {
            StoreError::Corrupt("the row of the writer's clock is not there".to_owned())
        })?;
        let mut latest = row.instant("clock")?;
        let mut last = None;
        if let Some(seq) = row.get::<Option<i64>>("seq")? {
            last = Some((Seq(seq), row.hash("hash")?));
            latest = latest.max(row.instant("at")?);
        }
        let now = cut(now).max(latest + chrono::Duration::microseconds(1));
        let revisions = store.revisions().clone();
        let applied = Arc::clone(store.applied_mark());
        Ok(Self { tx, now, last, unlogged: Vec::new(), revisions, applied })
    }

    /// The instant of everything this write records.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Decoded revisions, with those that this write has added.
    pub(crate) fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    /// The transaction.
    pub(crate) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Checks inside the transaction that the actor's session, user or key still lives.
    ///
    /// # Errors
    /// [`StoreError::ActorEnded`].
    pub async fn require_live(&self, actor: &Actor) -> Result<(), StoreError> {
        if accounts::is_live(self.tx(), actor.liveness(), self.now()).await? {
            Ok(())
        } else {
            Err(StoreError::ActorEnded)
        }
    }

    /// Adds a line to the log. It vouches for everything written since the line before.
    pub async fn record(&mut self, mut event: NewEvent) -> Result<Seq, StoreError> {
        ledger::attach(&mut event.payload, std::mem::take(&mut self.unlogged))?;
        self.append(vec![event]).await
    }

    /// Adds lines to the log in one statement. Returns the place of the last line.
    async fn append(&mut self, events: Vec<NewEvent>) -> Result<Seq, StoreError> {
        let mut sql = Sql::new(
            "INSERT INTO event
                 (seq, at, actor, type, document, payload, payload_digest, prev_hash, hash)
             VALUES ",
        );
        let mut last = self.last;
        for (i, event) in events.into_iter().enumerate() {
            let event = Event::chain(event, self.now, last);
            last = Some((event.seq, event.hash));
            sql = sql
                .push(if i == 0 { "" } else { ", " })
                .push("(?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(event.seq.0)
                .bind(micros(event.at))
                .bind(event.actor)
                .bind(event.event_type)
                .bind(event.document.map(|id| id.0))
                .bind(json_text(&event.payload)?)
                .bind(event.payload_digest.to_string())
                .bind(event.prev_hash.to_string())
                .bind(event.hash.to_string());
        }
        sql.run(&self.tx).await?;
        self.last = last;
        Ok(last.map_or(Seq(0), |(seq, _)| seq))
    }

    /// Makes everything durable. Returns the place of the last event.
    ///
    /// # Errors
    /// [`StoreError::Unlogged`] when no event tells of something written.
    pub async fn commit(self) -> Result<Seq, StoreError> {
        if !self.unlogged.is_empty() {
            return Err(StoreError::Unlogged);
        }
        let clock = Sql::new("UPDATE writer_clock SET at = ?").bind(micros(self.now));
        clock.run(&self.tx).await?;
        self.tx.commit().await?;
        self.revisions.committed();
        let seq = self.last.map_or(Seq(0), |(seq, _)| seq);
        self.applied.fetch_max(seq.0, Ordering::Release);
        Ok(seq)
    }
}
