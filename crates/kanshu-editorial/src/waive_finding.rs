//! Accepts a finding in spite of its rule.

use chrono::NaiveDate;
use kanshu_domain::{
    actor::Actor,
    compliance::{Finding, Waivable, Waiver, check_expiry},
    decode::FieldError,
    event::{EventType, NewEvent},
    id::{DocumentId, WaiverId},
    policy,
    revision::{RevisionNumber, Sha256Hash},
    time::tokyo_date,
};
use serde_json::json;

use crate::{
    Desk, Done, EditorialError,
    input::words,
    opened::{Opened, open},
};

/// Which finding is accepted, why, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedFinding {
    /// `JP-F01`.
    pub rule: String,
    /// As in the report.
    pub span_hash: Sha256Hash,
    pub reason: String,
    /// The first day (in Tokyo) on which the waiver holds no more.
    pub expires_on: NaiveDate,
}

/// A finding was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waived {
    pub done: Done,
    pub waiver: WaiverId,
}

/// Accepts a finding of today's report about the newest revision, for the exact words it was found in
/// and for a time. Once the words change, the waiver covers nothing.
///
/// # Errors
/// When the actor may not, the document moved on, the report has no such finding, its rule allows no
/// exception, the reason is blank, or the day is not in the future and within a year.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn waive_finding(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    accepted: AcceptedFinding,
) -> Result<Waived, EditorialError> {
    // Which roles may accept this finding is known when the finding is.
    let may = |_: &_| policy::may_waive(actor, Waivable::Editor);
    let Opened { mut work, head } = open(desk, actor, id, expected, may).await?;
    let AcceptedFinding { rule, span_hash, reason, expires_on } = accepted;
    let reason = words("reason", &reason)?;
    let today = tokyo_date(work.now());
    check_expiry(expires_on, today).map_err(|why| {
        EditorialError::Invalid(vec![FieldError::invalid("expiresOn", why.to_string())])
    })?;

    let dossier = work.dossier(&head, &[].into(), &desk.policy).await?;
    let report = desk.judge(&dossier, &work.waivers(id).await?, today);
    let is_meant = |finding: &&Finding| finding.rule == rule && finding.span_hash == span_hash;
    let finding = report.findings.iter().find(is_meant).ok_or_else(|| no_such(&rule, expected))?;
    if finding.waivable == Waivable::Never {
        return Err(EditorialError::NotWaivable { rule });
    }
    policy::may_waive(actor, finding.waivable)?;

    let waiver = Waiver {
        id: WaiverId(desk.ids.next()),
        document: id,
        rule,
        span_hash,
        reason,
        by: actor.to_string(),
        at: work.now(),
        expires_on,
        revoked_at: None,
    };
    work.record_waiver(&waiver).await?;
    let event = NewEvent {
        event_type: EventType::FindingWaived,
        actor: actor.to_string(),
        document: Some(id),
        payload: json!({
            "waiver": waiver.id, "rule": waiver.rule, "spanHash": waiver.span_hash,
            "expiresOn": waiver.expires_on, "revision": head.revision, "hash": head.hash,
        }),
    };
    let seq = work.record(event).await?;
    work.commit().await?;
    let done = Done { document: id, revision: head.revision, seq };
    Ok(Waived { done, waiver: waiver.id })
}

fn no_such(rule: &str, revision: RevisionNumber) -> EditorialError {
    let message = format!(
        "today's report about revision {revision} has no finding of {rule} with this hash; ask for the \
         report anew"
    );
    EditorialError::Invalid(vec![FieldError::coded("spanHash", "not_found", message)])
}
