//! Passwords: argon2id, off the async threads, a bounded number at a time.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use crate::IdentityError;

/// Fewest and most characters of a password.
pub(crate) const LENGTH: std::ops::RangeInclusive<usize> = 12..=256;

/// Hashes and checks passwords. Each takes 19 MiB and some 20 ms, so only as many run at once as there
/// are processors.
#[derive(Clone)]
pub(crate) struct Passwords {
    seats: Arc<Semaphore>,
    /// A hash of nothing anybody knows: an unknown user costs the same time as a known one.
    dummy: Arc<str>,
}

impl Passwords {
    pub(crate) async fn new() -> Result<Self, IdentityError> {
        let seats = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let dummy = crate::secrets::random_text()?;
        let dummy = tokio::task::spawn_blocking(move || hash(&dummy)).await.map_err(lost)??;
        Ok(Self { seats: Arc::new(Semaphore::new(seats)), dummy: dummy.into() })
    }

    /// The hash to keep of a new password, as a PHC string (`$argon2id$…`).
    ///
    /// # Errors
    /// [`IdentityError::Invalid`] for field `password` when it is too short or too long.
    pub(crate) async fn hash(&self, password: &SecretString) -> Result<String, IdentityError> {
        let text = typed_alike(password);
        if !LENGTH.contains(&text.expose_secret().chars().count()) {
            let (least, most) = LENGTH.into_inner();
            return Err(IdentityError::invalid(
                "password",
                format!("a password has {least} to {most} characters"),
            ));
        }
        let _seat = self.seats.acquire().await.map_err(lost)?;
        tokio::task::spawn_blocking(move || hash(text.expose_secret())).await.map_err(lost)?
    }

    /// Whether the password is the one hashed. With no hash at all it is not, after the same time.
    pub(crate) async fn matches(
        &self,
        password: &SecretString,
        stored: Option<&str>,
    ) -> Result<bool, IdentityError> {
        let text = typed_alike(password);
        let known = stored.is_some();
        let hash = stored.unwrap_or(&self.dummy).to_owned();
        let _seat = self.seats.acquire().await.map_err(lost)?;
        let same = tokio::task::spawn_blocking(move || verify(text.expose_secret(), &hash))
            .await
            .map_err(lost)??;
        Ok(known && same)
    }
}

/// NFKC: the same keys give the same password whether or not a Japanese input method was on.
fn typed_alike(password: &SecretString) -> SecretString {
    password.expose_secret().nfkc().collect::<String>().into()
}

fn hash(password: &str) -> Result<String, IdentityError> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| IdentityError::Internal(format!("hashing a password failed: {error}")))?;
    Ok(hash.to_string())
}

fn verify(password: &str, stored: &str) -> Result<bool, IdentityError> {
    let damaged = |error| IdentityError::Internal(format!("a stored password hash: {error}"));
    let hash = PasswordHash::new(stored).map_err(|error| damaged(error.to_string()))?;
    match Argon2::default().verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(damaged(error.to_string())),
    }
}

fn lost(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Internal(format!("a password was not looked at: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let passwords = Passwords::new().await.unwrap();
        let stored = passwords.hash(&secret("correct horse battery")).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(passwords.matches(&secret("correct horse battery"), Some(&stored)).await.unwrap());
        let full_width = secret("ｃｏｒｒｅｃｔ horse battery");
        assert!(passwords.matches(&full_width, Some(&stored)).await.unwrap());
        assert!(!passwords.matches(&secret("correct horse batterz"), Some(&stored)).await.unwrap());
        assert!(!passwords.matches(&secret("correct horse battery"), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_short_or_endless_password_is_refused() {
        let passwords = Passwords::new().await.unwrap();
        for text in ["", "elevenchars", &"x".repeat(257)] {
            let refused = passwords.hash(&secret(text)).await;
            assert!(matches!(refused, Err(IdentityError::Invalid { field: "password", .. })));
        }
        // Characters are counted, not bytes.
        assert!(passwords.hash(&secret("監修医師の長い合言葉です")).await.is_ok());
    }
}
