//! Users, sessions, keys, as `kanshu-identity` keeps them.

use kanshu_domain::actor::Liveness;
use sea_orm::ConnectionTrait;

use crate::StoreError;

/// Whether what the actor rests on (session, user, key) still lives, as seen by `connection`.
pub(crate) async fn is_live(
    connection: &impl ConnectionTrait,
    liveness: Liveness,
) -> Result<bool, StoreError> {
    let _ = connection;
    Ok(liveness == Liveness::Always)
}

/// Whether there is any user.
pub(crate) async fn any_user(connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let _ = connection;
    Ok(false)
}
