//! Access tokens: JWTs signed with Ed25519, fifteen minutes long.

use std::collections::HashMap;

use chrono::Duration;
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use kanshu_domain::{
    id::{SessionId, UserId},
    time::Instant,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::IdentityError;

/// How long an access token is good for.
pub(crate) const ACCESS_MINUTES: i64 = 15;
/// By how much the clocks of two nodes may differ.
const LEEWAY_SECONDS: i64 = 5;
const ISSUER: &str = "kanshu";
/// Ours have some 400 characters.
const LONGEST_TOKEN: usize = 4096;

/// What comes before the seed in the PKCS #8 form of an Ed25519 private key (RFC 8410, 7).
const PKCS8_BEFORE_SEED: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    iss: String,
    pub sub: UserId,
    /// The session, so that ending it ends the token.
    pub sid: SessionId,
    /// Seconds since 1970.
    iat: i64,
    /// Seconds since 1970.
    exp: i64,
    jti: Uuid,
}

/// The private key of a new pair, in PKCS #8.
pub(crate) fn private_key(seed: [u8; 32]) -> Vec<u8> {
    [PKCS8_BEFORE_SEED.as_slice(), &seed].concat()
}

/// The name of a private key: the thumbprint of its public half (RFC 7638).
pub(crate) fn key_id(private: &[u8]) -> Result<String, IdentityError> {
    Ok(public_half(&EncodingKey::from_ed_der(private))?.1)
}

/// The keys that sign and verify. All nodes have the same, from the database.
pub(crate) struct TokenKeys {
    signing: EncodingKey,
    header: Header,
    verifying: HashMap<String, DecodingKey>,
    public: Vec<Jwk>,
}

impl TokenKeys {
    /// Takes private keys in PKCS #8, newest first: the first signs, all verify.
    ///
    /// # Errors
    /// [`IdentityError::Internal`] when there is none, or one of them is no Ed25519 key.
    pub(crate) fn from_private(keys: &[Vec<u8>]) -> Result<Self, IdentityError> {
        let mut all = Self {
            signing: EncodingKey::from_ed_der(keys.first().ok_or_else(|| broken("none"))?),
            header: Header::new(Algorithm::EdDSA),
            verifying: HashMap::new(),
            public: Vec::new(),
        };
        for key in keys {
            let (jwk, kid) = public_half(&EncodingKey::from_ed_der(key))?;
            let verifying = DecodingKey::from_jwk(&jwk).map_err(broken)?;
            all.header.kid.get_or_insert_with(|| kid.clone());
            all.verifying.insert(kid, verifying);
            all.public.push(jwk);
        }
        Ok(all)
    }

    /// A token for one user's session.
    pub(crate) fn issue(
        &self,
        user: UserId,
        session: SessionId,
        id: Uuid,
        now: Instant,
    ) -> Result<String, IdentityError> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: user,
            sid: session,
            iat: now.timestamp(),
            exp: (now + Duration::minutes(ACCESS_MINUTES)).timestamp(),
            jti: id,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(broken)
    }

    /// Reads a token that one of our keys signed and that has not expired.
    ///
    /// # Errors
    /// [`IdentityError::InvalidToken`], whatever is wrong with it.
    pub(crate) fn verify(&self, token: &str, now: Instant) -> Result<Claims, IdentityError> {
        let claims = self.signed(token).ok_or(IdentityError::InvalidToken)?;
        if claims.exp <= now.timestamp() - LEEWAY_SECONDS {
            return Err(IdentityError::InvalidToken);
        }
        Ok(claims)
    }

    fn signed(&self, token: &str) -> Option<Claims> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        // The key decides the algorithm, never the token.
        let key = self.verifying.get(&header.kid?)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[ISSUER]);
        rules.set_required_spec_claims(&["iss", "sub", "exp"]);
        // The library would read the machine's clock; the caller compares with the one handed in.
        rules.validate_exp = false;
        Some(jsonwebtoken::decode(token, key, &rules).ok()?.claims)
    }

    /// The public keys as a JWK set (RFC 7517).
    pub(crate) fn public(&self) -> serde_json::Value {
        serde_json::json!({ "keys": self.public })
    }
}

fn public_half(key: &EncodingKey) -> Result<(Jwk, String), IdentityError> {
    let mut jwk = Jwk::from_encoding_key(key, Algorithm::EdDSA).map_err(broken)?;
    let kid = jwk.thumbprint(ThumbprintHash::SHA256).map_err(broken)?;
    jwk.common.key_id = Some(kid.clone());
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    Ok((jwk, kid))
}

fn broken(what: impl std::fmt::Display) -> IdentityError {
    IdentityError::Internal(format!("the signing key: {what}"))
}

#[cfg(test)]
#[path = "tokens/tests.rs"]
mod tests;
