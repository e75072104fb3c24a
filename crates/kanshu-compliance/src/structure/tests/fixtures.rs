//! A lawful page and its records, to be broken one by one.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, LazyLock},
};

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{Declarations, Finding, Place, Severity, Waivable, Words},
    content::Content,
    dossier::{Dossier, Referenced, Standing},
    id::{DocumentId, GroupId},
    kind::Kind,
    policy::SitePolicy,
    retraction::{RetractionDataset, Sources},
    revision::{RevisionNumber, Sha256Hash},
    values::{Locale, Slug},
    workflow::DeskState,
};
use serde_json::{Value, json};

use crate::{
    passages,
    structure::{Breach, Case, check_named},
};

/// The structural rules of all packs, as written.
pub(crate) fn rules() -> &'static [toml::Table] {
    static RULES: LazyLock<Vec<toml::Table>> = LazyLock::new(|| {
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs");
        let folders = std::fs::read_dir(packs).unwrap().map(|entry| entry.unwrap().path());
        let texts =
            folders.filter_map(|pack| std::fs::read_to_string(pack.join("structure.toml")).ok());
        let files = texts.map(|text| text.parse::<toml::Table>().unwrap());
        let rules = files.flat_map(|file| file["rule"].as_array().unwrap().clone());
        rules.map(|rule| rule.as_table().unwrap().clone()).collect()
    });
    &RULES
}

pub(crate) fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// What a rule of the pack says about a dossier.
pub(crate) fn fires(rule: &str, dossier: &Dossier) -> Vec<Breach> {
    fires_after(rule, dossier, &[])
}

/// The same, after the phrase rules found something.
pub(crate) fn fires_after(rule: &str, dossier: &Dossier, phrases: &[Finding]) -> Vec<Breach> {
    let known = rules().iter().find(|known| known["id"].as_str() == Some(rule));
    let known = known.unwrap_or_else(|| panic!("there is no rule {rule}"));
    let check = check_named(known["check"].as_str().unwrap()).unwrap();
    let with = known.get("with").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let passages = passages(dossier);
    check(&Case { dossier, on: today(), phrases, passages: &passages }, &with)
}

/// The field, the referenced record and the words of each breach, for comparing.
pub(crate) fn said(breaches: &[Breach]) -> Vec<(String, Option<GroupId>, String)> {
    let one = |b: &Breach| (b.place.field.clone(), b.place.target, b.matched.clone());
    breaches.iter().map(one).collect()
}

/// Just the fields.
pub(crate) fn fields(breaches: &[Breach]) -> Vec<String> {
    breaches.iter().map(|breach| breach.place.field.clone()).collect()
}

pub(crate) fn id(n: u32) -> String {
    format!("00000000-0000-7000-8000-{n:012x}")
}

pub(crate) fn group(n: u32) -> GroupId {
    id(n).parse().unwrap()
}

pub(crate) const PHYSICIAN: u32 = 1;
pub(crate) const CLINIC: u32 = 2;
pub(crate) const TREATMENT: u32 = 3;
pub(crate) const PRODUCT: u32 = 4;
pub(crate) const CITATION: u32 = 5;
pub(crate) const TAG: u32 = 6;
pub(crate) const BANNER: u32 = 7;
pub(crate) const DISCLAIMER: u32 = 8;

/// Each record by name, with its kind and its id.
const RECORDS: [(&str, Kind, u32); 8] = [
    ("physician", Kind::Physician, PHYSICIAN),
    ("clinic", Kind::Clinic, CLINIC),
    ("treatment", Kind::Treatment, TREATMENT),
    ("product", Kind::Product, PRODUCT),
    ("citation", Kind::Citation, CITATION),
    ("tag", Kind::Tag, TAG),
    ("banner", Kind::Banner, BANNER),
    ("disclaimer", Kind::Disclaimer, DISCLAIMER),
];

/// The page `article` and its records, all as the law wants them.
pub(crate) fn records() -> Value {
    json!({
        "physician": {
            "name": { "ja": "架空 花子" },
            "credentials": [{
                "name": { "ja": "皮膚科専門医" },
                "issuingBody": { "ja": "一般社団法人日本専門医機構" },
            }],
        },
        "clinic": {
            "name": { "ja": "架空皮膚科" },
            "departments": ["皮膚科", "美容皮膚科"],
            "url": "https://clinic.example/",
            "contactPoints": [
                { "channel": "phone", "value": "03-0000-0000", "answersQuestions": true },
                { "channel": "email", "value": "info@clinic.example" },
            ],
        },
        "treatment": {
            "name": "細胞外小胞の点滴",
            "class": "exosome",
            "summary": { "text": "診察のうえ、静脈から投与します。" },
            "course": {
                "sessions": { "min": 3, "max": 5 }, "durationWeeks": { "min": 8, "max": 24 },
            },
            "price": { "min": 33000, "max": 55000, "per": "session" },
            "risks": ["アレルギー反応"],
            "sideEffects": ["発熱", "内出血"],
            "products": [id(PRODUCT)],
            "supervisingPhysician": id(PHYSICIAN),
            "clinic": id(CLINIC),
        },
        "product": {
            "name": { "ja": "架空小胞製剤A" },
            "category": "cell_derived",
            "regulatoryStatus": "unapproved",
            "biological": true,
            "statements": {
                "notApproved": { "ja": "国内で承認されていない製剤です。" },
                "acquisitionRoute": { "ja": "国内の細胞加工施設で製造されたものを用います。" },
                "domesticAlternatives": { "ja": "同一の性能を有する国内承認品はありません。" },
                "foreignSafety": { "ja": "海外でも承認した国はなく、重大な報告は確認できません。" },
                "reliefExclusion": { "ja": "二つの救済制度はいずれも対象外です。" },
                "reliefSystems": ["adverse_drug_reactions", "infections_from_biologicals"],
            },
            "origin": { "tissue": { "ja": "臍帯" }, "country": "JP" },
            "purityClaim": {
                "value": "純度99%",
                "certificate": {
                    "title": "試験成績書", "issuer": "架空分析センター", "issuedOn": "2026-06-01",
                },
            },
        },
        "citation": {
            "type": "journal_article", "title": "A fictional trial of umbilical vesicles",
            "authors": [{ "family": "Kakuu", "given": "Hana" }],
            "containerTitle": "Journal of Imaginary Dermatology",
            "issued": { "year": 2024 }, "doi": "10.5555/kanshu.1",
            "evidence": { "design": "intravenous, open label", "species": "ヒト", "n": 24 },
        },
        "tag": { "name": { "ja": "アトピー性皮膚炎", "en": "Atopic dermatitis" } },
        "banner": {
            "name": "診療時間",
            "image": { "url": "https://clinic.example/hours.png", "alt": "診療時間のご案内" },
            "overlayText": "架空皮膚科 診療時間 10:00〜18:00",
            "targetUrl": "https://clinic.example/access",
        },
        "disclaimer": { "name": "個人差", "text": "効果には個人差があります。" },
        "article": {
            "title": "点滴の前に知っておきたいこと",
            "author": { "physician": id(PHYSICIAN) },
            "supervisingPhysician": id(PHYSICIAN),
            "clinic": id(CLINIC),
            "treatments": [id(TREATMENT)],
            "tags": [id(TAG)],
            "banners": [id(BANNER)],
            "disclaimers": [{ "kind": "individual_differences", "disclaimer": id(DISCLAIMER) }],
            "lead": [{ "text": "かゆみの改善が期待できるという報告があります。" }],
            "body": [
                { "id": id(100), "type": "heading", "level": 2, "text": "研究が示すこと" },
                { "id": id(101), "type": "paragraph", "text": "以下の論文を引用します。" },
                {
                    "id": id(102), "type": "quotation",
                    "original": { "lang": "en", "text": "Umbilical vesicles reduced itch." },
                    "translation": { "lang": "ja", "text": "臍帯由来の小胞はかゆみを減らした。" },
                    "citation": id(CITATION),
                },
            ],
        },
    })
}

/// The lawful page after `change`.
pub(crate) fn lawful(change: impl FnOnce(&mut Value)) -> Dossier {
    page(Kind::Article, "article", change)
}

/// One of the records as the document itself, after `change`.
pub(crate) fn page(kind: Kind, name: &str, change: impl FnOnce(&mut Value)) -> Dossier {
    let mut all = records();
    change(&mut all);
    decoded(kind, name, &all).unwrap_or_else(|error| panic!("{error}"))
}

/// The dossier of a document and the records beside it, when they are what the domain accepts.
pub(crate) fn decoded(kind: Kind, name: &str, all: &Value) -> Result<Dossier, String> {
    let content = |kind: Kind, value: &Value| match Content::decode(kind, value.clone()) {
        Ok(content) => Ok(Arc::new(content)),
        Err(errors) => Err(format!("{kind}: {errors:?}")),
    };
    let mut references = BTreeMap::new();
    for (record, kind, n) in RECORDS {
        if record != name && all[record].is_object() {
            let document = id(n).parse().unwrap();
            let content = content(kind, &all[record])?;
            let standing = Standing::Public;
            references.insert(group(n), Referenced { document, kind, standing, content });
        }
    }
    let document: DocumentId = id(50).parse().unwrap();
    let slug = all.get("slug").and_then(Value::as_str).unwrap_or("tenteki");
    Ok(Dossier {
        document,
        group: document.founding_group(),
        kind,
        locale: kind.is_localised().then(Locale::ja),
        slug: Some(Slug::parse(slug).map_err(|error| error.to_string())?),
        revision: RevisionNumber(3),
        hash: Sha256Hash::of(b"revision 3"),
        content: content(kind, &all[name])?,
        approval: None,
        verified_at: None,
        desk_state: DeskState::Draft,
        references,
        sources: fresh_sources(),
        slug_taken_by: None,
        withdrawn_at: None,
        policy: SitePolicy {
            declarations: Declarations {
                required_information_shown_openly: true,
                disclaimers_as_large_as_claims: true,
            },
            ..SitePolicy::default()
        },
    })
}

/// Takes a field away.
pub(crate) fn remove(value: &mut Value, field: &str) {
    value.as_object_mut().unwrap().remove(field);
}

/// Puts a block at the end of the article's body.
pub(crate) fn add_block(all: &mut Value, mut block: Value) {
    let body = all["article"]["body"].as_array_mut().unwrap();
    block["id"] = json!(id(200 + u32::try_from(body.len()).unwrap()));
    body.push(block);
}

/// Words that a phrase rule found.
pub(crate) fn found(rule: &str, field: &str, matched: &str) -> Finding {
    let words = || Words { ja: rule.to_owned(), en: rule.to_owned() };
    Finding {
        rule: rule.to_owned(),
        name: words(),
        pack: "jp-medical-ads".to_owned(),
        pack_version: "1".to_owned(),
        category: "superlative".to_owned(),
        severity: Severity::Block,
        place: Place { field: field.to_owned(), ..Place::default() },
        matched: matched.to_owned(),
        law: Vec::new(),
        reason: words(),
        rewrite: words(),
        trace: Vec::new(),
        reviewed: false,
        waivable: Waivable::Compliance,
        span_hash: Sha256Hash::of(matched.as_bytes()),
        condition: None,
        waiver: None,
    }
}

/// A dataset of the day, which lists none of the sources.
fn fresh_sources() -> Sources {
    Sources {
        dataset: Some(RetractionDataset {
            hash: Sha256Hash::of(b"notices"),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            imported_at: Default::default(),
            notices: 1,
        }),
        status: Default::default(),
    }
}
