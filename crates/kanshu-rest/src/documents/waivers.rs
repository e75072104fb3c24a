//! Accepting findings: `POST /documents/{id}/waivers` and `POST /documents/{id}/revoke-waiver`.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use kanshu_domain::{compliance::Waivable, id::WaiverId, policy, revision::Sha256Hash};
use kanshu_editorial::AcceptedFinding;
use serde::Deserialize;

use super::{
    done::{done, waived},
    writing::Write,
};
use crate::{authentication::services, body, problem::Problem};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Acceptance {
    rule: String,
    span_hash: Sha256Hash,
    reason: String,
    expires_on: NaiveDate,
}

/// Accepts a finding of the report about the newest revision.
pub(crate) async fn waive_finding(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    policy::may_waive(&caller.actor, Waivable::Editor)?;
    let Acceptance { rule, span_hash, reason, expires_on } =
        body::request(&request, payload).await?;
    let services = services(&request)?;
    let accepted = AcceptedFinding { rule, span_hash, reason, expires_on };
    let result = kanshu_editorial::waive_finding(
        &services.desk,
        &caller.actor,
        document,
        expected,
        accepted,
    )
    .await?;
    waived(&services, &caller.actor, result).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Revocation {
    waiver: WaiverId,
    reason: String,
}

/// Takes a waiver back.
pub(crate) async fn revoke_waiver(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let Write { caller, document, expected } = Write::of(&request).await?;
    policy::may_revoke_waivers(&caller.actor)?;
    let Revocation { waiver, reason } = body::request(&request, payload).await?;
    let services = services(&request)?;
    let result = kanshu_editorial::revoke_waiver(
        &services.desk,
        &caller.actor,
        document,
        expected,
        waiver,
        &reason,
    )
    .await?;
    done(&services, &caller.actor, result).await
}
