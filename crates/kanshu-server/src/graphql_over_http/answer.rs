//! What goes back: the status, the media type and the envelope.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, VARY, WWW_AUTHENTICATE},
    },
    web::Bytes,
};
use async_graphql::{Response, ServerError, Value};
use kanshu_graphql::was_executed;
use kanshu_rest::problem::Problem;
use serde::Serialize;

use super::MediaType;

/// Why an HTTP request did not get as far as GraphQL.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// Stable, for programs.
    pub(crate) code: &'static str,
    /// For people.
    pub(crate) message: String,
}

impl Refusal {
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: "BAD_REQUEST", message: message.into() }
    }
}

impl From<&Problem> for Refusal {
    /// A credential that is not valid, in GraphQL's envelope.
    fn from(problem: &Problem) -> Self {
        let status = problem.code().status();
        let code = match status {
            StatusCode::UNAUTHORIZED => "UNAUTHENTICATED",
            _ => problem.code().name(),
        };
        if let Some(cause) = problem.cause() {
            tracing::error!(cause, "a caller could not be identified");
        }
        let text = problem.to_string();
        let detail = text.strip_prefix(problem.code().name()).and_then(|t| t.strip_prefix(": "));
        Self { status, code, message: detail.unwrap_or(&text).to_owned() }
    }
}

/// An answer, ready to be sent.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    media_type: MediaType,
    body: Bytes,
    allow: Option<&'static str>,
}

/// The answer's JSON. `data` is there exactly when the request was executed.
#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'a std::collections::BTreeMap<String, Value>,
}

impl Answer {
    /// The answer of the executor, which may still have refused the document.
    pub(super) fn executed(media_type: MediaType, response: Response) -> Self {
        if !was_executed(&response) {
            return Self::not_executed(media_type, response.errors);
        }
        let data = Some(&response.data);
        let envelope =
            Envelope { errors: &response.errors, data, extensions: &response.extensions };
        Self { status: StatusCode::OK, media_type, body: json(&envelope), allow: None }
    }

    /// A well-formed HTTP request whose document or variables cannot be executed.
    pub(super) fn not_executed(media_type: MediaType, mut errors: Vec<ServerError>) -> Self {
        for error in &mut errors {
            let extensions = error.extensions.get_or_insert_default();
            if extensions.get("code").is_none() {
                extensions.set("code", "GRAPHQL_VALIDATION_FAILED");
            }
        }
        let status = match media_type {
            MediaType::GraphqlResponse => StatusCode::BAD_REQUEST,
            MediaType::Json => StatusCode::OK,
        };
        let extensions = std::collections::BTreeMap::new();
        let envelope = Envelope { errors: &errors, data: None, extensions: &extensions };
        Self { status, media_type, body: json(&envelope), allow: None }
    }

    /// An HTTP request that did not get as far as GraphQL.
    pub(super) fn refused(media_type: MediaType, refusal: &Refusal) -> Self {
        let mut error = ServerError::new(refusal.message.clone(), None);
        error.extensions.get_or_insert_default().set("code", refusal.code);
        let answer = Self::not_executed(media_type, vec![error]);
        Self { status: refusal.status, ..answer }
    }

    /// A mutation that came by GET.
    pub(super) fn only_by_post(media_type: MediaType) -> Self {
        let refusal = Refusal {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: "METHOD_NOT_ALLOWED",
            message: "mutations are sent by POST".to_owned(),
        };
        Self { allow: Some("POST"), ..Self::refused(media_type, &refusal) }
    }

    /// The HTTP response. What somebody in particular asked for stays out of shared caches.
    pub(super) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let cache_control = if request.headers().contains_key(AUTHORIZATION) {
            "private, no-store"
        } else {
            "no-cache"
        };
        let mut response = HttpResponse::build(self.status);
        response
            .insert_header((CONTENT_TYPE, self.media_type.content_type()))
            .insert_header((CACHE_CONTROL, cache_control))
            .insert_header((VARY, "Accept, Authorization"));
        if let Some(allow) = self.allow {
            response.insert_header((ALLOW, allow));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(self.body.clone())
    }

    /// About how much memory the answer takes.
    pub(super) fn bytes(&self) -> usize {
        self.body.len() + 100
    }
}

fn json(envelope: &Envelope<'_>) -> Bytes {
    let text = serde_json::to_vec(envelope).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer could not be written as JSON");
        br#"{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}"#.to_vec()
    });
    text.into()
}
