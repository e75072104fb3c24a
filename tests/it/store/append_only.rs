//! What was written stays as it was written, whoever asks the database to change it.

use kanshu_domain::{
    compliance::{RecordedWaiver, Waiver},
    event::EventType,
    id::ReviewId,
    workflow::{Approval, EndedAs, Review, ReviewStep, Revocation},
};
use kanshu_persistence::Engine;
use kanshu_tests::{TestDb, both_engines};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::desk::{TestDesk, record, signature, waiver};

/// A database with a row in every table of the truth.
async fn with_everything(desk: &TestDesk) {
    let id = desk.public_tag("sleep").await;
    let mut work = desk.begin().await;
    let head = work.head(id).await.unwrap().unwrap();
    let review = Review {
        id: ReviewId(Uuid::from_u128(1)),
        document: id,
        revision: head.revision,
        hash: head.hash,
        step: ReviewStep::Submitted,
        by: "operator".to_owned(),
        at: work.now(),
        comment: None,
    };
    work.record_review(review).await.unwrap();
    let approval = signature(&head, work.now());
    work.record_approval(approval.clone()).await.unwrap();
    assert_eq!(work.approval_of(&head).await.unwrap(), Some(approval.clone()));
    let revocation =
        Revocation { by: "operator".to_owned(), at: work.now(), reason: "誤り".to_owned() };
    work.revoke_approval(approval.id, revocation.clone()).await.unwrap();
    record(&mut work, EventType::ApprovalRevoked, id).await;
    let given = waiver(id, work.now());
    work.record_waiver(&given).await.unwrap();
    assert_eq!(work.waivers(id).await.unwrap(), std::slice::from_ref(&given));
    work.revoke_waiver(given.id, &revocation).await.unwrap();
    record(&mut work, EventType::WaiverRevoked, id).await;
    work.commit().await.unwrap();
    let kept = RecordedWaiver {
        waiver: Waiver { revoked_at: Some(revocation.at), ..given },
        revocation: Some(revocation.clone()),
    };
    assert_eq!(desk.store.desk().waivers(id).await.unwrap(), [kept]);
    assert!(desk.store.public().waivers(id).await.unwrap().is_empty());
    let read = desk.store.desk().approvals(id).await.unwrap();
    assert_eq!(read, [Approval { revoked: Some(revocation), ..approval }]);
    let shown = desk.store.desk().by_ids(&[id]).await.unwrap().remove(0);
    assert!(shown.approval.unwrap().revoked.is_some());
}

both_engines!(no_line_of_the_truth_can_be_changed_or_deleted, |db: TestDb| async move {
    with_everything(&TestDesk::at(db.store())).await;
    let raw = db.raw().await;
    let columns = [
        ("document", "kind = 'article'"),
        ("revision", "author = 'somebody else'"),
        ("review", "step = 'approved'"),
        ("approval", "statement = ''"),
        ("approval_view", "digest = ''"),
        ("approval_revocation", "reason = ''"),
        ("event", "payload = '{}'"),
        ("publication", "hash = ''"),
        ("publication", "revision = 1"),
        ("publication", "report = NULL"),
        ("compliance_report", "dossier = ''"),
        ("waiver", "expires_on = '2099-01-01'"),
        ("waiver_revocation", "reason = ''"),
    ];
    for (table, change) in columns {
        for sql in [format!("UPDATE {table} SET {change}"), format!("DELETE FROM {table}")] {
            let refused = raw.execute_unprepared(&sql).await.expect_err(&sql);
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
    }
    if db.store().engine() == Engine::Sqlite {
        // REPLACE deletes without waking the triggers on DELETE.
        for (table, _) in columns {
            let sql = format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}");
            let refused = raw.execute_unprepared(&sql).await.expect_err(&sql);
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
    }
    let audit = db.store().verify_audit().await.unwrap();
    assert_eq!(audit.first_broken, None);
    raw.close().await.unwrap();
});

both_engines!(a_publication_ends_only_once, |db: TestDb| async move {
    let desk = TestDesk::at(db.store());
    let id = desk.public_tag("sleep").await;
    desk.end(id, EndedAs::Suspended).await.unwrap();
    let raw = db.raw().await;
    for change in ["until_at = until_at + 1", "until_at = NULL, ended_as = NULL", "reason = NULL"] {
        let sql = format!("UPDATE publication SET {change}");
        let refused = raw.execute_unprepared(&sql).await.expect_err(change);
        assert!(refused.to_string().contains("append-only"), "{change}: {refused}");
    }
    raw.close().await.unwrap();
});
