//! Builders with clinical meaning.

use std::{collections::BTreeMap, sync::Arc};

use chrono::Months;
use kanshu_domain::{
    compliance::{
        ComplianceReport, Finding, Law, Place, Severity, TextRange, Waivable, Waiver, Words,
    },
    content::Content,
    dossier::{Dossier, Referenced, Standing},
    id::{ApprovalId, DocumentId, GroupId, UserId, WaiverId},
    kind::Kind,
    policy::SitePolicy,
    retraction::Sources,
    revision::{RevisionNumber, Sha256Hash},
    time::{Instant, tokyo_date},
    values::{Locale, Slug},
    workflow::{Approval, DeskState},
};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) fn group(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(n))
}

pub(crate) fn noon() -> Instant {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

pub(crate) fn content(kind: Kind, value: Value) -> Content {
    Content::decode(kind, value).unwrap()
}

pub(crate) const PHYSICIAN: u128 = 1;
pub(crate) const CLINIC: u128 = 2;
pub(crate) const TREATMENT: u128 = 3;
pub(crate) const PRODUCT: u128 = 4;
pub(crate) const CITATION: u128 = 5;

pub(crate) fn physician() -> Value {
    json!({
        "name": { "ja": "架空 花子" },
        "credentials": [{
            "name": { "ja": "皮膚科専門医" }, "issuingBody": { "ja": "架空専門医機構" },
        }],
    })
}

pub(crate) fn clinic() -> Value {
    json!({
        "name": { "ja": "架空皮膚科" },
        "contactPoints": [
            { "channel": "phone", "value": "03-0000-0000", "answersQuestions": true },
        ],
    })
}

pub(crate) fn product() -> Value {
    json!({
        "name": { "ja": "架空の培養上清" },
        "regulatoryStatus": "unapproved",
        "biological": true,
        "statements": {
            "notApproved": { "ja": "国内では承認されていません。" },
            "acquisitionRoute": { "ja": "国内の施設で製造されたものを院内で用います。" },
            "domesticAlternatives": { "ja": "同じ性能を持つ承認品はありません。" },
            "foreignSafety": { "ja": "海外でも承認した国はありません。" },
            "reliefExclusion": { "ja": "二つの救済制度はいずれも対象外です。" },
            "reliefSystems": ["adverse_drug_reactions", "infections_from_biologicals"],
        },
        "supervisingPhysician": group(PHYSICIAN),
    })
}

pub(crate) fn treatment() -> Value {
    json!({
        "name": "培養上清の点滴",
        "class": "exosome",
        "summary": { "text": "診察のうえ、静脈から投与します。" },
        "course": { "sessions": { "min": 3, "max": 5 }, "durationWeeks": { "min": 8, "max": 24 } },
        "price": { "min": 33000, "max": 55000, "per": "session" },
        "risks": ["アレルギー反応"],
        "sideEffects": ["発熱", "内出血"],
        "products": [group(PRODUCT)],
        "supervisingPhysician": group(PHYSICIAN),
        "clinic": group(CLINIC),
    })
}

pub(crate) fn citation() -> Value {
    json!({
        "type": "journal_article", "title": "A fictional trial",
        "authors": [{ "family": "Kakuu", "given": "Hana" }],
        "containerTitle": "Journal of Imaginary Dermatology",
        "issued": { "year": 2024 }, "doi": "10.5555/kanshu.1",
    })
}

pub(crate) fn article() -> Value {
    json!({
        "title": "点滴の前に知っておきたいこと",
        "supervisingPhysician": group(PHYSICIAN),
        "clinic": group(CLINIC),
        "treatments": [group(TREATMENT)],
        "author": { "name": "編集部" },
        "body": [
            {
                "id": Uuid::from_u128(100), "type": "eligibility",
                "rules": [{ "state": "stable", "verdict": "eligible", "criteria": ["赤みが少ない"] }],
                "decisionNote": "施術の可否は、診察のうえ医師が判断します。",
            },
            {
                "id": Uuid::from_u128(101), "type": "quotation",
                "original": { "lang": "en", "text": "Redness fell in mice [12]." },
                "translation": { "lang": "ja", "text": "マウスで赤みが減少しました [12]。" },
                "citation": group(CITATION),
                "markers": [{ "start": 21, "end": 25, "text": "[12]" }],
            },
        ],
    })
}

fn referenced(kind: Kind, value: Value, id: u128) -> (GroupId, Referenced) {
    let referenced = Referenced {
        document: DocumentId(Uuid::from_u128(id)),
        kind,
        standing: Standing::Public,
        content: Arc::new(content(kind, value)),
    };
    (group(id), referenced)
}

/// An article that meets every condition, signed by its physician an hour ago.
pub(crate) fn approved_article() -> Dossier {
    dossier_of(Kind::Article, article())
}

/// A document with all the references of [`article`] public, signed an hour ago.
pub(crate) fn dossier_of(kind: Kind, value: Value) -> Dossier {
    let mut dossier = Dossier {
        document: DocumentId(Uuid::from_u128(50)),
        group: group(50),
        kind,
        locale: kind.is_localised().then(Locale::ja),
        slug: Some(Slug::parse("tenteki").unwrap()),
        revision: RevisionNumber(3),
        hash: Sha256Hash::of(b"revision 3"),
        content: Arc::new(content(kind, value)),
        approval: None,
        verified_at: None,
        desk_state: DeskState::Approved,
        references: BTreeMap::from([
            referenced(Kind::Physician, physician(), PHYSICIAN),
            referenced(Kind::Clinic, clinic(), CLINIC),
            referenced(Kind::Treatment, treatment(), TREATMENT),
            referenced(Kind::Product, product(), PRODUCT),
            referenced(Kind::Citation, citation(), CITATION),
        ]),
        sources: Sources::default(),
        slug_taken_by: None,
        withdrawn_at: None,
        policy: SitePolicy::default(),
    };
    dossier.approval = Some(signature_of(&dossier));
    dossier
}

/// What the named physician's signature of the dossier looks like.
pub(crate) fn signature_of(dossier: &Dossier) -> Approval {
    let at = noon() - chrono::Duration::hours(1);
    Approval {
        id: ApprovalId(Uuid::from_u128(70)),
        document: dossier.document,
        revision: dossier.revision,
        hash: dossier.hash,
        user: UserId(Uuid::from_u128(71)),
        physician: group(PHYSICIAN),
        physician_name: Default::default(),
        credentials: Vec::new(),
        statement: "確認しました。".to_owned(),
        four_eyes: true,
        at,
        valid_until: at.checked_add_months(Months::new(6)).unwrap(),
        signed_views: dossier.signed_views(),
        revoked: None,
    }
}

/// Puts another record in the place of a referenced one.
pub(crate) fn replace(dossier: &mut Dossier, id: u128, kind: Kind, value: Value) {
    let (id, referenced) = referenced(kind, value, id);
    dossier.references.insert(id, referenced);
}

/// The report of today about this dossier, with nothing to object.
pub(crate) fn clean_report(dossier: &Dossier) -> ComplianceReport {
    ComplianceReport {
        document: Some(dossier.document),
        revision: Some(dossier.revision),
        dossier: dossier.digest(),
        on: tokyo_date(noon()),
        engine: "1".to_owned(),
        packs: Vec::new(),
        findings: Vec::new(),
        declarations: Vec::new(),
        unchecked_jurisdictions: Vec::new(),
    }
}

fn words(text: &str) -> Words {
    Words { ja: text.to_owned(), en: text.to_owned() }
}

/// A promise of safety in the third block, which blocks and which compliance may accept.
pub(crate) fn blocking_finding() -> Finding {
    Finding {
        rule: "XX-F02".to_owned(),
        name: words("absolute safety"),
        pack: "imaginary".to_owned(),
        pack_version: "1".to_owned(),
        category: "guarantee".to_owned(),
        severity: Severity::Block,
        place: Place {
            field: "body[2].text".to_owned(),
            range: Some(TextRange { start: 0, end: 4 }),
            ..Place::default()
        },
        matched: "全く安全".to_owned(),
        law: vec![Law {
            name: "架空法".to_owned(),
            section: "1条".to_owned(),
            url: "https://law.example/1".to_owned(),
        }],
        reason: words("nothing is perfectly safe"),
        rewrite: words("name the risks"),
        trace: Vec::new(),
        reviewed: false,
        waivable: Waivable::Compliance,
        span_hash: Sha256Hash::of("XX-F02 全く安全な施術です。".as_bytes()),
        condition: None,
        waiver: None,
    }
}

/// A waiver of the finding for a month.
pub(crate) fn waiver_of(finding: &Finding) -> Waiver {
    let today = tokyo_date(noon());
    Waiver {
        id: WaiverId(Uuid::from_u128(80)),
        document: DocumentId(Uuid::from_u128(50)),
        rule: finding.rule.clone(),
        span_hash: finding.span_hash,
        reason: "引用の一部で、本文で否定しています。".to_owned(),
        by: "compliance".to_owned(),
        at: noon(),
        expires_on: today.checked_add_months(Months::new(1)).unwrap(),
        revoked_at: None,
    }
}
