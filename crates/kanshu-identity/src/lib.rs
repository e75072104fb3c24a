//! Who is calling: users, passwords, sessions, JWTs, API keys.
//!
//! This crate turns a credential into an [`Actor`], and a fresh one into the [`SigningProof`] that
//! signing asks for. What an actor may do is `kanshu_domain::policy`'s to say.

use std::sync::Arc;

use kanshu_domain::{
    actor::{Actor, Scope, SigningProof, StaffRole},
    id::{ApiKeyId, DocumentId, GroupId, Ids, UserId},
    revision::RevisionNumber,
    time::{Clock, Instant},
};
use kanshu_persistence::{Store, StoreError};
use secrecy::SecretString;
use serde::Serialize;

/// The front desk: knows users, sessions and keys. Cheap to clone.
#[derive(Clone)]
pub struct Identity {}

/// What a login or refresh gives.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// JWT (EdDSA), good for `expires_in` seconds.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    /// Good once; each refresh gives the next.
    pub refresh_token: String,
}

/// A member of staff.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub roles: Vec<StaffRole>,
    /// The physician document that the user signs as.
    pub physician: Option<GroupId>,
    pub disabled: bool,
}

/// A key, without its secret.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: Instant,
    pub last_used_at: Option<Instant>,
    pub revoked: bool,
}

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
    /// Something about the input: e-mail, password, physician.
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

impl Identity {
    /// Opens the front desk. The signing key lives in the database (shared by all nodes) and is made
    /// on first use.
    pub async fn open(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, IdentityError> {
        let _ = (store, clock, ids);
        todo!()
    }

    /// Logs in. `address` is the caller's network address, for throttling.
    pub async fn login(
        &self,
        email: &str,
        password: SecretString,
        address: &str,
    ) -> Result<Tokens, IdentityError> {
        let _ = (email, password, address);
        todo!()
    }

    /// Exchanges a refresh token. A token used twice ends its session.
    pub async fn refresh(&self, refresh_token: &str) -> Result<Tokens, IdentityError> {
        let _ = refresh_token;
        todo!()
    }

    /// Ends the session of a refresh token. Unknown tokens are ignored.
    pub async fn logout(&self, actor: &Actor) -> Result<(), IdentityError> {
        let _ = actor;
        todo!()
    }

    /// The actor behind a bearer credential: a JWT or an API key (`kanshu_…`).
    pub async fn authenticate(&self, bearer: &str) -> Result<Actor, IdentityError> {
        let _ = bearer;
        todo!()
    }

    /// The user that the actor is.
    pub async fn me(&self, actor: &Actor) -> Result<User, IdentityError> {
        let _ = actor;
        todo!()
    }

    /// Checks the password anew and proves it for one revision. Failures count towards throttling.
    pub async fn prove(
        &self,
        actor: &Actor,
        password: SecretString,
        address: &str,
        document: DocumentId,
        revision: RevisionNumber,
    ) -> Result<SigningProof, IdentityError> {
        let _ = (actor, password, address, document, revision);
        todo!()
    }

    /// The public keys (RFC 7517).
    pub fn jwks(&self) -> serde_json::Value {
        todo!()
    }

    /// Adds a user.
    pub async fn add_user(
        &self,
        actor: &Actor,
        email: &str,
        password: SecretString,
        roles: &[StaffRole],
        physician: Option<GroupId>,
    ) -> Result<User, IdentityError> {
        let _ = (actor, email, password, roles, physician);
        todo!()
    }

    /// Links a user to the physician document that they sign as.
    pub async fn link_physician(
        &self,
        actor: &Actor,
        email: &str,
        physician: GroupId,
    ) -> Result<User, IdentityError> {
        let _ = (actor, email, physician);
        todo!()
    }

    /// Disables or enables a user. Disabling ends all sessions.
    pub async fn set_user_disabled(
        &self,
        actor: &Actor,
        email: &str,
        disabled: bool,
    ) -> Result<User, IdentityError> {
        let _ = (actor, email, disabled);
        todo!()
    }

    /// All users, by e-mail.
    pub async fn users(&self, actor: &Actor) -> Result<Vec<User>, IdentityError> {
        let _ = actor;
        todo!()
    }

    /// Adds a key. The secret is returned once and kept only as a hash.
    pub async fn add_api_key(
        &self,
        actor: &Actor,
        name: &str,
        scopes: &[Scope],
        expires_at: Instant,
    ) -> Result<(ApiKey, SecretString), IdentityError> {
        let _ = (actor, name, scopes, expires_at);
        todo!()
    }

    /// Revokes a key.
    pub async fn revoke_api_key(&self, actor: &Actor, id: ApiKeyId) -> Result<(), IdentityError> {
        let _ = (actor, id);
        todo!()
    }

    /// All keys, newest first.
    pub async fn api_keys(&self, actor: &Actor) -> Result<Vec<ApiKey>, IdentityError> {
        let _ = actor;
        todo!()
    }
}
