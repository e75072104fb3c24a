//! Findings keep pages from the public, named people accept them, and everything can be proven later.

use std::path::PathBuf;

use kanshu_domain::{
    actor::{Actor, Scope, StaffRole},
    revision::Sha256Hash,
};
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::newsroom::{Answer, Draft, Newsroom, Person, Staff, nobody};

/// Words that the house pack in `tests/packs/house` objects to.
const CLOUDS: &str = "点滴のあとは雲の上の心地になります。";

/// A newsroom with a house pack of imaginary rules.
async fn with_house_pack(db: &TestDb) -> Newsroom {
    Newsroom::with(db, |config| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packs/house");
        config.house_packs = vec![folder];
    })
    .await
}

async fn report(newsroom: &Newsroom, who: &Person, draft: &Draft, query: &str) -> Value {
    let path = format!("/api/v1/documents/{}/compliance-report{query}", draft.id);
    newsroom.get(who, &path).await.expect(200)
}

/// The only finding of a rule in a report.
#[track_caller]
fn finding<'a>(report: &'a Value, rule: &str) -> &'a Value {
    let findings = report["data"]["findings"].as_array().unwrap();
    let mut of_rule = findings.iter().filter(|finding| finding["rule"] == rule);
    let found = of_rule.next().unwrap_or_else(|| panic!("no {rule} in {report}"));
    assert!(of_rule.next().is_none(), "{report}");
    found
}

fn acceptance(finding: &Value) -> Value {
    json!({
        "rule": finding["rule"], "spanHash": finding["spanHash"],
        "reason": "患者さんの手紙の題名であり、効果の説明ではありません。", "expiresOn": "2026-12-22",
    })
}

async fn lead(newsroom: &Newsroom, staff: &Staff, draft: &Draft, text: &str) -> Draft {
    let body = json!({ "lead": [{ "text": text }] });
    newsroom.revise(&staff.editor, "articles", draft, body).await
}

async fn sign(newsroom: &Newsroom, staff: &Staff, draft: &Draft) {
    newsroom.submit(&staff.editor, draft).await;
    newsroom.sign(&staff.physician, draft).await.expect(200);
}

fn house_conditions(answer: &Answer) -> Vec<Value> {
    let body = answer.expect(409);
    assert_eq!(body["code"], "NOT_PUBLISHABLE");
    body["conditions"].as_array().unwrap().clone()
}

async fn history(newsroom: &Newsroom, who: &Person, draft: &Draft) -> Value {
    let path = format!("/api/v1/documents/{}/history", draft.id);
    newsroom.get(who, &path).await.expect(200)["data"].clone()
}

both_engines!(a_finding_is_accepted_for_its_words_and_no_longer, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let article = newsroom.public_article(&staff).await.article;
    let article = lead(&newsroom, &staff, &article, CLOUDS).await;
    sign(&newsroom, &staff, &article).await;

    // The gate names the rule and the place.
    let refused = house_conditions(&newsroom.publish(&staff.editor, &article).await);
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0]["condition"], "G04");
    assert_eq!(refused[0]["rule"], "HOUSE-01");
    assert_eq!(refused[0]["field"], "lead[0].text");
    assert!(refused[0]["message"].as_str().unwrap().contains("雲の上の心地"));

    // The report shows the words, their place and the law.
    let found = report(&newsroom, &officer, &article, "").await;
    assert_eq!(found["meta"]["passes"], false);
    let clouds = finding(&found, "HOUSE-01").clone();
    assert_eq!(clouds["matched"], "雲の上の心地");
    assert_eq!(clouds["place"]["range"], json!({ "start": 6, "end": 12 }));
    assert_eq!(clouds["place"]["sentence"]["text"], CLOUDS);
    assert_eq!(clouds["law"][0]["name"], "院内文書規程");
    assert_eq!(clouds["reviewed"], false);

    // An editor may not accept it; compliance may.
    let by_editor =
        newsroom.act(&staff.editor, &article, "waivers", acceptance(&clouds)).await.expect(403);
    assert_eq!(by_editor["code"], "FORBIDDEN");
    let waived = newsroom.act(&officer, &article, "waivers", acceptance(&clouds)).await.expect(201);
    let waiver = waived["meta"]["waiver"].clone();
    let accepted = report(&newsroom, &officer, &article, "").await;
    assert_eq!(finding(&accepted, "HOUSE-01")["waiver"], waiver);
    assert_eq!(accepted["meta"]["passes"], true);
    newsroom.publish(&staff.editor, &article).await.expect(200);

    // Anyone with the right can later prove under which rules it went public.
    let past = history(&newsroom, &officer, &article).await;
    assert_eq!(past["waivers"][0]["id"], waiver);
    let digest = past["publications"].as_array().unwrap().last().unwrap()["report"].clone();
    let digest = digest.as_str().unwrap();
    let path = format!("/api/v1/documents/{}/compliance-reports/{digest}", article.id);
    let kept = newsroom.get(&officer, &path).await.expect(200);
    assert_eq!(Sha256Hash::of_json(&kept["data"]).to_string(), digest);
    assert_eq!(kept["meta"]["digest"], digest);
    assert_eq!(finding(&kept, "HOUSE-01")["waiver"], waiver);
    assert!(kept["data"]["packs"].as_array().unwrap().iter().any(|pack| pack["id"] == "house"));
    let revision = format!("/api/v1/documents/{}/revisions/r2", article.id);
    let revision = newsroom.get(&officer, &revision).await.expect(200);
    assert_eq!(revision["meta"]["reports"], json!([digest]));
    newsroom.get(&nobody(), &path).await.expect(401);
    let other = path.replace(digest, &"0".repeat(64));
    newsroom.get(&officer, &other).await.expect(404);

    // Other words are another finding: the waiver covers them no longer.
    let edited = lead(&newsroom, &staff, &article, "施術のあとは雲の上の心地になります。").await;
    sign(&newsroom, &staff, &edited).await;
    let refused = house_conditions(&newsroom.publish(&staff.editor, &edited).await);
    assert_eq!(refused[0]["rule"], "HOUSE-01");
    let lapsed = report(&newsroom, &officer, &edited, "").await;
    assert!(finding(&lapsed, "HOUSE-01").get("waiver").is_none());
    // Of the earlier revision, with the words that were accepted, it still holds.
    let earlier = report(&newsroom, &officer, &edited, "?revision=r2").await;
    assert_eq!(earlier["meta"]["revision"], "r2");
    assert_eq!(finding(&earlier, "HOUSE-01")["waiver"], waiver);

    assert_eq!(newsroom.site.store().verify_audit().await.unwrap().first_broken, None);
});

both_engines!(a_waiver_ends_when_it_is_taken_back_or_its_time_is_over, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let tag = json!({ "name": { "ja": "雲の上の心地" } });
    let tag = newsroom.create(&staff.editor, "tags", tag).await;
    let found = report(&newsroom, &officer, &tag, "").await;
    let clouds = finding(&found, "HOUSE-01");

    let waive = async |body: Value| newsroom.act(&officer, &tag, "waivers", body).await;
    for (field, wrong) in [
        ("reason", json!("  ")),
        ("expiresOn", json!("2026-11-22")),
        ("expiresOn", json!("2027-11-23")),
        ("spanHash", json!("0".repeat(64))),
    ] {
        let mut body = acceptance(clouds);
        body[field] = wrong;
        let refused = waive(body).await.expect(422);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    let stale = Draft { tag: "\"r9\"".to_owned(), ..tag.clone() };
    newsroom.act(&officer, &stale, "waivers", acceptance(clouds)).await.expect(412);

    let first = waive(acceptance(clouds)).await.expect(201)["meta"]["waiver"].clone();
    assert_eq!(report(&newsroom, &officer, &tag, "").await["meta"]["passes"], true);
    let back = json!({ "waiver": first, "reason": "手紙は届いていませんでした。" });
    let stranger = json!({ "waiver": tag.id, "reason": "x" });
    newsroom.act(&officer, &tag, "revoke-waiver", stranger).await.expect(422);
    // An editor takes back only what they gave.
    newsroom.act(&staff.editor, &tag, "revoke-waiver", back.clone()).await.expect(403);
    newsroom.act(&officer, &tag, "revoke-waiver", back.clone()).await.expect(200);
    let again = newsroom.act(&officer, &tag, "revoke-waiver", back).await.expect(422);
    assert_eq!(again["errors"][0]["code"], "already_revoked");
    assert_eq!(report(&newsroom, &officer, &tag, "").await["meta"]["passes"], false);
    let refused = house_conditions(&newsroom.publish(&staff.editor, &tag).await);
    assert!(refused.iter().any(|unmet| unmet["rule"] == "HOUSE-01"), "{refused:?}");

    waive(acceptance(clouds)).await.expect(201);
    assert_eq!(report(&newsroom, &officer, &tag, "").await["meta"]["passes"], true);
    newsroom.clock.advance(chrono::Duration::days(30));
    let officer = newsroom.log_in(&officer.email).await;
    let expired = report(&newsroom, &officer, &tag, "").await;
    assert_eq!(expired["data"]["on"], "2026-12-22");
    assert_eq!(expired["meta"]["passes"], false);

    let past = history(&newsroom, &officer, &tag).await;
    assert_eq!(past["waivers"].as_array().unwrap().len(), 2);
    assert_eq!(past["waivers"][0]["revocation"]["reason"], "手紙は届いていませんでした。");
    assert_eq!(newsroom.site.store().verify_audit().await.unwrap().first_broken, None);
});

both_engines!(some_rules_allow_editors_and_some_nobody, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let name = json!({ "name": { "ja": "月より遠くの金色の扉" } });
    let tag = newsroom.create(&staff.editor, "tags", name).await;
    let found = report(&newsroom, &staff.editor, &tag, "").await;

    let moon = acceptance(finding(&found, "HOUSE-02"));
    for somebody in [&officer, &staff.admin] {
        let refused = newsroom.act(somebody, &tag, "waivers", moon.clone()).await.expect(409);
        assert_eq!(refused["code"], "NOT_WAIVABLE");
    }
    let door = acceptance(finding(&found, "HOUSE-03"));
    let given = newsroom.act(&staff.editor, &tag, "waivers", door).await.expect(201);
    let back = json!({ "waiver": given["meta"]["waiver"], "reason": "扉を塗り直しました。" });
    newsroom.act(&staff.editor, &tag, "revoke-waiver", back).await.expect(200);
});

both_engines!(words_are_checked_before_they_are_saved, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    let expires = newsroom.site.desk().clock.now() + chrono::Duration::days(30);
    let identity = newsroom.site.identity();
    let key = async |scope: Scope| {
        let operator = Actor::operator();
        let made = identity.add_api_key(&operator, "ads", &[scope], expires).await.unwrap();
        Person { token: Some(made.1.expose_secret().to_owned()), ..nobody() }
    };
    let (ads, build) = (key(Scope::ComplianceCheck).await, key(Scope::PublishedRead).await);
    let before = newsroom.site.store().last_seq().await.unwrap();
    let newsroom = &newsroom;
    let check = async |who: &Person, body: Value| {
        newsroom.send(who, Method::POST, "/api/v1/compliance/check", Some(body)).await
    };

    let banner = json!({ "text": format!("初めての方へ。{CLOUDS}"), "context": "banner" });
    let found = check(&ads, banner.clone()).await.expect(200);
    assert_eq!(found["meta"]["passes"], false);
    let clouds = finding(&found, "HOUSE-01");
    assert_eq!(clouds["place"]["range"], json!({ "start": 13, "end": 19 }));
    assert!(found["data"].get("document").is_none() && found["data"].get("revision").is_none());
    assert!(found["data"]["packs"].as_array().unwrap().iter().any(|pack| pack["id"] == "house"));
    check(&build, banner.clone()).await.expect(403);
    check(&nobody(), banner).await.expect(401);
    // A key that checks does nothing else.
    newsroom.get(&ads, "/api/v1/articles?perspective=draft").await.expect(403);
    let path = format!("/api/v1/documents/{}/compliance-report", drafts.article.id);
    newsroom.get(&ads, &path).await.expect(403);

    // Nobody has looked for the United Kingdom.
    let abroad = json!({ "text": "Hello.", "jurisdictions": ["uk"] });
    let abroad = check(&ads, abroad).await.expect(200);
    assert_eq!(abroad["data"]["uncheckedJurisdictions"], json!(["uk"]));

    // A whole document: the same body gives the same report, whoever may see the same.
    let body = json!({ "kind": "article", "document": {
        "locale": "ja", "title": "点滴の話", "treatments": [drafts.treatment.group],
        "body": [{ "type": "paragraph", "text": CLOUDS }],
    } });
    let first = check(&ads, body.clone()).await.expect(200);
    let again = check(&ads, body.clone()).await.expect(200);
    assert_eq!(first["meta"]["digest"], again["meta"]["digest"]);
    let clouds = finding(&first, "HOUSE-01");
    assert_eq!(clouds["place"]["field"], "body[0].text");
    assert!(clouds["place"].get("block").is_none(), "{clouds}");
    // What the actor does not see does not exist for the report either.
    let seen = check(&staff.editor, body).await.expect(200);
    assert_ne!(seen["data"]["dossier"], first["data"]["dossier"]);

    let wrong = json!({ "kind": "article", "document": { "locale": "ja", "titel": "点滴の話" } });
    let wrong = check(&ads, wrong).await.expect(422);
    assert!(wrong["errors"].as_array().unwrap().iter().any(|e| e["code"] == "unknown_field"));
    check(&ads, json!({})).await.expect(422);
    check(&ads, json!({ "text": "x", "context": "sky" })).await.expect(422);
    let long = check(&ads, json!({ "text": "あ".repeat(100_001) })).await.expect(413);
    assert!(long["detail"].as_str().unwrap().contains("100000"), "{long}");
    assert_eq!(newsroom.site.store().last_seq().await.unwrap(), before, "nothing was stored");
});

both_engines!(graphql_shows_reports_and_takes_waivers, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let name = json!({ "name": { "ja": "雲の上の心地と月より遠く" } });
    let tag = newsroom.create(&staff.editor, "tags", name).await;
    let ask = "query ($id: ID!, $perspective: Perspective!) {
        document(id: $id, perspective: $perspective) { desk {
            complianceReport { digest passes revision findings {
                rule severity waivable spanHash waiver matched
                place { field range { start end } sentence { text } } law { name }
            } }
            missing: complianceReport(revision: 9) { digest }
            history { waivers { id rule reason expiresOn } publications { report } }
            readiness { condition rule }
        } }
    }";
    let draft = json!({ "id": tag.id, "perspective": "DRAFT" });
    let answer = newsroom.graphql(&officer, ask, draft.clone()).await;
    let desk = &answer["data"]["document"]["desk"];
    let report = &desk["complianceReport"];
    assert_eq!(report["passes"], false, "{answer}");
    assert_eq!(desk["missing"], Value::Null);
    assert!(desk["readiness"].as_array().unwrap().iter().any(|unmet| unmet["rule"] == "HOUSE-02"));
    let finding = |rule: &str| {
        let all = report["findings"].as_array().unwrap();
        all.iter().find(|finding| finding["rule"] == rule).unwrap().clone()
    };
    assert_eq!(finding("HOUSE-01")["place"]["field"], json!(["name", "ja"]));
    let refused = newsroom.graphql(&nobody(), ask, draft.clone()).await;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");

    let waive = "mutation ($input: WaiveFindingInput!) { waiveFinding(input: $input) {
        waiver document { revision } userErrors { field code message } } }";
    let input = |finding: &Value| {
        json!({ "input": {
            "document": tag.id, "expectedRevision": 1, "rule": finding["rule"],
            "spanHash": finding["spanHash"], "reason": "題名です。", "expiresOn": "2026-12-22",
        } })
    };
    let never = newsroom.graphql(&officer, waive, input(&finding("HOUSE-02"))).await;
    assert_eq!(never["data"]["waiveFinding"]["userErrors"][0]["code"], "NOT_WAIVABLE");
    let given = newsroom.graphql(&officer, waive, input(&finding("HOUSE-01"))).await;
    let waiver = given["data"]["waiveFinding"]["waiver"].clone();
    assert!(waiver.is_string(), "{given}");
    let editor = newsroom.graphql(&staff.editor, waive, input(&finding("HOUSE-01"))).await;
    assert_eq!(editor["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let after = newsroom.graphql(&officer, ask, draft).await;
    assert_eq!(after["data"]["document"]["desk"]["history"]["waivers"][0]["id"], waiver);

    let revoke = "mutation ($input: RevokeWaiverInput!) { revokeWaiver(input: $input) {
        document { revision } userErrors { field code } } }";
    let input = json!({ "input": {
        "document": tag.id, "expectedRevision": 1, "waiver": waiver, "reason": "誤りでした。",
    } });
    let revoked = newsroom.graphql(&officer, revoke, input.clone()).await;
    assert_eq!(revoked["data"]["revokeWaiver"]["userErrors"], json!([]), "{revoked}");
    let twice = newsroom.graphql(&officer, revoke, input).await;
    assert_eq!(twice["data"]["revokeWaiver"]["userErrors"][0]["code"], "ALREADY_REVOKED");

    let check = "query ($input: CheckComplianceInput!) { checkCompliance(input: $input) {
        report { passes findings { rule } } userErrors { field code message } } }";
    let text = json!({ "input": { "text": { "text": CLOUDS, "context": "BANNER" } } });
    let checked = newsroom.graphql(&staff.editor, check, text.clone()).await;
    assert_eq!(checked["data"]["checkCompliance"]["report"]["passes"], false, "{checked}");
    let body = json!({ "input": { "article": {
        "locale": "ja", "title": "題", "body": [{ "paragraph": { "text": { "text": CLOUDS } } }],
    } } });
    let checked = newsroom.graphql(&staff.editor, check, body).await;
    let findings = checked["data"]["checkCompliance"]["report"]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["rule"] == "HOUSE-01"), "{checked}");
    let empty = json!({ "input": { "text": { "text": " " } } });
    let empty = newsroom.graphql(&staff.editor, check, empty).await;
    assert_eq!(empty["data"]["checkCompliance"]["userErrors"][0]["code"], "REQUIRED", "{empty}");
    let visitor = newsroom.graphql(&nobody(), check, text).await;
    assert_eq!(visitor["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
});

both_engines!(a_report_takes_the_same_statements_however_many_waivers, |db: TestDb| async move {
    let newsroom = with_house_pack(&db).await;
    let staff = newsroom.staff().await;
    let officer = newsroom.person(StaffRole::Compliance).await;
    let tag = json!({ "name": { "ja": "雲の上の心地" } });
    let tag = newsroom.create(&staff.editor, "tags", tag).await;
    let found = report(&newsroom, &officer, &tag, "").await;
    let clouds = acceptance(finding(&found, "HOUSE-01"));
    let store = newsroom.site.store();
    let mut counts = Vec::new();
    for _ in 0..3 {
        newsroom.act(&officer, &tag, "waivers", clouds.clone()).await.expect(201);
        report(&newsroom, &officer, &tag, "").await;
        let before = store.statements();
        report(&newsroom, &officer, &tag, "").await;
        counts.push(store.statements() - before);
    }
    assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{counts:?}");
});
