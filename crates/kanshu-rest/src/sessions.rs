//! Logging in and out: `/auth/…` and the public keys.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

use crate::{
    authentication::{Caller, services},
    body,
    conditional::private_answer,
    parameters,
    problem::{Code, Problem},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Login {
    email: String,
    password: SecretString,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Refresh {
    refresh_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Logout {
    #[serde(default)]
    refresh_token: Option<String>,
}

/// E-mail and password for tokens.
pub(crate) async fn login(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let Login { email, password } = body::request(&request, payload).await?;
    let address =
        request.peer_addr().map_or_else(|| "unknown".to_owned(), |peer| peer.ip().to_string());
    let tokens = services(&request)?.identity.login(&email, password, &address).await?;
    Ok(answer(&json!(tokens)))
}

/// A refresh token for the next pair of tokens.
pub(crate) async fn refresh(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let Refresh { refresh_token } = body::request(&request, payload).await?;
    let tokens = services(&request)?.identity.refresh(&refresh_token).await?;
    Ok(answer(&json!(tokens)))
}

/// Ends the session of the caller, of a refresh token in the body, or of both.
pub(crate) async fn logout(
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let Logout { refresh_token } = body::request(&request, payload).await?;
    match refresh_token {
        None => {
            let caller = Caller::known(&request).await?;
            services(&request)?.identity.logout(&caller.actor).await?;
        }
        Some(refresh_token) => {
            let services = services(&request)?;
            let identity = &services.identity;
            identity.logout_by_refresh_token(&refresh_token).await?;
            // Clients send the bearer with everything; one that has expired is why the token is here.
            match Caller::of(&request).await {
                Ok(caller) => identity.logout(&caller.actor).await?,
                Err(problem) if problem.code() == Code::InvalidToken => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    let mut response = HttpResponse::NoContent();
    Ok(response.insert_header((header::CACHE_CONTROL, "private, no-store")).finish())
}

/// The user who is logged in.
pub(crate) async fn me(request: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    parameters::none(&request)?;
    let caller = Caller::known(&request).await?;
    let user = services(&request)?.identity.me(&caller.actor).await?;
    Ok(answer(&json!(user)))
}

/// The public keys that access tokens are checked with (RFC 7517).
pub(crate) async fn jwks(request: HttpRequest, _: web::Payload) -> Result<HttpResponse, Problem> {
    let keys = services(&request)?.identity.jwks();
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("application/jwk-set+json")
        .body(keys.to_string()))
}

fn answer(data: &serde_json::Value) -> HttpResponse {
    private_answer(HttpResponse::Ok(), json!({ "data": data, "meta": {} }).to_string(), None)
}
