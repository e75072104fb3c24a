//! What is answered before anything is looked up.

use actix_web::{
    App,
    body::to_bytes,
    dev::ServiceResponse,
    http::{Method, header},
    test::{TestRequest, call_service, init_service},
};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::Limits;

async fn answer(request: TestRequest) -> ServiceResponse {
    answer_within(Limits { body_bytes: 64 }, request).await
}

async fn answer_within(limits: Limits, request: TestRequest) -> ServiceResponse {
    let app = App::new().configure(|config| super::routes(&mut ServiceConfig::new(config), limits));
    call_service(&init_service(app).await, request.to_request()).await
}

/// Status, headers and problem.
async fn problem(request: TestRequest) -> (u16, header::HeaderMap, Value) {
    let response = answer(request).await;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = to_bytes(response.into_body()).await.unwrap();
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(headers.get(header::CONTENT_TYPE).unwrap(), "application/problem+json");
    assert_eq!(problem["status"], status);
    (status, headers, problem)
}

const DOCUMENT: &str = "/api/v1/documents/01900000-0000-7000-8000-000000000001";

#[actix_web::test]
async fn an_unknown_address_is_a_problem() {
    for path in ["/api/v1/nothing", "/api/v1/articles/not-an-id", "/health/other"] {
        let (status, _, problem) = problem(TestRequest::get().uri(path)).await;
        assert_eq!((status, &problem["code"]), (404, &Value::from("NOT_FOUND")), "{path}");
        assert_eq!(problem["type"], "urn:kanshu:problem:not-found");
    }
}

#[actix_web::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let request = TestRequest::default().method(Method::PUT).uri("/api/v1/articles");
    let (status, headers, _) = problem(request).await;
    assert_eq!(status, 405);
    assert_eq!(headers.get(header::ALLOW).unwrap(), "GET, HEAD, POST");
}

#[actix_web::test]
async fn an_unknown_parameter_is_refused_before_anything_is_read() {
    for path in ["/api/v1/articles?tag=x", "/api/v1/auth/me?x", &format!("{DOCUMENT}?fields=a")] {
        let (status, _, problem) = problem(TestRequest::get().uri(path)).await;
        assert_eq!((status, &problem["code"]), (400, &Value::from("UNKNOWN_PARAMETER")), "{path}");
    }
}

#[actix_web::test]
async fn a_visitor_writes_nothing_whatever_stands_there() {
    let steps = ["submit", "approve", "publish", "withdraw"];
    let mut requests: Vec<TestRequest> =
        steps.iter().map(|step| TestRequest::post().uri(&format!("{DOCUMENT}/{step}"))).collect();
    requests.push(TestRequest::post().uri("/api/v1/articles"));
    requests
        .push(TestRequest::patch().uri("/api/v1/articles/01900000-0000-7000-8000-000000000001"));
    requests.push(TestRequest::get().uri(&format!("{DOCUMENT}/history")));
    for request in requests {
        let (status, headers, problem) = problem(request).await;
        assert_eq!((status, &problem["code"]), (401, &Value::from("UNAUTHENTICATED")));
        assert_eq!(headers.get(header::WWW_AUTHENTICATE).unwrap(), "Bearer");
    }
}

#[actix_web::test]
async fn a_credential_of_another_scheme_is_not_taken_for_a_visitor() {
    let request = TestRequest::post()
        .uri("/api/v1/articles")
        .insert_header((header::AUTHORIZATION, "Basic eDp5"));
    let (status, _, problem) = problem(request).await;
    assert_eq!((status, &problem["code"]), (401, &Value::from("INVALID_TOKEN")));
}

#[actix_web::test]
async fn a_body_that_cannot_be_read_is_refused_in_words() {
    let login = || TestRequest::post().uri("/api/v1/auth/login");
    let json = (header::CONTENT_TYPE, "application/json; charset=utf-8");
    let long = format!("{{\"email\": \"{}\"}}", "x".repeat(100));
    let cases = [
        (login().insert_header(json.clone()).set_payload("{\"email\": "), 400, "MALFORMED_JSON"),
        (login().set_payload("email=a"), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (login().insert_header(json.clone()).set_payload(long), 413, "TOO_LARGE"),
        (
            login().insert_header(json.clone()).set_payload("{\"email\": 1, \"x\": 2}"),
            422,
            "INVALID",
        ),
        (
            login().insert_header(json.clone()).set_payload("{\"email\": \"\\u0000\"}"),
            422,
            "INVALID",
        ),
        (login().insert_header(json.clone()).set_payload("[]"), 422, "INVALID"),
    ];
    for (request, status, code) in cases {
        let (given, _, problem) = problem(request).await;
        assert_eq!((given, &problem["code"]), (status, &Value::from(code)), "{problem}");
    }
}

#[actix_web::test]
async fn bodies_with_passwords_and_tokens_are_short_whatever_the_limit() {
    for (name, field) in
        [("login", "email"), ("refresh", "refreshToken"), ("logout", "refreshToken")]
    {
        for (bytes, status) in [(16 * 1024 + 1, 413), (16 * 1024, 422)] {
            let start = format!("{{\"unknown\": 1, \"{field}\": \"");
            let body = format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2));
            assert_eq!(body.len(), bytes);
            let request = TestRequest::post()
                .uri(&format!("/api/v1/auth/{name}"))
                .insert_header((header::CONTENT_TYPE, "application/json"))
                .set_payload(body);
            let answer = answer_within(Limits::default(), request).await;
            assert_eq!(answer.status().as_u16(), status, "{name}");
        }
    }
}

#[actix_web::test]
async fn logging_out_needs_a_session_of_some_kind() {
    let logout = || TestRequest::post().uri("/api/v1/auth/logout");
    let json = (header::CONTENT_TYPE, "application/json");
    for request in [logout(), logout().insert_header(json).set_payload("{}")] {
        let (status, _, problem) = problem(request).await;
        assert_eq!((status, &problem["code"]), (401, &Value::from("UNAUTHENTICATED")));
    }
}

#[actix_web::test]
async fn every_wrong_field_of_a_body_is_named() {
    let request = TestRequest::post()
        .uri("/api/v1/auth/login")
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .set_payload("{\"email\": 1, \"x\": 2}");
    let (_, _, problem) = problem(request).await;
    let fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    assert!(fields.contains(&"email") && fields.contains(&"x"), "{fields:?}");
}

#[actix_web::test]
async fn the_server_says_that_it_lives() {
    let response = answer(TestRequest::get().uri("/health/live")).await;
    assert_eq!(response.status().as_u16(), 200);
}
