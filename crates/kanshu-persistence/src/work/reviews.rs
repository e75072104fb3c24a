//! Reviews and signatures.

use kanshu_domain::{
    id::{ApprovalId, GroupId, UserId},
    workflow::{Approval, Review, Revocation},
};

use super::{Head, Work};
use crate::{
    StoreError,
    facts::{self, json_text},
    ledger::Voucher,
    projections,
    sql::{Sql, micros},
};

impl Work {
    /// Adds a step of a review and brings the desk's projection up to it.
    pub async fn record_review(&mut self, review: Review) -> Result<(), StoreError> {
        let document = review.document;
        self.unlogged.push(Voucher::review(&review));
        Sql::new(
            "INSERT INTO review
                 (id, document, ordinal, revision, hash, step, actor, at, comment)
             VALUES (?, ?, (SELECT COALESCE(MAX(o.ordinal), 0) + 1 FROM review o
                            WHERE o.document = ?), ?, ?, ?, ?, ?, ?)",
        )
        .bind(review.id.0)
        .bind(document.0)
        .bind(document.0)
        .bind(i64::from(review.revision.0))
        .bind(review.hash.to_string())
        .bind(review.step.name())
        .bind(review.by)
        .bind(micros(review.at))
        .bind(review.comment)
        .run(&self.tx)
        .await?;
        projections::refresh_desk(&self.tx, &self.revisions, document).await
    }

    /// Adds a signature.
    pub async fn record_approval(&mut self, approval: Approval) -> Result<(), StoreError> {
        let document = approval.document;
        self.unlogged.push(Voucher::approval(&approval));
        Sql::new(
            "INSERT INTO approval
                 (id, document, ordinal, revision, hash, user_id, physician, physician_name,
                  credentials, statement, four_eyes, at, valid_until, signed_views)
             VALUES (?, ?, (SELECT COALESCE(MAX(o.ordinal), 0) + 1 FROM approval o
                            WHERE o.document = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(approval.id.0)
        .bind(document.0)
        .bind(document.0)
        .bind(i64::from(approval.revision.0))
        .bind(approval.hash.to_string())
        .bind(approval.user.0)
        .bind(approval.physician.0)
        .bind(json_text(&approval.physician_name)?)
        .bind(json_text(&approval.credentials)?)
        .bind(approval.statement)
        .bind(i64::from(approval.four_eyes))
        .bind(micros(approval.at))
        .bind(micros(approval.valid_until))
        .bind(json_text(&approval.signed_views)?)
        .run(&self.tx)
        .await?;
        if !approval.signed_views.is_empty() {
            let mut views =
                Sql::new("INSERT INTO approval_view (approval, target, digest) VALUES ");
            for (i, view) in approval.signed_views.iter().enumerate() {
                views = views.push(if i == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" });
                views = views.bind(approval.id.0).bind(view.target.0).bind(view.digest.to_string());
            }
            views.run(&self.tx).await?;
        }
        projections::refresh_desk(&self.tx, &self.revisions, document).await
    }

    /// Takes a signature back.
    pub async fn revoke_approval(
        &mut self,
        approval: ApprovalId,
        revocation: Revocation,
    ) -> Result<(), StoreError> {
        self.unlogged.push(Voucher::revocation(approval, &revocation));
        Sql::new(
            "INSERT INTO approval_revocation (approval, actor, at, reason) VALUES (?, ?, ?, ?)",
        )
        .bind(approval.0)
        .bind(revocation.by)
        .bind(micros(revocation.at))
        .bind(revocation.reason)
        .run(&self.tx)
        .await?;
        Ok(())
    }

    /// The physician document as which an actor of the log signs, when it is a user who does.
    pub async fn signs_as(&self, actor: &str) -> Result<Option<GroupId>, StoreError> {
        let Ok(user) = actor.parse::<UserId>() else { return Ok(None) };
        let row = Sql::new("SELECT physician FROM staff_user WHERE id = ?").bind(user.0);
        let row = row.one(&self.tx).await?;
        let physician = row.map(|row| row.get::<Option<uuid::Uuid>>("physician")).transpose()?;
        Ok(physician.flatten().map(GroupId))
    }

    /// The newest signature of the document's newest revision.
    pub async fn approval_of(&self, head: &Head) -> Result<Option<Approval>, StoreError> {
        let row = Sql::new("SELECT")
            .push(facts::APPROVAL_COLUMNS)
            .push(
                " FROM approval a LEFT JOIN approval_revocation v ON v.approval = a.id
                  WHERE a.document = ? AND a.revision = ? AND a.hash = ?
                  ORDER BY a.ordinal DESC LIMIT 1",
            )
            .bind(head.document.0)
            .bind(i64::from(head.revision.0))
            .bind(head.hash.to_string())
            .one(&self.tx)
            .await?;
        row.as_ref().map_or(Ok(None), facts::approval)
    }
}
