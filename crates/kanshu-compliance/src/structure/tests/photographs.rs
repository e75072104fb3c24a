use serde_json::{Value, json};

use super::fixtures::{add_block, fields, fires, fires_after, found, lawful, remove};

fn photo(change: fn(&mut Value)) -> kanshu_domain::dossier::Dossier {
    lawful(|all| {
        let mut block = json!({
            "type": "case_photo",
            "before": { "url": "https://clinic.example/1.jpg", "alt": "施術前" },
            "after": { "url": "https://clinic.example/2.jpg", "alt": "施術後" },
            "consent": "同意書 2026-031",
            "content": "静脈からの投与", "sessions": "3回、3か月",
            "cost": "99,000円(税込)", "risks": "発熱、内出血",
        });
        change(&mut block);
        add_block(all, block);
    })
}

#[test]
fn jp_b02_wants_four_things_beside_the_photographs() {
    assert_eq!(fires("JP-B02", &photo(|_| {})), []);
    assert_eq!(fields(&fires("JP-B02", &photo(|b| remove(b, "cost")))), ["body[3].cost"]);
    let alone = photo(|b| {
        for field in ["content", "sessions", "cost", "risks"] {
            remove(b, field);
        }
    });
    let breaches = fires("JP-B02", &alone);
    assert_eq!(breaches.len(), 1);
    assert_eq!(breaches[0].basis, "photographs: content, sessions, cost, risks");
    assert!(breaches[0].place.block.is_some());
}

#[test]
fn jp_b03_wants_untouched_photographs_and_consent() {
    assert_eq!(fires("JP-B03", &photo(|_| {})), []);
    let edited = photo(|b| b["edited"] = json!(true));
    assert_eq!(fields(&fires("JP-B03", &edited)), ["body[3].edited"]);
    assert_eq!(fields(&fires("JP-B03", &photo(|b| remove(b, "consent")))), ["body[3].consent"]);
    let same = photo(|b| b["after"]["url"] = b["before"]["url"].clone());
    assert_eq!(fields(&fires("JP-B03", &same)), ["body[3].after.url"]);
}

#[test]
fn jp_t05_sees_reviews_from_elsewhere() {
    let linked = |href: &str| {
        lawful(|all| {
            let mark = json!({ "type": "link", "start": 0, "end": 2, "href": href });
            all["article"]["lead"] = json!([{ "text": "評判はこちら", "marks": [mark] }]);
        })
    };
    let reviews = "https://search.google.com/local/reviews?placeid=x";
    assert_eq!(fires("JP-T05", &linked(reviews))[0].matched, reviews);
    assert_eq!(fires("JP-T05", &linked("https://www.google.com/maps/place/x")), []);
    let widget = lawful(|all| {
        let image = json!({ "url": "https://cdn.trustindex.io/widget.png", "alt": "口コミ" });
        add_block(all, json!({ "type": "figure", "image": image }));
    });
    assert_eq!(fields(&fires("JP-T05", &widget)), ["body[3].image.url"]);
}

#[test]
fn jp_t05_sees_voices_under_a_heading_that_collects_them() {
    let dossier = lawful(|all| {
        all["article"]["body"] = json!([]);
        add_block(all, json!({ "type": "heading", "level": 2, "text": "患者様の声" }));
        let items = json!([{ "text": "受けてよかったです。" }]);
        add_block(all, json!({ "type": "list", "items": items }));
        add_block(all, json!({ "type": "heading", "level": 2, "text": "費用" }));
        add_block(all, json!({ "type": "list", "items": [{ "text": "1回" }] }));
    });
    let heading = found("JP-T01", "body[0].text", "患者様の声");
    assert_eq!(fields(&fires_after("JP-T05", &dossier, &[heading])), ["body[1]"]);
    // A heading that the phrase rules let pass collects nothing.
    assert_eq!(fires("JP-T05", &dossier), []);
}
