use serde_json::Value;

use crate::{TestServer, header};

const NEWER: &str = "application/graphql-response+json";

#[tokio::test]
async fn the_media_type_decides_what_a_refused_document_is() {
    let server = TestServer::start().await;
    for (body, json, newer) in [
        (r#"{"query":"{__typename}"}"#, 200, 200),
        (r#"{"query":"{"}"#, 200, 400),
        (r#"{"query":"{nobodyHasThisField}"}"#, 200, 400),
        (r#"{"query":"query($id: ID!){node(id: $id){id}}","variables":{"id":null}}"#, 200, 400),
        (r#"{"query":"query A{__typename}","operationName":"B"}"#, 200, 400),
        (r#"{"query":1}"#, 400, 400),
        ("{", 400, 400),
        ("[]", 400, 400),
    ] {
        for (accept, expected) in [("application/json", json), (NEWER, newer)] {
            let request = server.post_graphql(body).header("accept", accept);
            let response = request.send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), expected, "{accept}: {body}");
            assert_eq!(header(&response, "content-type"), format!("{accept}; charset=utf-8"));
            let answer: Value = response.json().await.expect("JSON");
            assert_eq!(answer.get("data").is_some(), expected == 200 && json == newer, "{answer}");
        }
    }
}

#[tokio::test]
async fn a_mutation_needs_post() {
    let server = TestServer::start().await;
    let url = server.at("/graphql?query=mutation%7B__typename%7D");
    let response = server.http.get(url).send().await.expect("an answer");
    assert_eq!(response.status(), 405);
    assert_eq!(header(&response, "allow"), "POST");

    let url = server.at("/graphql?query=query%20A%7B__typename%7D%20mutation%20B%7B__typename%7D");
    let read = server.http.get(format!("{url}&operationName=A")).send().await.expect("an answer");
    assert_eq!(read.status(), 200);
    let write = server.http.get(format!("{url}&operationName=B")).send().await.expect("an answer");
    assert_eq!(write.status(), 405);
}

#[tokio::test]
async fn other_methods_types_and_lengths_are_refused_in_graphql_s_own_envelope() {
    let server = TestServer::with(|config| config.body_limit_bytes = 2000).await;
    let url = server.at("/graphql");
    let put = server.http.put(&url).body("{}");
    let form = server.http.post(&url).header("content-type", "text/plain").body("{}");
    let long = server.post_graphql(&format!(r#"{{"query":"{}"}}"#, " ".repeat(3000)));
    let image = server.post_graphql(r#"{"query":"{__typename}"}"#).header("accept", "image/png");
    let nul = server.post_graphql(r#"{"query":"{__typename}\u0000"}"#);
    let nul_given = server.post_graphql(
        r#"{"query":"query($w: CitationWhere){citations(where: $w){nodes{id}}}","variables":{"w":{"doi":"\u0000"}}}"#,
    );
    for (request, status, code) in [
        (put, 405, "METHOD_NOT_ALLOWED"),
        (form, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (long, 413, "TOO_LARGE"),
        (image, 406, "NOT_ACCEPTABLE"),
        (nul, 400, "BAD_REQUEST"),
        (nul_given, 400, "BAD_REQUEST"),
    ] {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status);
        let answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer["errors"][0]["extensions"]["code"], code);
    }
}

#[tokio::test]
async fn a_token_that_is_not_valid_is_refused_and_never_a_visitor() {
    let server = TestServer::start().await;
    for token in ["Bearer nonsense", "Bearer kanshu_nonsense", "Basic abc", "Bearer"] {
        let request = server.post_graphql(r#"{"query":"{__typename}"}"#);
        let response = request.header("authorization", token).send().await.expect("an answer");
        assert_eq!(response.status(), 401, "{token}");
        assert!(header(&response, "www-authenticate").starts_with("Bearer"));
        assert_eq!(header(&response, "cache-control"), "private, no-store");
        let answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
}

#[tokio::test]
async fn bottomless_and_exploding_documents_leave_the_server_standing() {
    let server = TestServer::start().await;
    let deep = format!(r#"{{"query":"{}"}}"#, "{a".repeat(20_000));
    let mut fragments = "{...f0} ".to_owned();
    for n in 0..40 {
        fragments += &format!("fragment f{n} on Query{{...f{0} ...f{0}}} ", n + 1);
    }
    fragments += "fragment f40 on Query{__typename}";
    let types = format!(
        r#"{{"query":"{{__type(name: $n){{{}name{}}}}}"}}"#,
        "possibleTypes{interfaces{".repeat(5),
        "}}".repeat(5)
    );
    for body in [deep, format!(r#"{{"query":"{fragments}"}}"#), types] {
        let response = server.post_graphql(&body).send().await.expect("an answer");
        let answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "TOO_EXPENSIVE", "{answer}");
    }
    let response = server.post_graphql(r#"{"query":"{__typename}"}"#).send().await;
    assert_eq!(response.expect("an answer").status(), 200);
}
