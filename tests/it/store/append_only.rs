//! What was written stays as it was written, whoever asks the database to change it.

use kanshu_domain::{
    id::{ApprovalId, GroupId, ReviewId, UserId},
    revision::Sha256Hash,
    values::{Line, Locale, Localized},
    workflow::{Approval, EndedAs, Review, ReviewStep, Revocation, SignedView},
};
use kanshu_tests::{TestDb, both_engines};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::desk::{TestDesk, noon};

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
    let approval = Approval {
        id: ApprovalId(Uuid::from_u128(2)),
        document: id,
        revision: head.revision,
        hash: head.hash,
        user: UserId(Uuid::from_u128(3)),
        physician: GroupId(Uuid::from_u128(4)),
        physician_name: Localized::one(Locale::ja(), Line::parse("架空 花子").unwrap()),
        credentials: Vec::new(),
        statement: "監修しました".to_owned(),
        four_eyes: true,
        at: work.now(),
        valid_until: noon() + chrono::Duration::days(365),
        signed_views: vec![SignedView {
            target: GroupId(Uuid::from_u128(5)),
            digest: Sha256Hash::of(b"view"),
        }],
        revoked: None,
    };
    work.record_approval(approval.clone()).await.unwrap();
    assert_eq!(work.approval_of(&head).await.unwrap(), Some(approval.clone()));
    let revocation =
        Revocation { by: "operator".to_owned(), at: work.now(), reason: "誤り".to_owned() };
    work.revoke_approval(approval.id, revocation.clone()).await.unwrap();
    work.commit().await.unwrap();
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
    ];
    for (table, change) in columns {
        for sql in [format!("UPDATE {table} SET {change}"), format!("DELETE FROM {table}")] {
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
