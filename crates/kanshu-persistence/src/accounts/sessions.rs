//! Sessions and their refresh tokens. Locks are always taken in the order token, user, session.

use kanshu_domain::{
    id::{SessionId, UserId},
    revision::Sha256Hash,
    time::Instant,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    NewSession, Rotation,
    liveness::{session_goes_on, user_may_go_on},
};
use crate::{
    Store, StoreError,
    connect::begin_write,
    sql::{Sql, micros},
};

impl Store {
    /// Starts a session, unless the user has been disabled meanwhile; then the answer is false. What
    /// is left of the user's expired sessions goes.
    pub async fn start_session(&self, new: NewSession, now: Instant) -> Result<bool, StoreError> {
        let tx = begin_write(self.writer()).await?;
        if !user_may_go_on(&tx, new.user).await? {
            return Ok(false);
        }
        Sql::new("DELETE FROM user_session WHERE user_id = ? AND expires_at <= ?")
            .bind(new.user.0)
            .bind(micros(now))
            .run(&tx)
            .await?;
        Sql::new(
            "INSERT INTO user_session (id, user_id, started_at, expires_at) VALUES (?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(new.user.0)
        .bind(micros(now))
        .bind(micros(new.expires_at))
        .run(&tx)
        .await?;
        add_token(&tx, new.refresh_token, new.id, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes a refresh token and puts the next in its place. Of several who present the same token one
    /// wins; the others are taken for thieves, which ends the session for all of them.
    pub async fn rotate_refresh_token(
        &self,
        presented: Sha256Hash,
        next: Sha256Hash,
        now: Instant,
    ) -> Result<Rotation, StoreError> {
        let tx = begin_write(self.writer()).await?;
        let taken =
            Sql::new("UPDATE refresh_token SET used_at = ? WHERE hash = ? AND used_at IS NULL")
                .bind(micros(now))
                .bind(presented.to_string())
                .run(&tx)
                .await?
                .rows_affected()
                == 1;
        let Some((user, session)) = owner(&tx, presented).await? else {
            return Ok(Rotation::Refused);
        };
        if !taken {
            end(&tx, session, now).await?;
            tx.commit().await?;
            return Ok(Rotation::Reused(user, session));
        }
        if !user_may_go_on(&tx, user).await? || !session_goes_on(&tx, user, session, now).await? {
            return Ok(Rotation::Refused);
        }
        add_token(&tx, next, session, now).await?;
        tx.commit().await?;
        Ok(Rotation::Rotated(user, session))
    }

    /// Ends a session, after whatever it was still writing.
    pub async fn end_session(&self, session: SessionId, now: Instant) -> Result<(), StoreError> {
        end(self.writer(), session, now).await
    }

    /// Ends the session that a refresh token belongs to, used or not. Unknown tokens are ignored.
    pub async fn end_session_of(&self, token: Sha256Hash, now: Instant) -> Result<(), StoreError> {
        match owner(self.reader(), token).await? {
            Some((_, session)) => self.end_session(session, now).await,
            None => Ok(()),
        }
    }
}

async fn owner(
    on: &impl ConnectionTrait,
    token: Sha256Hash,
) -> Result<Option<(UserId, SessionId)>, StoreError> {
    let row = Sql::new(
        "SELECT s.id, s.user_id FROM refresh_token t JOIN user_session s ON s.id = t.session_id
         WHERE t.hash = ?",
    )
    .bind(token.to_string())
    .one(on)
    .await?;
    row.map(|row| Ok((row.id("user_id", UserId)?, row.id("id", SessionId)?))).transpose()
}

async fn add_token(
    tx: &DatabaseTransaction,
    hash: Sha256Hash,
    session: SessionId,
    now: Instant,
) -> Result<(), StoreError> {
    Sql::new("INSERT INTO refresh_token (hash, session_id, issued_at) VALUES (?, ?, ?)")
        .bind(hash.to_string())
        .bind(session.0)
        .bind(micros(now))
        .run(tx)
        .await?;
    Ok(())
}

async fn end(on: &impl ConnectionTrait, id: SessionId, now: Instant) -> Result<(), StoreError> {
    Sql::new("UPDATE user_session SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
        .bind(micros(now))
        .bind(id.0)
        .run(on)
        .await?;
    Ok(())
}
