use kanshu_domain::dossier::Dossier;
use serde_json::{Value, json};

use super::fixtures::{add_block, fields, fires, lawful};

fn studied_in(species: &str, change: impl FnOnce(&mut Value)) -> Dossier {
    lawful(|all| {
        all["citation"]["evidence"] = json!({ "species": species });
        change(all);
    })
}

#[test]
fn jp_v06_wants_it_said_that_only_animals_were_studied() {
    let fired = |dossier: &Dossier| !fires("JP-V06", dossier).is_empty();
    assert!(fired(&studied_in("マウス", |_| {})));
    assert!(fired(&studied_in("ヒト培養細胞 in vitro", |_| {})));
    assert!(!fired(&studied_in("ヒト", |_| {})));
    assert!(!fired(&studied_in("記載なし", |_| {})));
    assert!(!fired(&studied_in("マウス", |all| {
        let text = "これらはマウスでの結果であり、ヒトでの有効性は確立していません。";
        add_block(all, json!({ "type": "paragraph", "text": text }));
    })));
    assert!(!fired(&studied_in("マウス", |all| {
        all["article"]["lead"] = json!([{ "text": "小胞の働きを調べた研究を紹介します。" }]);
    })));
    // What a quotation says, the page has not said.
    assert!(fired(&studied_in("マウス", |all| {
        let text = json!({ "lang": "ja", "text": "マウスでの結果であり、ヒトでは未確認。" });
        all["article"]["body"][2]["translation"] = text;
    })));
}

#[test]
fn jp_v07_wants_dangers_among_the_risks() {
    let quoting = |text: &str, risks: Value| {
        lawful(|all| {
            all["article"]["body"][2]["original"]["text"] = json!(text);
            all["treatment"]["risks"] = risks;
        })
    };
    let tumours = "Exosomes polarize macrophages to a tumor promoting phenotype [139].";
    let silent = quoting(tumours, json!(["アレルギー反応"]));
    assert_eq!(fields(&fires("JP-V07", &silent)), ["body[2].original.text"]);
    assert_eq!(fires("JP-V07", &silent)[0].matched, "tumor");
    assert_eq!(fires("JP-V07", &quoting(tumours, json!(["腫瘍の促進の可能性"]))), []);
    // A danger of the disease, in a sentence of its own, is none of the treatment.
    let burns = "Burns may lead to death.[144] Li et al. found that exosomes reduced itch.";
    assert_eq!(fires("JP-V07", &quoting(burns, json!(["発熱"]))), []);
    let factor = "Exosomes lowered tumor necrosis factor.";
    assert_eq!(fires("JP-V07", &quoting(factor, json!(["発熱"]))), []);
}

#[test]
fn jp_v08_compares_what_was_studied_with_what_is_offered() {
    let studied = |title: &str, design: &str, quoted: &str| {
        lawful(|all| {
            all["citation"]["title"] = json!(title);
            all["citation"]["evidence"] = json!({ "design": design });
            all["article"]["body"][2]["original"]["text"] = json!(quoted);
            all["article"]["body"][2]["translation"] = Value::Null;
        })
    };
    let other = studied("Adipose vesicles", "subcutaneous injection", "They reduced itch.");
    let found = fires("JP-V08", &other);
    assert_eq!(found[0].matched, "臍帯 ≠ 脂肪, 点滴・静脈 ≠ 皮下");
    assert_eq!(fields(&found), ["treatments[0]"]);
    assert_eq!(fires("JP-V08", &studied("Umbilical vesicles", "intravenous", "Fine.")), []);
    assert_eq!(fires("JP-V08", &studied("Vesicles", "trial", "Fine.")), []);
    let admitted = lawful(|all| {
        all["citation"]["title"] = json!("Adipose vesicles");
        all["article"]["body"][2]["original"]["text"] = json!("They reduced itch.");
        all["article"]["body"][2]["translation"] = Value::Null;
        let text = "研究に用いられた製剤は由来が当院のものと異なります。";
        add_block(all, json!({ "type": "paragraph", "text": text }));
    });
    assert_eq!(fires("JP-V08", &admitted), []);
}
