//! The operations that exist once for all kinds.

use actix_web::http::StatusCode;
use utoipa::openapi::path::Operation;

use super::{Asker, Describe};
use crate::{
    body::JSON,
    parameters::{Known, Shape, for_any, for_compliance_report, for_readiness},
};

const TAG: &str = "documents";

const WRITING: [StatusCode; 10] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::PRECONDITION_FAILED,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::PRECONDITION_REQUIRED,
];

/// `getDocument`.
pub(crate) fn get() -> Operation {
    Describe::operation("getDocument", "One document by its id, whatever its kind", TAG)
        .for_(Asker::Anybody)
        .path_parameter("id", Shape::Id, "The document's id.")
        .query(for_any())
        .if_none_match()
        .answers(StatusCode::OK, "DocumentResponse", "The document.")
        .answers_empty(StatusCode::NOT_MODIFIED, "The caller has this representation.")
        .problems(&[
            StatusCode::BAD_REQUEST,
            StatusCode::UNAUTHORIZED,
            StatusCode::FORBIDDEN,
            StatusCode::NOT_FOUND,
            StatusCode::GONE,
        ])
}

/// `getDocumentHistory`.
pub(crate) fn history() -> Operation {
    at_the_desk(
        "getDocumentHistory",
        "Reviews, signatures and publications of a document",
        Vec::new(),
        "HistoryResponse",
    )
}

/// `getDocumentReadiness`.
pub(crate) fn readiness() -> Operation {
    at_the_desk(
        "getDocumentReadiness",
        "What the gate would ask for if the document were published now",
        for_readiness(),
        "ReadinessResponse",
    )
}

/// `getDocumentRevision`.
pub(crate) fn revision() -> Operation {
    desk("getDocumentRevision", "One revision of a document")
        .path_parameter("number", Shape::Text, "As in `meta.revision`: `r12`, or `12`.")
        .answers(StatusCode::OK, "DocumentResponse", "The document as of that revision.")
        .problems(&reading())
}

/// `getDocumentComplianceReport`.
pub(crate) fn compliance_report() -> Operation {
    at_the_desk(
        "getDocumentComplianceReport",
        "What the rule packs in force today say about a revision",
        for_compliance_report(),
        "ComplianceReportResponse",
    )
}

/// `getKeptComplianceReport`.
pub(crate) fn kept_report() -> Operation {
    desk("getKeptComplianceReport", "The report under which a publication passed the gate")
        .path_parameter(
            "digest",
            Shape::Text,
            "As in the `report` of a publication in the history.",
        )
        .answers(
            StatusCode::OK,
            "ComplianceReportResponse",
            "The report as it was kept: the digest is SHA-256 of the canonical JSON (RFC 8785) of \
             `data`.",
        )
        .problems(&reading())
}

/// `checkCompliance`.
pub(crate) fn check_compliance() -> Operation {
    Describe::operation("checkCompliance", "What the rule packs say about words not saved", TAG)
        .saying(
            "A text of at most 100,000 characters, or a document as it would be created. Stores \
             nothing. For staff and keys with `compliance:check`, `drafts:read` or `content:write`.",
        )
        .for_(Asker::Known)
        .body("CheckComplianceRequest", JSON)
        .answers(StatusCode::OK, "ComplianceReportResponse", "The report.")
        .problems(&[
            StatusCode::BAD_REQUEST,
            StatusCode::UNAUTHORIZED,
            StatusCode::FORBIDDEN,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ])
}

/// `waiveFinding`.
pub(crate) fn waive_finding() -> Operation {
    Describe::operation("waiveFinding", "Accepts a finding in spite of its rule", TAG)
        .saying(
            "For compliance and administrators, and for editors where the rule says so. Bound to the \
             exact words, and for a year at most: when the words change, the finding counts again.",
        )
        .for_(Asker::Known)
        .path_parameter("id", Shape::Id, "The document's id.")
        .if_match()
        .body("WaiveFindingRequest", JSON)
        .answers(StatusCode::CREATED, "WaivedResponse", "The document as the desk sees it now.")
        .problems(&WRITING)
}

/// `revokeWaiver`.
pub(crate) fn revoke_waiver() -> Operation {
    step(
        "revokeWaiver",
        "Takes a waiver back",
        "The finding counts again. What is public stays public until it is suspended or withdrawn.",
        "RevokeWaiverRequest",
    )
}

fn at_the_desk(id: &str, summary: &str, query: Vec<Known>, schema: &str) -> Operation {
    desk(id, summary)
        .query(query)
        .answers(StatusCode::OK, schema, "The answer.")
        .problems(&reading())
}

fn desk(id: &str, summary: &str) -> Describe {
    Describe::operation(id, summary, TAG)
        .saying("For staff and keys with `drafts:read`.")
        .for_(Asker::Known)
        .path_parameter("id", Shape::Id, "The document's id.")
}

fn reading() -> [StatusCode; 4] {
    [
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
    ]
}

/// `submitForReview`.
pub(crate) fn submit() -> Operation {
    step(
        "submitForReview",
        "Hands the newest revision in for review",
        "The supervising physician (or, for physicians and clinics, an administrator) decides next.",
        "SubmitRequest",
    )
}

/// `requestChanges`.
pub(crate) fn request_changes() -> Operation {
    step("requestChanges", "Sends the newest revision back", "With a comment.", "ChangesRequest")
}

/// `approveRevision`.
pub(crate) fn approve() -> Operation {
    step(
        "approveRevision",
        "Signs the newest revision",
        "Only the supervising physician whom the revision names, with fresh proof of identity. The \
         signature is for exactly this revision: an edit needs a new one.",
        "ApproveRequest",
    )
}

/// `revokeApproval`.
pub(crate) fn revoke_approval() -> Operation {
    step(
        "revokeApproval",
        "Takes the signature of the newest revision back",
        "What is public stays public until it is suspended or withdrawn, and is marked stale.",
        "RevokeRequest",
    )
}

/// `verifyDocument`.
pub(crate) fn verify() -> Operation {
    step(
        "verifyDocument",
        "Vouches for the facts about a physician or clinic",
        "For administrators.",
        "VerifyRequest",
    )
}

/// `publishDocument`.
pub(crate) fn publish() -> Operation {
    step(
        "publishDocument",
        "Makes the newest revision public",
        "Through the gate, which answers with everything that is missing at once.",
        "PublishRequest",
    )
}

/// `unpublishDocument`.
pub(crate) fn unpublish() -> Operation {
    step(
        "unpublishDocument",
        "Suspends a public document",
        "It can be published again through the gate.",
        "UnpublishRequest",
    )
}

/// `withdrawDocument`.
pub(crate) fn withdraw() -> Operation {
    step(
        "withdrawDocument",
        "Takes a public document down for safety",
        "Visitors get 410 with the reason; it can only come back with a new signature.",
        "WithdrawRequest",
    )
}

fn step(id: &str, summary: &str, description: &str, body: &str) -> Operation {
    Describe::operation(id, summary, TAG)
        .saying(description)
        .for_(Asker::Known)
        .path_parameter("id", Shape::Id, "The document's id.")
        .if_match()
        .body(body, JSON)
        .answers(StatusCode::OK, "ActionResponse", "The document as the desk sees it now.")
        .problems(&WRITING)
}
