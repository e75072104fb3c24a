//! Logins, sessions, keys, and the table of operations by role.

use std::collections::{BTreeMap, BTreeSet};

use kanshu_domain::actor::{Actor, Scope, StaffRole};
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::newsroom::{Draft, Newsroom, PASSWORD, Person, nobody};

both_engines!(a_session_ends_at_once_for_reads_and_writes, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let tag = json!({ "name": { "ja": "札" } });
    newsroom.create(&editor, "tags", tag.clone()).await;
    newsroom.send(&editor, Method::POST, "/api/v1/auth/logout", None).await.expect(204);
    newsroom.send(&editor, Method::POST, "/api/v1/tags", Some(tag.clone())).await.expect(401);

    let editor = newsroom.log_in(&editor.email).await;
    newsroom.create(&editor, "tags", tag.clone()).await;
    let operator = Actor::operator();
    newsroom.site.identity().set_user_disabled(&operator, &editor.email, true).await.unwrap();
    newsroom.send(&editor, Method::POST, "/api/v1/tags", Some(tag)).await.expect(401);
    let body = json!({ "email": editor.email, "password": PASSWORD });
    newsroom.send(&nobody(), Method::POST, "/api/v1/auth/login", Some(body)).await.expect(401);
});

both_engines!(a_refresh_token_works_once_and_its_reuse_ends_the_session, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let newsroom = &newsroom;
    let refresh = |token: Option<String>| async move {
        let body = json!({ "refreshToken": token });
        newsroom.send(&nobody(), Method::POST, "/api/v1/auth/refresh", Some(body)).await
    };
    let first = refresh(editor.refresh_token.clone()).await.expect(200);
    let tokens = first.get("data").unwrap_or(&first).clone();
    let renewed = Person { token: tokens["accessToken"].as_str().map(str::to_owned), ..nobody() };
    newsroom.get(&renewed, "/api/v1/auth/me").await.expect(200);
    refresh(editor.refresh_token.clone()).await.expect(401);
    newsroom.get(&renewed, "/api/v1/auth/me").await.expect(401);
    refresh(tokens["refreshToken"].as_str().map(str::to_owned)).await.expect(401);
});

both_engines!(guessing_passwords_is_slowed_down, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let guess = json!({ "email": editor.email, "password": "guess guess guess" });
    let mut last = 0;
    for _ in 0..30 {
        let answer =
            newsroom.send(&nobody(), Method::POST, "/api/v1/auth/login", Some(guess.clone())).await;
        last = answer.status;
        if last == 429 {
            assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
            break;
        }
        assert_eq!(last, 401);
    }
    assert_eq!(last, 429);
    newsroom.clock.advance(chrono::Duration::hours(2));
    newsroom.log_in(&editor.email).await;
});

both_engines!(a_key_reads_and_writes_within_its_scopes_until_it_expires, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let identity = newsroom.site.identity();
    let operator = Actor::operator();
    let expires = newsroom.site.desk().clock.now() + chrono::Duration::days(30);
    let key = |scopes: &'static [Scope]| {
        let operator = operator.clone();
        async move {
            let (key, secret) =
                identity.add_api_key(&operator, "build", scopes, expires).await.unwrap();
            let token = secret.expose_secret().to_owned();
            (key, Person { token: Some(token), ..nobody() })
        }
    };
    let (_, reader) = key(&[Scope::DraftsRead]).await;
    newsroom.get(&reader, "/api/v1/articles?perspective=draft").await.expect(200);
    let tag = json!({ "name": { "ja": "札" } });
    newsroom.send(&reader, Method::POST, "/api/v1/tags", Some(tag.clone())).await.expect(403);
    let (writer_key, writer) = key(&[Scope::ContentWrite]).await;
    // Who may not read drafts is told no more than the id of what they made.
    let made = newsroom.send(&writer, Method::POST, "/api/v1/tags", Some(tag.clone())).await;
    let made = made.expect(201);
    assert_eq!(made["data"].as_object().unwrap().len(), 1, "{made}");
    let id = made["data"]["id"].as_str().unwrap().to_owned();
    let draft = Draft { group: id.clone(), id, tag: "\"r1\"".to_owned() };
    newsroom.get(&writer, "/api/v1/articles?perspective=draft").await.expect(403);
    newsroom.act(&writer, &draft, "publish", json!({})).await.expect(404);
    identity.revoke_api_key(&operator, writer_key.id).await.unwrap();
    newsroom.send(&writer, Method::POST, "/api/v1/tags", Some(tag)).await.expect(401);
    newsroom.clock.advance(chrono::Duration::days(31));
    newsroom.get(&reader, "/api/v1/articles?perspective=draft").await.expect(401);
});

both_engines!(the_public_keys_are_published, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let jwks = newsroom.get(&nobody(), "/.well-known/jwks.json").await.expect(200);
    assert_eq!(jwks["keys"][0]["kty"], "OKP");
    assert_eq!(jwks["keys"][0]["crv"], "Ed25519");
    assert!(jwks["keys"][0].get("d").is_none(), "a private key is out");
});

/// Who may do what: `+` allowed, `-` refused, by role in the order of `ROLES`, then a visitor.
const ROLES: [StaffRole; 7] = [
    StaffRole::Admin,
    StaffRole::Editor,
    StaffRole::Author,
    StaffRole::Physician,
    StaffRole::Compliance,
    StaffRole::Marketer,
    StaffRole::Viewer,
];

/// Operation, cells (admin editor author physician compliance marketer viewer visitor).
const TABLE: &[(&str, &str)] = &[
    ("read drafts", "+++++++-"),
    ("create article", "++++----"),
    ("create treatment", "++++----"),
    ("create product", "++++----"),
    ("create physician", "++------"),
    ("create citation", "++++----"),
    ("import citations", "++++----"),
    ("create clinic", "++------"),
    ("create condition", "++++----"),
    ("create banner", "+++--+--"),
    ("create disclaimer", "++++----"),
    ("create tag", "+++--+--"),
    ("revise article", "++-+----"),
    ("submit", "++-+----"),
    ("request-changes", "++-++---"),
    ("approve", "---+----"),
    ("revoke-approval", "+--++---"),
    ("verify", "+-------"),
    ("publish", "++------"),
    ("unpublish", "++------"),
    ("withdraw", "++-++---"),
    ("waivers", "++--+---"),
    ("revoke-waiver", "++--+---"),
    ("check words", "+++++++-"),
    ("list noticed sources", "+++++++-"),
    ("look up", "+++++++-"),
];

/// Which line of the table covers an operation of the OpenAPI document; `None` where no role is asked
/// for.
fn line_of(operation: &str) -> Option<&'static str> {
    let name = |line: &'static str| Some(line);
    match operation {
        "submitForReview" => name("submit"),
        "requestChanges" => name("request-changes"),
        "approveRevision" => name("approve"),
        "revokeApproval" => name("revoke-approval"),
        "verifyDocument" => name("verify"),
        "publishDocument" => name("publish"),
        "unpublishDocument" => name("unpublish"),
        "withdrawDocument" => name("withdraw"),
        "waiveFinding" => name("waivers"),
        "revokeWaiver" => name("revoke-waiver"),
        "checkCompliance" => name("check words"),
        "importCitations" => name("import citations"),
        "lookUpCitation" => name("look up"),
        "getNoticedSources" => name("list noticed sources"),
        "getDocumentHistory"
        | "getDocumentReadiness"
        | "getDocumentRevision"
        | "getDocumentComplianceReport"
        | "getCitationRegistryComparison"
        | "getKeptComplianceReport" => name("read drafts"),
        _ if operation.starts_with("revise") => name("revise article"),
        _ => {
            let kind = operation.strip_prefix("create")?.to_lowercase();
            TABLE.iter().map(|(line, _)| *line).find(|line| *line == format!("create {kind}"))
        }
    }
}

both_engines!(each_role_may_do_exactly_what_the_table_says, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let mut people: Vec<Person> = Vec::new();
    for role in ROLES {
        let name = format!("{}-of-table", role.name());
        people.push(newsroom.person_named(role, &name).await);
    }
    people.push(nobody());
    let tag = json!({ "name": { "ja": "札" } });
    let article = json!({ "locale": "ja", "title": "題" });
    let contents: BTreeMap<&str, (&str, Value)> = BTreeMap::from([
        ("article", ("articles", article.clone())),
        ("treatment", ("treatments", json!({ "locale": "ja", "name": "施術" }))),
        ("product", ("products", tag.clone())),
        ("physician", ("physicians", tag.clone())),
        ("citation", ("citations", json!({ "title": "題" }))),
        ("clinic", ("clinics", tag.clone())),
        ("condition", ("conditions", json!({ "locale": "ja", "name": "名" }))),
        ("banner", ("banners", json!({ "locale": "ja", "name": "名" }))),
        ("disclaimer", ("disclaimers", json!({ "locale": "ja", "name": "名" }))),
        ("tag", ("tags", tag)),
    ]);
    let draft = newsroom.create(&staff.editor, "articles", article).await;
    for (operation, cells) in TABLE {
        for (who, cell) in people.iter().zip(cells.chars()) {
            let answer = match operation.split_once(' ') {
                Some(("create", kind)) => {
                    let (plural, body) = &contents[kind];
                    let path = format!("/api/v1/{plural}");
                    newsroom.send(who, Method::POST, &path, Some(body.clone())).await
                }
                Some(("read", _)) => newsroom.get(who, "/api/v1/articles?perspective=draft").await,
                Some(("import", _)) => {
                    // Tried out, so that nothing is a duplicate of what somebody brought before.
                    let path = "/api/v1/citations/import?dryRun=true";
                    let file = "TY  - JOUR\r\nTI  - Skin\r\nER  - \r\n";
                    let request = newsroom.request(who, Method::POST, path).body(file);
                    newsroom.finish(request).await
                }
                Some(("look", _)) => {
                    newsroom.get(who, "/api/v1/registry-record?pmid=30000001").await
                }
                Some(("list", _)) => newsroom.get(who, "/api/v1/noticed-sources").await,
                Some(("check", _)) => {
                    let body = json!({ "text": "点滴の話" });
                    newsroom.send(who, Method::POST, "/api/v1/compliance/check", Some(body)).await
                }
                Some(("revise", _)) => {
                    // A stale revision: allowed is told apart from refused, and nothing changes.
                    let path = format!("/api/v1/articles/{}", draft.id);
                    newsroom.write(who, Method::PATCH, &path, "\"r99\"", json!({})).await
                }
                _ => {
                    let body = match *operation {
                        "approve" => json!({ "password": PASSWORD }),
                        "request-changes" => json!({ "comment": "x" }),
                        "withdraw" | "revoke-approval" => json!({ "reason": "x" }),
                        "revoke-waiver" => json!({ "waiver": draft.id, "reason": "x" }),
                        "waivers" => json!({
                            "rule": "XX-F01", "spanHash": "0".repeat(64), "reason": "x",
                            "expiresOn": "2026-12-22",
                        }),
                        _ => json!({}),
                    };
                    let path = format!("/api/v1/documents/{}/{operation}", draft.id);
                    newsroom.write(who, Method::POST, &path, "\"r99\"", body).await
                }
            };
            let refused = matches!(answer.status, 401 | 403);
            assert_eq!(refused, cell == '-', "{operation} by {}: {}", who.email, answer.text);
        }
    }
});

#[test]
fn every_operation_of_both_apis_has_its_line_in_the_table() {
    let openapi = include_str!("../../../openapi/kanshu-v1.json");
    let openapi: Value = serde_json::from_str(openapi).unwrap();
    let mut covered = BTreeSet::new();
    for (path, methods) in openapi["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let open = method == "get" || path.contains("/auth/");
            match line_of(id) {
                Some(line) => {
                    covered.insert(line);
                }
                None => assert!(open, "{method} {path} ({id}) has no line in the table"),
            }
        }
    }
    let sdl = include_str!("../../../schema.graphql");
    let mutations = sdl.split("type Mutation {").nth(1).unwrap().split("\n}").next().unwrap();
    for line in mutations.lines() {
        let line = line.trim();
        let is_field = line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains("): ");
        if let (true, Some((name, _))) = (is_field, line.split_once('(')) {
            let line = line_of(name);
            assert!(line.is_some(), "the mutation {name} has no line in the table");
        }
    }
    let missing: Vec<&str> =
        TABLE.iter().map(|(line, _)| *line).filter(|line| !covered.contains(line)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no operation covers these lines");
}
