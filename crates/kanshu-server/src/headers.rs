//! Headers around every answer: what browsers may do with it, and who the caller is behind a proxy.

use std::net::{IpAddr, SocketAddr};

use actix_cors::Cors;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{
        CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
        X_FRAME_OPTIONS,
    },
    middleware::Next,
};

use crate::Config;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Answers of an API are data: nothing in them is run, framed or guessed at. Pages bring their own,
/// wider policy.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds the security headers that an answer does not have yet.
pub(crate) async fn secure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, DATA_POLICY),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

/// The web origins whose scripts may call the APIs. Credentials are bearer tokens that a script sends
/// itself, so cookies are never allowed along.
pub(crate) fn cors(config: &Config) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(["Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match"])
        .expose_headers(["ETag", "Link", "Location", "Retry-After", "X-Request-Id"])
        .max_age(3600);
    if config.cors_origins.iter().any(|origin| origin == "*") {
        return cors.allow_any_origin().send_wildcard();
    }
    config.cors_origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// Takes the last `X-Forwarded-For` address, the one that our own proxy saw, for the caller's.
pub(crate) async fn believe_proxy(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let forwarded = request.headers().get_all(X_FORWARDED_FOR).last().and_then(last_address);
    if let Some(address) = forwarded {
        request.head_mut().peer_addr = Some(SocketAddr::new(address, 0));
    }
    next.call(request).await
}

fn last_address(header: &HeaderValue) -> Option<IpAddr> {
    header.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
