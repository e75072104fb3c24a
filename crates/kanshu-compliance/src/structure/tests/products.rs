use kanshu_domain::kind::Kind;
use serde_json::{Value, json};

use super::fixtures::{PRODUCT, add_block, fields, fires, group, lawful, page, remove, said};

const STATEMENTS: [(&str, &str); 5] = [
    ("JP-N01", "notApproved"),
    ("JP-N02", "acquisitionRoute"),
    ("JP-N03", "domesticAlternatives"),
    ("JP-N04", "foreignSafety"),
    ("JP-N05", "reliefExclusion"),
];

fn stating(field: &str, text: &str) -> kanshu_domain::dossier::Dossier {
    lawful(|all| all["product"]["statements"][field] = json!({ "ja": text }))
}

#[test]
fn each_missing_statement_is_said_for_its_product() {
    for (rule, field) in STATEMENTS {
        let dossier = lawful(|all| remove(&mut all["product"]["statements"], field));
        assert_eq!(
            said(&fires(rule, &dossier)),
            [(String::new(), Some(group(PRODUCT)), String::new())]
        );
        let own = page(Kind::Product, "product", |all| {
            remove(&mut all["product"]["statements"], field);
        });
        assert_eq!(fields(&fires(rule, &own)), [format!("statements.{field}")], "{rule}");
    }
}

#[test]
fn the_matrix_asks_for_statements_by_status() {
    for (status, asked) in
        [("unapproved", true), ("off_label", true), ("approved_as_labelled", false)]
    {
        for (rule, _) in STATEMENTS {
            let dossier = lawful(|all| {
                all["product"]["regulatoryStatus"] = json!(status);
                remove(&mut all["product"], "statements");
            });
            assert_eq!(!fires(rule, &dossier).is_empty(), asked, "{rule} {status}");
            assert_eq!(fires("JP-N06", &dossier), [], "{status}");
        }
    }
}

#[test]
fn jp_n01_to_n04_want_more_than_a_few_words() {
    let enough = [
        ("JP-N01", "notApproved", "国内未承認医薬品です。"),
        ("JP-N01", "notApproved", "承認された目的とは異なる使用です。"),
        ("JP-N02", "acquisitionRoute", "当院医師が架空社から個人輸入しています。"),
        ("JP-N03", "domesticAlternatives", "同一の性能を有する国内承認品はありません。"),
        ("JP-N03", "domesticAlternatives", "国内ではカクウジェルが承認されています。"),
        ("JP-N04", "foreignSafety", "米国FDAが承認し、重大な報告はありません。"),
    ];
    for (rule, field, text) in enough {
        assert_eq!(fires(rule, &stating(field, text)), [], "{text}");
    }
    let too_little = [
        ("JP-N01", "notApproved", "最新の製剤です。"),
        ("JP-N02", "acquisitionRoute", "海外から"),
        ("JP-N03", "domesticAlternatives", "同じ成分の承認品があります。"),
        ("JP-N04", "foreignSafety", "問題ありません。"),
    ];
    for (rule, field, text) in too_little {
        assert_eq!(fires(rule, &stating(field, text))[0].matched, text);
    }
    // Words in another language are not judged by Japanese words.
    let english = lawful(|all| {
        let words = json!({ "en": "Imported by our physicians." });
        all["product"]["statements"]["acquisitionRoute"] = words;
    });
    assert_eq!(fires("JP-N02", &english), []);
}

#[test]
fn jp_n05_asks_for_both_systems_where_tissue_is_used() {
    let only_drugs = |change: fn(&mut Value)| {
        lawful(|all| {
            let systems = json!(["adverse_drug_reactions"]);
            all["product"]["statements"]["reliefSystems"] = systems;
            all["product"]["biological"] = json!(false);
            all["product"]["category"] = json!("drug");
            remove(&mut all["product"], "origin");
            change(&mut all["product"]);
        })
    };
    assert_eq!(fires("JP-N05", &only_drugs(|_| {})), []);
    assert_eq!(fires("JP-N05", &only_drugs(|p| p["biological"] = json!(true))).len(), 1);
    assert_eq!(fires("JP-N05", &only_drugs(|p| p["category"] = json!("cell_derived"))).len(), 1);
    let tissue = |p: &mut Value| p["origin"] = json!({ "tissue": { "ja": "ヒト臍帯" } });
    assert_eq!(fires("JP-N05", &only_drugs(tissue)).len(), 1);
}

#[test]
fn jp_n06_wants_a_status_that_fits_and_a_product() {
    let unknown = lawful(|all| remove(&mut all["product"], "regulatoryStatus"));
    assert_eq!(said(&fires("JP-N06", &unknown))[0].1, Some(group(PRODUCT)));
    let contradicted =
        lawful(|all| all["product"]["regulatoryStatus"] = json!("approved_as_labelled"));
    assert_eq!(fires("JP-N06", &contradicted)[0].matched, "国内で承認されていない製剤です。");
    let nameless = lawful(|all| all["treatment"]["products"] = json!([]));
    assert_eq!(fields(&fires("JP-N06", &nameless)), ["treatments[0]"]);
    let simple = lawful(|all| {
        all["treatment"]["products"] = json!([]);
        all["treatment"]["class"] = json!("private_pay");
        all["treatment"]["name"] = json!("ケミカルピーリング");
    });
    assert_eq!(fires("JP-N06", &simple), []);
}

#[test]
fn jp_p02_sees_a_shop() {
    let titled = |title: &str, heading: &str| {
        lawful(|all| {
            all["article"]["title"] = json!(title);
            all["article"]["body"][0]["text"] = json!(heading);
        })
    };
    let sold = titled("架空小胞製剤Aのすべて", "1本 33,000円");
    assert_eq!(
        said(&fires("JP-P02", &sold)),
        [("body[0].text".to_owned(), None, "1本".to_owned())]
    );
    assert_eq!(fires("JP-P02", &titled("架空小胞製剤Aのすべて", "研究が示すこと")), []);
    assert_eq!(fires("JP-P02", &titled("点滴の前に", "1本 33,000円")), []);
    let approved = lawful(|all| {
        all["article"]["title"] = json!("架空小胞製剤A 1本");
        all["product"]["regulatoryStatus"] = json!("approved_as_labelled");
        remove(&mut all["product"], "statements");
    });
    assert_eq!(fires("JP-P02", &approved), []);
    // Running text may warn of buying.
    let warned = lawful(|all| {
        all["article"]["title"] = json!("架空小胞製剤Aについて");
        let text = "インターネットでの購入はお勧めしません。";
        add_block(all, json!({ "type": "paragraph", "text": text }));
    });
    assert_eq!(fires("JP-P02", &warned), []);
}

#[test]
fn jp_p04_sees_a_cancer_drug_offered() {
    let saying = |text: &str| lawful(|all| all["article"]["lead"] = json!([{ "text": text }]));
    let offered = fires("JP-P04", &saying("当院ではオプジーボの治療を受けられます。"));
    assert_eq!(said(&offered), [("lead[0].text".to_owned(), None, "オプジーボ".to_owned())]);
    assert_eq!(fires("JP-P04", &saying("当院ではオプジーボを取り扱っておりません。")), []);
    assert_eq!(fires("JP-P04", &saying("オプジーボは免疫の仕組みを利用した薬です。")), []);
    let titled = lawful(|all| all["article"]["title"] = json!("オプジーボとは"));
    assert_eq!(fires("JP-P04", &titled).len(), 1);
    let product = lawful(|all| all["product"]["name"]["ja"] = json!("キイトルーダ点滴静注"));
    assert_eq!(fires("JP-P04", &product)[0].place.target, Some(group(PRODUCT)));
}
