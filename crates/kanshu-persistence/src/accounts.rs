//! Users, sessions, keys and counted login attempts, for `kanshu-identity`.
//!
//! Changes of accounts go through [`Work`](crate::Work), with an event. Logins, refreshes and counters
//! are small transactions of their own, which never take the site-wide writer's lock (on SQLite they
//! share its one writer).

mod api_keys;
mod attempts;
mod liveness;
mod sessions;
mod signing_keys;
mod users;

pub(crate) use liveness::is_live;
pub(crate) use users::any_user;

use std::str::FromStr;

use kanshu_domain::{
    actor::{Scope, StaffRole},
    id::{ApiKeyId, GroupId, SessionId, UserId},
    revision::Sha256Hash,
    time::Instant,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

/// A user as stored. No `Debug`: it holds a password hash.
#[derive(Clone)]
pub struct Account {
    pub id: UserId,
    /// As given.
    pub email: String,
    /// As compared; unique.
    pub email_norm: String,
    /// PHC string.
    pub password_hash: String,
    pub roles: Vec<StaffRole>,
    pub physician: Option<GroupId>,
    pub disabled: bool,
}

/// A session about to start, with its first refresh token.
#[derive(Clone, Copy)]
pub struct NewSession {
    pub id: SessionId,
    pub user: UserId,
    pub expires_at: Instant,
    pub refresh_token: Sha256Hash,
}

/// What presenting a refresh token came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The next token took its place.
    Rotated(UserId, SessionId),
    /// It had been used before: its session has been ended.
    Reused(UserId, SessionId),
    /// It is unknown, or its session or user has ended.
    Refused,
}

/// A key as stored. No `Debug`: it holds a hash that lets in.
#[derive(Clone)]
pub struct StoredKey {
    pub id: ApiKeyId,
    pub name: String,
    pub secret_hash: Sha256Hash,
    pub scopes: Vec<Scope>,
    pub expires_at: Instant,
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

/// How often something was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// A digest of what is counted.
    pub subject: String,
    pub count: i64,
    /// When counting began.
    pub since: Instant,
    pub blocked_until: Option<Instant>,
}

/// Names separated by blanks, from a list.
fn joined(names: impl Iterator<Item = &'static str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

/// Names separated by blanks, to a list.
fn names<T: FromStr>(text: &str) -> Result<Vec<T>, T::Err> {
    text.split_ascii_whitespace().map(str::parse).collect()
}

/// Keeps the rows read from changing until the transaction is over. On SQLite the writer is alone.
fn for_share(tx: &DatabaseTransaction) -> &'static str {
    match tx.get_database_backend() {
        DbBackend::Postgres => " FOR SHARE",
        _ => "",
    }
}

/// Keeps the rows read from changing or being so read until the transaction is over.
fn for_update(tx: &DatabaseTransaction) -> &'static str {
    match tx.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE",
        _ => "",
    }
}
