//! Public answers from memory: most visitors ask what somebody asked a moment ago.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::header};
use kanshu_delivery::{Answers, Asked};

use crate::{authentication::services, conditional::PublicAnswer, problem::Problem};

/// Public answers, by path and query.
pub type PublicAnswers = Answers<PublicAnswer>;

/// What a read gives.
pub(crate) enum Reading {
    /// The same for everybody.
    Public(PublicAnswer),
    /// Belongs to its caller alone.
    Private(HttpResponse),
}

/// Answers a visitor from memory, or reads and remembers. Whoever carries a credential is always read
/// for: the credential may be wrong.
pub(crate) async fn remembered(
    request: &HttpRequest,
    read: impl AsyncFnOnce(&HttpRequest) -> Result<Reading, Problem>,
) -> Result<HttpResponse, Problem> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Ok(match read(request).await? {
            Reading::Public(answer) => answer.respond(request),
            Reading::Private(response) => response,
        });
    }
    let answers = services(request)?.answers.clone();
    let query = request.query_string().as_bytes();
    let asked = Asked::of(&[b"rest", request.path().as_bytes(), query]);
    if let Some(answer) = answers.get(&asked) {
        return Ok(answer.respond(request));
    }
    let begun = answers.moment();
    match read(request).await? {
        Reading::Public(answer) => {
            let answer = Arc::new(answer);
            answers.keep(asked, begun, Arc::clone(&answer), answer.bytes());
            Ok(answer.respond(request))
        }
        Reading::Private(response) => Ok(response),
    }
}
