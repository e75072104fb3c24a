//! The private keys that access tokens are signed with: the same for all nodes.

use sea_orm::ConnectionTrait;

use crate::{
    Store, StoreError, Work,
    sql::{Sql, micros},
};

impl Store {
    /// Private keys in PKCS #8, newest first.
    pub async fn signing_keys(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        all(self.reader()).await
    }
}

impl Work {
    /// Private keys in PKCS #8, newest first, read under the lock.
    pub async fn signing_keys(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        all(self.tx()).await
    }

    /// Adds a private key in PKCS #8.
    pub async fn add_signing_key(&mut self, kid: &str, der: Vec<u8>) -> Result<(), StoreError> {
        Sql::new("INSERT INTO signing_key (kid, private_der, made_at) VALUES (?, ?, ?)")
            .bind(kid)
            .bind(der)
            .bind(micros(self.now()))
            .run(self.tx())
            .await?;
        Ok(())
    }
}

async fn all(on: &impl ConnectionTrait) -> Result<Vec<Vec<u8>>, StoreError> {
    let rows = Sql::new("SELECT private_der FROM signing_key ORDER BY made_at DESC").all(on);
    rows.await?.iter().map(|row| row.get("private_der")).collect()
}
