//! Citations in the order in which they were saved, for comparing many new records with all of them.
//! They pass by the cache of decoded revisions: a site may hold more than fit into memory.

use std::sync::Arc;

use kanshu_domain::{content::Content, id::DocumentId, kind::Kind, time::Instant};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Store, StoreError, Work, revisions,
    sql::{Sql, micros},
};

/// Citations of one reading: enough to make a statement worth it, few enough for memory.
const AT_A_TIME: i64 = 500;

/// Which citations are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citations {
    /// The newest revision of each.
    AtTheDesk,
    /// The newest revision of each that this actor created, as the log writes actors.
    CreatedBy(String),
    /// What the public sees.
    Public,
}

/// How far somebody has read. The lock gives every write a later instant than the one before, so nothing
/// that is committed later stands before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadUpTo(Option<(i64, DocumentId)>);

impl ReadUpTo {
    /// Everything written up to and at this instant.
    pub fn instant(at: Instant) -> Self {
        Self(Some((micros(at), DocumentId(Uuid::max()))))
    }
}

/// A citation's document and its content.
pub type StoredCitation = (DocumentId, Arc<Content>);

impl Store {
    /// The next citations after `read`, and how far that is; none when all are read. One statement.
    pub async fn next_citations(
        &self,
        citations: &Citations,
        read: ReadUpTo,
    ) -> Result<(Vec<StoredCitation>, ReadUpTo), StoreError> {
        next(self.reader(), citations, read).await
    }
}

impl Work {
    /// As [`Store::next_citations`], under the writer's lock.
    pub async fn next_citations(
        &self,
        citations: &Citations,
        read: ReadUpTo,
    ) -> Result<(Vec<StoredCitation>, ReadUpTo), StoreError> {
        next(self.tx(), citations, read).await
    }
}

async fn next(
    on: &impl ConnectionTrait,
    citations: &Citations,
    read: ReadUpTo,
) -> Result<(Vec<StoredCitation>, ReadUpTo), StoreError> {
    let index = match citations {
        Citations::Public => "public_index",
        Citations::AtTheDesk | Citations::CreatedBy(_) => "desk_index",
    };
    let mut sql = Sql::new(format!(
        "SELECT i.document, i.published_at, r.number, r.bytes, r.hash FROM {index} i
         JOIN revision r ON r.document = i.document AND r.number = i.revision
         JOIN document d ON d.id = i.document WHERE i.kind = ?"
    ))
    .bind(Kind::Citation.name());
    if let Citations::CreatedBy(actor) = citations {
        sql = sql.push(" AND d.created_by = ?").bind(actor.clone());
    }
    if let Some((at, document)) = read.0 {
        sql = sql.push(" AND (i.published_at, i.document) > (?, ?)").bind(at).bind(document.0);
    }
    let sql = sql.push(" ORDER BY i.published_at, i.document LIMIT ?").bind(AT_A_TIME);
    let mut read = read;
    let mut found = Vec::new();
    for row in &sql.all(on).await? {
        let document = row.id("document", DocumentId)?;
        let bytes: Vec<u8> = row.get("bytes")?;
        let key = (document, row.revision("number")?);
        found.push((document, revisions::decode(key, &bytes, row.hash("hash")?)?.content.clone()));
        read = ReadUpTo(Some((row.get("published_at")?, document)));
    }
    Ok((found, read))
}
