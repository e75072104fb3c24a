//! Sessions: from a password to tokens, from a token to an actor, and the fresh proof for signing.

use chrono::Duration;
use kanshu_domain::{
    actor::{Actor, ProofMethod, SigningProof},
    id::{DocumentId, SessionId, UserId},
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
};
use kanshu_persistence::accounts::{Account, NewSession, Rotation};
use secrecy::SecretString;
use serde::Serialize;

use crate::{
    Identity, IdentityError, api_keys,
    email::{self, Email},
    secrets,
    throttle::Subjects,
    tokens::ACCESS_MINUTES,
    users::require_user,
};

/// How long one login lasts at most, however often it is refreshed.
const SESSION_DAYS: i64 = 30;

/// What a login or refresh gives.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// JWT (EdDSA), good for `expires_in` seconds.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    /// Good once; each refresh gives the next.
    pub refresh_token: String,
}

impl Identity {
    /// Logs in. `address` is the caller's network address, for throttling.
    ///
    /// # Errors
    /// [`IdentityError::WrongCredentials`], also for a disabled user;
    /// [`IdentityError::TooManyAttempts`].
    pub async fn login(
        &self,
        email: &str,
        password: SecretString,
        address: &str,
    ) -> Result<Tokens, IdentityError> {
        let account = match Email::parse(email) {
            Ok(email) => self.store.account_by_email(&email.norm).await?,
            // What is no e-mail is nobody's, after the same time.
            Err(_) => None,
        };
        let subjects = Subjects::new(&email::normalised(email), address);
        let account = self.check_password(account, &password, &subjects).await?;

        let now = self.clock.now();
        let refresh_token = secrets::refresh_token()?;
        let session = NewSession {
            id: SessionId(self.ids.next()),
            user: account.id,
            expires_at: now + Duration::days(SESSION_DAYS),
            refresh_token: Sha256Hash::of(refresh_token.as_bytes()),
        };
        if !self.store.start_session(session, now).await? {
            return Err(IdentityError::WrongCredentials);
        }
        self.store.forget_old_attempts(now).await?;
        self.tokens(account.id, session.id, refresh_token, now)
    }

    /// Exchanges a refresh token. A token used twice ends its session.
    ///
    /// # Errors
    /// [`IdentityError::InvalidToken`].
    pub async fn refresh(&self, refresh_token: &str) -> Result<Tokens, IdentityError> {
        let now = self.clock.now();
        let next = secrets::refresh_token()?;
        let presented = Sha256Hash::of(refresh_token.as_bytes());
        let next_hash = Sha256Hash::of(next.as_bytes());
        match self.store.rotate_refresh_token(presented, next_hash, now).await? {
            Rotation::Rotated(user, session) => self.tokens(user, session, next, now),
            Rotation::Reused(user, session) => {
                tracing::warn!(%user, %session, "a refresh token was used twice: session ended");
                Err(IdentityError::InvalidToken)
            }
            Rotation::Refused => Err(IdentityError::InvalidToken),
        }
    }

    /// Ends the actor's session, after whatever it is still writing. Actors without one are left alone.
    pub async fn logout(&self, actor: &Actor) -> Result<(), IdentityError> {
        match actor.session() {
            Some(session) => Ok(self.store.end_session(session, self.clock.now()).await?),
            None => Ok(()),
        }
    }

    /// Ends the session of a refresh token, for clients whose access token has expired. Unknown tokens
    /// are ignored.
    pub async fn logout_by_refresh_token(&self, refresh_token: &str) -> Result<(), IdentityError> {
        let token = Sha256Hash::of(refresh_token.as_bytes());
        Ok(self.store.end_session_of(token, self.clock.now()).await?)
    }

    /// The actor behind a bearer credential: a JWT or an API key (`kanshu_…`). Roles, physician and
    /// whether they may still be used are read anew each time.
    ///
    /// # Errors
    /// [`IdentityError::InvalidToken`], whatever is wrong.
    pub async fn authenticate(&self, bearer: &str) -> Result<Actor, IdentityError> {
        if bearer.starts_with(api_keys::PREFIX) {
            return self.key_holder(bearer).await;
        }
        let now = self.clock.now();
        let claims = self.keys.verify(bearer, now)?;
        let account = self.store.session_holder(claims.sub, claims.sid, now).await?;
        let account = account.ok_or(IdentityError::InvalidToken)?;
        #[expect(clippy::disallowed_methods, reason = "the session was just looked up")]
        let actor = Actor::user(
            account.id,
            claims.sid,
            account.roles.into_iter().collect(),
            account.physician,
        );
        Ok(actor)
    }

    /// Checks the password anew and proves it for one revision. Failures count towards throttling.
    ///
    /// # Errors
    /// [`IdentityError::Denied`] when the actor is no user; [`IdentityError::InvalidToken`] when their
    /// session has ended; else as [`Identity::login`].
    pub async fn prove(
        &self,
        actor: &Actor,
        password: SecretString,
        address: &str,
        document: DocumentId,
        revision: RevisionNumber,
    ) -> Result<SigningProof, IdentityError> {
        let user = require_user(actor)?;
        let session = actor.session().ok_or(IdentityError::InvalidToken)?;
        let account = self.store.session_holder(user, session, self.clock.now()).await?;
        let account = account.ok_or(IdentityError::InvalidToken)?;
        let subjects = Subjects::new(&account.email_norm, address);
        self.check_password(Some(account), &password, &subjects).await?;
        #[expect(clippy::disallowed_methods, reason = "the password was just checked")]
        let proof = SigningProof::fresh(user, document, revision, ProofMethod::Password);
        Ok(proof)
    }

    /// The account, when there is one and the password is its. What is counted and how long it takes do
    /// not depend on whether there is one.
    async fn check_password(
        &self,
        account: Option<Account>,
        password: &SecretString,
        subjects: &Subjects,
    ) -> Result<Account, IdentityError> {
        let now = self.clock.now();
        let wait = |retry_after_seconds| IdentityError::TooManyAttempts { retry_after_seconds };
        // Whoever has to wait is told so by reading alone: a flood of logins must not keep the newsroom
        // from writing. Whoever seems not to is counted under a lock.
        let counters = self.store.attempts(subjects.all()).await?;
        Subjects::may_try(&counters, now).map_err(wait)?;
        self.store
            .count_attempts(subjects.all(), now, |counters| subjects.admit(counters, now))
            .await?
            .map_err(wait)?;
        let hash = account.as_ref().map(|account| account.password_hash.as_str());
        let right = self.passwords.matches(password, hash).await?;
        let account = account
            .filter(|account| right && !account.disabled)
            .ok_or(IdentityError::WrongCredentials)?;
        self.store
            .count_attempts(subjects.all(), now, |counters| {
                subjects.forgive(counters);
                Ok::<_, std::convert::Infallible>(())
            })
            .await?
            .unwrap_or_else(|never| match never {});
        Ok(account)
    }

    fn tokens(
        &self,
        user: UserId,
        session: SessionId,
        refresh_token: String,
        now: Instant,
    ) -> Result<Tokens, IdentityError> {
        Ok(Tokens {
            access_token: self.keys.issue(user, session, self.ids.next(), now)?,
            token_type: "Bearer",
            expires_in: ACCESS_MINUTES * 60,
            refresh_token,
        })
    }
}
