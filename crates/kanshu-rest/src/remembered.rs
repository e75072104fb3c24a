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

/// Answers a visitor from memory, or reads and remembers.
pub(crate) async fn remembered(
    request: &HttpRequest,
    read: impl AsyncFnOnce(&HttpRequest) -> Result<Reading, Problem>,
) -> Result<HttpResponse, Problem> {
    let Some(answers) = answers_for_visitors(request) else {
        return Ok(match read(request).await? {
            Reading::Public(answer) => answer.respond(request),
            Reading::Private(response) => response,
        });
    };
    let query = request.query_string().as_bytes();
    let asked = Asked::of(&[request.path().as_bytes(), query]);
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

/// `None` for whoever carries a credential: they are always read for, since the credential may be wrong.
fn answers_for_visitors(request: &HttpRequest) -> Option<PublicAnswers> {
    let is_visitor = !request.headers().contains_key(header::AUTHORIZATION);
    services(request).ok().filter(|_| is_visitor).map(|services| services.answers.clone())
}
