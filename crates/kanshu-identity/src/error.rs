//! Why a credential was not accepted, or an account not changed.

use kanshu_persistence::StoreError;

/// Why a credential was not accepted, or an account not changed.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Wrong e-mail or password; which one is not said.
    #[error("e-mail or password is wrong")]
    WrongCredentials,
    /// Token, session or key is unknown, expired, forged or ended; which is not said.
    #[error("the token or key is not valid (any more)")]
    InvalidToken,
    /// Too many failed logins for this account or from this address.
    #[error("too many attempts; try again in {retry_after_seconds} seconds")]
    TooManyAttempts { retry_after_seconds: i64 },
    #[error("may not be done by this actor")]
    Denied(#[from] kanshu_domain::policy::Denied),
    /// Something about the input: e-mail, password, roles, physician, name, scopes, expiry.
    #[error("{message}")]
    Invalid { field: &'static str, message: String },
    #[error("there is already a user with this e-mail")]
    EmailTaken,
    #[error("not found")]
    NotFound,
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Internal(String),
}

impl IdentityError {
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}
