use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};

use super::*;

fn noon() -> Instant {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

fn keys(seed: u8) -> TokenKeys {
    TokenKeys::from_private(&[private_key([seed; 32])]).unwrap()
}

fn token(keys: &TokenKeys) -> String {
    keys.issue(user(), session(), Uuid::from_u128(3), noon()).unwrap()
}

fn user() -> UserId {
    UserId(Uuid::from_u128(1))
}

fn session() -> SessionId {
    SessionId(Uuid::from_u128(2))
}

fn header_of(keys: &TokenKeys, alg: Algorithm) -> Header {
    Header { kid: keys.header.kid.clone(), ..Header::new(alg) }
}

fn claims(over: Value) -> Value {
    let mut claims = json!({
        "iss": "kanshu", "sub": user(), "sid": session(), "jti": Uuid::from_u128(3),
        "iat": noon().timestamp(), "exp": noon().timestamp() + 900,
    });
    for (name, value) in over.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

#[test]
fn a_token_names_user_and_session_for_fifteen_minutes() {
    let keys = keys(7);
    let token = token(&keys);
    let read = keys.verify(&token, noon() + Duration::minutes(15)).unwrap();
    assert_eq!((read.sub, read.sid), (user(), session()));
    assert_eq!(read.exp - read.iat, 900);
    let late = noon() + Duration::minutes(15) + Duration::seconds(LEEWAY_SECONDS);
    assert!(matches!(keys.verify(&token, late), Err(IdentityError::InvalidToken)));
}

#[test]
fn the_key_set_shows_public_halves_only() {
    let public = keys(7).public();
    let key = &public["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"]),
        (&"OKP".into(), &"Ed25519".into(), &"EdDSA".into())
    );
    assert_eq!(key["use"], "sig");
    assert_eq!(key["kid"], keys(7).header.kid.unwrap());
    assert!(key.get("d").is_none());
}

#[test]
fn an_older_key_still_verifies() {
    let old = keys(1);
    let both = TokenKeys::from_private(&[private_key([2; 32]), private_key([1; 32])]).unwrap();
    assert!(both.verify(&token(&old), noon()).is_ok());
    assert!(old.verify(&token(&both), noon()).is_err());
    assert_eq!(both.public()["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn a_token_of_another_key_is_refused_even_under_our_name() {
    let ours = keys(7);
    let theirs = EncodingKey::from_ed_der(&private_key([8; 32]));
    let forged =
        jsonwebtoken::encode(&header_of(&ours, Algorithm::EdDSA), &claims(json!({})), &theirs);
    assert!(ours.verify(&forged.unwrap(), noon()).is_err());
    assert!(ours.verify(&token(&keys(8)), noon()).is_err());
}

#[test]
fn a_changed_token_is_refused() {
    let keys = keys(7);
    let token = token(&keys);
    let (head, signature) = token.rsplit_once('.').unwrap();
    let (header, _) = head.split_once('.').unwrap();
    let other = keys.issue(UserId(Uuid::from_u128(9)), session(), Uuid::nil(), noon()).unwrap();
    let payload = other.split('.').nth(1).unwrap();
    assert!(keys.verify(&format!("{header}.{payload}.{signature}"), noon()).is_err());
    assert!(keys.verify(&format!("{head}."), noon()).is_err());
    assert!(keys.verify(head, noon()).is_err());
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let keys = keys(7);
    let x = keys.public()["keys"][0]["x"].as_str().unwrap().to_owned();
    for secret in [
        EncodingKey::from_secret(x.as_bytes()),
        EncodingKey::from_urlsafe_base64_secret(&format!("{x}=")).unwrap(),
    ] {
        let header = header_of(&keys, Algorithm::HS256);
        let forged = jsonwebtoken::encode(&header, &claims(json!({})), &secret).unwrap();
        assert!(keys.verify(&forged, noon()).is_err());
    }
}

#[test]
fn a_token_without_a_signature_is_refused() {
    let keys = keys(7);
    let token = token(&keys);
    let payload = token.split('.').nth(1).unwrap();
    // {"alg":"none"} and {"alg":"none","typ":"JWT"}
    for header in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"] {
        assert!(keys.verify(&format!("{header}.{payload}."), noon()).is_err());
    }
}

#[test]
fn a_token_that_leaves_something_out_is_refused() {
    let keys = keys(7);
    let header = header_of(&keys, Algorithm::EdDSA);
    let sign = |claims: &Value| jsonwebtoken::encode(&header, claims, &keys.signing).unwrap();
    assert!(keys.verify(&sign(&claims(json!({}))), noon()).is_ok());
    for over in [
        json!({ "iss": "somebody" }),
        json!({ "exp": null }),
        json!({ "exp": "tomorrow" }),
        json!({ "sub": null }),
        json!({ "sid": null }),
        json!({ "iss": null }),
    ] {
        assert!(keys.verify(&sign(&claims(over.clone())), noon()).is_err(), "{over}");
    }
    let nameless = Header::new(Algorithm::EdDSA);
    let token = jsonwebtoken::encode(&nameless, &claims(json!({})), &keys.signing).unwrap();
    assert!(keys.verify(&token, noon()).is_err());
    for text in ["", ".", "..", "a.b.c", &"x".repeat(10_000)] {
        assert!(keys.verify(text, noon()).is_err());
    }
}
