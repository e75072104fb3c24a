//! The audit names what was tampered with.

use kanshu_persistence::BrokenLine;
use kanshu_tests::{TestDb, both_engines};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::desk::TestDesk;

/// Switches off the triggers of a table, as somebody with the database's password could.
async fn disarm(db: &TestDb, raw: &DatabaseConnection, table: &str) {
    let sql = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => {
            format!("DROP TRIGGER {table}_refuses_UPDATE; DROP TRIGGER {table}_refuses_DELETE")
        }
        kanshu_persistence::Engine::Postgres => {
            format!("DROP TRIGGER {table}_append_only ON {table}")
        }
    };
    raw.execute_unprepared(&sql).await.unwrap();
}

async fn tampered(db: &TestDb, table: &str, sql: &str) -> BrokenLine {
    let raw = db.raw().await;
    disarm(db, &raw, table).await;
    raw.execute_unprepared(sql).await.unwrap();
    raw.close().await.unwrap();
    db.store().verify_audit().await.unwrap().first_broken.unwrap()
}

both_engines!(an_untouched_database_is_intact, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.public_tag("sleep").await;
    desk.revise(id, "睡眠", "sleep").await;
    let audit = db.store().verify_audit().await.unwrap();
    assert_eq!((audit.events, audit.revisions, audit.first_broken), (3, 2, None));
});

both_engines!(an_event_whose_payload_was_changed_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    for name in ["one", "two", "three"] {
        desk.tag(name).await;
    }
    let broken = tampered(&db, "event", "UPDATE event SET payload = '{}' WHERE seq = 2").await;
    assert_eq!(broken.line, "event 2");
    assert!(broken.why.contains("payload"), "{broken:?}");
});

both_engines!(an_event_that_names_another_actor_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    desk.tag("one").await;
    desk.tag("two").await;
    let broken = tampered(&db, "event", "UPDATE event SET actor = 'x' WHERE seq = 1").await;
    assert_eq!(broken.line, "event 1");
});

both_engines!(an_event_that_is_gone_is_missed, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    for name in ["one", "two", "three"] {
        desk.tag(name).await;
    }
    let broken = tampered(&db, "event", "DELETE FROM event WHERE seq = 2").await;
    assert_eq!(broken.line, "event 3");
});

both_engines!(a_revision_whose_bytes_were_changed_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("one").await;
    desk.revise(id, "二", "two").await;
    let bytes = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => "CAST('{}' AS BLOB)",
        kanshu_persistence::Engine::Postgres => "convert_to('{}', 'UTF8')",
    };
    let sql = format!("UPDATE revision SET bytes = {bytes} WHERE number = 2");
    let broken = tampered(&db, "revision", &sql).await;
    assert_eq!(broken.line, format!("revision 2 of document {id}"));
    // Nor is it shown to anybody who has not seen it before.
    let other = db.another_store().await;
    let error = other.desk().by_ids(&[id]).await.unwrap_err();
    assert!(error.to_string().contains("do not have its hash"), "{error}");
    other.close().await.unwrap();
});

both_engines!(a_publication_of_another_text_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    desk.public_tag("one").await;
    let raw = db.raw().await;
    let on = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => "",
        kanshu_persistence::Engine::Postgres => " ON publication",
    };
    let sql = format!("DROP TRIGGER publication_ends_once{on}");
    raw.execute_unprepared(&sql).await.unwrap();
    raw.execute_unprepared("UPDATE publication SET hash = 'x'").await.unwrap();
    raw.close().await.unwrap();
    let broken = db.store().verify_audit().await.unwrap().first_broken.unwrap();
    assert!(broken.line.starts_with("publication "), "{broken:?}");
});
