use crate::{TestServer, header};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn a_browser_gets_graphiql_and_every_file_it_names() {
    let server = TestServer::start().await;
    let request = server.http.get(server.at("/graphql")).header("accept", BROWSER);
    let response = request.send().await.expect("an answer");
    assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
    let policy = header(&response, "content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");

    let page = response.text().await.expect("a page");
    assert!(!page.contains("://"), "the page names another host");
    let files: Vec<&str> = page.split('"').filter(|part| part.starts_with("/graphiql/")).collect();
    assert_eq!(files.len(), 6, "{files:?}");
    for file in files {
        let response = server.http.get(server.at(file)).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{file}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        let tag = header(&response, "etag").to_owned();
        let again = server.http.get(server.at(file)).header("if-none-match", tag);
        assert_eq!(again.send().await.expect("an answer").status(), 304, "{file}");
    }
}

#[tokio::test]
async fn a_link_with_a_query_opens_graphiql_for_a_browser_and_answers_everybody_else() {
    let server = TestServer::start().await;
    let link = server.at("/graphql?query=%7B__typename%7D");
    let browser = server.http.get(&link).header("accept", BROWSER).send().await.expect("a page");
    assert_eq!(header(&browser, "content-type"), "text/html; charset=utf-8");
    let script = server.http.get(server.at("/graphiql/page.js")).send().await.expect("a script");
    let script = script.text().await.expect("a script");
    assert!(script.contains(" query: shared.get(\"query\")"), "{script}");

    let program = server.http.get(&link).header("accept", "application/json").send().await;
    let answer: serde_json::Value =
        program.expect("an answer").json().await.expect("a JSON answer");
    assert_eq!(answer["data"]["__typename"], "Query");
}

#[tokio::test]
async fn swagger_ui_reads_our_own_description() {
    let server = TestServer::start().await;
    let moved = server.http.get(server.at("/api/docs")).send().await.expect("an answer");
    assert_eq!(header(&moved, "location"), "/api/docs/");
    let page = server.http.get(server.at("/api/docs/")).send().await.expect("an answer");
    assert_eq!(page.status(), 200);
    assert!(header(&page, "content-security-policy").contains("connect-src 'self'"));
    let start = server.at("/api/docs/swagger-initializer.js");
    let start = server.http.get(start).send().await.expect("an answer");
    let script = start.text().await.expect("a script");
    assert!(script.contains("/api/v1/openapi.json"), "{script}");
    assert!(!script.contains("petstore"), "{script}");
    let description = server.http.get(server.at("/api/v1/openapi.json")).send().await;
    let description: serde_json::Value =
        description.expect("an answer").json().await.expect("JSON");
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
}

#[tokio::test]
async fn files_beside_the_embedded_ones_cannot_be_reached() {
    let server = TestServer::start().await;
    for path in ["/graphiql/..%2f..%2fCargo.toml", "/graphiql/nothing.js", "/api/docs/x.js"] {
        let response = server.http.get(server.at(path)).send().await.expect("an answer");
        assert_eq!(response.status(), 404, "{path}");
    }
}
