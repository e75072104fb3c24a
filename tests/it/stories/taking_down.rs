//! Suspending and withdrawing.

use kanshu_tests::{TestDb, both_engines};
use serde_json::{Value, json};

use super::newsroom::{Draft, Newsroom, Person, nobody};

const PAGE: &str = "/api/v1/articles/by-slug/tenteki-no-mae-ni?locale=ja";

async fn treatment_list(newsroom: &Newsroom) -> Vec<Value> {
    let body = newsroom.get(&nobody(), "/api/v1/treatments").await.expect(200);
    body["data"].as_array().unwrap().clone()
}

async fn by_graphql(newsroom: &Newsroom, who: &Person, draft: &Draft) -> Value {
    let query = "query($id: ID!) { article(id: $id) { title } }";
    newsroom.graphql(who, query, json!({ "id": draft.id })).await
}

both_engines!(an_unpublished_page_is_gone_without_trace_and_comes_back, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    newsroom.get(&nobody(), PAGE).await.expect(200);
    newsroom
        .act(&staff.editor, &article, "unpublish", json!({ "reason": "点検のため" }))
        .await
        .expect(200);
    newsroom.get(&nobody(), PAGE).await.expect(404);
    assert_eq!(
        by_graphql(&newsroom, &nobody(), &article).await,
        json!({ "data": { "article": null } })
    );
    newsroom.act(&staff.editor, &article, "unpublish", json!({})).await.expect(409);
    newsroom.publish(&staff.editor, &article).await.expect(200);
    newsroom.get(&nobody(), PAGE).await.expect(200);
});

both_engines!(a_withdrawn_page_says_so_and_needs_a_new_signature, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    newsroom.act(&staff.physician, &article, "withdraw", json!({})).await.expect(422);
    let reason = json!({ "reason": "安全性に関する新しい知らせがあったため" });
    newsroom.act(&staff.physician, &article, "withdraw", reason).await.expect(200);

    let gone = newsroom.get(&nobody(), PAGE).await.expect(410);
    assert_eq!(gone["code"], "GONE");
    assert!(gone.to_string().contains("安全性に関する新しい知らせ"), "{gone}");
    let path = format!("/api/v1/articles/{}", article.id);
    newsroom.get(&nobody(), &path).await.expect(410);
    let answer = by_graphql(&newsroom, &nobody(), &article).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "GONE", "{answer}");

    assert_eq!(newsroom.publish(&staff.editor, &article).await.conditions(), ["G01"]);
    let mended = json!({ "title": "点滴を考える前に読む話(改訂)" });
    let mended = newsroom.revise(&staff.editor, "articles", &article, mended).await;
    newsroom.go_live(&staff, &mended).await;
    newsroom.get(&nobody(), PAGE).await.expect(200);
});

both_engines!(a_treatment_that_articles_rest_on_names_them, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let refused = newsroom.act(&staff.editor, &drafts.treatment, "unpublish", json!({})).await;
    let problem = refused.expect(409);
    assert_eq!(problem["code"], "HAS_DEPENDENTS");
    assert_eq!(problem["dependents"][0]["document"], json!(drafts.article.id));
    assert_eq!(problem["dependents"][0]["title"], "点滴を考える前に読む話");
    newsroom.get(&nobody(), PAGE).await.expect(200);

    let too = json!({ "dependents": "suspend_too" });
    newsroom.act(&staff.editor, &drafts.treatment, "unpublish", too).await.expect(200);
    newsroom.get(&nobody(), PAGE).await.expect(404);
    assert!(treatment_list(&newsroom).await.is_empty());
});

both_engines!(
    a_physician_record_that_everything_rests_on_takes_everything_along,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        newsroom.public_article(&staff).await;
        let refused = newsroom.act(&staff.admin, &staff.record, "unpublish", json!({})).await;
        assert_eq!(refused.expect(409)["dependents"].as_array().unwrap().len(), 3);
        let too = json!({ "dependents": "suspend_too" });
        newsroom.act(&staff.admin, &staff.record, "unpublish", too).await.expect(200);
        for plural in ["articles", "treatments", "products", "physicians"] {
            let body = newsroom.get(&nobody(), &format!("/api/v1/{plural}")).await.expect(200);
            assert_eq!(body["data"], json!([]), "{plural}");
        }
    }
);

both_engines!(a_withdrawn_physician_must_be_verified_again, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    newsroom.publish(&staff.editor, &staff.record).await.expect(200);
    let reason = json!({ "reason": "免許の停止", "dependents": "suspend_too" });
    newsroom.act(&staff.admin, &staff.record, "withdraw", reason).await.expect(200);
    let refused = newsroom.publish(&staff.editor, &staff.record).await;
    assert_eq!(refused.conditions(), ["G01"]);
    newsroom.verify(&staff.admin, &staff.record).await;
    newsroom.publish(&staff.editor, &staff.record).await.expect(200);
});

both_engines!(what_was_taken_down_does_not_come_back_along_with_another, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let reason = json!({ "reason": "撤回された論文", "dependents": "suspend_too" });
    newsroom.act(&staff.editor, &drafts.citation, "withdraw", reason).await.expect(200);
    newsroom.get(&nobody(), PAGE).await.expect(404);
    let refused = newsroom.publish(&staff.editor, &drafts.article).await;
    assert_eq!(refused.conditions(), ["G15"]);
    assert!(refused.text.contains("was withdrawn"), "{}", refused.text);
    let citation = format!("/api/v1/citations/{}", drafts.citation.id);
    newsroom.get(&nobody(), &citation).await.expect(410);
});
