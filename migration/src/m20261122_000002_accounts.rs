//! Users, sessions, keys: mutable side tables. Personal data lives here and nowhere in the log.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "async_trait wants the spelling of the trait")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, ACCOUNTS).await
    }
}

const ACCOUNTS: &str = "
-- A member of staff; `user` alone is a reserved word in PostgreSQL.
CREATE TABLE staff_user (
    id {id} NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    -- Trimmed, NFKC, lower-case.
    email_norm TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    -- Names separated by blanks.
    roles TEXT NOT NULL,
    -- The group of the physician document that the user signs as.
    physician {id},
    added_at {int} NOT NULL,
    disabled_at {int}
) {table};

CREATE TABLE user_session (
    id {id} NOT NULL PRIMARY KEY,
    user_id {id} NOT NULL REFERENCES staff_user (id),
    started_at {int} NOT NULL,
    -- Fixed at the start: refreshing does not move it.
    expires_at {int} NOT NULL,
    ended_at {int}
) {table};
CREATE INDEX user_session_user ON user_session (user_id);

CREATE TABLE refresh_token (
    -- SHA-256 of the token.
    hash TEXT NOT NULL PRIMARY KEY,
    session_id {id} NOT NULL REFERENCES user_session (id) ON DELETE CASCADE,
    issued_at {int} NOT NULL,
    used_at {int}
) {table};
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE api_key (
    id {id} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- SHA-256 of the whole key.
    secret_hash TEXT NOT NULL,
    -- Names separated by blanks.
    scopes TEXT NOT NULL,
    added_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    last_used_at {int},
    revoked_at {int}
) {table};

CREATE TABLE signing_key (
    -- Thumbprint (RFC 7638) of the public half.
    kid TEXT NOT NULL PRIMARY KEY,
    -- PKCS #8.
    private_der {bytes} NOT NULL,
    made_at {int} NOT NULL
) {table};

CREATE TABLE login_attempt (
    -- Digest of an account, an address, or both.
    subject TEXT NOT NULL PRIMARY KEY,
    attempts {int} NOT NULL,
    since {int} NOT NULL,
    blocked_until {int}
) {table};
CREATE INDEX login_attempt_since ON login_attempt (since);
";
