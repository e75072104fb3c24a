//! Reviews, approvals and publications, from and to their rows.

use kanshu_domain::{
    compliance::{RecordedWaiver, Waiver},
    id::{ApprovalId, DocumentId, GroupId, PublicationId, ReviewId, UserId, WaiverId},
    workflow::{Approval, EndedAs, Publication, PublicationEnd, Review, Revocation},
};

use sea_orm::ConnectionTrait;

use crate::{
    StoreError,
    sql::{Row, Sql},
};

/// The columns of an approval `a` and its revocation `v`.
pub(crate) const APPROVAL_COLUMNS: &str = "
    a.id AS a_id, a.document AS a_document, a.revision AS a_revision, a.hash AS a_hash,
    a.user_id AS a_user_id, a.physician AS a_physician, a.physician_name AS a_physician_name,
    a.credentials AS a_credentials, a.statement AS a_statement, a.four_eyes AS a_four_eyes,
    a.at AS a_at, a.valid_until AS a_valid_until, a.signed_views AS a_signed_views,
    v.actor AS v_actor, v.at AS v_at, v.reason AS v_reason";

/// The approval of a row with [`APPROVAL_COLUMNS`]; `None` when it was joined and is not there.
pub(crate) fn approval(row: &Row) -> Result<Option<Approval>, StoreError> {
    let Some(id) = row.get::<Option<uuid::Uuid>>("a_id")? else {
        return Ok(None);
    };
    let revoked = match row.get::<Option<String>>("v_actor")? {
        Some(by) => Some(Revocation { by, at: row.instant("v_at")?, reason: row.get("v_reason")? }),
        None => None,
    };
    Ok(Some(Approval {
        id: ApprovalId(id),
        document: row.id("a_document", DocumentId)?,
        revision: row.revision("a_revision")?,
        hash: row.hash("a_hash")?,
        user: row.id("a_user_id", UserId)?,
        physician: row.id("a_physician", GroupId)?,
        physician_name: row.json("a_physician_name")?,
        credentials: row.json("a_credentials")?,
        statement: row.get("a_statement")?,
        four_eyes: row.get::<i64>("a_four_eyes")? != 0,
        at: row.instant("a_at")?,
        valid_until: row.instant("a_valid_until")?,
        signed_views: row.json("a_signed_views")?,
        revoked,
    }))
}

/// The columns of a publication `p`.
pub(crate) const PUBLICATION_COLUMNS: &str = "
    p.id AS p_id, p.document AS p_document, p.revision AS p_revision, p.hash AS p_hash,
    p.approval AS p_approval, p.report AS p_report, p.from_at AS p_from_at, p.until_at AS p_until_at,
    p.ended_as AS p_ended_as, p.reason AS p_reason";

/// The publication of a row with [`PUBLICATION_COLUMNS`].
pub(crate) fn publication(row: &Row) -> Result<Publication, StoreError> {
    let end = match row.get::<Option<String>>("p_ended_as")? {
        Some(_) => Some(PublicationEnd {
            how: row.named::<EndedAs>("p_ended_as")?,
            reason: row.get("p_reason")?,
        }),
        None => None,
    };
    Ok(Publication {
        id: row.id("p_id", PublicationId)?,
        document: row.id("p_document", DocumentId)?,
        revision: row.revision("p_revision")?,
        hash: row.hash("p_hash")?,
        approval: row.get::<Option<uuid::Uuid>>("p_approval")?.map(ApprovalId),
        report: row.maybe_hash("p_report")?,
        from: row.instant("p_from_at")?,
        until: row.maybe_instant("p_until_at")?,
        end,
    })
}

/// A row of `review`.
pub(crate) fn review(row: &Row) -> Result<Review, StoreError> {
    Ok(Review {
        id: row.id("id", ReviewId)?,
        document: row.id("document", DocumentId)?,
        revision: row.revision("revision")?,
        hash: row.hash("hash")?,
        step: row.named("step")?,
        by: row.get("actor")?,
        at: row.instant("at")?,
        comment: row.get("comment")?,
    })
}

/// The columns of a waiver `w` and its revocation `v`.
pub(crate) const WAIVER_COLUMNS: &str = "
    w.id AS w_id, w.document AS w_document, w.rule AS w_rule, w.span_hash AS w_span_hash,
    w.reason AS w_reason, w.actor AS w_actor, w.at AS w_at, w.expires_on AS w_expires_on,
    v.actor AS v_actor, v.at AS v_at, v.reason AS v_reason";

/// The waiver of a row with [`WAIVER_COLUMNS`].
pub(crate) fn waiver(row: &Row) -> Result<RecordedWaiver, StoreError> {
    let revocation = match row.get::<Option<String>>("v_actor")? {
        Some(by) => Some(Revocation { by, at: row.instant("v_at")?, reason: row.get("v_reason")? }),
        None => None,
    };
    let waiver = Waiver {
        id: row.id("w_id", WaiverId)?,
        document: row.id("w_document", DocumentId)?,
        rule: row.get("w_rule")?,
        span_hash: row.hash("w_span_hash")?,
        reason: row.get("w_reason")?,
        by: row.get("w_actor")?,
        at: row.instant("w_at")?,
        expires_on: row.parsed("w_expires_on", str::parse)?,
        revoked_at: revocation.as_ref().map(|revocation| revocation.at),
    };
    Ok(RecordedWaiver { waiver, revocation })
}

/// All waivers of a document, oldest first: one statement.
pub(crate) async fn waivers(
    on: &impl ConnectionTrait,
    document: DocumentId,
) -> Result<Vec<RecordedWaiver>, StoreError> {
    let sql = Sql::new("SELECT").push(WAIVER_COLUMNS).push(
        " FROM waiver w LEFT JOIN waiver_revocation v ON v.waiver = w.id
          WHERE w.document = ? ORDER BY w.ordinal",
    );
    sql.bind(document.0).all(on).await?.iter().map(waiver).collect()
}

/// A value as JSON text.
pub(crate) fn json_text(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Corrupt(format!("a value has no JSON form: {error}")))
}
