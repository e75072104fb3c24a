//! What the rule packs say about a revision, and what they said when it went public.

use actix_web::{HttpRequest, HttpResponse, web};
use kanshu_domain::{
    compliance::ComplianceReport,
    id::DocumentId,
    revision::{RevisionNumber, Sha256Hash},
};
use serde_json::json;

use crate::{
    authentication::{Caller, services},
    conditional::private_answer,
    parameters::{self, Given, for_compliance_report},
    problem::Problem,
    resource::segment,
};

/// `GET /documents/{id}/compliance-report`: today's, about the newest revision or another.
pub(crate) async fn compliance_report(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    let given = Given::read(&request, &for_compliance_report())?;
    let revision = given.get("revision").map(revision_number).transpose()?;
    let caller = Caller::known(&request).await?;
    let services = services(&request)?;
    let id: DocumentId = segment(&request, "id")?;
    let report =
        kanshu_editorial::compliance_report(&services.desk, &caller.actor, id, revision).await?;
    Ok(answer(&report))
}

/// `GET /documents/{id}/compliance-reports/{digest}`: as it was kept when a publication passed the gate,
/// byte for byte.
pub(crate) async fn kept_report(
    request: HttpRequest,
    _: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let caller = Caller::known(&request).await?;
    let drafts = services(&request)?.desk.drafts(&caller.actor)?;
    let id: DocumentId = segment(&request, "id")?;
    let digest = request.match_info().query("digest");
    let digest = Sha256Hash::parse(digest).map_err(|_| Problem::not_found())?;

    let bytes = drafts.kept_report(id, digest).await?.ok_or_else(Problem::not_found)?;
    let report: ComplianceReport = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::caused(crate::problem::Code::Internal, error))?;
    let data = String::from_utf8(bytes)
        .map_err(|error| Problem::caused(crate::problem::Code::Internal, error))?;
    Ok(with_meta(&data, &report, digest))
}

/// A report in its envelope.
pub(super) fn answer(report: &ComplianceReport) -> HttpResponse {
    // Canonical JSON is UTF-8.
    let data = String::from_utf8_lossy(&report.canonical_bytes()).into_owned();
    with_meta(&data, report, report.digest())
}

fn with_meta(data: &str, report: &ComplianceReport, digest: Sha256Hash) -> HttpResponse {
    let passes = report.blocking().next().is_none();
    let mut meta = json!({ "digest": digest, "passes": passes });
    if let Some(revision) = report.revision {
        meta["revision"] = json!(format!("r{revision}"));
    }
    let body = format!("{{\"data\":{data},\"meta\":{meta}}}");
    private_answer(HttpResponse::Ok(), body, None)
}

/// As in `meta.revision`, with or without its `r`.
fn revision_number(text: &str) -> Result<RevisionNumber, Problem> {
    let number = text.strip_prefix('r').unwrap_or(text);
    number
        .parse()
        .map(RevisionNumber)
        .map_err(|_| Problem::bad_request("revision", "`revision` looks like `r12` or `12`."))
}
