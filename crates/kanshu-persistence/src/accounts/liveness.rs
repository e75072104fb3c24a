//! Whether somebody who acts may still act.

use kanshu_domain::{
    actor::Liveness,
    id::{SessionId, UserId},
    time::Instant,
};
use sea_orm::DatabaseTransaction;

use super::for_share;
use crate::{
    StoreError,
    sql::{Sql, micros},
};

/// Whether the user is enabled and the session not ended, or the key neither revoked nor expired.
/// The rows stay locked until the transaction is over, so whoever logs somebody out afterwards has
/// waited for what they were still writing.
pub(crate) async fn is_live(
    tx: &DatabaseTransaction,
    liveness: Liveness,
    now: Instant,
) -> Result<bool, StoreError> {
    match liveness {
        Liveness::Always => Ok(true),
        // The user before the session: everybody locks in this order.
        Liveness::Session(user, session) => {
            Ok(user_may_go_on(tx, user).await? && session_goes_on(tx, user, session, now).await?)
        }
        Liveness::ApiKey(id) => {
            let found = Sql::new(
                "SELECT 1 AS live FROM api_key
                 WHERE id = ? AND revoked_at IS NULL AND expires_at > ?",
            )
            .bind(id.0)
            .bind(micros(now))
            .push(for_share(tx));
            Ok(found.one(tx).await?.is_some())
        }
    }
}

pub(super) async fn user_may_go_on(
    tx: &DatabaseTransaction,
    user: UserId,
) -> Result<bool, StoreError> {
    let found = Sql::new("SELECT 1 AS live FROM staff_user WHERE id = ? AND disabled_at IS NULL")
        .bind(user.0)
        .push(for_share(tx));
    Ok(found.one(tx).await?.is_some())
}

pub(super) async fn session_goes_on(
    tx: &DatabaseTransaction,
    user: UserId,
    session: SessionId,
    now: Instant,
) -> Result<bool, StoreError> {
    let found = Sql::new(
        "SELECT 1 AS live FROM user_session
         WHERE id = ? AND user_id = ? AND ended_at IS NULL AND expires_at > ?",
    )
    .bind(session.0)
    .bind(user.0)
    .bind(micros(now))
    .push(for_share(tx));
    Ok(found.one(tx).await?.is_some())
}
