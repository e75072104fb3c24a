//! API keys: for marketing tools and front-end builds. They carry scopes and an expiry, not roles.

use chrono::Duration;
use kanshu_domain::{
    actor::{Actor, Scope},
    event::EventType,
    id::ApiKeyId,
    policy,
    revision::Sha256Hash,
    time::{Instant, cut},
};
use kanshu_persistence::accounts::StoredKey;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::{Identity, IdentityError, identity::event, secrets};

/// What a key starts with; its id and its secret follow, each after an underscore.
pub(crate) const PREFIX: &str = "kanshu_";

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: Instant,
    /// To the minute.
    pub last_used_at: Option<Instant>,
    pub revoked: bool,
}

impl From<StoredKey> for ApiKey {
    fn from(key: StoredKey) -> Self {
        Self {
            id: key.id,
            name: key.name,
            scopes: key.scopes,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            revoked: key.revoked_at.is_some(),
        }
    }
}

impl Identity {
    /// Adds a key. The secret is returned once and kept only as a hash. The name has 1 to 100
    /// characters; there is at least one scope; the expiry lies ahead.
    pub async fn add_api_key(
        &self,
        actor: &Actor,
        name: &str,
        scopes: &[Scope],
        expires_at: Instant,
    ) -> Result<(ApiKey, SecretString), IdentityError> {
        policy::may_manage_accounts(actor)?;
        let name = name.trim();
        if !(1..=100).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(IdentityError::invalid("name", "a key's name has 1 to 100 characters"));
        }
        let mut scopes = scopes.to_vec();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(IdentityError::invalid("scopes", "a key has at least one scope"));
        }

        let mut work = self.begin(actor).await?;
        if expires_at <= work.now() {
            return Err(IdentityError::invalid("expiresAt", "a key expires in the future"));
        }
        let id = ApiKeyId(self.ids.next());
        let secret = format!("{PREFIX}{}_{}", id.0.simple(), secrets::random_text()?);
        let key = StoredKey {
            id,
            name: name.to_owned(),
            secret_hash: Sha256Hash::of(secret.as_bytes()),
            scopes,
            expires_at: cut(expires_at),
            last_used_at: None,
            revoked_at: None,
        };
        work.add_api_key(&key).await?;
        let payload = json!({ "apiKey": id, "scopes": key.scopes, "expiresAt": key.expires_at });
        work.record(event(EventType::ApiKeyAdded, actor, payload)).await?;
        work.commit().await?;
        Ok((key.into(), secret.into()))
    }

    /// Revokes a key, for good. Revoking it again changes nothing.
    pub async fn revoke_api_key(&self, actor: &Actor, id: ApiKeyId) -> Result<(), IdentityError> {
        policy::may_manage_accounts(actor)?;
        let mut work = self.begin(actor).await?;
        let key = work.api_key(id).await?.ok_or(IdentityError::NotFound)?;
        if key.revoked_at.is_none() {
            work.revoke_api_key(id).await?;
            work.record(event(EventType::ApiKeyRevoked, actor, json!({ "apiKey": id }))).await?;
            work.commit().await?;
        }
        Ok(())
    }

    /// All keys, newest first.
    pub async fn api_keys(&self, actor: &Actor) -> Result<Vec<ApiKey>, IdentityError> {
        policy::may_manage_accounts(actor)?;
        Ok(self.store.api_keys().await?.into_iter().map(ApiKey::from).collect())
    }

    /// The actor that a key makes of whoever holds it.
    pub(crate) async fn key_holder(&self, text: &str) -> Result<Actor, IdentityError> {
        let id = id_in(text).ok_or(IdentityError::InvalidToken)?;
        let key = self.store.api_key(id).await?.ok_or(IdentityError::InvalidToken)?;
        let now = self.clock.now();
        let given = Sha256Hash::of(text.as_bytes()).to_string();
        let same = given.as_bytes().ct_eq(key.secret_hash.to_string().as_bytes());
        if !bool::from(same) || key.revoked_at.is_some() || key.expires_at <= now {
            return Err(IdentityError::InvalidToken);
        }
        self.note_use(&key, now).await;
        #[expect(clippy::disallowed_methods, reason = "the key was just checked")]
        let actor = Actor::api_key(id, key.scopes.into_iter().collect());
        Ok(actor)
    }

    /// Notes the use at most once a minute. A note that cannot be made is no reason to refuse.
    async fn note_use(&self, key: &StoredKey, now: Instant) {
        let stale = now - Duration::minutes(1);
        if key.last_used_at.is_some_and(|noted| noted > stale) {
            return;
        }
        if let Err(error) = self.store.note_key_use(key.id, now, stale).await {
            tracing::warn!(%error, api_key = %key.id, "the use of a key could not be noted");
        }
    }
}

/// The id in a text that looks like a key: 32 and 64 hexadecimal digits.
fn id_in(text: &str) -> Option<ApiKeyId> {
    let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
    let hexadecimal = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    if id.len() != 32 || secret.len() != 64 || !hexadecimal(id) || !hexadecimal(secret) {
        return None;
    }
    Uuid::try_parse(id).ok().map(ApiKeyId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_key_is_looked_up() {
        let id = "0190000000007000800000000000000a";
        let secret = "5".repeat(64);
        let key = format!("kanshu_{id}_{secret}");
        assert_eq!(id_in(&key), Some(ApiKeyId(Uuid::parse_str(id).unwrap())));
        let refresh_token = secrets::refresh_token().unwrap();
        for text in ["", "kanshu_", "kanshu__", &format!("{key}0"), &key[1..], &refresh_token] {
            assert_eq!(id_in(text), None, "{text}");
        }
        assert_eq!(id_in(&format!("kanshu_{}_{secret}", "g".repeat(32))), None);
    }
}
