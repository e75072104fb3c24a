//! Bad input gets a clear refusal and loses nothing.

use kanshu_domain::actor::StaffRole;
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use serde_json::{Value, json};

use super::newsroom::{Newsroom, Person, nobody};

async fn post_raw(newsroom: &Newsroom, who: &Person, path: &str, body: &str) -> (u16, Value) {
    let request = newsroom
        .request(who, Method::POST, path)
        .header("content-type", "application/json")
        .body(body.to_owned());
    let answer = newsroom.finish(request).await;
    (answer.status, answer.json())
}

both_engines!(malformed_and_wrong_json_is_refused_with_reasons, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let (status, problem) = post_raw(&newsroom, &editor, "/api/v1/articles", "{\"title\": ").await;
    assert_eq!(status, 400, "{problem}");
    let (status, _) = post_raw(&newsroom, &editor, "/api/v1/articles", "[]").await;
    assert!(status == 400 || status == 422);

    let wrong = json!({
        "locale": "ja", "title": 7, "colour": "red", "clinic": "not a uuid",
        "body": [{ "type": "carousel" }],
    });
    let (status, problem) =
        post_raw(&newsroom, &editor, "/api/v1/articles", &wrong.to_string()).await;
    assert_eq!(status, 422, "{problem}");
    let mut fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(fields, ["body[0]", "clinic", "colour", "title"]);

    let nul = json!({ "locale": "ja", "title": "a\u{0}b" });
    let (status, problem) =
        post_raw(&newsroom, &editor, "/api/v1/articles", &nul.to_string()).await;
    assert_eq!(status, 422);
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("NUL"), "{problem}");

    let skipped = json!({
        "locale": "ja", "title": "題",
        "body": [
            { "type": "heading", "level": 2, "text": "一" },
            { "type": "heading", "level": 4, "text": "二" },
        ],
    });
    let (status, problem) =
        post_raw(&newsroom, &editor, "/api/v1/articles", &skipped.to_string()).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("body[1].level")));

    let list = newsroom.get(&editor, "/api/v1/articles?perspective=draft").await.expect(200);
    assert_eq!(list["data"], json!([]));
});

both_engines!(over_long_bodies_are_refused_by_a_configurable_limit, |db: TestDb| async move {
    let newsroom = Newsroom::with(&db, |config| config.body_limit_bytes = 10_000).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let long = json!({ "locale": "ja", "title": "題", "lead": [{ "text": "長".repeat(20_000) }] });
    let (status, problem) =
        post_raw(&newsroom, &editor, "/api/v1/articles", &long.to_string()).await;
    assert_eq!((status, &problem["code"]), (413, &json!("TOO_LARGE")));
    let query = json!({ "query": format!("{{ __typename }} #{}", "x".repeat(20_000)) });
    let (status, _) = post_raw(&newsroom, &editor, "/graphql", &query.to_string()).await;
    assert_eq!(status, 413);
});

both_engines!(references_must_exist_and_be_of_their_kind, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let path = "/api/v1/articles";
    let unknown = "0190ffff-ffff-7fff-bfff-ffffffffffff";
    let wrong = json!({
        "locale": "ja", "title": "題", "treatments": [unknown], "clinic": staff.record.group,
    });
    let answer = newsroom.send(&staff.editor, Method::POST, path, Some(wrong)).await;
    let problem = answer.expect(422);
    let codes: Vec<(&str, &str)> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [("clinic", "wrong_kind"), ("treatments[0]", "not_found")]);
});

both_engines!(unknown_and_repeated_parameters_are_named, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let refused = [
        ("/api/v1/articles?colour=red", "colour"),
        ("/api/v1/articles?limit=5&limit=6", "limit"),
        ("/api/v1/articles?limit=0", "limit"),
        ("/api/v1/articles?limit=101", "limit"),
        ("/api/v1/articles?sort=-title", "sort"),
        ("/api/v1/articles?after=xyz", "after"),
        ("/api/v1/articles?filter[password][eq]=x", "filter[password]"),
        ("/api/v1/articles?filter[slug][contains]=x", "filter[slug]"),
        ("/api/v1/articles?filter[deskState][eq]=draft", "deskState"),
        ("/api/v1/articles?fields=title,secret", "secret"),
        ("/api/v1/articles?include=users", "users"),
        ("/api/v1/articles?perspective=everything", "perspective"),
        ("/api/v1/articles?locale=klingon", "locale"),
    ];
    for (path, named) in refused {
        let answer = newsroom.get(&nobody(), path).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text);
        assert!(answer.header("content-type").starts_with("application/problem+json"), "{path}");
        assert!(answer.text.contains(named), "{path}: {}", answer.text);
    }
});

both_engines!(forged_and_ended_tokens_are_refused, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let token = editor.token.clone().unwrap();
    let (head, rest) = token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    // {"alg":"none","typ":"JWT"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    let forged = [
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{head}.{claims}.{}", signature.chars().rev().collect::<String>()),
        format!("{head}.{}.{signature}", claims.chars().rev().collect::<String>()),
        "nonsense".to_owned(),
        "kanshu_nonsense".to_owned(),
    ];
    for token in forged {
        let forger = Person { token: Some(token.clone()), ..Person::default() };
        for path in ["/api/v1/auth/me", "/api/v1/articles"] {
            let answer = newsroom.get(&forger, path).await;
            assert_eq!(answer.status, 401, "{token} {path}");
            assert!(answer.header("www-authenticate").starts_with("Bearer"), "{path}");
        }
        let answer = newsroom
            .send(&forger, Method::POST, "/graphql", Some(json!({ "query": "{ __typename }" })))
            .await;
        assert_eq!(answer.status, 401, "{token}");
    }
    newsroom.get(&editor, "/api/v1/auth/me").await.expect(200);
    newsroom.clock.advance(chrono::Duration::minutes(16));
    newsroom.get(&editor, "/api/v1/auth/me").await.expect(401);
});

both_engines!(wrong_methods_types_and_paths_are_problems_too, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let answer = newsroom.send(&editor, Method::DELETE, "/api/v1/articles", None).await;
    assert_eq!(answer.expect(405)["code"], "METHOD_NOT_ALLOWED");
    let answer = newsroom.get(&editor, "/api/v1/nowhere").await;
    assert_eq!(answer.expect(404)["code"], "NOT_FOUND");
    let request = newsroom
        .request(&editor, Method::POST, "/api/v1/articles")
        .header("content-type", "text/plain")
        .body("title");
    assert_eq!(newsroom.finish(request).await.expect(415)["code"], "UNSUPPORTED_MEDIA_TYPE");
    let answer = newsroom.get(&editor, "/api/v1/articles/not-a-uuid").await;
    assert!([400, 404].contains(&answer.status), "{}", answer.text);
});

both_engines!(deep_wide_and_costly_queries_are_refused, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let nest = |depth: usize| {
        format!(
            "{{ articles {{ nodes {{ {}id{} }} }} }}",
            "treatments { articles { nodes { ".repeat(depth),
            " } } }".repeat(depth)
        )
    };
    let aliases: String =
        (0..200).map(|i| format!("a{i}: articles {{ nodes {{ id }} }} ")).collect();
    let costly = "{ articles(first: 100) { nodes { treatments { articles(first: 100) { nodes { \
                  tags { articles(first: 100) { nodes { id } } } } } } } } }";
    for query in [nest(10), format!("{{ {aliases} }}"), costly.to_owned()] {
        let body = json!({ "query": query });
        let answer = newsroom.send(&nobody(), Method::POST, "/graphql", Some(body)).await;
        let body = answer.json();
        assert!(body["errors"].is_array(), "{query}: {body}");
        assert!(body.get("data").is_none_or(Value::is_null), "{query}: {body}");
    }
    let too_many = json!({ "query": "{ articles(first: 101) { nodes { id } } }" });
    let answer = newsroom.send(&nobody(), Method::POST, "/graphql", Some(too_many)).await;
    assert!(answer.json()["errors"].is_array());
});
