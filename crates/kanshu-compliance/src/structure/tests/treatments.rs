use kanshu_domain::kind::Kind;
use serde_json::{Value, json};

use super::fixtures::{TAG, fields, fires, group, lawful, page, said};

#[test]
fn jp_r03_asks_for_plan_and_committee() {
    let regenerative = |plan: Value| {
        lawful(|all| {
            all["treatment"]["class"] = json!("regenerative_2");
            all["treatment"]["regenerativePlan"] = plan;
        })
    };
    assert_eq!(fields(&fires("JP-R03", &regenerative(Value::Null))), ["treatments[0]"]);
    let plan = json!({ "number": "PB0000000", "committee": "架空特定認定再生医療等委員会" });
    assert_eq!(fires("JP-R03", &regenerative(plan)), []);
}

#[test]
fn jp_r05_keeps_exosomes_out_of_regenerative_medicine() {
    let tagged = |class: &str| {
        lawful(|all| {
            all["tag"]["name"]["ja"] = json!("再生医療");
            all["treatment"]["class"] = json!(class);
            all["treatment"]["regenerativePlan"] =
                json!({ "number": "PB0000000", "committee": "架空委員会" });
        })
    };
    let expected = ("tags[0]".to_owned(), Some(group(TAG)), "再生医療".to_owned());
    assert_eq!(said(&fires("JP-R05", &tagged("exosome"))), [expected]);
    assert_eq!(fires("JP-R05", &tagged("regenerative_2")), []);

    // Whatever the class says, or does not say.
    let by_name = lawful(|all| {
        all["tag"]["name"]["ja"] = json!("再生医療");
        all["treatment"]["class"] = json!("private_pay");
        all["treatment"]["name"] = json!("エクソソームの点滴");
    });
    assert_eq!(fields(&fires("JP-R05", &by_name)), ["tags[0]"]);

    let addressed = |slug: &str| lawful(|all| all["slug"] = json!(slug));
    assert_eq!(fields(&fires("JP-R05", &addressed("regenerative-exosome"))), ["slug"]);
    assert_eq!(fires("JP-R05", &addressed("exosome")), []);

    let named = page(Kind::Treatment, "treatment", |all| {
        all["treatment"]["name"] = json!("再生医療の点滴");
        all["treatment"]["seo"] =
            json!({ "canonicalUrl": "https://clinic.example/saisei/tenteki" });
    });
    assert_eq!(fields(&fires("JP-R05", &named)), ["seo.canonicalUrl", "name"]);
}
