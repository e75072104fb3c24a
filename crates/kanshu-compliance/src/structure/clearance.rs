//! Clearance before publication, where a country asks for it.

use kanshu_domain::{content::Content, kinds::article::Jurisdiction};

use super::{
    Breach, Case,
    page::{at, breach},
};

/// An article for `jurisdiction` shows a clearance of that country's reviewing body that holds on the day
/// (in Korea 의료법 57조, 사전심의). What has run out is reported where it stands.
pub(super) fn pre_cleared(case: &Case<'_>, with: &toml::Table) -> Vec<Breach> {
    let Content::Article(article) = case.dossier.content.as_ref() else { return Vec::new() };
    let named = with.get("jurisdiction").cloned();
    let Some(jurisdiction) = named.and_then(|name| name.try_into::<Jurisdiction>().ok()) else {
        return vec![breach(at("preClearances"), "the rule names no jurisdiction")];
    };
    let clearances = &article.pre_clearances;
    if !article.target_jurisdictions.contains(&jurisdiction)
        || clearances.iter().any(|clearance| clearance.holds(jurisdiction, case.on))
    {
        return Vec::new();
    }
    let of_country = clearances.iter().enumerate().filter(|(_, c)| c.jurisdiction == jurisdiction);
    let run_out = of_country.max_by_key(|(_, clearance)| clearance.valid_until);
    vec![match run_out {
        Some((i, clearance)) => {
            let place = at(&format!("preClearances[{i}].validUntil"));
            let basis = format!("{} until {}", clearance.approval_number, clearance.valid_until);
            Breach { matched: clearance.approval_number.to_string(), ..breach(place, basis) }
        }
        None => breach(at("preClearances"), "none"),
    }]
}

#[cfg(test)]
mod tests {
    use kanshu_domain::gate::Condition;
    use serde_json::{Value, json};

    use crate::{
        Engine, builtin,
        structure::tests::fixtures::{fields, fires, lawful, said, today},
    };

    fn for_korea(all: &mut Value, clearances: Value) {
        all["article"]["targetJurisdictions"] = json!(["jp", "kr"]);
        all["article"]["preClearances"] = clearances;
    }

    fn cleared(jurisdiction: &str, until: &str) -> Value {
        json!({
            "jurisdiction": jurisdiction, "body": "의료광고심의위원회",
            "approvalNumber": "261122-중-000000", "validUntil": until,
        })
    }

    #[test]
    fn an_article_for_korea_needs_a_clearance() {
        let found = fires("KR-A01", &lawful(|all| for_korea(all, json!([]))));
        assert_eq!(fields(&found), ["preClearances"]);
        assert_eq!(fires("KR-A01", &lawful(|_| {})), [], "it is for Japan only");
    }

    #[test]
    fn a_clearance_holds_to_its_last_day() {
        let on_the_last_day = json!([cleared("kr", "2026-11-22")]);
        assert_eq!(fires("KR-A01", &lawful(|all| for_korea(all, on_the_last_day))), []);

        let run_out = json!([cleared("kr", "2023-11-21"), cleared("kr", "2026-11-21")]);
        let found = said(&fires("KR-A01", &lawful(|all| for_korea(all, run_out))));
        let number = "261122-중-000000".to_owned();
        assert_eq!(found, [("preClearances[1].validUntil".to_owned(), None, number)]);

        let renewed = json!([cleared("kr", "2023-11-21"), cleared("kr", "2029-11-21")]);
        assert_eq!(fires("KR-A01", &lawful(|all| for_korea(all, renewed))), []);
    }

    #[test]
    fn another_country_clears_nothing_in_korea() {
        let abroad = json!([cleared("uk", "2029-11-21")]);
        let found = fires("KR-A01", &lawful(|all| for_korea(all, abroad)));
        assert_eq!(fields(&found), ["preClearances"]);
    }

    #[test]
    fn the_gate_refuses_by_the_condition_on_clearances() {
        let packs = builtin::packs().unwrap();
        let korean = packs.into_iter().filter(|pack| pack.id == "kr-medical-act").collect();
        let engine = Engine::of(korean).unwrap();
        let blocking = |dossier| {
            let report = engine.report(&dossier, &[], today());
            report.blocking().map(|f| (f.rule.clone(), f.condition)).collect::<Vec<_>>()
        };
        let without = blocking(lawful(|all| for_korea(all, json!([]))));
        assert_eq!(without, [("KR-A01".to_owned(), Some(Condition::G17))]);
        let with = lawful(|all| for_korea(all, json!([cleared("kr", "2029-11-21")])));
        assert_eq!(blocking(with), []);
    }
}
