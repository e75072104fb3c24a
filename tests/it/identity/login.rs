use kanshu_domain::actor::Actor;
use kanshu_identity::IdentityError;
use kanshu_tests::{TestDb, both_engines};

use super::front_desk::{EDITOR, FrontDesk, OFFICE, PASSWORD, secret, wait_of};

const WRONG: &str = "some other password";
const ELSEWHERE: &str = "198.51.100.7";

both_engines!(the_right_password_logs_in, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let tokens = desk.try_login(" Editor@Clinic.Example ", PASSWORD, OFFICE).await.unwrap();
    assert_eq!((tokens.token_type, tokens.expires_in), ("Bearer", 900));
    let actor = desk.identity.authenticate(&tokens.access_token).await.unwrap();
    assert_eq!(desk.identity.me(&actor).await.unwrap().email, EDITOR);
});

both_engines!(a_wrong_password_and_an_unknown_user_are_told_the_same, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let attempts = [
        (EDITOR, WRONG),
        ("nobody@clinic.example", PASSWORD),
        ("no address", PASSWORD),
        ("nul\0@clinic.example", PASSWORD),
        ("", ""),
    ];
    for (email, password) in attempts {
        let refused = desk.try_login(email, password, OFFICE).await.unwrap_err();
        assert!(matches!(refused, IdentityError::WrongCredentials), "{email:?}: {refused}");
    }
});

both_engines!(a_disabled_user_cannot_log_in, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    desk.identity.set_user_disabled(&Actor::operator(), EDITOR, true).await.unwrap();
    let refused = desk.try_login(EDITOR, PASSWORD, OFFICE).await.unwrap_err();
    assert!(matches!(refused, IdentityError::WrongCredentials));
    desk.identity.set_user_disabled(&Actor::operator(), EDITOR, false).await.unwrap();
    desk.login(EDITOR).await;
});

both_engines!(after_five_failures_the_account_waits_at_that_address, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    for _ in 0..5 {
        desk.try_login(EDITOR, WRONG, OFFICE).await.unwrap_err();
    }
    assert_eq!(wait_of(desk.try_login(EDITOR, WRONG, OFFICE).await), 30);
    assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, OFFICE).await), 30);
    // An attacker elsewhere does not lock the editor out, nor the other way round.
    desk.try_login(EDITOR, PASSWORD, ELSEWHERE).await.unwrap();

    desk.wait(30);
    desk.try_login(EDITOR, WRONG, OFFICE).await.unwrap_err();
    desk.wait(30);
    assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, OFFICE).await), 30);
    desk.wait(30);
    desk.try_login(EDITOR, PASSWORD, OFFICE).await.unwrap();
    // A right password starts the count anew.
    for _ in 0..5 {
        let refused = desk.try_login(EDITOR, WRONG, OFFICE).await.unwrap_err();
        assert!(matches!(refused, IdentityError::WrongCredentials));
    }
});

both_engines!(an_unknown_account_is_throttled_like_a_known_one, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    for _ in 0..5 {
        desk.try_login("nobody@clinic.example", WRONG, OFFICE).await.unwrap_err();
        desk.try_login(EDITOR, WRONG, OFFICE).await.unwrap_err();
    }
    let unknown = wait_of(desk.try_login(" NOBODY@clinic.example", WRONG, OFFICE).await);
    assert_eq!(unknown, wait_of(desk.try_login(EDITOR, WRONG, OFFICE).await));
});

both_engines!(after_twenty_failures_an_address_waits_whoever_is_tried, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    for n in 0..20 {
        desk.try_login(&format!("guess{n}@clinic.example"), WRONG, OFFICE).await.unwrap_err();
    }
    assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, OFFICE).await), 30);
    desk.try_login(EDITOR, PASSWORD, ELSEWHERE).await.unwrap();
    desk.wait(15 * 60);
    desk.try_login(EDITOR, PASSWORD, OFFICE).await.unwrap();
});

both_engines!(
    guessing_from_many_addresses_slows_the_account_but_briefly,
    |db: TestDb| async move {
        let desk = FrontDesk::with_editor(&db).await;
        for n in 0..50 {
            let address = format!("203.0.113.{}", n / 4);
            desk.try_login(EDITOR, WRONG, &address).await.unwrap_err();
        }
        assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, OFFICE).await), 30);
        desk.wait(30);
        desk.try_login(EDITOR, PASSWORD, OFFICE).await.unwrap();
    }
);

both_engines!(a_network_of_ipv6_waits_as_one, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    for n in 0..5 {
        desk.try_login(EDITOR, WRONG, &format!("2001:db8::{n:x}")).await.unwrap_err();
    }
    assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, "2001:db8::ffff:1").await), 30);
    desk.try_login(EDITOR, PASSWORD, "2001:db8:0:1::1").await.unwrap();
});

both_engines!(who_has_to_wait_is_told_so_without_a_write, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    for _ in 0..5 {
        desk.try_login(EDITOR, WRONG, OFFICE).await.unwrap_err();
    }
    // Somebody else is writing all the while.
    let work = desk.store.begin(desk.now()).await.unwrap();
    assert_eq!(wait_of(desk.try_login(EDITOR, PASSWORD, OFFICE).await), 30);
    drop(work);
    desk.wait(30);
    desk.try_login(EDITOR, PASSWORD, OFFICE).await.unwrap();
});

both_engines!(many_guesses_at_once_are_counted_one_by_one, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let identity = desk.identity.clone();
        guesses.spawn(async move { identity.login(EDITOR, secret(WRONG), OFFICE).await });
    }
    let answers = guesses.join_all().await;
    let looked_at = |a: &&_| matches!(a, Err(IdentityError::WrongCredentials));
    assert_eq!(answers.iter().filter(looked_at).count(), 5);
});
