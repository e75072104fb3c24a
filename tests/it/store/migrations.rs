//! Opening a database.

use kanshu_persistence::{Store, StoreError};
use kanshu_tests::{TestDb, both_engines};
use sea_orm::ConnectionTrait;

both_engines!(a_database_that_is_up_to_date_opens_again, |db: TestDb| async move {
    let again = db.another_store().await;
    again.ping().await.unwrap();
    assert_eq!(again.engine(), db.store().engine());
    again.close().await.unwrap();
});

both_engines!(a_database_made_by_a_newer_program_is_refused, |db: TestDb| async move {
    let raw = db.raw().await;
    raw.execute_unprepared(
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 0)",
    )
    .await
    .unwrap();
    raw.close().await.unwrap();
    let refused = Store::open(db.url()).await.err().unwrap();
    assert!(matches!(&refused, StoreError::Unsuitable(why) if why.contains("newer program")));
});

both_engines!(several_nodes_may_open_at_once, |db: TestDb| async move {
    let stores = [(); 4].map(|()| tokio::spawn(Store::open(Box::leak(db.url().into()))));
    for store in stores {
        store.await.unwrap().unwrap().close().await.unwrap();
    }
});

#[tokio::test]
async fn a_new_file_is_made_with_its_folder_and_settings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not/there/yet/kanshu.db");
    let url = format!("sqlite://{}", path.display());
    let opened = [(); 3].map(|()| tokio::spawn(Store::open(Box::leak(url.clone().into()))));
    for store in opened {
        // Opening asserts that this connection writes with synchronous=FULL, and refuses otherwise.
        let store = store.await.unwrap().unwrap();
        assert_eq!(store.durability().await.unwrap(), "synchronous=2 journal_mode=wal");
        store.close().await.unwrap();
    }
    assert!(path.exists());
}

#[tokio::test]
async fn an_address_of_nothing_we_know_is_refused_without_its_password() {
    let refused = Store::open("mysql://root:secret@localhost/kanshu").await.err().unwrap();
    assert!(matches!(refused, StoreError::UnknownEngine(_)));
    assert!(!refused.to_string().contains("secret"));
    let refused = Store::open("sqlite::memory:").await.err().unwrap();
    assert!(matches!(refused, StoreError::Unsuitable(_)));
}
