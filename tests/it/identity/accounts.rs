use kanshu_domain::{
    actor::{Actor, StaffRole},
    id::GroupId,
    kind::Kind,
};
use kanshu_identity::IdentityError;
use kanshu_tests::{TestDb, both_engines};
use uuid::Uuid;

use super::front_desk::{EDITOR, FrontDesk, PASSWORD, secret};

both_engines!(an_administrator_adds_users_and_others_do_not, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    desk.add("admin@clinic.example", &[StaffRole::Admin]).await;
    let admin = desk.actor("admin@clinic.example").await;
    let roles = [StaffRole::Viewer, StaffRole::Author, StaffRole::Viewer];
    let add = |actor: Actor| {
        let identity = desk.identity.clone();
        async move {
            let email = "new@clinic.example";
            identity.add_user(&actor, email, secret(PASSWORD), &roles, None).await
        }
    };
    let user = add(admin.clone()).await.unwrap();
    assert_eq!(user.roles, [StaffRole::Author, StaffRole::Viewer]);
    assert!(matches!(add(admin).await, Err(IdentityError::EmailTaken)));
    for actor in [Actor::visitor(), desk.actor(EDITOR).await] {
        assert!(matches!(add(actor.clone()).await, Err(IdentityError::Denied(_))));
        assert!(matches!(desk.identity.users(&actor).await, Err(IdentityError::Denied(_))));
        let disabled = desk.identity.set_user_disabled(&actor, EDITOR, true).await;
        assert!(matches!(disabled, Err(IdentityError::Denied(_))));
    }
    let users = desk.identity.users(&Actor::operator()).await.unwrap();
    let emails: Vec<&str> = users.iter().map(|user| user.email.as_str()).collect();
    assert_eq!(emails, ["admin@clinic.example", EDITOR, "new@clinic.example"]);
});

both_engines!(one_address_is_one_user_however_it_is_typed, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    let operator = Actor::operator();
    for email in ["EDITOR@clinic.example", " editor@clinic.example", "ｅditor@clinic.example"] {
        let roles = [StaffRole::Viewer];
        let again = desk.identity.add_user(&operator, email, secret(PASSWORD), &roles, None).await;
        assert!(matches!(again, Err(IdentityError::EmailTaken)), "{email}");
    }
});

both_engines!(what_is_wrong_about_a_new_user_is_named, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let nobody = GroupId(Uuid::from_u128(404));
    let article = desk.group(Kind::Article).await;
    let roles = [StaffRole::Physician];
    let email = "a@clinic.example";
    let operator = Actor::operator();
    let add = |email, password, roles, physician| {
        desk.identity.add_user(&operator, email, secret(password), roles, physician)
    };
    let added = [
        ("email", add("no address", PASSWORD, &roles, None).await),
        ("password", add(email, "short", &roles, None).await),
        ("roles", add(email, PASSWORD, &[], None).await),
        ("physician", add(email, PASSWORD, &roles, Some(nobody)).await),
        ("physician", add(email, PASSWORD, &roles, Some(article)).await),
    ];
    for (wrong, added) in added {
        assert!(matches!(added, Err(IdentityError::Invalid { field, .. }) if field == wrong));
    }
    assert_eq!(desk.identity.users(&Actor::operator()).await.unwrap(), []);
});

both_engines!(a_user_signs_as_the_physician_they_are_linked_to, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let operator = Actor::operator();
    let email = "doctor@clinic.example";
    desk.add(email, &[StaffRole::Physician]).await;
    let before = desk.login(email).await;
    let physician = desk.group(Kind::Physician).await;
    let article = desk.group(Kind::Article).await;

    let wrong = desk.identity.link_physician(&operator, email, article).await;
    assert!(matches!(wrong, Err(IdentityError::Invalid { field: "physician", .. })));
    let unknown = desk.identity.link_physician(&operator, "x@clinic.example", physician).await;
    assert!(matches!(unknown, Err(IdentityError::NotFound)));

    let linked = desk.identity.link_physician(&operator, email, physician).await.unwrap();
    assert_eq!(linked.physician, Some(physician));
    // Read anew on each request, so the token from before will do.
    let actor = desk.identity.authenticate(&before.access_token).await.unwrap();
    assert_eq!(actor.physician(), Some(physician));
});

both_engines!(the_log_tells_of_accounts_without_an_address, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    let operator = Actor::operator();
    let physician = desk.group(Kind::Physician).await;
    desk.add(EDITOR, &[StaffRole::Editor]).await;
    desk.identity.link_physician(&operator, EDITOR, physician).await.unwrap();
    desk.identity.link_physician(&operator, EDITOR, physician).await.unwrap();
    for disabled in [true, true, false, false] {
        desk.identity.set_user_disabled(&operator, EDITOR, disabled).await.unwrap();
    }
    let log = desk.log().await;
    let about_users = log.iter().filter(|(name, _)| name.starts_with("user."));
    let types: Vec<&str> = about_users.map(|(name, _)| name.as_str()).collect();
    let happened = ["user.added", "user.linked_to_physician", "user.disabled", "user.enabled"];
    assert_eq!(types, happened);
    assert!(log.iter().all(|(_, payload)| !payload.contains('@')));
});

both_engines!(an_administrator_who_was_disabled_manages_nothing_more, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    desk.add("admin@clinic.example", &[StaffRole::Admin]).await;
    let admin = desk.actor("admin@clinic.example").await;
    let operator = Actor::operator();
    desk.identity.set_user_disabled(&operator, "admin@clinic.example", true).await.unwrap();
    let refused = desk.identity.set_user_disabled(&admin, EDITOR, true).await.unwrap_err();
    let IdentityError::Store(why) = refused else { panic!("{refused}") };
    assert!(matches!(why, kanshu_persistence::StoreError::ActorEnded));
});

both_engines!(only_a_user_is_somebody, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    for actor in [Actor::visitor(), Actor::operator()] {
        assert!(matches!(desk.identity.me(&actor).await, Err(IdentityError::Denied(_))));
    }
});
