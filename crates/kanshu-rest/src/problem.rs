//! Errors as a client sees them: RFC 9457 problem details with a stable `code`.

mod codes;
mod from_layers;

use std::{error::Error as StdError, fmt};

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use kanshu_domain::{
    decode::FieldError, document::Tombstone, gate::Unmet, revision::RevisionNumber,
    workflow::Dependent,
};
use serde_json::{Map, Value, json};

pub use codes::Code;

use crate::request_id::RequestId;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What is said of every failure that is ours: the cause stands in the log, never in the answer.
const FAILED: &str = "Something failed on our side. Nothing was changed unless you are told so; \
                      try again, and name the request id when you report it.";

/// What is said while the database cannot be reached. A write may have come through before its answer
/// was lost.
const AWAY: &str = "The database cannot be reached at the moment. Try again soon; if this was a \
                    write, read first whether it was done.";
/// A lost connection is usually back, or another server in its place, within this many seconds.
const AWAY_SECONDS: u32 = 5;

/// A refused or failed request.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    detail: String,
    facts: Map<String, Value>,
    headers: Vec<(header::HeaderName, String)>,
    cause: Option<Box<dyn StdError>>,
}

impl Problem {
    /// A problem with a sentence of its own: what is wrong and what would be right.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        let mut headers = Vec::new();
        if code.status() == StatusCode::UNAUTHORIZED {
            headers.push((header::WWW_AUTHENTICATE, code.challenge().to_owned()));
        }
        Self { code, detail: detail.into(), facts: Map::new(), headers, cause: None }
    }

    /// A failure of ours that has no error value.
    pub fn internal(what: &'static str) -> Self {
        Self::caused(Code::Internal, what)
    }

    /// A failure of ours, with what is to be logged.
    pub fn caused(code: Code, cause: impl Into<Box<dyn StdError>>) -> Self {
        let mut problem = Self::new(code, FAILED);
        problem.cause = Some(cause.into());
        problem
    }

    /// The database is away, with what is to be logged.
    pub fn unavailable(cause: impl Into<Box<dyn StdError>>) -> Self {
        let mut problem = Self::new(Code::Unavailable, AWAY);
        problem.headers.push((header::RETRY_AFTER, AWAY_SECONDS.to_string()));
        problem.cause = Some(cause.into());
        problem
    }

    /// The one answer to everything that is not there for this caller.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here that you can see.")
    }

    /// Somebody has to log in first.
    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "Log in first, or send an API key.")
    }

    /// What stood here was taken down for safety.
    pub fn gone(tombstone: &Tombstone) -> Self {
        let detail = match &tombstone.reason {
            Some(reason) => format!("This was withdrawn: {reason}"),
            None => "This was withdrawn.".to_owned(),
        };
        Self::new(Code::Gone, detail)
            .with("reason", json!(tombstone.reason))
            .with("withdrawnAt", json!(tombstone.at))
    }

    /// The address is right, the method is not.
    pub fn method_not_allowed(allowed: String) -> Self {
        let detail = format!("This address answers {allowed}.");
        let mut problem = Self::new(Code::MethodNotAllowed, detail);
        problem.headers.push((header::ALLOW, allowed));
        problem
    }

    /// A query parameter, path or header that cannot be understood.
    pub fn bad_request(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(Code::BadRequest, message.clone())
            .with("errors", json!([FieldError::invalid(field, message)]))
    }

    /// Fields whose values cannot stand.
    pub fn invalid(errors: &[FieldError]) -> Self {
        let detail = match errors {
            [one] if one.field.is_empty() => one.message.clone(),
            [one] => format!("{}: {}", one.field, one.message),
            several => format!("{} fields are not valid; see `errors`.", several.len()),
        };
        Self::new(Code::Invalid, detail).with("errors", json!(errors))
    }

    /// The document has moved on since the caller read it.
    pub fn revision_moved(current: RevisionNumber) -> Self {
        let detail = format!(
            "The document is at revision r{current}. Read it, merge your change and send it again \
             with If-Match: \"r{current}\"."
        );
        Self::new(Code::RevisionMoved, detail).with("currentRevision", json!(format!("r{current}")))
    }

    /// The gate refused, with all it asks for.
    pub fn not_publishable(unmet: &[Unmet]) -> Self {
        let detail = match unmet.len() {
            1 => "One condition of publication is not met; see `conditions`.".to_owned(),
            n => format!("{n} conditions of publication are not met; see `conditions`."),
        };
        Self::new(Code::NotPublishable, detail).with("conditions", json!(unmet))
    }

    /// Public pages rest on what was to be taken down.
    pub fn has_dependents(dependents: &[Dependent]) -> Self {
        let detail = "Public documents rest on this one; see `dependents`. Suspend them too with \
                      \"dependents\": \"suspend_too\", or change them first.";
        Self::new(Code::HasDependents, detail).with("dependents", json!(dependents))
    }

    /// Too many attempts.
    pub fn rate_limited(retry_after_seconds: i64) -> Self {
        let detail = format!("Too many attempts; try again in {retry_after_seconds} seconds.");
        let mut problem = Self::new(Code::TooManyAttempts, detail);
        problem.headers.push((header::RETRY_AFTER, retry_after_seconds.to_string()));
        problem
    }

    /// The code, for programs.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What is to be logged of a failure of ours.
    pub fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref()
    }

    fn with(mut self, name: &str, fact: Value) -> Self {
        self.facts.insert(name.to_owned(), fact);
        self
    }

    /// The answer, with the id that the caller can quote.
    pub(crate) fn answer(&self, id: Option<RequestId>) -> HttpResponse {
        let mut body = json!({
            "type": self.code.urn(),
            "title": self.code.title(),
            "status": self.code.status().as_u16(),
            "detail": self.detail,
            "code": self.code.name(),
        });
        if let Some(fields) = body.as_object_mut() {
            fields.extend(self.facts.clone());
            if let Some(id) = id {
                fields.insert("requestId".to_owned(), json!(id.0));
            }
        }
        let mut response = HttpResponse::build(self.code.status());
        response.content_type(MEDIA_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.as_str()));
        }
        response.body(body.to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(None)
    }
}
