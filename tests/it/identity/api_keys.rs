use chrono::Duration;
use kanshu_domain::{
    actor::{Actor, Scope},
    id::ApiKeyId,
};
use kanshu_identity::{ApiKey, IdentityError};
use kanshu_tests::{TestDb, both_engines};
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use super::front_desk::{EDITOR, FrontDesk};

async fn key_for_an_hour(desk: &FrontDesk) -> (ApiKey, String) {
    let operator = Actor::operator();
    let expires = desk.now() + Duration::hours(1);
    let scopes = [Scope::DraftsRead, Scope::PublishedRead, Scope::DraftsRead];
    let added = desk.identity.add_api_key(&operator, " newsletter ", &scopes, expires);
    let (key, secret) = added.await.unwrap();
    (key, secret.expose_secret().to_owned())
}

async fn last_use(desk: &FrontDesk) -> Option<kanshu_domain::time::Instant> {
    desk.identity.api_keys(&Actor::operator()).await.unwrap()[0].last_used_at
}

both_engines!(a_key_may_do_what_its_scopes_say, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let (key, secret) = key_for_an_hour(&desk).await;
    assert_eq!(key.name, "newsletter");
    let actor = desk.identity.authenticate(&secret).await.unwrap();
    assert!(actor.has_scope(Scope::DraftsRead) && actor.has_scope(Scope::PublishedRead));
    assert!(!actor.has_scope(Scope::ContentWrite));
    assert_eq!(actor.to_string(), key.id.to_string());
    assert!(desk.may_write(&actor).await);
    assert!(matches!(desk.identity.me(&actor).await, Err(IdentityError::Denied(_))));
    assert!(matches!(desk.identity.api_keys(&actor).await, Err(IdentityError::Denied(_))));
});

both_engines!(a_key_with_another_secret_is_refused, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let (key, secret) = key_for_an_hour(&desk).await;
    let forged = format!("kanshu_{}_{}", key.id.0.simple(), "0".repeat(64));
    let unknown = secret.replace(&key.id.0.simple().to_string(), &"1".repeat(32));
    for text in [forged, unknown, secret.to_uppercase(), format!("{secret}0")] {
        let refused = desk.identity.authenticate(&text).await.unwrap_err();
        assert!(matches!(refused, IdentityError::InvalidToken));
    }
    assert_eq!(last_use(&desk).await, None);
});

both_engines!(a_key_expires, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let (_, secret) = key_for_an_hour(&desk).await;
    desk.wait(3599);
    let actor = desk.identity.authenticate(&secret).await.unwrap();
    desk.wait(1);
    assert!(desk.identity.authenticate(&secret).await.is_err());
    assert!(!desk.may_write(&actor).await);
});

both_engines!(a_revoked_key_reads_and_writes_nothing_more, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let operator = Actor::operator();
    let (key, secret) = key_for_an_hour(&desk).await;
    let actor = desk.identity.authenticate(&secret).await.unwrap();
    desk.identity.revoke_api_key(&operator, key.id).await.unwrap();
    desk.identity.revoke_api_key(&operator, key.id).await.unwrap();
    assert!(desk.identity.authenticate(&secret).await.is_err());
    assert!(!desk.may_write(&actor).await);
    assert!(desk.identity.api_keys(&operator).await.unwrap()[0].revoked);

    let unknown = ApiKeyId(Uuid::from_u128(404));
    let refused = desk.identity.revoke_api_key(&operator, unknown).await;
    assert!(matches!(refused, Err(IdentityError::NotFound)));
    let log = desk.log().await;
    let types: Vec<&str> = log.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(types, ["api_key.added", "api_key.revoked"]);
    assert!(log.iter().all(|(_, payload)| !payload.contains(secret.rsplit('_').next().unwrap())));
});

both_engines!(the_last_use_of_a_key_is_kept_to_the_minute, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let (_, secret) = key_for_an_hour(&desk).await;
    assert_eq!(last_use(&desk).await, None);
    let noon = desk.now();
    desk.identity.authenticate(&secret).await.unwrap();
    assert_eq!(last_use(&desk).await, Some(noon));
    desk.wait(59);
    desk.identity.authenticate(&secret).await.unwrap();
    assert_eq!(last_use(&desk).await, Some(noon));
    desk.wait(1);
    desk.identity.authenticate(&secret).await.unwrap();
    assert_eq!(last_use(&desk).await, Some(noon + Duration::minutes(1)));
});

both_engines!(what_is_wrong_about_a_new_key_is_named, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let operator = Actor::operator();
    let (later, now) = (desk.now() + Duration::days(1), desk.now());
    let scopes = [Scope::PublishedRead];
    let long = "x".repeat(101);
    let cases: [(&str, &[Scope], _, &str); 5] = [
        ("", &scopes, later, "name"),
        (&long, &scopes, later, "name"),
        ("a\0b", &scopes, later, "name"),
        ("key", &[], later, "scopes"),
        ("key", &scopes, now, "expiresAt"),
    ];
    for (name, scopes, expires, wrong) in cases {
        let added = desk.identity.add_api_key(&operator, name, scopes, expires).await;
        assert!(matches!(added, Err(IdentityError::Invalid { field, .. }) if field == wrong));
    }
    let editor = desk.actor(EDITOR).await;
    let added = desk.identity.add_api_key(&editor, "key", &scopes, later).await;
    assert!(matches!(added, Err(IdentityError::Denied(_))));
});
