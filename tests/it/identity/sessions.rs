use std::sync::Arc;

use kanshu_domain::{
    actor::{Actor, StaffRole},
    id::SequentialIds,
    time::FixedClock,
};
use kanshu_identity::{Identity, IdentityError};
use kanshu_tests::{TestDb, both_engines};

use super::front_desk::{EDITOR, FrontDesk};

both_engines!(an_access_token_is_good_for_fifteen_minutes, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.login(EDITOR).await;
    desk.wait(15 * 60);
    desk.identity.authenticate(&tokens.access_token).await.unwrap();
    desk.wait(5);
    let refused = desk.identity.authenticate(&tokens.access_token).await.unwrap_err();
    assert!(matches!(refused, IdentityError::InvalidToken));
});

both_engines!(nobody_is_authenticated_by_rubbish, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.login(EDITOR).await;
    let payload = tokens.access_token.split('.').nth(1).unwrap();
    // {"alg":"none"}
    let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
    let cut = &tokens.access_token[..tokens.access_token.len() - 4];
    for bearer in ["", "a.b.c", "\0", unsigned.as_str(), cut, tokens.refresh_token.as_str()] {
        let refused = desk.identity.authenticate(bearer).await.unwrap_err();
        assert!(matches!(refused, IdentityError::InvalidToken), "{bearer}");
    }
});

both_engines!(every_node_knows_the_tokens_of_the_others, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.login(EDITOR).await;
    let other = db.another_store().await;
    let other = Identity::open(other, desk.clock.clone(), desk.ids.clone());
    let other = other.await.unwrap();
    assert_eq!(other.jwks(), desk.identity.jwks());
    assert_eq!(other.jwks()["keys"].as_array().unwrap().len(), 1);
    other.authenticate(&tokens.access_token).await.unwrap();
});

both_engines!(nodes_that_start_together_agree_on_the_signing_key, |db: TestDb| async move {
    let clock = Arc::new(FixedClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
    let ids = Arc::new(SequentialIds::default());
    let (one, two) = (db.another_store().await, db.another_store().await);
    let (one, two) = tokio::join!(
        Identity::open(one, clock.clone(), ids.clone()),
        Identity::open(two, clock.clone(), ids.clone()),
    );
    assert_eq!(one.unwrap().jwks(), two.unwrap().jwks());
});

both_engines!(a_token_of_another_site_is_refused, |db: TestDb| async move {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("other.db").display());
    let elsewhere = kanshu_persistence::Store::open(&url).await.unwrap();
    let elsewhere = FrontDesk::on(elsewhere).await;
    elsewhere.add(EDITOR, &[StaffRole::Editor]).await;
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = elsewhere.login(EDITOR).await;
    // The ids are the same on both, so only the signature tells.
    desk.login(EDITOR).await;
    let refused = desk.identity.authenticate(&tokens.access_token).await.unwrap_err();
    assert!(matches!(refused, IdentityError::InvalidToken));
});

both_engines!(a_refresh_token_gives_the_next_and_then_is_spent, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let first = desk.login(EDITOR).await;
    let session = desk.identity.authenticate(&first.access_token).await.unwrap().session();
    desk.wait(3600);
    let second = desk.identity.refresh(&first.refresh_token).await.unwrap();
    assert!(second.refresh_token.starts_with("kanshu_rt_"));
    assert_ne!(second.refresh_token, first.refresh_token);
    let actor = desk.identity.authenticate(&second.access_token).await.unwrap();
    assert_eq!(actor.session(), session);
    desk.identity.refresh(&second.refresh_token).await.unwrap();
});

both_engines!(using_a_spent_refresh_token_ends_the_session, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let first = desk.login(EDITOR).await;
    let second = desk.identity.refresh(&first.refresh_token).await.unwrap();
    let actor = desk.identity.authenticate(&second.access_token).await.unwrap();
    let stolen = desk.identity.refresh(&first.refresh_token).await.unwrap_err();
    assert!(matches!(stolen, IdentityError::InvalidToken));

    assert!(desk.identity.refresh(&second.refresh_token).await.is_err());
    assert!(desk.identity.authenticate(&second.access_token).await.is_err());
    assert!(!desk.may_write(&actor).await);
    // Only that session: the editor can log in, and other sessions go on.
    desk.actor(EDITOR).await;
});

both_engines!(of_two_refreshes_at_once_one_succeeds, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let first = desk.login(EDITOR).await;
    let (one, two) = tokio::join!(
        desk.identity.refresh(&first.refresh_token),
        desk.identity.refresh(&first.refresh_token),
    );
    assert!(one.is_ok() != two.is_ok());
    let winner = one.or(two).unwrap();
    // The other counted as reuse.
    assert!(desk.identity.authenticate(&winner.access_token).await.is_err());
});

both_engines!(a_session_lasts_thirty_days_however_often_refreshed, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let mut tokens = desk.login(EDITOR).await;
    for _ in 0..29 {
        desk.wait(86_400);
        tokens = desk.identity.refresh(&tokens.refresh_token).await.unwrap();
    }
    desk.wait(86_399);
    tokens = desk.identity.refresh(&tokens.refresh_token).await.unwrap();
    let actor = desk.identity.authenticate(&tokens.access_token).await.unwrap();
    assert!(desk.may_write(&actor).await);
    desk.wait(1);
    assert!(desk.identity.authenticate(&tokens.access_token).await.is_err());
    assert!(desk.identity.refresh(&tokens.refresh_token).await.is_err());
    assert!(!desk.may_write(&actor).await);
    // What has expired is swept away by the next login.
    desk.login(EDITOR).await;
    assert!(desk.identity.refresh(&tokens.refresh_token).await.is_err());
});

both_engines!(an_unknown_refresh_token_is_refused, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let unknown = format!("kanshu_rt_{}", "0".repeat(64));
    for token in ["", "\0", unknown.as_str()] {
        let refused = desk.identity.refresh(token).await.unwrap_err();
        assert!(matches!(refused, IdentityError::InvalidToken));
        desk.identity.logout_by_refresh_token(token).await.unwrap();
    }
});

both_engines!(logging_out_ends_reading_and_writing_at_once, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.login(EDITOR).await;
    let actor = desk.identity.authenticate(&tokens.access_token).await.unwrap();
    let elsewhere = desk.actor(EDITOR).await;
    assert!(desk.may_write(&actor).await);

    desk.identity.logout(&actor).await.unwrap();
    assert!(!desk.may_write(&actor).await);
    assert!(desk.identity.authenticate(&tokens.access_token).await.is_err());
    assert!(desk.identity.refresh(&tokens.refresh_token).await.is_err());
    assert!(desk.may_write(&elsewhere).await);
    // Again, and by those who have no session.
    for actor in [actor, Actor::visitor(), Actor::operator()] {
        desk.identity.logout(&actor).await.unwrap();
    }
});

both_engines!(a_refresh_token_is_enough_to_log_out, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.login(EDITOR).await;
    desk.identity.logout_by_refresh_token(&tokens.refresh_token).await.unwrap();
    assert!(desk.identity.authenticate(&tokens.access_token).await.is_err());
});

both_engines!(disabling_a_user_ends_reading_and_writing_at_once, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    desk.add("author@clinic.example", &[StaffRole::Author]).await;
    let author = desk.actor("author@clinic.example").await;
    let tokens = desk.login(EDITOR).await;
    let actor = desk.identity.authenticate(&tokens.access_token).await.unwrap();

    desk.identity.set_user_disabled(&Actor::operator(), EDITOR, true).await.unwrap();
    assert!(!desk.may_write(&actor).await);
    assert!(desk.identity.authenticate(&tokens.access_token).await.is_err());
    assert!(desk.identity.refresh(&tokens.refresh_token).await.is_err());
    assert!(desk.may_write(&author).await);

    // Enabling does not bring back what was ended.
    desk.identity.set_user_disabled(&Actor::operator(), EDITOR, false).await.unwrap();
    assert!(!desk.may_write(&actor).await);
    assert!(desk.identity.authenticate(&tokens.access_token).await.is_err());
});
