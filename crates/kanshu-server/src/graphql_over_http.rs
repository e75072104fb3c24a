//! `/graphql`: GraphQL over HTTP (the draft specification of September 2025), GET and POST.
//!
//! The media type of the answer decides what the status means: with `application/graphql-response+json`
//! a request that could not be executed is a 400; with `application/json` it is a 200 that carries
//! errors, unless the HTTP request itself was malformed. Batches are refused.

mod answer;
mod documents;
mod media_type;
mod parameters;

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method, StatusCode,
        header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderValue},
    },
    web,
};
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use kanshu_rest::authentication::Caller;

pub(crate) use answer::Answer;
pub(crate) use documents::Documents;

use self::{answer::Refusal, media_type::MediaType, parameters::Parameters};
use crate::{Site, pages};

/// Mounts `/graphql`.
pub(crate) fn configure(routes: &mut web::ServiceConfig) {
    routes.service(
        web::resource("/graphql")
            .route(web::get().to(get))
            .route(web::post().to(post))
            .default_service(web::to(other_method)),
    );
}

async fn get(site: web::Data<Site>, request: HttpRequest) -> HttpResponse {
    let asks = media_type::asked_for(&request);
    // Also with `?query=`: the page opens with the query, so that a link can be shared.
    if asks.is_page() {
        return pages::graphiql();
    }
    let media_type = match asks.json() {
        Ok(media_type) => media_type,
        Err(refusal) => return Answer::refused(MediaType::Json, &refusal).respond(&request),
    };
    let answer = match Parameters::from_query_string(request.query_string()) {
        Ok(parameters) => answer(&site, &request, parameters, media_type).await,
        Err(refusal) => Arc::new(Answer::refused(media_type, &refusal)),
    };
    answer.respond(&request)
}

async fn post(site: web::Data<Site>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let media_type = match media_type::asked_for(&request).json() {
        Ok(media_type) => media_type,
        Err(refusal) => return Answer::refused(MediaType::Json, &refusal).respond(&request),
    };
    let parameters = match media_type::check_body_type(request.headers().get(CONTENT_TYPE)) {
        Ok(()) => read_body(payload, site.config().body_limit_bytes).await,
        Err(refusal) => Err(refusal),
    };
    let answer = match parameters.and_then(|body| Parameters::from_body(&body)) {
        Ok(parameters) => answer(&site, &request, parameters, media_type).await,
        Err(refusal) => Arc::new(Answer::refused(media_type, &refusal)),
    };
    answer.respond(&request)
}

async fn read_body(payload: web::Payload, limit: usize) -> Result<web::Bytes, Refusal> {
    match payload.to_bytes_limited(limit).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(Refusal::malformed("the body could not be read")),
        Err(_) => Err(Refusal {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            code: "TOO_LARGE",
            message: format!("the body is longer than {limit} bytes"),
        }),
    }
}

async fn other_method(request: HttpRequest) -> HttpResponse {
    let refusal = Refusal {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "METHOD_NOT_ALLOWED",
        message: "GraphQL is asked with GET or POST".to_owned(),
    };
    let mut response = Answer::refused(MediaType::Json, &refusal).respond(&request);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    response
}

/// Answers a visitor from memory, or executes and remembers. Only what was executed without an error is
/// remembered, and only queries: from what is published, the same for everybody.
async fn answer(
    site: &Site,
    http: &HttpRequest,
    parameters: Parameters,
    media_type: MediaType,
) -> Arc<Answer> {
    if http.headers().contains_key(AUTHORIZATION) {
        return Arc::new(execute(site, http, parameters, media_type).await.answer);
    }
    let asked = parameters.asked(media_type);
    if let Some(answer) = site.graphql_answers().get(&asked) {
        return answer;
    }
    let begun = site.graphql_answers().moment();
    let Executed { answer, memorable } = execute(site, http, parameters, media_type).await;
    let answer = Arc::new(answer);
    if memorable {
        site.graphql_answers().keep(asked, begun, Arc::clone(&answer), answer.bytes());
    }
    answer
}

/// What came of a request.
struct Executed {
    answer: Answer,
    /// Whether it is a query that was answered without an error.
    memorable: bool,
}

impl From<Answer> for Executed {
    fn from(answer: Answer) -> Self {
        Self { answer, memorable: false }
    }
}

/// Executes a well-formed request, once it is known who asks.
async fn execute(
    site: &Site,
    http: &HttpRequest,
    parameters: Parameters,
    media_type: MediaType,
) -> Executed {
    let caller = match Caller::of(http).await {
        Ok(caller) => caller,
        Err(problem) => return Answer::refused(media_type, &Refusal::from(&problem)).into(),
    };
    let document = match site.documents().parse(&parameters.query, &site.config().graphql) {
        Ok(document) => document,
        Err(error) => return Answer::not_executed(media_type, vec![error]).into(),
    };
    let operation = documents::operation(&document, parameters.operation_name.as_deref());
    let is_query = operation.is_some_and(|operation| operation.ty == OperationType::Query);
    if http.method() == Method::GET && operation.is_some() && !is_query {
        return Answer::only_by_post(media_type).into();
    }
    let mut request = async_graphql::Request::new(parameters.query).variables(parameters.variables);
    request.operation_name = parameters.operation_name;
    request.set_parsed_query(ExecutableDocument::clone(&document));
    let response = site.execute(request, caller).await;
    let memorable = is_query && response.is_ok();
    Executed { answer: Answer::executed(media_type, response), memorable }
}
