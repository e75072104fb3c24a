//! The request's id: made here, never taken from outside; in `X-Request-Id`, in every problem and in
//! the log line of every failure.

use std::error::Error as StdError;

use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use uuid::Uuid;

use crate::{Services, problem::Problem};

/// The id of the request being answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id (unless an outer layer has), writes it into the answer, and logs the cause of
/// a failure once, with its whole chain.
pub async fn with_request_id(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let known = request.extensions().get::<RequestId>().copied();
    let id = known.or_else(|| {
        let services = request.app_data::<web::Data<Services>>()?;
        Some(RequestId(services.desk.ids.next()))
    });
    if let Some(id) = id {
        request.extensions_mut().insert(id);
    }
    let mut response = next.call(request).await?.map_into_boxed_body();
    let problem = response.response().error().and_then(|error| error.as_error::<Problem>());
    if let Some(problem) = problem {
        if let Some(cause) = problem.cause() {
            let request_id = id.map(|id| id.0.to_string()).unwrap_or_default();
            tracing::error!(%request_id, cause = %chain(cause), "the request failed");
        }
        let answer = problem.answer(id);
        response = response.into_response(answer);
    }
    if let Some(value) = id.and_then(|id| HeaderValue::from_str(&id.0.to_string()).ok()) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}

/// `the store failed: the database failed: disk full`.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text.push_str(": ");
        text.push_str(&error.to_string());
        next = error.source();
    }
    text
}
