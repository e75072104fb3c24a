use kanshu_domain::kind::Kind;
use serde_json::json;

use super::fixtures::{
    PRODUCT, add_block, fields, fires, fires_after, found, group, lawful, page, remove, said,
};

#[test]
fn jp_k01_wants_evidence_beside_a_superlative() {
    let claim = |text: &str| {
        let dossier = lawful(|all| all["article"]["lead"] = json!([{ "text": text }]));
        fires_after("JP-K01", &dossier, &[found("JP-F07", "lead[0].text", "満足度98%")])
    };
    let bare = claim("満足度98%です。");
    assert_eq!(said(&bare), [("lead[0].text".to_owned(), None, "満足度98%".to_owned())]);
    let shown = "満足度98%(2026年3月、当院実施のアンケート調査、n=120)。";
    assert_eq!(claim(shown), []);
    assert_eq!(claim(&shown.replace("2026年", "2021年")).len(), 1, "too old");
    assert_eq!(claim(&shown.replace("n=120", "多数")).len(), 1, "nobody counted");
}

#[test]
fn jp_k01_wants_a_certificate_behind_a_purity() {
    let dossier = lawful(|all| remove(&mut all["product"]["purityClaim"], "certificate"));
    let expected = (String::new(), Some(group(PRODUCT)), "純度99%".to_owned());
    assert_eq!(said(&fires("JP-K01", &dossier)), [expected]);

    // In the text alone, where no record knows the number.
    let unrecorded = lawful(|all| {
        remove(&mut all["product"], "purityClaim");
        all["article"]["lead"] = json!([{ "text": "純度99%の製剤です。" }]);
    });
    let purity = found("JP-R04", "lead[0].text", "純度99%");
    assert_eq!(fires_after("JP-K01", &unrecorded, std::slice::from_ref(&purity)).len(), 1);
    assert_eq!(fires_after("JP-K01", &lawful(|_| {}), &[purity]), []);
}

#[test]
fn jp_k07_wants_a_label_on_what_is_paid_for() {
    let linked = |label: Option<&str>| {
        lawful(|all| {
            let href = "https://px.a8.net/svt/ejp?a8mat=x";
            let mark = json!({ "type": "link", "start": 0, "end": 2, "href": href });
            all["article"]["lead"] = json!([{ "text": "商品はこちら", "marks": [mark] }]);
            if let Some(label) = label {
                all["article"]["titleLabel"] = json!(label);
            }
        })
    };
    assert_eq!(fields(&fires("JP-K07", &linked(None))), ["lead[0]"]);
    assert_eq!(fires("JP-K07", &linked(Some("PR"))), []);

    let told = lawful(|all| {
        all["article"]["lead"] = json!([{ "text": "本記事は製造元のタイアップ記事です。" }]);
    });
    assert_eq!(fires("JP-K07", &told)[0].matched, "タイアップ記事");
    let banner = lawful(|all| all["banner"]["targetUrl"] = json!("https://amzn.to/x"));
    assert_eq!(fields(&fires("JP-K07", &banner)), ["banners[0]"]);
}

#[test]
fn jp_k08_sees_a_disclaimer_take_a_strong_claim_back() {
    let dossier = lawful(|_| {});
    let strong = found("JP-F03", "lead[0].text", "完治します");
    let found_by = fires_after("JP-K08", &dossier, &[strong]);
    assert_eq!(found_by.len(), 1);
    assert_eq!(found_by[0].matched, "個人差");
    let mild = found("JP-E02", "lead[0].text", "最新の");
    assert_eq!(fires_after("JP-K08", &dossier, &[mild]), []);
}

#[test]
fn jp_v02_wants_a_source_for_an_effect() {
    let uncited = |text: &str| {
        lawful(|all| {
            all["article"]["body"] = json!([]);
            all["article"]["lead"] = json!([{ "text": text }]);
        })
    };
    let claim = fires("JP-V02", &uncited("肌質の改善が期待できます。"));
    assert_eq!(said(&claim), [("lead[0].text".to_owned(), None, "改善".to_owned())]);
    assert_eq!(fires("JP-V02", &uncited("かゆみは改善しますか?")), []);
    assert_eq!(fires("JP-V02", &uncited("診療時間は10時からです。")), []);
    let risk = page(Kind::Treatment, "treatment", |all| {
        all["treatment"]["risks"] = json!(["長く使うと皮膚が薄くなることがあります。"]);
    });
    assert_eq!(fires("JP-V02", &risk), []);
    let cited = lawful(|all| {
        add_block(all, json!({ "type": "paragraph", "text": "肌質の改善が期待できます。" }));
    });
    assert_eq!(fires("JP-V02", &cited), []);
}
