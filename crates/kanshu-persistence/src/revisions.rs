//! Decoded revisions. A revision never changes, so one that was read may be kept for ever.

use std::{collections::HashMap, sync::Arc};

use kanshu_domain::{
    content::Content,
    id::DocumentId,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    values::Slug,
};
use moka::sync::Cache;
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql::Sql};

/// Bytes of stored revisions whose decoded form is kept.
const BYTES_KEPT: u64 = 256 * 1024 * 1024;
/// Keys of one statement.
const BATCH: usize = 1000;

/// Names one revision of one document.
pub(crate) type Key = (DocumentId, RevisionNumber);

/// What a revision says.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) slug: Option<Slug>,
    pub(crate) content: Arc<Content>,
    /// Length of the stored form.
    bytes: u32,
}

impl Decoded {
    /// The decoded form of a manuscript whose canonical form is `bytes` long.
    pub(crate) fn of(manuscript: Manuscript, bytes: usize) -> Arc<Self> {
        Arc::new(Self {
            slug: manuscript.slug,
            content: Arc::new(manuscript.content),
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        })
    }
}

/// Decoded revisions by their key. A clone shares what is kept, and has its own list of revisions that
/// are not committed yet: those must not be seen by anybody else, for the transaction may roll back.
#[derive(Clone)]
pub(crate) struct Revisions {
    kept: Cache<Key, Arc<Decoded>>,
    uncommitted: HashMap<Key, Arc<Decoded>>,
}

impl Revisions {
    pub(crate) fn new() -> Self {
        let kept = Cache::builder()
            .max_capacity(BYTES_KEPT)
            .weigher(|_: &Key, decoded: &Arc<Decoded>| decoded.bytes.max(1))
            .build();
        Self { kept, uncommitted: HashMap::new() }
    }

    /// Adds a revision that this transaction has written.
    pub(crate) fn add_uncommitted(&mut self, key: Key, decoded: Arc<Decoded>) {
        self.uncommitted.insert(key, decoded);
    }

    /// Shares what the transaction has written, now that it is committed.
    pub(crate) fn committed(self) {
        for (key, decoded) in self.uncommitted {
            self.kept.insert(key, decoded);
        }
    }

    /// The revisions with these keys, those not kept yet in one statement for all.
    ///
    /// # Errors
    /// When one is not there or is damaged.
    pub(crate) async fn load(
        &self,
        on: &impl ConnectionTrait,
        keys: impl IntoIterator<Item = Key>,
    ) -> Result<HashMap<Key, Arc<Decoded>>, StoreError> {
        let mut found = HashMap::new();
        let mut missing = Vec::new();
        for key in keys {
            match self.uncommitted.get(&key).cloned().or_else(|| self.kept.get(&key)) {
                Some(decoded) => {
                    found.insert(key, decoded);
                }
                None => missing.push(key),
            }
        }
        missing.sort_unstable();
        missing.dedup();
        for batch in missing.chunks(BATCH) {
            for (key, decoded) in read(on, batch).await? {
                self.kept.insert(key, Arc::clone(&decoded));
                found.insert(key, decoded);
            }
        }
        match missing.iter().find(|key| !found.contains_key(key)) {
            Some((document, number)) => Err(StoreError::Corrupt(format!(
                "revision {number} of document {document} is not there"
            ))),
            None => Ok(found),
        }
    }

    /// One revision.
    pub(crate) async fn load_one(
        &self,
        on: &impl ConnectionTrait,
        key: Key,
    ) -> Result<Arc<Decoded>, StoreError> {
        let mut found = self.load(on, [key]).await?;
        let (document, number) = key;
        found.remove(&key).ok_or_else(|| {
            StoreError::Corrupt(format!("revision {number} of document {document} is not there"))
        })
    }
}

async fn read(
    on: &impl ConnectionTrait,
    keys: &[Key],
) -> Result<Vec<(Key, Arc<Decoded>)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT document, number, bytes, hash FROM revision WHERE (document, number) IN (VALUES ",
    );
    for (i, (document, number)) in keys.iter().enumerate() {
        sql = sql.push(if i == 0 { "(?, ?)" } else { ", (?, ?)" });
        sql = sql.bind(document.0).bind(i64::from(number.0));
    }
    let rows = sql.push(")").all(on).await?;
    rows.iter()
        .map(|row| {
            let key = (row.id("document", DocumentId)?, row.revision("number")?);
            let bytes: Vec<u8> = row.get("bytes")?;
            let decoded = decode(key, &bytes, row.hash("hash")?)?;
            Ok((key, decoded))
        })
        .collect()
}

/// Reads stored bytes, refusing bytes that are not those that were hashed.
pub(crate) fn decode(key: Key, bytes: &[u8], hash: Sha256Hash) -> Result<Arc<Decoded>, StoreError> {
    let (document, number) = key;
    if Sha256Hash::of(bytes) != hash {
        return Err(StoreError::Corrupt(format!(
            "the bytes of revision {number} of document {document} do not have its hash"
        )));
    }
    let manuscript = Manuscript::read(bytes).map_err(|error| {
        StoreError::Corrupt(format!("revision {number} of document {document}: {error}"))
    })?;
    Ok(Decoded::of(manuscript, bytes.len()))
}
