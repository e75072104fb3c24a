//! Databases for tests: a fresh one for each, on either engine.

use std::{future::Future, sync::Arc};

use kanshu_persistence::Store;
use sea_orm::{Database, DatabaseConnection};
use tempfile::TempDir;

use crate::postgres;

/// A database that nobody else uses, migrated, and gone after the test.
pub struct TestDb {
    url: String,
    store: Store,
    /// Holds the file on SQLite.
    _folder: Option<Arc<TempDir>>,
}

impl TestDb {
    /// Its address, as `kanshu` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A store open on it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Another store open on it, as another node would have.
    pub async fn another_store(&self) -> Store {
        Store::open(&self.url).await.expect("the database opens a second time")
    }

    /// A connection past the store, to look and to tamper.
    pub async fn raw(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.expect("the database can be reached")
    }

    async fn open(url: String, folder: Option<TempDir>) -> Self {
        let store = Store::open(&url).await.expect("the test database opens");
        Self { url, store, _folder: folder.map(Arc::new) }
    }
}

/// Runs a story on SQLite.
pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(TestDb) -> F) {
    let folder = tempfile::Builder::new().prefix("kanshu-test-").tempdir();
    let folder = folder.expect("a temporary folder can be made");
    let url = format!("sqlite://{}", folder.path().join("kanshu.db").display());
    runtime().block_on(async {
        let db = TestDb::open(url, Some(folder)).await;
        let store = db.store.clone();
        story(db).await;
        store.close().await.expect("the store closes");
    });
}

/// Runs a story on PostgreSQL, when a server can be had (see [`crate`]).
pub fn on_postgres<F: Future<Output = ()>>(story: impl FnOnce(TestDb) -> F) {
    let Some(cluster) = postgres::cluster() else { return };
    let url = cluster.new_database();
    runtime().block_on(async {
        let db = TestDb::open(url.clone(), None).await;
        let store = db.store.clone();
        story(db).await;
        store.close().await.expect("the store closes");
    });
    cluster.drop_database(&url);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made")
}
