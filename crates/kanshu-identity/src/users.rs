//! Members of staff: added, linked, disabled by an administrator, each as an event.

use kanshu_domain::{
    actor::{Actor, StaffRole},
    event::EventType,
    id::{GroupId, UserId},
    kind::Kind,
    policy::{self, Denied},
};
use kanshu_persistence::{Work, accounts::Account};
use secrecy::SecretString;
use serde::Serialize;
use serde_json::json;

use crate::{Identity, IdentityError, email::Email, identity::event};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub roles: Vec<StaffRole>,
    /// The physician document that the user signs as.
    pub physician: Option<GroupId>,
    pub disabled: bool,
}

impl From<Account> for User {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            roles: account.roles,
            physician: account.physician,
            disabled: account.disabled,
        }
    }
}

impl Identity {
    /// Adds a user. The password has 12 to 256 characters; there is at least one role; a physician, when
    /// given, is a document of that kind.
    pub async fn add_user(
        &self,
        actor: &Actor,
        email: &str,
        password: SecretString,
        roles: &[StaffRole],
        physician: Option<GroupId>,
    ) -> Result<User, IdentityError> {
        policy::may_manage_accounts(actor)?;
        let email = Email::parse(email)?;
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(IdentityError::invalid("roles", "a user has at least one role"));
        }
        // Before the writer's lock: hashing is slow on purpose.
        let password_hash = self.passwords.hash(&password).await?;

        let mut work = self.begin(actor).await?;
        if work.account_by_email(&email.norm).await?.is_some() {
            return Err(IdentityError::EmailTaken);
        }
        if let Some(group) = physician {
            require_physician(&work, group).await?;
        }
        let account = Account {
            id: UserId(self.ids.next()),
            email: email.given,
            email_norm: email.norm,
            password_hash,
            roles,
            physician,
            disabled: false,
        };
        work.add_account(&account).await?;
        let payload =
            json!({ "user": account.id, "roles": account.roles, "physician": account.physician });
        work.record(event(EventType::UserAdded, actor, payload)).await?;
        work.commit().await?;
        Ok(account.into())
    }

    /// Links a user to the physician document that they sign as.
    pub async fn link_physician(
        &self,
        actor: &Actor,
        email: &str,
        physician: GroupId,
    ) -> Result<User, IdentityError> {
        policy::may_manage_accounts(actor)?;
        let mut work = self.begin(actor).await?;
        let mut account = account_by_email(&work, email).await?;
        require_physician(&work, physician).await?;
        let before = account.physician.replace(physician);
        if before != account.physician {
            work.link_account(account.id, physician).await?;
            let payload = json!({ "user": account.id, "from": before, "to": physician });
            work.record(event(EventType::UserLinkedToPhysician, actor, payload)).await?;
            work.commit().await?;
        }
        Ok(account.into())
    }

    /// Disables or enables a user. Disabling ends all sessions; enabling brings none of them back.
    pub async fn set_user_disabled(
        &self,
        actor: &Actor,
        email: &str,
        disabled: bool,
    ) -> Result<User, IdentityError> {
        policy::may_manage_accounts(actor)?;
        let mut work = self.begin(actor).await?;
        let mut account = account_by_email(&work, email).await?;
        if account.disabled == disabled {
            return Ok(account.into());
        }
        let happened = if disabled {
            work.disable_account(account.id).await?;
            EventType::UserDisabled
        } else {
            work.enable_account(account.id).await?;
            EventType::UserEnabled
        };
        work.record(event(happened, actor, json!({ "user": account.id }))).await?;
        work.commit().await?;
        account.disabled = disabled;
        Ok(account.into())
    }

    /// All users, by e-mail.
    pub async fn users(&self, actor: &Actor) -> Result<Vec<User>, IdentityError> {
        policy::may_manage_accounts(actor)?;
        Ok(self.store.accounts().await?.into_iter().map(User::from).collect())
    }

    /// The user that the actor is.
    ///
    /// # Errors
    /// [`IdentityError::Denied`] when the actor is no user.
    pub async fn me(&self, actor: &Actor) -> Result<User, IdentityError> {
        let id = require_user(actor)?;
        let account = self.store.account(id).await?.ok_or(IdentityError::InvalidToken)?;
        Ok(account.into())
    }
}

/// The user that the actor is.
pub(crate) fn require_user(actor: &Actor) -> Result<UserId, IdentityError> {
    let denied = if actor.is_visitor() { Denied::Unauthenticated } else { Denied::Forbidden };
    actor.user_id().ok_or_else(|| denied.into())
}

async fn account_by_email(work: &Work, email: &str) -> Result<Account, IdentityError> {
    let email = Email::parse(email)?;
    work.account_by_email(&email.norm).await?.ok_or(IdentityError::NotFound)
}

async fn require_physician(work: &Work, group: GroupId) -> Result<(), IdentityError> {
    match work.groups(&[group]).await?.as_slice() {
        [(_, Kind::Physician, _)] => Ok(()),
        _ => Err(IdentityError::invalid("physician", format!("{group} is no physician"))),
    }
}
