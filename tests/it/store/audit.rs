//! The audit names what was tampered with.

use kanshu_domain::{
    compliance::ComplianceReport, event::EventType, gate, id::PublicationId, policy::SitePolicy,
    revision::Sha256Hash,
};
use kanshu_persistence::{BrokenLine, StoreError};
use kanshu_tests::{TestDb, both_engines};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::desk::{TestDesk, clean_report, record, signature, waiver};

/// Switches off the triggers of a table, as somebody with the database's password could.
async fn disarm(db: &TestDb, raw: &DatabaseConnection, table: &str) {
    let sql = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => {
            format!("DROP TRIGGER {table}_refuses_update; DROP TRIGGER {table}_refuses_delete")
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

both_engines!(a_signature_that_nobody_gave_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("one").await;
    let mut work = desk.begin().await;
    let head = work.head(id).await.unwrap().unwrap();
    let signature = signature(&head, work.now());
    work.record_approval(signature.clone()).await.unwrap();
    // The program itself commits nothing that no event tells of.
    assert!(matches!(work.commit().await, Err(StoreError::Unlogged)));

    let mut work = desk.begin().await;
    work.record_approval(signature.clone()).await.unwrap();
    record(&mut work, EventType::RevisionApproved, id).await;
    work.commit().await.unwrap();
    assert_eq!(db.store().verify_audit().await.unwrap().first_broken, None);
    let broken =
        tampered(&db, "approval", "UPDATE approval SET valid_until = valid_until + 1").await;
    assert_eq!(broken.line, format!("approval {}", signature.id));
});

both_engines!(rows_past_the_log_are_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    desk.public_tag("one").await;
    let raw = db.raw().await;
    // A review that no event tells of, as somebody with the database's password could add.
    let id = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => "x'00000000000000000000000000000009'",
        kanshu_persistence::Engine::Postgres => "'00000000-0000-0000-0000-000000000009'",
    };
    let sql = format!(
        "INSERT INTO review (id, document, ordinal, revision, hash, step, actor, at)
         SELECT {id}, document, 9, number, hash, 'approved', 'x', at FROM revision"
    );
    raw.execute_unprepared(&sql).await.unwrap();
    raw.close().await.unwrap();
    let broken = db.store().verify_audit().await.unwrap().first_broken.unwrap();
    assert_eq!(broken.line, "review 00000000-0000-0000-0000-000000000009");
    assert_eq!(broken.why, "no event tells of it");
});

both_engines!(a_revision_that_is_gone_is_missed, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("one").await;
    desk.revise(id, "二", "two").await;
    let broken = tampered(&db, "revision", "DELETE FROM revision WHERE number = 2").await;
    assert_eq!(broken.line, format!("revision 2 of document {id}"));
    assert_eq!(broken.why, "it is gone");
});

both_engines!(a_report_that_was_rewritten_is_named_and_not_shown, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.public_tag("one").await;
    let publication = db.store().desk().publications(id).await.unwrap().remove(0);
    let digest = publication.report.unwrap();
    let bytes = db.store().desk().report(id, digest).await.unwrap().unwrap();
    assert_eq!(Sha256Hash::of(&bytes), digest);
    assert!(db.store().public().report(id, digest).await.unwrap().is_none());

    let changed = match db.store().engine() {
        kanshu_persistence::Engine::Sqlite => "CAST('{}' AS BLOB)",
        kanshu_persistence::Engine::Postgres => "convert_to('{}', 'UTF8')",
    };
    let sql = format!("UPDATE compliance_report SET bytes = {changed}");
    let broken = tampered(&db, "compliance_report", &sql).await;
    assert_eq!(broken.line, format!("compliance report {digest}"));
    let refused = db.store().desk().report(id, digest).await.unwrap_err();
    assert!(refused.to_string().contains("do not have its digest"), "{refused}");
});

both_engines!(a_waiver_that_was_prolonged_is_named, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("one").await;
    let mut work = desk.begin().await;
    let given = waiver(id, work.now());
    work.record_waiver(&given).await.unwrap();
    record(&mut work, EventType::FindingWaived, id).await;
    work.commit().await.unwrap();
    assert_eq!(db.store().verify_audit().await.unwrap().first_broken, None);
    let broken = tampered(&db, "waiver", "UPDATE waiver SET expires_on = '2099-01-01'").await;
    assert_eq!(broken.line, format!("waiver {}", given.id));
});

both_engines!(only_the_report_that_the_gate_saw_is_kept, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.tag("one").await;
    let mut work = desk.begin().await;
    let head = work.head(id).await.unwrap().unwrap();
    let dossier = work.dossier(&head, &[].into(), &SitePolicy::default()).await.unwrap();
    let report = clean_report(&dossier, work.now());
    let publishable = gate::check(&dossier, &report, work.now()).unwrap();
    let other = ComplianceReport { engine: "another".to_owned(), ..report };
    let id = PublicationId(uuid::Uuid::from_u128(7));
    let refused = work.publish(id, &publishable, &other).await.unwrap_err();
    assert!(matches!(refused, StoreError::Corrupt(_)), "{refused}");
});
