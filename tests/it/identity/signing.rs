use kanshu_domain::{
    actor::{Actor, StaffRole},
    id::DocumentId,
    revision::RevisionNumber,
};
use kanshu_identity::IdentityError;
use kanshu_tests::{TestDb, both_engines};
use uuid::Uuid;

use super::front_desk::{EDITOR, FrontDesk, OFFICE, PASSWORD, secret, wait_of};

const DOCTOR: &str = "doctor@clinic.example";

fn page() -> DocumentId {
    DocumentId(Uuid::from_u128(7))
}

both_engines!(a_proof_is_good_for_one_person_and_one_revision, |db: TestDb| async move {
    let desk = FrontDesk::with_editor(&db).await;
    desk.add(DOCTOR, &[StaffRole::Physician]).await;
    let (doctor, editor) = (desk.actor(DOCTOR).await, desk.actor(EDITOR).await);
    let revision = RevisionNumber(3);
    let proof = desk.identity.prove(&doctor, secret(PASSWORD), OFFICE, page(), revision);
    let proof = proof.await.unwrap();
    assert!(proof.covers(&doctor, page(), revision));
    assert!(!proof.covers(&doctor, page(), revision.next()));
    assert!(!proof.covers(&doctor, DocumentId(Uuid::from_u128(8)), revision));
    assert!(!proof.covers(&editor, page(), revision));
});

both_engines!(a_wrong_password_proves_nothing_and_counts, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    desk.add(DOCTOR, &[StaffRole::Physician]).await;
    let doctor = desk.actor(DOCTOR).await;
    let prove = |password: &'static str| {
        desk.identity.prove(&doctor, secret(password), OFFICE, page(), RevisionNumber::FIRST)
    };
    for _ in 0..5 {
        let refused = prove("some other password").await.unwrap_err();
        assert!(matches!(refused, IdentityError::WrongCredentials));
    }
    assert_eq!(wait_of(prove(PASSWORD).await), 30);
    assert_eq!(wait_of(desk.try_login(DOCTOR, PASSWORD, OFFICE).await), 30);
    desk.wait(30);
    prove(PASSWORD).await.unwrap();
});

both_engines!(only_a_user_with_a_live_session_proves_anything, |db: TestDb| async move {
    let desk = FrontDesk::open(&db).await;
    desk.add(DOCTOR, &[StaffRole::Physician]).await;
    let doctor = desk.actor(DOCTOR).await;
    desk.identity.logout(&doctor).await.unwrap();
    let prove = |actor: Actor| {
        let identity = desk.identity.clone();
        async move {
            let number = RevisionNumber::FIRST;
            identity.prove(&actor, secret(PASSWORD), OFFICE, page(), number).await
        }
    };
    assert!(matches!(prove(doctor).await, Err(IdentityError::InvalidToken)));
    for actor in [Actor::visitor(), Actor::operator()] {
        assert!(matches!(prove(actor).await, Err(IdentityError::Denied(_))));
    }
});
