use std::collections::BTreeSet;

use kanshu_domain::{
    actor::{Actor, Scope, SigningProof, StaffRole},
    compliance::Waivable,
    id::{ApiKeyId, DocumentId, SessionId, UserId},
    kind::Kind,
    policy::{self, Denied},
    revision::RevisionNumber,
};
use uuid::Uuid;

use crate::fixtures::group;

const EXCEPTION: &str = "tests make actors without an identity desk";

#[expect(clippy::disallowed_methods, reason = "tests make actors without an identity desk")]
fn user(role: StaffRole) -> Actor {
    let id = UserId(Uuid::from_u128(5));
    let physician = (role == StaffRole::Physician).then(|| group(1));
    Actor::user(id, SessionId(Uuid::from_u128(6)), BTreeSet::from([role]), physician)
}

#[expect(clippy::disallowed_methods, reason = "tests make actors without an identity desk")]
fn key(scope: Scope) -> Actor {
    Actor::api_key(ApiKeyId(Uuid::from_u128(7)), BTreeSet::from([scope]))
}

fn allowed(rule: impl Fn(&Actor) -> Result<(), Denied>) -> Vec<&'static str> {
    StaffRole::ALL
        .into_iter()
        .filter(|role| rule(&user(*role)).is_ok())
        .map(StaffRole::name)
        .collect()
}

#[test]
fn each_operation_is_open_to_exactly_these_roles() {
    let everybody = ["admin", "editor", "author", "physician", "compliance", "marketer", "viewer"];
    assert_eq!(allowed(policy::may_read_drafts), everybody);
    let writers = ["admin", "editor", "author", "physician"];
    assert_eq!(allowed(|a| policy::may_create(a, Kind::Article)), writers);
    assert_eq!(allowed(|a| policy::may_create(a, Kind::Physician)), ["admin", "editor"]);
    let bannerers = ["admin", "editor", "author", "marketer"];
    assert_eq!(allowed(|a| policy::may_create(a, Kind::Banner)), bannerers);
    let senders = ["admin", "editor", "physician", "compliance"];
    assert_eq!(allowed(policy::may_request_changes), senders);
    assert_eq!(allowed(policy::may_withdraw), senders);
    assert_eq!(allowed(policy::may_approve), ["physician"]);
    assert_eq!(allowed(policy::may_verify), ["admin"]);
    assert_eq!(allowed(|a| policy::may_publish(a, Kind::Article)), ["admin", "editor"]);
    let with_marketer = ["admin", "editor", "marketer"];
    assert_eq!(allowed(|a| policy::may_publish(a, Kind::Banner)), with_marketer);
    assert_eq!(allowed(policy::may_manage_accounts), ["admin"]);
    assert_eq!(allowed(policy::may_check_compliance), everybody);
    assert_eq!(allowed(|a| policy::may_waive(a, Waivable::Never)), Vec::<&str>::new());
    assert_eq!(allowed(|a| policy::may_waive(a, Waivable::Compliance)), ["admin", "compliance"]);
    let accepting = ["admin", "editor", "compliance"];
    assert_eq!(allowed(|a| policy::may_waive(a, Waivable::Editor)), accepting);
    assert_eq!(allowed(policy::may_revoke_waivers), accepting);
}

#[test]
fn a_visitor_is_asked_to_log_in_and_learns_nothing_else() {
    let visitor = Actor::visitor();
    let denied = Err(Denied::Unauthenticated);
    assert_eq!(policy::may_enter_newsroom(&visitor), denied);
    assert_eq!(policy::may_read_drafts(&visitor), denied);
    assert_eq!(policy::may_publish(&visitor, Kind::Tag), denied);
    assert_eq!(policy::may_approve(&visitor), denied);
}

#[test]
fn an_author_reaches_only_what_they_created() {
    let author = user(StaffRole::Author);
    let own = author.to_string();
    assert_eq!(policy::may_revise(&author, Kind::Article, &own), Ok(()));
    assert_eq!(policy::may_revise(&author, Kind::Article, "other"), Err(Denied::Forbidden));
    assert_eq!(policy::may_revise(&user(StaffRole::Editor), Kind::Article, "other"), Ok(()));
}

#[test]
fn a_key_neither_signs_nor_publishes() {
    for scope in Scope::ALL {
        let key = key(scope);
        assert!(policy::may_approve(&key).is_err());
        assert!(policy::may_publish(&key, Kind::Banner).is_err());
        assert!(policy::may_manage_accounts(&key).is_err());
    }
    assert!(policy::may_create(&key(Scope::ContentWrite), Kind::Banner).is_ok());
    assert!(policy::may_read_drafts(&key(Scope::ContentWrite)).is_err());
}

#[test]
fn an_editor_takes_back_only_their_own_waiver_and_the_operator_gives_none() {
    let editor = user(StaffRole::Editor);
    assert_eq!(policy::may_revoke_waiver(&editor, &editor.to_string()), Ok(()));
    assert_eq!(policy::may_revoke_waiver(&editor, "other"), Err(Denied::Forbidden));
    assert_eq!(policy::may_revoke_waiver(&user(StaffRole::Compliance), "other"), Ok(()));
    let author = user(StaffRole::Author);
    assert_eq!(policy::may_revoke_waiver(&author, &author.to_string()), Err(Denied::Forbidden));
    let nobody = policy::may_waive(&Actor::operator(), Waivable::Editor);
    assert_eq!(nobody, Err(Denied::Forbidden), "a waiver names a person");
}

#[test]
fn a_key_that_checks_words_does_nothing_else() {
    let marketing = key(Scope::ComplianceCheck);
    assert!(policy::may_check_compliance(&marketing).is_ok());
    assert!(policy::may_enter_newsroom(&marketing).is_err());
    assert!(policy::may_read_drafts(&marketing).is_err());
    assert!(policy::may_create(&marketing, Kind::Banner).is_err());
    assert!(policy::may_waive(&marketing, Waivable::Editor).is_err());
    assert!(policy::may_check_compliance(&key(Scope::PublishedRead)).is_err());
    assert!(policy::may_check_compliance(&Actor::visitor()).is_err());
}

#[test]
fn not_even_the_operator_signs_for_a_physician() {
    assert_eq!(policy::may_approve(&Actor::operator()), Err(Denied::Forbidden));
    assert_eq!(policy::may_publish(&Actor::operator(), Kind::Article), Ok(()));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests make proofs without an identity desk")]
fn a_proof_covers_one_actor_and_one_revision() {
    let document = DocumentId(Uuid::from_u128(9));
    let physician = user(StaffRole::Physician);
    let method = kanshu_domain::actor::ProofMethod::Password;
    let proof = SigningProof::fresh(
        physician.user_id().expect(EXCEPTION),
        document,
        RevisionNumber(2),
        method,
    );
    assert!(proof.covers(&physician, document, RevisionNumber(2)));
    assert!(!proof.covers(&physician, document, RevisionNumber(3)));
    assert!(!proof.covers(&Actor::operator(), document, RevisionNumber(2)));
}
