use std::sync::Arc;

use kanshu_domain::{
    dossier::{Dossier, Standing},
    gate::{Condition, Unmet, check},
    id::DocumentId,
    kind::Kind,
    retraction::{Notice, NoticeNature, RetractionStatus},
    revision::Sha256Hash,
    workflow::{DeskState, PublicState, Revocation},
};
use serde_json::{Value, json};

use crate::fixtures::{
    CITATION, CLINIC, PHYSICIAN, PRODUCT, TREATMENT, approved_article, article, citation,
    clean_report, clinic, content, dossier_of, group, noon, physician, product, replace,
    signature_of, treatment,
};

fn unmet(dossier: &Dossier) -> Vec<Unmet> {
    check(dossier, &clean_report(dossier), noon()).err().unwrap_or_default()
}

fn conditions(dossier: &Dossier) -> Vec<Condition> {
    let mut conditions: Vec<Condition> = unmet(dossier).iter().map(|u| u.condition).collect();
    conditions.dedup();
    conditions
}

/// Changes one field of an approved article and signs it anew.
fn article_with(change: impl FnOnce(&mut Value)) -> Dossier {
    let mut value = article();
    change(&mut value);
    dossier_of(Kind::Article, value)
}

/// Changes a referenced record and signs the article anew.
fn resting_on(id: u128, kind: Kind, mut value: Value, change: impl FnOnce(&mut Value)) -> Dossier {
    change(&mut value);
    let mut dossier = approved_article();
    replace(&mut dossier, id, kind, value);
    dossier.approval = Some(signature_of(&dossier));
    dossier
}

fn remove(field: &'static str) -> impl FnOnce(&mut Value) {
    move |value| {
        value.as_object_mut().unwrap().remove(field).unwrap();
    }
}

#[test]
fn an_approved_article_is_publishable() {
    let dossier = approved_article();
    let publishable = check(&dossier, &clean_report(&dossier), noon()).unwrap();
    assert_eq!(publishable.hash(), dossier.hash);
    assert_eq!(publishable.approval(), dossier.approval.map(|approval| approval.id));
}

#[test]
fn an_approval_does_not_survive_an_edit() {
    let mut dossier = approved_article();
    dossier.hash = Sha256Hash::of(b"revision 4");
    assert_eq!(conditions(&dossier), [Condition::G01]);
}

#[test]
fn an_unsigned_expired_or_revoked_article_is_refused() {
    let mut unsigned = approved_article();
    unsigned.approval = None;
    assert_eq!(conditions(&unsigned), [Condition::G01]);

    let mut revoked = approved_article();
    revoked.approval.as_mut().unwrap().revoked =
        Some(Revocation { by: "x".to_owned(), at: noon(), reason: "誤り".to_owned() });
    assert_eq!(conditions(&revoked), [Condition::G01]);

    let mut expired = approved_article();
    expired.approval.as_mut().unwrap().valid_until = noon();
    assert_eq!(conditions(&expired), [Condition::G01]);
}

#[test]
fn a_signature_from_before_a_withdrawal_carries_nothing() {
    let mut dossier = approved_article();
    dossier.withdrawn_at = Some(noon());
    assert_eq!(conditions(&dossier), [Condition::G01]);
}

#[test]
fn a_record_verified_before_its_withdrawal_must_be_verified_again() {
    let mut record = dossier_of(Kind::Physician, physician());
    record.approval = None;
    record.verified_at = Some(noon());
    record.withdrawn_at = Some(noon());
    assert_eq!(conditions(&record), [Condition::G01]);
    record.verified_at = Some(noon() + chrono::Duration::seconds(1));
    assert_eq!(conditions(&record), []);
}

#[test]
fn changes_requested_after_the_signature_stop_the_publication() {
    let mut dossier = approved_article();
    dossier.desk_state = DeskState::ChangesRequested;
    assert_eq!(conditions(&dossier), [Condition::G01]);
}

#[test]
fn a_source_cannot_be_emptied_by_itself() {
    let mut stub = citation();
    remove("authors")(&mut stub);
    let mut source = dossier_of(Kind::Citation, stub);
    source.approval = None;
    assert_eq!(conditions(&source), [Condition::G08]);
}

#[test]
fn a_changed_price_makes_the_signature_stale_and_a_changed_photo_does_not() {
    let mut dearer = treatment();
    dearer["price"]["max"] = json!(66000);
    let mut dossier = approved_article();
    replace(&mut dossier, TREATMENT, Kind::Treatment, dearer);
    assert_eq!(conditions(&dossier), [Condition::G01]);
    assert_eq!(unmet(&dossier)[0].target, Some(group(TREATMENT)));

    let mut photographed = physician();
    photographed["photo"] = json!({ "url": "https://clinic.example/p.jpg", "alt": "顔写真" });
    let mut dossier = approved_article();
    replace(&mut dossier, PHYSICIAN, Kind::Physician, photographed);
    assert_eq!(conditions(&dossier), []);
}

#[test]
fn only_the_named_and_verified_physician_counts() {
    let mut other = approved_article();
    other.approval.as_mut().unwrap().physician = group(999);
    assert_eq!(conditions(&other), [Condition::G02]);

    let mut unverified = approved_article();
    let record = unverified.references.get_mut(&group(PHYSICIAN)).unwrap();
    record.standing = Standing::NotPublic(PublicState::Never);
    assert_eq!(conditions(&unverified), [Condition::G02, Condition::G15]);

    let nameless_body = resting_on(PHYSICIAN, Kind::Physician, physician(), |value| {
        value["credentials"][0]["issuingBody"] = json!({});
    });
    assert_eq!(conditions(&nameless_body), [Condition::G02]);
}

#[test]
fn a_label_cannot_claim_a_physician_who_did_not_write() {
    let claimed = article_with(|value| value["titleLabel"] = json!("医師が解説"));
    assert_eq!(conditions(&claimed), [Condition::G02]);

    let true_claim = article_with(|value| {
        value["titleLabel"] = json!("医師が解説");
        value["author"] = json!({ "physician": group(PHYSICIAN) });
    });
    assert_eq!(conditions(&true_claim), []);
}

#[test]
fn a_private_pay_treatment_is_told_in_full() {
    for field in ["summary", "course", "price", "risks", "sideEffects", "class"] {
        let dossier = resting_on(TREATMENT, Kind::Treatment, treatment(), remove(field));
        assert_eq!(conditions(&dossier), [Condition::G05], "{field}");
        assert_eq!(unmet(&dossier)[0].target, Some(group(TREATMENT)), "{field}");
    }
    let planless = resting_on(TREATMENT, Kind::Treatment, treatment(), |value| {
        value["class"] = json!("regenerative_2");
    });
    assert_eq!(conditions(&planless), [Condition::G05]);
    let insured = resting_on(TREATMENT, Kind::Treatment, treatment(), |value| {
        value["class"] = json!("insured");
        remove("price")(value);
    });
    assert_eq!(conditions(&insured), []);
}

#[test]
fn an_unapproved_product_makes_all_five_statements() {
    let fields = [
        "notApproved",
        "acquisitionRoute",
        "domesticAlternatives",
        "foreignSafety",
        "reliefExclusion",
    ];
    for field in fields {
        let dossier = resting_on(PRODUCT, Kind::Product, product(), |value| {
            remove(field)(&mut value["statements"]);
        });
        assert_eq!(conditions(&dossier), [Condition::G06], "{field}");
    }
    let one_system = resting_on(PRODUCT, Kind::Product, product(), |value| {
        value["statements"]["reliefSystems"] = json!(["adverse_drug_reactions"]);
    });
    assert_eq!(conditions(&one_system), [Condition::G06]);
    let approved = resting_on(PRODUCT, Kind::Product, product(), |value| {
        value["regulatoryStatus"] = json!("approved_as_labelled");
        value["statements"] = json!({});
    });
    assert_eq!(conditions(&approved), []);
}

#[test]
fn a_line_that_only_takes_bookings_answers_no_questions() {
    let booking_only = resting_on(CLINIC, Kind::Clinic, clinic(), |value| {
        value["contactPoints"][0]["answersQuestions"] = json!(false);
    });
    assert_eq!(conditions(&booking_only), [Condition::G07]);
    let no_clinic = article_with(remove("clinic"));
    assert_eq!(conditions(&no_clinic), [Condition::G07]);
}

#[test]
fn a_quotation_needs_a_complete_source() {
    let unsourced = article_with(|value| remove("citation")(&mut value["body"][1]));
    assert_eq!(conditions(&unsourced), [Condition::G08]);
    assert_eq!(unmet(&unsourced)[0].field, "body[1].citation");
    for field in ["authors", "containerTitle", "issued", "doi", "type"] {
        let stub = resting_on(CITATION, Kind::Citation, citation(), remove(field));
        assert_eq!(conditions(&stub), [Condition::G08], "{field}");
    }
}

#[test]
fn a_physician_must_answer_and_decide() {
    let nobody = article_with(remove("supervisingPhysician"));
    assert_eq!(conditions(&nobody), [Condition::G02, Condition::G11]);
    let undecided = article_with(|value| remove("decisionNote")(&mut value["body"][0]));
    assert_eq!(conditions(&undecided), [Condition::G12]);
}

#[test]
fn images_are_described() {
    let figure = json!({
        "id": uuid::Uuid::from_u128(200), "type": "figure",
        "image": { "url": "https://clinic.example/a.png" },
    });
    let blind = article_with(|value| value["body"].as_array_mut().unwrap().push(figure));
    assert_eq!(conditions(&blind), [Condition::G14]);
    assert_eq!(unmet(&blind)[0].field, "body[2].image.alt");
}

#[test]
fn a_reference_to_a_draft_is_named_and_never_dropped() {
    let mut hidden = approved_article();
    let record = hidden.references.get_mut(&group(CITATION)).unwrap();
    record.standing = Standing::NotPublic(PublicState::Never);
    let found = unmet(&hidden);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].condition, Condition::G15);
    assert_eq!(found[0].target, Some(group(CITATION)));
    assert!(found[0].message.contains("A fictional trial"), "{}", found[0].message);

    let mut along = approved_article();
    along.references.get_mut(&group(CITATION)).unwrap().standing = Standing::Along;
    assert_eq!(conditions(&along), []);

    let mut dangling = approved_article();
    dangling.references.remove(&group(CITATION));
    assert_eq!(conditions(&dangling), [Condition::G15]);
}

#[test]
fn the_address_is_set_free_and_agrees() {
    let mut nameless = approved_article();
    nameless.slug = None;
    assert_eq!(conditions(&nameless), [Condition::G16]);

    let mut taken = approved_article();
    taken.slug_taken_by = Some(DocumentId(uuid::Uuid::from_u128(51)));
    assert_eq!(conditions(&taken), [Condition::G16]);

    let elsewhere = article_with(|value| {
        value["seo"] = json!({ "canonicalUrl": "https://clinic.example/column/other" });
    });
    assert_eq!(conditions(&elsewhere), [Condition::G16]);
    let right = article_with(|value| {
        value["seo"] = json!({ "canonicalUrl": "https://clinic.example/column/tenteki/" });
    });
    assert_eq!(conditions(&right), []);
}

#[test]
fn four_eyes_is_a_policy() {
    let mut own = approved_article();
    own.approval.as_mut().unwrap().four_eyes = false;
    assert_eq!(conditions(&own), [Condition::G19]);
    own.policy.four_eyes = false;
    assert_eq!(conditions(&own), []);
}

#[test]
fn all_unmet_conditions_are_said_at_once() {
    let mut dossier = approved_article();
    dossier.content = Arc::new(content(
        Kind::Article,
        json!({
            "title": "未完成", "titleLabel": "医師が解説",
            "body": [
                {
                    "id": uuid::Uuid::from_u128(1), "type": "eligibility",
                    "rules": [{ "state": "active", "verdict": "not_eligible" }],
                },
                {
                    "id": uuid::Uuid::from_u128(2), "type": "quotation",
                    "original": { "lang": "en", "text": "Words." },
                },
            ],
        }),
    ));
    dossier.approval = None;
    dossier.slug = None;
    let expected = [
        Condition::G01,
        Condition::G02,
        Condition::G07,
        Condition::G08,
        Condition::G11,
        Condition::G12,
        Condition::G16,
    ];
    assert_eq!(conditions(&dossier), expected);
}

#[test]
fn a_physician_is_public_when_verified_and_a_tag_needs_nobody() {
    let mut record = dossier_of(Kind::Physician, physician());
    record.approval = None;
    assert_eq!(conditions(&record), [Condition::G01]);
    record.verified_at = Some(noon());
    assert_eq!(conditions(&record), []);

    let mut tag = dossier_of(Kind::Tag, json!({ "name": { "ja": "点滴" } }));
    tag.approval = None;
    assert_eq!(conditions(&tag), []);
}

#[test]
fn a_retracted_source_blocks() {
    let about = |nature| Notice {
        record: 1,
        nature,
        doi: None,
        pmid: None,
        date: chrono::NaiveDate::from_ymd_opt(2026, 5, 1),
        notice_doi: None,
        reasons: Vec::new(),
    };
    let mut dossier = approved_article();
    let source = group(CITATION);
    for nature in [NoticeNature::Correction, NoticeNature::ExpressionOfConcern] {
        let status = RetractionStatus::of(vec![about(nature)]);
        dossier.sources.status.insert(source, status);
        assert_eq!(conditions(&dossier), []);
    }
    let retracted = RetractionStatus::of(vec![about(NoticeNature::Retraction)]);
    dossier.sources.status.insert(source, retracted.clone());
    assert_eq!(conditions(&dossier), [Condition::G09]);
    let [unmet] = unmet(&dossier).try_into().unwrap();
    assert_eq!((unmet.field.as_str(), unmet.target), ("body[1].citation", Some(source)));
    assert!(unmet.message.ends_with("was retracted on 2026-05-01"), "{}", unmet.message);

    let mut record = dossier_of(Kind::Citation, citation());
    record.approval = None;
    record.sources.status.insert(record.group, retracted);
    assert_eq!(conditions(&record), [Condition::G09]);
}
