//! API keys: read on every request that carries one.

use kanshu_domain::{id::ApiKeyId, time::Instant};

use super::{StoredKey, joined, names};
use crate::{
    Store, StoreError, Work,
    sql::{Row, Sql, micros},
};

const SELECT: &str =
    "SELECT id, name, secret_hash, scopes, expires_at, last_used_at, revoked_at FROM api_key";

impl Store {
    /// The key, whatever its state.
    pub async fn api_key(&self, id: ApiKeyId) -> Result<Option<StoredKey>, StoreError> {
        let sql = Sql::new(SELECT).push(" WHERE id = ?").bind(id.0);
        sql.one(self.reader()).await?.map(key).transpose()
    }

    /// All keys, newest first.
    pub async fn api_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = Sql::new(SELECT).push(" ORDER BY added_at DESC, id DESC").all(self.reader());
        rows.await?.into_iter().map(key).collect()
    }

    /// Notes that the key is in use, when there is no note yet or it is from `stale` or before.
    pub async fn note_key_use(
        &self,
        id: ApiKeyId,
        now: Instant,
        stale: Instant,
    ) -> Result<(), StoreError> {
        Sql::new(
            "UPDATE api_key SET last_used_at = ?
             WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)",
        )
        .bind(micros(now))
        .bind(id.0)
        .bind(micros(stale))
        .run(self.writer())
        .await?;
        Ok(())
    }
}

impl Work {
    /// Adds a key.
    pub async fn add_api_key(&mut self, new: &StoredKey) -> Result<(), StoreError> {
        Sql::new(
            "INSERT INTO api_key
             (id, name, secret_hash, scopes, added_at, expires_at, last_used_at, revoked_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(new.name.as_str())
        .bind(new.secret_hash.to_string())
        .bind(joined(new.scopes.iter().map(|scope| scope.name())))
        .bind(micros(self.now()))
        .bind(micros(new.expires_at))
        .bind(new.last_used_at.map(micros))
        .bind(new.revoked_at.map(micros))
        .run(self.tx())
        .await?;
        Ok(())
    }

    /// The key, whatever its state, read under the lock.
    pub async fn api_key(&self, id: ApiKeyId) -> Result<Option<StoredKey>, StoreError> {
        let sql = Sql::new(SELECT).push(" WHERE id = ?").bind(id.0);
        sql.one(self.tx()).await?.map(key).transpose()
    }

    /// Revokes a key, for good.
    pub async fn revoke_api_key(&mut self, id: ApiKeyId) -> Result<(), StoreError> {
        Sql::new("UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
            .bind(micros(self.now()))
            .bind(id.0)
            .run(self.tx())
            .await?;
        Ok(())
    }
}

fn key(row: Row) -> Result<StoredKey, StoreError> {
    Ok(StoredKey {
        id: row.id("id", ApiKeyId)?,
        name: row.get("name")?,
        secret_hash: row.hash("secret_hash")?,
        scopes: row.parsed("scopes", names)?,
        expires_at: row.instant("expires_at")?,
        last_used_at: row.maybe_instant("last_used_at")?,
        revoked_at: row.maybe_instant("revoked_at")?,
    })
}
