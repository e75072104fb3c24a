//! A visitor finds no trace of a draft: not by id, slug, reference, count, conflict or error.

use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use serde_json::json;

use super::newsroom::{Newsroom, comparable_headers, nobody};

const UNKNOWN: &str = "0190ffff-ffff-7fff-bfff-ffffffffffff";

both_engines!(a_draft_looks_exactly_like_nothing_over_rest, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    let pairs = [
        (format!("/api/v1/articles/{}", drafts.article.id), format!("/api/v1/articles/{UNKNOWN}")),
        (
            format!("/api/v1/documents/{}", drafts.article.id),
            format!("/api/v1/documents/{UNKNOWN}"),
        ),
        (
            "/api/v1/articles/by-slug/tenteki-no-mae-ni".to_owned(),
            "/api/v1/articles/by-slug/no-such-page".to_owned(),
        ),
        (
            format!("/api/v1/documents/{}/history", drafts.article.id),
            format!("/api/v1/documents/{UNKNOWN}/history"),
        ),
        (
            format!("/api/v1/articles?filter[treatment][eq]={}", drafts.treatment.group),
            format!("/api/v1/articles?filter[treatment][eq]={UNKNOWN}"),
        ),
    ];
    for (draft, unknown) in pairs {
        let real = newsroom.get(&nobody(), &draft).await;
        let none = newsroom.get(&nobody(), &unknown).await;
        assert_eq!(real.status, none.status, "{draft}");
        let mut headers = (comparable_headers(&real), comparable_headers(&none));
        headers.0.remove("link");
        headers.1.remove("link");
        assert_eq!(headers.0, headers.1, "{draft}");
        let plain = |text: &str| {
            let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
            value.as_object_mut().unwrap().remove("requestId");
            value.to_string().replace(&drafts.article.id, "ID").replace(UNKNOWN, "ID")
        };
        assert_eq!(plain(&real.text), plain(&none.text), "{draft}");
        assert!(!real.text.contains("点滴を考える"), "{draft}");
    }
    for plural in ["articles", "treatments", "products", "citations"] {
        let body = newsroom.get(&nobody(), &format!("/api/v1/{plural}")).await.expect(200);
        assert_eq!(body["data"], json!([]), "{plural}");
        assert_eq!(body["meta"]["hasNextPage"], false, "{plural}");
    }
});

both_engines!(a_draft_looks_exactly_like_nothing_over_graphql, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.drafts(&staff).await;
    let query = "query($id: ID!, $slug: String!) {
        byId: article(id: $id) { title }
        bySlug: article(slug: $slug, locale: \"ja\") { title }
        node(id: $id) { id }
        articles(first: 5) { nodes { title } pageInfo { hasNextPage } }
        treatments(first: 5) { nodes { name } }
        citations(first: 5) { nodes { title } }
    }";
    let real = newsroom
        .graphql(&nobody(), query, json!({ "id": drafts.article.id, "slug": "tenteki-no-mae-ni" }))
        .await;
    let none = newsroom.graphql(&nobody(), query, json!({ "id": UNKNOWN, "slug": "none" })).await;
    assert_eq!(real, none);
    assert_eq!(real["data"]["articles"]["nodes"], json!([]));

    let query = "query($id: ID!) { article(id: $id, perspective: DRAFT) { title } }";
    let real = newsroom.graphql(&nobody(), query, json!({ "id": drafts.article.id })).await;
    let none = newsroom.graphql(&nobody(), query, json!({ "id": UNKNOWN })).await;
    assert_eq!(real, none);
    assert_eq!(real["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
});

both_engines!(a_public_page_shows_nothing_of_its_next_draft, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let path = format!("/api/v1/articles/{}", drafts.article.id);
    let before = newsroom.get(&nobody(), &path).await;
    let secret = json!({ "title": "公開前の秘密の題", "slug": "himitsu" });
    newsroom.revise(&staff.editor, "articles", &drafts.article, secret).await;
    let after = newsroom.get(&nobody(), &path).await;
    assert_eq!(before.text, after.text);
    assert_eq!(before.header("etag"), after.header("etag"));
    newsroom.get(&nobody(), "/api/v1/articles/by-slug/himitsu").await.expect(404);
    let query = "query($id: ID!) { article(id: $id) { title revision desk { state } citations { number } } }";
    let body = newsroom.graphql(&nobody(), query, json!({ "id": drafts.article.id })).await;
    assert!(!body.to_string().contains("秘密"), "{body}");
    assert_eq!(body["data"]["article"]["desk"], json!(null));
    // The citation knows its public articles only.
    let query = "query($id: ID!) { citation(id: $id) { citedBy(first: 5) { nodes { title } } } }";
    let body = newsroom.graphql(&nobody(), query, json!({ "id": drafts.citation.id })).await;
    assert_eq!(
        body["data"]["citation"]["citedBy"]["nodes"],
        json!([{ "title": "点滴を考える前に読む話" }])
    );
});

both_engines!(a_draft_reserves_no_slug, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let tag = json!({ "slug": "onaji", "name": { "ja": "一" } });
    let first = newsroom.create(&staff.editor, "tags", tag.clone()).await;
    let second = newsroom.create(&staff.editor, "tags", tag).await;
    newsroom.publish(&staff.editor, &second).await.expect(200);
    assert_eq!(newsroom.publish(&staff.editor, &first).await.conditions(), ["G16"]);
});

both_engines!(
    writing_without_a_login_answers_the_same_for_drafts_and_nothing,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let drafts = newsroom.drafts(&staff).await;
        for id in [drafts.article.id.as_str(), UNKNOWN] {
            let path = format!("/api/v1/articles/{id}");
            let change = json!({ "title": "x" });
            newsroom.write(&nobody(), Method::PATCH, &path, "\"r1\"", change).await.expect(401);
            for action in ["submit", "approve", "publish", "unpublish", "withdraw", "verify"] {
                let path = format!("/api/v1/documents/{id}/{action}");
                let body = json!({ "password": "x", "reason": "x", "comment": "x" });
                let answer = newsroom.write(&nobody(), Method::POST, &path, "\"r1\"", body).await;
                assert!([401, 422].contains(&answer.status), "{action}: {}", answer.text);
            }
        }
    }
);
