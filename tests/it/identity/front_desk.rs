//! A front desk at noon, with people who can log in.

use std::sync::Arc;

use chrono::Duration;
use kanshu_domain::{
    actor::{Actor, StaffRole},
    event::{EventType, NewEvent},
    id::{DocumentId, GroupId, Ids, SequentialIds},
    kind::Kind,
    time::{Clock, FixedClock, Instant},
};
use kanshu_identity::{Identity, IdentityError, Tokens, User};
use kanshu_persistence::{NewDocument, Store};
use kanshu_tests::TestDb;
use secrecy::SecretString;

pub(super) const PASSWORD: &str = "a long enough password";
pub(super) const EDITOR: &str = "editor@clinic.example";
pub(super) const OFFICE: &str = "192.0.2.1";

pub(super) struct FrontDesk {
    pub store: Store,
    pub clock: Arc<FixedClock>,
    pub ids: Arc<SequentialIds>,
    pub identity: Identity,
}

impl FrontDesk {
    pub(super) async fn open(db: &TestDb) -> Self {
        Self::on(db.store().clone()).await
    }

    pub(super) async fn on(store: Store) -> Self {
        let clock = Arc::new(FixedClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
        let ids = Arc::new(SequentialIds::default());
        let identity = Identity::open(store.clone(), clock.clone(), ids.clone()).await.unwrap();
        Self { store, clock, ids, identity }
    }

    /// A front desk whose editor is [`EDITOR`] with [`PASSWORD`].
    pub(super) async fn with_editor(db: &TestDb) -> Self {
        let desk = Self::open(db).await;
        desk.add(EDITOR, &[StaffRole::Editor]).await;
        desk
    }

    pub(super) async fn add(&self, email: &str, roles: &[StaffRole]) -> User {
        let operator = Actor::operator();
        self.identity.add_user(&operator, email, secret(PASSWORD), roles, None).await.unwrap()
    }

    pub(super) async fn try_login(
        &self,
        email: &str,
        password: &str,
        address: &str,
    ) -> Result<Tokens, IdentityError> {
        self.identity.login(email, secret(password), address).await
    }

    pub(super) async fn login(&self, email: &str) -> Tokens {
        self.try_login(email, PASSWORD, OFFICE).await.unwrap()
    }

    pub(super) async fn actor(&self, email: &str) -> Actor {
        let tokens = self.login(email).await;
        self.identity.authenticate(&tokens.access_token).await.unwrap()
    }

    /// Whether a write of the actor would be let through now.
    pub(super) async fn may_write(&self, actor: &Actor) -> bool {
        let work = self.store.begin(self.now()).await.unwrap();
        work.require_live(actor).await.is_ok()
    }

    /// A document of the kind, without a revision: enough to be referred to.
    pub(super) async fn group(&self, kind: Kind) -> GroupId {
        let id = DocumentId(self.ids.next());
        let mut work = self.store.begin(self.now()).await.unwrap();
        let document = NewDocument {
            id,
            group: id.founding_group(),
            kind,
            locale: None,
            creator: "operator".to_owned(),
        };
        work.create_document(document).await.unwrap();
        let event = NewEvent {
            event_type: EventType::DocumentCreated,
            actor: "operator".to_owned(),
            document: Some(id),
            payload: serde_json::json!({}),
        };
        work.record(event).await.unwrap();
        work.commit().await.unwrap();
        id.founding_group()
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(super) fn wait(&self, seconds: i64) {
        self.clock.advance(Duration::seconds(seconds));
    }

    /// What the log says, as types and payloads.
    pub(super) async fn log(&self) -> Vec<(String, String)> {
        let events = self.store.events_after(kanshu_domain::event::Seq(0), 100).await.unwrap();
        events.into_iter().map(|event| (event.event_type, event.payload.to_string())).collect()
    }
}

pub(super) fn secret(text: &str) -> SecretString {
    text.to_owned().into()
}

/// The seconds to wait, of an answer that asks for it.
pub(super) fn wait_of<T>(answer: Result<T, IdentityError>) -> i64 {
    match answer {
        Err(IdentityError::TooManyAttempts { retry_after_seconds }) => retry_after_seconds,
        Err(other) => panic!("refused for something else: {other}"),
        Ok(_) => panic!("let in"),
    }
}
