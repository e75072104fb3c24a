use kanshu_server::{Demo, DemoError};

use crate::{TestServer, header};

#[tokio::test]
async fn every_answer_says_what_browsers_may_do_with_it() {
    let server = TestServer::start().await;
    for path in ["/health/live", "/nothing", "/graphql?query=%7B__typename%7D"] {
        let response = server.http.get(server.at(path)).send().await.expect("an answer");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "x-frame-options"), "DENY", "{path}");
        assert!(header(&response, "content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn scripts_of_other_origins_are_let_in_only_by_configuration() {
    let closed = TestServer::start().await;
    let open = TestServer::with(|config| {
        config.cors_origins = vec!["https://www.example.jp".to_owned()];
    })
    .await;
    let ask = async |server: &TestServer, origin: &str| {
        let request = server.http.request(reqwest::Method::OPTIONS, server.at("/graphql"));
        let request = request
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type");
        let response = request.send().await.expect("an answer");
        header(&response, "access-control-allow-origin").to_owned()
    };
    assert_eq!(ask(&closed, "https://www.example.jp").await, "");
    assert_eq!(ask(&open, "https://www.example.jp").await, "https://www.example.jp");
    assert_eq!(ask(&open, "https://evil.example").await, "");
}

#[tokio::test]
async fn the_demo_fills_an_empty_site_once() {
    let server = TestServer::start().await;
    let demo = Demo::fill(&server.site).await.expect("the demo is lawful");
    assert_eq!(demo.logins.len(), 6);

    let audit = server.site.store().verify_audit().await.expect("an audit");
    assert_eq!(audit.first_broken, None);
    let again = Demo::fill(&server.site).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)), "{again:?}");
}

#[tokio::test]
async fn the_demo_s_published_articles_are_read_through_both_apis() {
    let server = TestServer::start().await;
    Demo::fill(&server.site).await.expect("the demo is lawful");

    let body = r#"{"query":"{ articles(first: 10) { nodes { id title } } }"}"#;
    let response = server.post_graphql(body).send().await.expect("an answer");
    let answer: serde_json::Value = response.json().await.expect("JSON");
    let nodes = answer["data"]["articles"]["nodes"].as_array().expect("a list").len();

    let url = server.at("/api/v1/articles");
    let response = server.http.get(url).send().await.expect("an answer");
    let answer: serde_json::Value = response.json().await.expect("JSON");
    assert_eq!(answer["data"].as_array().expect("a list").len(), nodes, "{answer}");
    assert!(nodes >= 3);
}

#[tokio::test]
async fn a_proxy_is_believed_only_by_configuration() {
    // Each wrong password comes from another forwarded address: throttled unless that is believed.
    let attempts = async |server: &TestServer| {
        let mut last = 0;
        for n in 0..40 {
            let url = server.at("/api/v1/auth/login");
            let body = serde_json::json!({
                "email": format!("nobody{n}@example.jp"),
                "password": "a wrong but long password",
            });
            let request = server.http.post(url).header("content-type", "application/json");
            let request = request.header("x-forwarded-for", format!("192.0.2.{n}"));
            last =
                request.body(body.to_string()).send().await.expect("an answer").status().as_u16();
        }
        last
    };
    assert_eq!(attempts(&TestServer::start().await).await, 429);
    let behind = TestServer::with(|config| config.trust_forwarded_for = true).await;
    assert_eq!(attempts(&behind).await, 401);
}
