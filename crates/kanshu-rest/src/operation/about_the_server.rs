//! Sessions, keys and health.

use actix_web::http::StatusCode;
use utoipa::openapi::path::Operation;

use super::{Asker, Describe};
use crate::body::JSON;

const BODY: [StatusCode; 6] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::TOO_MANY_REQUESTS,
];

/// `login`.
pub(crate) fn login() -> Operation {
    Describe::operation("login", "E-mail and password for tokens", "auth")
        .saying("Failed attempts are counted by account and by address.")
        .body("LoginRequest", JSON)
        .answers(StatusCode::OK, "TokensResponse", "An access token and a refresh token.")
        .problems(&BODY)
}

/// `refresh`.
pub(crate) fn refresh() -> Operation {
    Describe::operation("refresh", "A refresh token for the next tokens", "auth")
        .saying("A refresh token is good once; used twice, it ends its session.")
        .body("RefreshRequest", JSON)
        .answers(StatusCode::OK, "TokensResponse", "The next tokens.")
        .problems(&BODY)
}

/// `logout`.
pub(crate) fn logout() -> Operation {
    Describe::operation("logout", "Ends the session", "auth")
        .saying(
            "Ends the bearer's session; with a refresh token in the body also that token's, for \
             which the bearer may have expired or be left out. Writes with the session's tokens are \
             refused from now on. Unknown refresh tokens are answered alike.",
        )
        .for_(Asker::Anybody)
        .optional_body("LogoutRequest", JSON)
        .answers_empty(StatusCode::NO_CONTENT, "The session has ended.")
        .problems(&BODY[..5])
}

/// `me`.
pub(crate) fn me() -> Operation {
    Describe::operation("me", "The user who is logged in", "auth")
        .for_(Asker::Known)
        .answers(StatusCode::OK, "UserResponse", "The user.")
        .problems(&[StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND])
}

/// `jwks`.
pub(crate) fn jwks() -> Operation {
    Describe::operation("jwks", "The public keys of access tokens (RFC 7517)", "auth")
        .answers(StatusCode::OK, "JsonWebKeySet", "The keys.")
        .problems(&[])
}

/// `healthLive`.
pub(crate) fn live() -> Operation {
    Describe::operation("healthLive", "Whether the process answers", "health")
        .answers(StatusCode::OK, "Health", "It does.")
        .problems(&[])
}

/// `healthReady`.
pub(crate) fn ready() -> Operation {
    Describe::operation("healthReady", "Whether the server can answer from its database", "health")
        .answers(StatusCode::OK, "Health", "It can.")
        .problems(&[])
}
