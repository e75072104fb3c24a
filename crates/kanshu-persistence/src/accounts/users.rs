//! Users: read by anybody who logs in, changed under the writer's lock.

use kanshu_domain::{
    id::{GroupId, SessionId, UserId},
    time::Instant,
};
use sea_orm::ConnectionTrait;

use super::{Account, joined, names};
use crate::{
    Store, StoreError, Work,
    sql::{Row, Sql, micros},
};

const SELECT: &str = "SELECT u.id, u.email, u.email_norm, u.password_hash, u.roles, u.physician,
    u.disabled_at FROM staff_user u";

impl Store {
    /// The user with this normalised e-mail.
    pub async fn account_by_email(&self, email_norm: &str) -> Result<Option<Account>, StoreError> {
        by_email(self.reader(), email_norm).await
    }

    /// The user.
    pub async fn account(&self, id: UserId) -> Result<Option<Account>, StoreError> {
        let sql = Sql::new(SELECT).push(" WHERE u.id = ?").bind(id.0);
        sql.one(self.reader()).await?.map(account).transpose()
    }

    /// All users, by normalised e-mail in byte order.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = Sql::new(SELECT).all(self.reader()).await?;
        let mut all = rows.into_iter().map(account).collect::<Result<Vec<_>, _>>()?;
        // Here and not in the database: the order of text differs between the engines.
        all.sort_by(|a, b| a.email_norm.cmp(&b.email_norm));
        Ok(all)
    }

    /// The user of a session, when both may still be used. One statement.
    pub async fn session_holder(
        &self,
        user: UserId,
        session: SessionId,
        now: Instant,
    ) -> Result<Option<Account>, StoreError> {
        let sql = Sql::new(SELECT)
            .push(
                " JOIN user_session s ON s.user_id = u.id
                 WHERE s.id = ? AND u.id = ? AND u.disabled_at IS NULL
                 AND s.ended_at IS NULL AND s.expires_at > ?",
            )
            .bind(session.0)
            .bind(user.0)
            .bind(micros(now));
        sql.one(self.reader()).await?.map(account).transpose()
    }
}

impl Work {
    /// The user with this normalised e-mail, read under the lock.
    pub async fn account_by_email(&self, email_norm: &str) -> Result<Option<Account>, StoreError> {
        by_email(self.tx(), email_norm).await
    }

    /// Adds a user. Look for the e-mail first.
    pub async fn add_account(&mut self, new: &Account) -> Result<(), StoreError> {
        Sql::new(
            "INSERT INTO staff_user
             (id, email, email_norm, password_hash, roles, physician, added_at, disabled_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(new.email.as_str())
        .bind(new.email_norm.as_str())
        .bind(new.password_hash.as_str())
        .bind(joined(new.roles.iter().map(|role| role.name())))
        .bind(new.physician.map(|group| group.0))
        .bind(micros(self.now()))
        .bind(new.disabled.then(|| micros(self.now())))
        .run(self.tx())
        .await?;
        Ok(())
    }

    /// Says which physician the user signs as.
    pub async fn link_account(&mut self, id: UserId, group: GroupId) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE staff_user SET physician = ? WHERE id = ?");
        sql.bind(group.0).bind(id.0).run(self.tx()).await?;
        Ok(())
    }

    /// Shuts a user out and ends all their sessions.
    pub async fn disable_account(&mut self, id: UserId) -> Result<(), StoreError> {
        let now = micros(self.now());
        let user = Sql::new("UPDATE staff_user SET disabled_at = ? WHERE id = ?");
        user.bind(now).bind(id.0).run(self.tx()).await?;
        let sessions =
            Sql::new("UPDATE user_session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL");
        sessions.bind(now).bind(id.0).run(self.tx()).await?;
        Ok(())
    }

    /// Lets a user in again. Ended sessions stay ended.
    pub async fn enable_account(&mut self, id: UserId) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE staff_user SET disabled_at = NULL WHERE id = ?");
        sql.bind(id.0).run(self.tx()).await?;
        Ok(())
    }
}

/// Whether there is any user.
pub(crate) async fn any_user(on: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(Sql::new("SELECT 1 AS there FROM staff_user LIMIT 1").one(on).await?.is_some())
}

async fn by_email(
    on: &impl ConnectionTrait,
    email_norm: &str,
) -> Result<Option<Account>, StoreError> {
    let sql = Sql::new(SELECT).push(" WHERE u.email_norm = ?").bind(email_norm);
    sql.one(on).await?.map(account).transpose()
}

fn account(row: Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.id("id", UserId)?,
        email: row.get("email")?,
        email_norm: row.get("email_norm")?,
        password_hash: row.get("password_hash")?,
        roles: row.parsed("roles", names)?,
        physician: row.get::<Option<uuid::Uuid>>("physician")?.map(GroupId),
        disabled: row.maybe_instant("disabled_at")?.is_some(),
    })
}
