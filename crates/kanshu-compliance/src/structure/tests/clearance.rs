use serde_json::{Value, json};

use super::fixtures::{lawful, today};
use crate::structure::{Breach, Case, check_named};

fn for_korea(targets: Value, clearances: Value) -> Vec<Breach> {
    let dossier = lawful(|all| {
        all["article"]["targetJurisdictions"] = targets;
        all["article"]["preClearances"] = clearances;
    });
    let with = "jurisdiction = \"kr\"".parse().unwrap();
    let case = Case { dossier: &dossier, on: today(), phrases: &[], passages: &[] };
    check_named("cleared_beforehand").unwrap()(&case, &with)
}

#[test]
fn an_article_for_korea_names_a_clearance_that_holds() {
    let clearance = |jurisdiction: &str, until: &str| {
        json!([{
            "jurisdiction": jurisdiction, "body": "架空審議委員会", "approvalNumber": "第1号",
            "validUntil": until,
        }])
    };
    let both = || json!(["jp", "kr"]);
    assert_eq!(for_korea(both(), json!([]))[0].place.field, "preClearances");
    assert_eq!(for_korea(both(), clearance("kr", "2026-11-21")).len(), 1, "it has ended");
    assert_eq!(for_korea(both(), clearance("jp", "2027-11-21")).len(), 1, "another country's");
    assert_eq!(for_korea(both(), clearance("kr", "2026-11-22")), []);
    assert_eq!(for_korea(json!(["jp"]), json!([])), []);
}
