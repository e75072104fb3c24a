use std::collections::BTreeSet;

use kanshu_domain::{block::BlockContent, compliance::TextContext, kind::Kind};
use serde_json::{Value, json};

use super::passages;
use crate::structure::tests::fixtures::{
    BANNER, CITATION, CLINIC, DISCLAIMER, PHYSICIAN, PRODUCT, TREATMENT, decoded, group, id,
    records,
};

fn image(alt: &str) -> Value {
    json!({
        "url": "https://clinic.example/a.jpg", "alt": alt, "width": 10, "height": 10,
        "credit": format!("撮影: {alt}"),
    })
}

/// A block of every type, with every field.
fn every_block() -> Vec<Value> {
    let rich = |text: &str| {
        let mark = json!({ "type": "link", "start": 0, "end": 1, "href": "https://a.example/" });
        json!({ "text": text, "marks": [mark] })
    };
    let point = |text: &str| json!({ "title": format!("{text}の題"), "text": rich(text) });
    let rule = json!({
        "state": "stable", "verdict": "eligible", "label": "安定期の目安", "text": "受けられます",
        "criteria": ["赤みが少ない", "かゆみが少ない"],
    });
    let mut blocks = vec![
        json!({ "type": "heading", "level": 2, "ordinal": { "number": 1, "label": "①" }, "text": "見出し" }),
        json!({ "type": "paragraph", "text": "段落", "marks": [] }),
        json!({ "type": "list", "ordered": true, "label": "箇条", "items": [rich("項目一"), rich("項目二")] }),
        json!({ "type": "disclaimer", "kind": "other", "text": "断り書き" }),
        json!({ "type": "disclaimer", "kind": "other", "disclaimer": id(DISCLAIMER) }),
        json!({ "type": "reader_questions", "questions": ["本当ですか?"] }),
        json!({ "type": "key_answer", "text": "結論" }),
        json!({ "type": "definition", "term": "用語", "definition": rich("定義") }),
        json!({ "type": "eligibility", "treatment": id(TREATMENT), "rules": [rule], "decisionNote": "医師が判断" }),
        json!({
            "type": "quotation", "original": { "lang": "en", "text": "Words [1] of a (...) paper." },
            "translation": { "lang": "ja", "text": "論文の言葉", "translator": "編集部", "method": "human" },
            "citation": id(CITATION), "sourceTitle": "出典の題", "locator": "4.8",
            "elisions": [{ "start": 15, "end": 20, "text": "(...)" }],
            "markers": [{ "start": 6, "end": 9, "text": "[1]" }],
        }),
        json!({ "type": "takeaway", "text": rich("まとめ"), "chain": ["甲", "乙"] }),
        json!({ "type": "disadvantages", "items": [point("費用")] }),
        json!({ "type": "risks", "items": [point("赤み")] }),
        json!({ "type": "unapproved_disclosure", "product": id(PRODUCT) }),
        json!({ "type": "alternatives", "options": [point("外用薬")] }),
        json!({ "type": "offer", "treatment": id(TREATMENT), "label": "点滴コース" }),
        json!({ "type": "banner", "banner": id(BANNER), "label": "診療時間のバナー" }),
        json!({ "type": "cta", "kind": "inquiry", "text": "ご相談ください", "clinic": id(CLINIC) }),
        json!({ "type": "faq", "items": [{ "question": "痛いですか?", "answer": rich("個人差があります") }] }),
        json!({
            "type": "case_photo", "before": image("施術前"), "after": image("施術後"), "edited": false,
            "consent": "同意書 31", "content": "点滴の内容", "sessions": "3回", "cost": "99,000円",
            "risks": "内出血など",
        }),
        json!({ "type": "table", "caption": "表題", "header": ["列一", "列二"], "rows": [["値一", null], [null, "値二"]] }),
        json!({ "type": "figure", "image": image("模式図"), "caption": "図の説明" }),
        json!({ "type": "footnotes", "items": [{ "label": "*1", "text": rich("脚注") }] }),
    ];
    for (i, block) in blocks.iter_mut().enumerate() {
        block["id"] = json!(id(100 + u32::try_from(i).unwrap()));
    }
    blocks
}

fn seo() -> Value {
    json!({
        "metaTitle": "検索の題", "metaDescription": "検索の説明",
        "canonicalUrl": "https://clinic.example/tenteki", "image": image("共有画像"),
    })
}

/// Every kind with every field.
fn everything() -> Value {
    let mut all = records();
    let words = |text: &str| json!({ "ja": text, "en": format!("{text} (en)") });
    all["article"] = json!({
        "title": "題名", "titleLabel": "札", "disclaimers": [{ "kind": "other", "text": "範囲" }],
        "readerQuestions": ["受けられますか?"], "lead": [{ "text": "導入" }], "body": every_block(),
        "author": { "name": "架空 太郎", "role": "編集" }, "supervisingPhysician": id(PHYSICIAN),
        "clinic": id(CLINIC), "treatments": [id(TREATMENT)], "banners": [id(BANNER)], "seo": seo(),
        "targetJurisdictions": ["jp", "us"],
        "preClearances": [{
            "jurisdiction": "kr", "body": "審議機関", "approvalNumber": "第1号", "validUntil": "2027-01-01",
        }],
    });
    all["treatment"] = json!({
        "name": "施術名", "summary": { "text": "要約" }, "body": every_block(), "class": "exosome",
        "regenerativePlan": { "number": "PB0", "committee": "委員会" }, "indications": ["適応"],
        "contraindications": ["禁忌"],
        "eligibility": [{ "state": "other", "verdict": "conditional", "label": "条件", "text": "要相談", "criteria": ["基準"] }],
        "decisionNote": "判断は医師", "course": {
            "sessions": { "min": 1, "max": 2 }, "intervalDays": { "min": 1, "max": 2 },
            "durationWeeks": { "min": 1, "max": 2 }, "note": "回数の注",
        },
        "price": { "min": 1, "max": 2, "per": "session", "note": "価格の注" }, "risks": ["危険"],
        "sideEffects": ["副作用"], "downtime": "数日", "products": [id(PRODUCT)],
        "supervisingPhysician": id(PHYSICIAN), "clinic": id(CLINIC), "seo": seo(),
    });
    all["condition"] = json!({
        "name": "病名", "alternateNames": ["別名"], "summary": { "text": "概要" },
        "body": every_block(), "codes": [{ "system": "icd10", "value": "L20" }],
        "supervisingPhysician": id(PHYSICIAN), "seo": seo(),
    });
    all["product"] = json!({
        "name": words("製品"), "category": "drug", "regulatoryStatus": "off_label", "biological": true,
        "statements": {
            "notApproved": words("一"), "acquisitionRoute": words("二"),
            "domesticAlternatives": words("三"), "foreignSafety": words("四"),
            "reliefExclusion": words("五"), "reliefSystems": ["adverse_drug_reactions"],
        },
        "origin": { "tissue": words("組織"), "donor": words("提供者"), "country": "JP" },
        "manufacturer": words("製造元"),
        "purityClaim": { "value": "99%", "method": "測り方", "certificate": {
            "title": "証明書", "issuer": "発行者", "issuedOn": "2026-01-01", "url": "https://a.example/c",
        } },
        "image": image("製品写真"), "supervisingPhysician": id(PHYSICIAN),
    });
    all["physician"] = json!({
        "name": words("名前"), "nameKana": "なまえ", "position": words("院長"),
        "credentials": [{ "name": words("資格"), "issuingBody": words("団体"), "validUntil": "2030-01-01" }],
        "biography": words("経歴"), "conflictsOfInterest": words("利益相反"), "photo": image("顔写真"),
        "profileUrl": "https://a.example/p", "clinics": [id(CLINIC)],
    });
    all["citation"] = json!({
        "type": "review", "title": "文献", "translatedTitle": words("訳題"), "language": "en",
        "authors": [{ "family": "姓", "given": "名" }, { "literal": "団体著者" }],
        "containerTitle": "雑誌", "issued": { "year": 2024, "month": 1, "day": 2 }, "volume": "第1巻",
        "issue": "第2号", "page": "3-4", "publisher": "出版社", "doi": "10.5555/a", "pmid": "123",
        "pmcid": "PMC123", "url": "https://a.example/", "conflictsOfInterest": "なし",
        "evidence": { "design": "無作為化", "species": "ヒト", "n": 3 },
    });
    all["clinic"] = json!({
        "name": words("診療所"), "address": words("住所"), "administrator": id(PHYSICIAN),
        "departments": ["皮膚科"], "url": "https://a.example/",
        "contactPoints": [{ "channel": "phone", "value": "03-0", "hours": words("平日"), "answersQuestions": true }],
    });
    all["banner"] = json!({
        "name": "バナー名", "image": image("絵の説明"), "overlayText": "絵の言葉",
        "treatment": id(TREATMENT), "targetUrl": "https://a.example/",
    });
    all["disclaimer"] = json!({
        "name": "断りの名", "disclaimerKind": "other", "text": "共有の断り",
        "supervisingPhysician": id(PHYSICIAN),
    });
    all["tag"] = json!({ "name": words("札の名"), "description": words("札の説明") });
    all
}

/// Field names whose strings are no words to read: names of choices, addresses, codes, dates.
const NO_WORDS: [&str; 35] = [
    "id",
    "type",
    "kind",
    "state",
    "verdict",
    "lang",
    "class",
    "per",
    "channel",
    "system",
    "category",
    "regulatoryStatus",
    "disclaimerKind",
    "reliefSystems",
    "targetJurisdictions",
    "jurisdiction",
    "language",
    "url",
    "href",
    "profileUrl",
    "canonicalUrl",
    "targetUrl",
    "doi",
    "pmid",
    "pmcid",
    "validUntil",
    "issuedOn",
    // Parts of the original, which is there.
    "elisions",
    "markers",
    // Only the newsroom sees it.
    "consent",
    // How a translation was made; `purityClaim.method` is words.
    "translation.method",
    // References.
    "supervisingPhysician",
    "treatment",
    "disclaimer",
    "citation",
];

/// Every string of the JSON that a reader could see, with its path.
fn words_of(value: &Value, path: &str, key: &str, all: &mut BTreeSet<(String, String)>) {
    match value {
        Value::String(text) => {
            let is_id = text.parse::<kanshu_domain::id::GroupId>().is_ok();
            if !is_id {
                all.insert((path.to_owned(), text.clone()));
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                words_of(item, &format!("{path}[{i}]"), key, all);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let skipped = NO_WORDS.iter().any(|skip| match skip.split_once('.') {
                    Some((parent, field)) => key == parent && name == field,
                    None => name == skip,
                });
                if !skipped {
                    let path =
                        if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    words_of(value, &path, name, all);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn no_word_of_any_kind_is_forgotten_and_every_path_is_right() {
    let all = everything();
    for kind in Kind::ALL {
        let dossier = decoded(kind, kind.name(), &all).unwrap();
        let mut written = BTreeSet::new();
        words_of(&serde_json::to_value(dossier.content.as_ref()).unwrap(), "", "", &mut written);
        // Sources, banners and disclaimers have no page of their own.
        if !matches!(kind, Kind::Citation | Kind::Banner | Kind::Disclaimer) {
            written.insert(("slug".to_owned(), "tenteki".to_owned()));
        }
        assert!(written.len() > 1, "{kind}");
        let read: BTreeSet<(String, String)> = passages(&dossier)
            .into_iter()
            .filter(|passage| passage.target.is_none())
            .map(|passage| (passage.field, passage.text))
            .collect();
        let forgotten: Vec<_> = written.difference(&read).collect();
        let invented: Vec<_> = read.difference(&written).collect();
        assert_eq!((forgotten, invented), (Vec::new(), Vec::new()), "{kind}");
    }
}

#[test]
fn every_block_type_is_in_the_test_above() {
    let blocks = every_block();
    let types: BTreeSet<&str> = blocks.iter().map(|b| b["type"].as_str().unwrap()).collect();
    assert_eq!(types, BlockContent::TYPES.iter().copied().collect());
}

#[test]
fn words_know_where_they_stand() {
    let dossier = decoded(Kind::Article, "article", &everything()).unwrap();
    let passages = passages(&dossier);
    let context = |text: &str| {
        let found = passages.iter().find(|passage| passage.text == text);
        found.unwrap_or_else(|| panic!("{text}")).context
    };
    for (text, expected) in [
        ("題名", TextContext::Meta),
        ("tenteki", TextContext::Meta),
        ("検索の説明", TextContext::Meta),
        ("範囲", TextContext::Disclaimer),
        ("共有の断り", TextContext::Disclaimer),
        ("受けられますか?", TextContext::ReaderQuestion),
        ("痛いですか?", TextContext::ReaderQuestion),
        ("見出し", TextContext::Heading),
        ("段落", TextContext::Body),
        ("値二", TextContext::Body),
        ("Words [1] of a (...) paper.", TextContext::QuoteOriginal),
        ("論文の言葉", TextContext::QuoteTranslation),
        ("出典の題", TextContext::CitationTitle),
        ("絵の言葉", TextContext::Banner),
        ("点滴コース", TextContext::Offer),
        ("99,000円", TextContext::Offer),
        ("ご相談ください", TextContext::Button),
        ("施術前", TextContext::Alt),
        ("図の説明", TextContext::Alt),
    ] {
        assert_eq!(context(text), expected, "{text}");
    }
}

#[test]
fn words_of_shared_banners_and_disclaimers_stand_once_where_the_page_shows_them() {
    let dossier = decoded(Kind::Article, "article", &everything()).unwrap();
    let passages = passages(&dossier);
    let of = |n: u32| -> Vec<(String, String, bool)> {
        let found = passages.iter().filter(|passage| passage.target == Some(group(n)));
        found.map(|p| (p.field.clone(), p.text.clone(), p.block.is_some())).collect()
    };
    let text = ("text".to_owned(), "共有の断り".to_owned(), true);
    assert_eq!(of(DISCLAIMER), [text]);
    // The banner stands in the body and in the list of banners.
    assert_eq!(
        of(BANNER).iter().map(|(field, ..)| field.as_str()).collect::<Vec<_>>(),
        ["overlayText", "image.alt", "image.credit"]
    );
    assert!(of(BANNER).iter().all(|(.., in_block)| *in_block));
}

#[test]
fn words_come_in_the_order_of_the_text() {
    let dossier = decoded(Kind::Article, "article", &everything()).unwrap();
    let passages = passages(&dossier);
    let at = |text: &str| passages.iter().position(|passage| passage.text == text).unwrap();
    let order = [
        "札",
        "題名",
        "範囲",
        "導入",
        "見出し",
        "断り書き",
        "共有の断り",
        "結論",
        "脚注",
        "検索の題",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
}
