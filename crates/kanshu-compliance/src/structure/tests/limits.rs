use kanshu_domain::kind::Kind;
use serde_json::{Value, json};

use super::fixtures::{
    BANNER, CLINIC, TREATMENT, add_block, fields, fires, group, lawful, page, remove, said,
};

#[test]
fn jp_u01_asks_for_somebody_who_answers() {
    let without = lawful(|all| remove(&mut all["article"], "clinic"));
    assert_eq!(fields(&fires("JP-U01", &without)), ["clinic"]);

    let bookings = |value: &str, answers: bool| {
        let points = json!([{ "channel": "phone", "value": value, "answersQuestions": answers }]);
        lawful(|all| all["clinic"]["contactPoints"] = points)
    };
    let refused = fires("JP-U01", &bookings("0120-000-000(予約専用)", true));
    assert_eq!(said(&refused), [("clinic".to_owned(), Some(group(CLINIC)), String::new())]);
    assert_eq!(fires("JP-U01", &bookings("0120-000-000", false)).len(), 1);
    assert_eq!(fires("JP-U01", &bookings("03-0000-0000(お問い合わせ可)", true)), []);

    // A call to action may name the clinic as well.
    let by_cta = lawful(|all| {
        remove(&mut all["article"], "clinic");
        let clinic = super::fixtures::id(CLINIC);
        let cta = json!({ "type": "cta", "kind": "inquiry", "text": "ご相談ください。", "clinic": clinic });
        add_block(all, cta);
    });
    assert_eq!(fires("JP-U01", &by_cta), []);
    assert_eq!(fires("JP-U01", &page(Kind::Product, "product", |_| {})), []);
}

#[test]
fn jp_u02_asks_for_content_and_cost() {
    let at = |dossier| said(&fires("JP-U02", &dossier));
    let expected = ("treatments[0]".to_owned(), Some(group(TREATMENT)), String::new());
    assert_eq!(
        at(lawful(|all| remove(&mut all["treatment"], "price"))),
        std::slice::from_ref(&expected)
    );
    assert_eq!(at(lawful(|all| remove(&mut all["treatment"], "summary"))), [expected]);

    let own = page(Kind::Treatment, "treatment", |all| remove(&mut all["treatment"], "price"));
    assert_eq!(fields(&fires("JP-U02", &own)), ["price"]);

    let insured = lawful(|all| {
        remove(&mut all["treatment"], "price");
        all["treatment"]["class"] = json!("insured");
    });
    assert_eq!(fires("JP-U02", &insured), []);
}

#[test]
fn jp_u02_believes_the_page_when_it_offers_one_treatment() {
    let said = |text: &str| {
        lawful(|all| {
            remove(&mut all["treatment"], "price");
            add_block(all, json!({ "type": "paragraph", "text": text }));
        })
    };
    assert_eq!(fires("JP-U02", &said("標準の総額は税込で40,000円から60,000円です。")), []);
    assert_eq!(fires("JP-U02", &said("エクソソーム治療は高価です。")).len(), 1);
}

#[test]
fn jp_u02_and_u03_know_nothing_of_an_offer_without_a_record() {
    let dossier =
        lawful(|all| add_block(all, json!({ "type": "offer", "label": "架空の点滴コース" })));
    assert_eq!(fields(&fires("JP-U02", &dossier)), ["body[3].treatment"]);
    assert_eq!(fields(&fires("JP-U03", &dossier)), ["body[3].treatment"]);
}

#[test]
fn jp_u03_asks_for_risks_and_side_effects() {
    let without = |field: &str| lawful(|all| remove(&mut all["treatment"], field));
    assert_eq!(fires("JP-U03", &without("risks")).len(), 1);
    assert_eq!(fires("JP-U03", &without("sideEffects")).len(), 1);

    let in_body = |items: Value| {
        lawful(|all| {
            remove(&mut all["treatment"], "risks");
            add_block(all, json!({ "type": "risks", "items": items }));
        })
    };
    let both = json!([{ "title": "赤み・腫れ" }, { "title": "感染" }]);
    assert_eq!(fires("JP-U03", &in_body(both)), []);
    assert_eq!(fires("JP-U03", &in_body(json!([{ "title": "赤み" }]))).len(), 1);
    // Cost and time are no risks.
    let drawbacks = lawful(|all| {
        remove(&mut all["treatment"], "risks");
        let items = json!([{ "title": "高価である" }, { "title": "時間がかかる" }]);
        add_block(all, json!({ "type": "disadvantages", "items": items }));
    });
    assert_eq!(fires("JP-U03", &drawbacks).len(), 1);
}

#[test]
fn jp_u04_and_k08s_rest_on_what_the_site_declares() {
    let mut dossier = lawful(|_| {});
    dossier.policy.declarations = Default::default();
    assert_eq!(fires("JP-U04", &dossier).len(), 1);
    assert_eq!(fires("JP-K08S", &dossier).len(), 1);

    // Nothing has to be shown openly where nothing has to be shown.
    let mut bare = lawful(|all| {
        all["article"]["treatments"] = json!([]);
        all["article"]["disclaimers"] = json!([]);
    });
    bare.policy.declarations = Default::default();
    assert_eq!(fires("JP-U04", &bare), []);
    assert_eq!(fires("JP-K08S", &bare), []);
}

#[test]
fn jp_u05_asks_whether_insurance_pays() {
    let unknown = |change: fn(&mut Value)| {
        lawful(|all| {
            remove(&mut all["treatment"], "class");
            change(all);
        })
    };
    assert_eq!(fields(&fires("JP-U05", &unknown(|_| {}))), ["treatments[0]"]);
    let said = unknown(|all| {
        let text = "公的医療保険が適用されない自由診療です。";
        add_block(all, json!({ "type": "paragraph", "text": text }));
    });
    assert_eq!(fires("JP-U05", &said), []);
    let disclaimed = unknown(|all| {
        let note = json!({ "kind": "private_pay", "text": "費用は全額自己負担です。" });
        all["article"]["disclaimers"] = json!([note]);
    });
    assert_eq!(fires("JP-U05", &disclaimed), []);
}

#[test]
fn jp_u06_asks_how_often_and_how_long() {
    let course = |course: Value| lawful(|all| all["treatment"]["course"] = course);
    assert_eq!(fires("JP-U06", &course(Value::Null)).len(), 1);
    assert_eq!(fires("JP-U06", &course(json!({ "sessions": { "min": 3, "max": 5 } }))).len(), 1);
    assert_eq!(fires("JP-U06", &course(json!({ "sessions": { "min": 1, "max": 1 } }))), []);
    let said = lawful(|all| {
        remove(&mut all["treatment"], "course");
        let text = "目安は3〜5回、期間は3〜6か月です。";
        add_block(all, json!({ "type": "paragraph", "text": text }));
    });
    assert_eq!(fires("JP-U06", &said), []);
}

#[test]
fn jp_u07_keeps_banners_to_the_listed_items() {
    let with = |text: &str| lawful(|all| all["banner"]["overlayText"] = json!(text));
    let found = fires("JP-U07", &with("春にはエクソソームで変わる"));
    let field = "overlayText".to_owned();
    assert_eq!(said(&found), [(field, Some(group(BANNER)), "エクソソーム".to_owned())]);
    let range = found[0].place.range.unwrap();
    assert_eq!((range.start, range.end), (3, 9));
    assert_eq!(fires("JP-U07", &with("架空皮膚科 平日10時から18時 電話03-0000-0000")), []);

    // What the records know to be unapproved is not named either.
    let own = page(Kind::Banner, "banner", |all| {
        all["banner"]["overlayText"] = json!("架空小胞製剤Aのご案内");
    });
    assert_eq!(fires("JP-U07", &own)[0].matched, "架空小胞製剤A");
}
