//! High-entropy secrets: drawn by the system, kept by the store as SHA-256 only.
//!
//! A fast hash is right for them and wrong for passwords: 256 random bits cannot be guessed however
//! fast guessing is, while every request with a key pays for the hash.

use std::fmt::Write as _;

use crate::IdentityError;

/// What a refresh token starts with, so that scanners for leaked secrets can know it.
pub(crate) const REFRESH_PREFIX: &str = "kanshu_rt_";

/// 256 random bits.
pub(crate) fn random_seed() -> Result<[u8; 32], IdentityError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| {
        IdentityError::Internal(format!("the system gives no random numbers: {error}"))
    })?;
    Ok(seed)
}

/// 256 random bits as 64 hexadecimal digits.
pub(crate) fn random_text() -> Result<String, IdentityError> {
    Ok(random_seed()?.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// A new refresh token.
pub(crate) fn refresh_token() -> Result<String, IdentityError> {
    Ok(format!("{REFRESH_PREFIX}{}", random_text()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_differ() {
        let (one, two) = (refresh_token().unwrap(), refresh_token().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.len(), REFRESH_PREFIX.len() + 64);
        assert!(one.starts_with(REFRESH_PREFIX));
    }
}
