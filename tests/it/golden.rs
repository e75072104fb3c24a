//! Databases and revisions that earlier versions wrote must stay readable and verifiable for ever.
//!
//! `tests/golden/schema-<n>.sqlite` was filled with the demo's content by the version that introduced schema
//! version n; `schema-<n>.json` says what must be found in it. Never edit them. A new schema version
//! adds its own pair: `cargo test -p kanshu-tests -- --ignored make_golden_files`.

use std::{path::PathBuf, sync::Arc};

use kanshu_domain::{
    id::SequentialIds,
    kind::Kind,
    query::{ListQuery, PageSize, Sort, Window},
    revision::SCHEMA_VERSION,
    time::FixedClock,
};
use kanshu_persistence::Store;
use kanshu_server::{Config, Demo, Site};
use serde_json::{Value, json};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(name)
}

/// What stands in a database: every document's newest revision, and what is public.
async fn inventory(store: &Store) -> Value {
    let mut documents = Vec::new();
    for kind in Kind::ALL {
        let size = PageSize::new(100).unwrap();
        let window = Window::First { size, after: None };
        let query =
            ListQuery { kind, locale: None, filters: Vec::new(), sort: Sort::default(), window };
        let public = store.public().list(&query).await.unwrap();
        for (_, document) in store.desk().list(&query).await.unwrap().items {
            let shown = public.items.iter().find(|(_, shown)| shown.id == document.id);
            documents.push(json!({
                "id": document.id, "kind": document.kind, "revision": document.revision,
                "hash": document.hash, "title": document.content.title(),
                "state": document.desk.map(|desk| desk.state),
                "public": shown.map(|(_, shown)| shown.revision),
                "signed": shown.and_then(|(_, shown)| shown.approval.as_ref().map(|a| a.hash)),
                "content": document.content.as_ref(),
            }));
        }
    }
    documents.sort_by_key(|document| document["id"].as_str().map(str::to_owned));
    Value::Array(documents)
}

#[tokio::test]
async fn every_golden_database_reads_and_verifies() {
    for version in 1..=SCHEMA_VERSION {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("kanshu.db");
        std::fs::copy(golden(&format!("schema-{version}.sqlite")), &copy).unwrap();
        let store = Store::open(&format!("sqlite://{}", copy.display())).await.unwrap();
        let audit = store.verify_audit().await.unwrap();
        assert_eq!(audit.first_broken, None, "schema {version}");
        assert!(audit.events > 100 && audit.revisions >= 30, "{audit:?}");
        let expected = std::fs::read(golden(&format!("schema-{version}.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let found = inventory(&store).await;
        assert_eq!(found, expected, "schema {version}");
        let rebuilt = store.rebuild_index("2026-12-01T00:00:00Z".parse().unwrap()).await.unwrap();
        assert!(!rebuilt.changed, "schema {version}");
    }
}

/// Run by name when the schema version has risen.
#[tokio::test]
#[ignore = "writes the golden files of a new schema version; run by name"]
async fn make_golden_files() {
    let database = golden(&format!("schema-{SCHEMA_VERSION}.sqlite"));
    assert!(!database.exists(), "golden files are never rewritten");
    std::fs::create_dir_all(golden("")).unwrap();
    let clock = Arc::new(FixedClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
    let url = format!("sqlite://{}", database.display());
    let config = Config::for_database(&url);
    let site = Site::open(&config, clock, Arc::new(SequentialIds::default())).await.unwrap();
    Demo::fill(&site).await.unwrap();
    let found = serde_json::to_vec_pretty(&inventory(site.store()).await).unwrap();
    site.store().close().await.unwrap();
    std::fs::write(golden(&format!("schema-{SCHEMA_VERSION}.json")), found).unwrap();
}
