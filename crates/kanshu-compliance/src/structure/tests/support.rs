use kanshu_domain::dossier::Dossier;
use serde_json::{Value, json};

use super::fixtures::{CITATION, PRODUCT, fires, id, lawful};

/// The lawful page with one claim and its source's evidence.
fn claiming(change: impl FnOnce(&mut Value), evidence: Value) -> Dossier {
    let mut claim = json!({
        "anchor": { "field": "lead[0]", "start": 0, "end": 6, "text": "かゆみの改善" },
        "kind": "efficacy", "modality": "asserted",
        "subject": { "product": id(PRODUCT), "route": "点滴" },
        "supports": [{ "citation": id(CITATION) }],
    });
    change(&mut claim);
    lawful(|all| {
        all["citation"]["evidence"] = evidence;
        all["article"]["claims"] = json!([claim]);
    })
}

fn in_people() -> Value {
    json!({ "species": "ヒト", "product": "umbilical vesicles", "route": "intravenous" })
}

#[test]
fn jp_v02_wants_a_source_for_each_claim_that_something_works() {
    assert_eq!(fires("JP-V02", &claiming(|_| {}, in_people())), []);
    let bare = claiming(|claim| claim["supports"] = json!([]), in_people());
    let [breach] = fires("JP-V02", &bare).try_into().unwrap();
    assert_eq!((breach.matched.as_str(), breach.place.field.as_str()), ("かゆみの改善", "lead[0]"));
    let price = claiming(
        |claim| {
            claim["kind"] = json!("price");
            claim["supports"] = json!([]);
        },
        in_people(),
    );
    assert_eq!(fires("JP-V02", &price), []);
}

#[test]
fn jp_v13_lets_nothing_be_asserted_that_was_only_seen_in_animals() {
    let mouse = || json!({ "species": "マウス" });
    assert_eq!(fires("JP-V13", &claiming(|_| {}, mouse())).len(), 1);
    assert_eq!(fires("JP-V13", &claiming(|_| {}, in_people())), []);
    let hedged = claiming(|claim| claim["modality"] = json!("possible"), mouse());
    assert_eq!(fires("JP-V13", &hedged), []);
}

#[test]
fn jp_v14_holds_product_and_route_against_what_was_studied() {
    assert_eq!(fires("JP-V14", &claiming(|_| {}, in_people())), []);
    let fat = json!({ "species": "ヒト", "product": "adipose vesicles" });
    let other_origin = claiming(|_| {}, fat);
    // The title tells of the right origin: what it is about is not told by its record alone.
    assert_eq!(fires("JP-V14", &other_origin), []);
    let other_route = json!({ "species": "ヒト", "route": "subcutaneous" });
    let [breach] = fires("JP-V14", &claiming(|_| {}, other_route)).try_into().unwrap();
    assert!(breach.basis.contains("点滴・静脈 ≠ 皮下"), "{}", breach.basis);
}
