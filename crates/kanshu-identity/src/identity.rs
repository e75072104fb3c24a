//! The front desk: what the rest of this crate works with.

use std::sync::Arc;

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent},
    id::Ids,
    time::{Clock, Instant},
};
use kanshu_persistence::{Store, Work};

use crate::{IdentityError, passwords::Passwords, secrets, tokens, tokens::TokenKeys};

/// The front desk: knows users, sessions and keys. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) passwords: Passwords,
    pub(crate) keys: Arc<TokenKeys>,
}

impl Identity {
    /// Opens the front desk. The signing key lives in the database (shared by all nodes) and is made
    /// on first use.
    pub async fn open(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, IdentityError> {
        let keys = Arc::new(TokenKeys::from_private(&signing_keys(&store, clock.now()).await?)?);
        let passwords = Passwords::new().await?;
        Ok(Self { store, clock, ids, passwords, keys })
    }

    /// The public keys (RFC 7517).
    pub fn jwks(&self) -> serde_json::Value {
        self.keys.public()
    }

    /// Begins a change of accounts for an actor that still lives.
    pub(crate) async fn begin(&self, actor: &Actor) -> Result<Work, IdentityError> {
        let work = self.store.begin(self.clock.now()).await?;
        work.require_live(actor).await?;
        Ok(work)
    }
}

/// A line for the log about an account: ids and roles, never an e-mail.
pub(crate) fn event(event_type: EventType, actor: &Actor, payload: serde_json::Value) -> NewEvent {
    NewEvent { event_type, actor: actor.to_string(), document: None, payload }
}

async fn signing_keys(store: &Store, now: Instant) -> Result<Vec<Vec<u8>>, IdentityError> {
    let keys = store.signing_keys().await?;
    if !keys.is_empty() {
        return Ok(keys);
    }
    let mut work = store.begin(now).await?;
    // Once more under the lock: another node may have been first.
    let keys = work.signing_keys().await?;
    if !keys.is_empty() {
        return Ok(keys);
    }
    let key = tokens::private_key(secrets::random_seed()?);
    work.add_signing_key(&tokens::key_id(&key)?, key.clone()).await?;
    work.commit().await?;
    Ok(vec![key])
}
