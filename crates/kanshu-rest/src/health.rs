//! Whether the server lives, and whether it can answer.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde_json::json;

use crate::{authentication::services, problem::Problem};

/// The process answers.
pub(crate) async fn live(_: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    Ok(passing())
}

/// The database answers too.
pub(crate) async fn ready(request: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    let ping = services(&request)?.desk.store.ping().await;
    ping.map_err(Problem::unavailable)?;
    Ok(passing())
}

fn passing() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("application/json")
        .body(json!({ "status": "ok" }).to_string())
}
