//! What front ends and marketing tools rely on: paging, filters, caching, languages, statements.

use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use serde_json::{Value, json};

use super::newsroom::{Draft, Newsroom, Staff, article_record, comparable_headers, nobody};

/// Publishes tags one minute apart.
async fn tags(newsroom: &Newsroom, staff: &Staff, count: usize) -> Vec<Draft> {
    let mut tags = Vec::new();
    for i in 0..count {
        newsroom.clock.advance(chrono::Duration::seconds(1));
        let tag = json!({ "slug": format!("tag-{i}"), "name": { "ja": format!("札{i}") } });
        let tag = newsroom.create(&staff.editor, "tags", tag).await;
        newsroom.publish(&staff.editor, &tag).await.expect(200);
        tags.push(tag);
    }
    tags
}

fn slugs(list: &Value) -> Vec<String> {
    let slug = |node: &Value| node["slug"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(slug).collect()
}

both_engines!(rest_lists_page_by_cursor_in_both_directions, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    tags(&newsroom, &staff, 5).await;
    let mut seen = Vec::new();
    let mut path = "/api/v1/tags?limit=2&sort=publishedAt".to_owned();
    loop {
        let answer = newsroom.get(&nobody(), &path).await;
        let body = answer.expect(200);
        seen.extend(slugs(&body["data"]));
        let links = answer.header("link").to_owned();
        let next = links.split(',').find(|link| link.contains("rel=\"next\""));
        assert_eq!(next.is_some(), body["meta"]["hasNextPage"] == true);
        let Some(next) = next else { break };
        path = next.split(['<', '>']).nth(1).unwrap().to_owned();
    }
    assert_eq!(seen, ["tag-0", "tag-1", "tag-2", "tag-3", "tag-4"]);
    let newest = newsroom.get(&nobody(), "/api/v1/tags?limit=1").await.expect(200);
    assert_eq!(slugs(&newest["data"]), ["tag-4"]);
    let start = newest["meta"]["startCursor"].as_str().unwrap();
    let before = format!("/api/v1/tags?limit=2&before={start}");
    let before = newsroom.get(&nobody(), &before).await.expect(200);
    assert_eq!(before["data"], json!([]));
});

both_engines!(graphql_connections_page_by_cursor_in_both_directions, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    tags(&newsroom, &staff, 5).await;
    let query = "query($first: Int, $after: String, $last: Int, $before: String) {
        tags(first: $first, after: $after, last: $last, before: $before) {
            nodes { slug } edges { cursor node { slug } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
    }";
    let first = newsroom.graphql(&nobody(), query, json!({ "first": 2 })).await;
    let first = &first["data"]["tags"];
    assert_eq!(slugs(&first["nodes"]), ["tag-4", "tag-3"]);
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let after = json!({ "first": 2, "after": first["pageInfo"]["endCursor"] });
    let second = newsroom.graphql(&nobody(), query, after).await;
    let second = &second["data"]["tags"];
    assert_eq!(slugs(&second["nodes"]), ["tag-2", "tag-1"]);
    let back = json!({ "last": 2, "before": second["pageInfo"]["startCursor"] });
    let back = newsroom.graphql(&nobody(), query, back).await;
    assert_eq!(slugs(&back["data"]["tags"]["nodes"]), ["tag-4", "tag-3"]);
    let both = newsroom.graphql(&nobody(), query, json!({ "first": 1, "last": 1 })).await;
    assert!(both["errors"].is_array(), "{both}");
});

both_engines!(lists_are_filtered_by_reference_and_attribute, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let newsroom = &newsroom;
    let found = |path: String| async move {
        newsroom.get(&nobody(), &path).await.expect(200)["data"].as_array().unwrap().len()
    };
    let treatment = &drafts.treatment.group;
    let citation = &drafts.citation.group;
    for (path, expected) in [
        (format!("/api/v1/articles?filter[treatment][eq]={treatment}"), 1),
        (format!("/api/v1/articles?filter[citation][in]={citation}"), 1),
        (format!("/api/v1/articles?filter[citation][eq]={treatment}"), 0),
        ("/api/v1/treatments?filter[class][eq]=exosome".to_owned(), 1),
        ("/api/v1/treatments?filter[class][eq]=insured".to_owned(), 0),
        ("/api/v1/citations?filter[doi][eq]=10.5555/kanshu.story.1".to_owned(), 1),
        ("/api/v1/articles?filter[slug][eq]=tenteki-no-mae-ni".to_owned(), 1),
        ("/api/v1/articles?filter[publishedAt][gte]=2026-11-23T00:00:00Z".to_owned(), 0),
        ("/api/v1/articles?filter[publishedAt][lt]=2026-11-23T00:00:00Z".to_owned(), 1),
        ("/api/v1/articles?locale=en".to_owned(), 0),
        ("/api/v1/articles?locale=all".to_owned(), 1),
    ] {
        assert_eq!(found(path.clone()).await, expected, "{path}");
    }
    let query = "query($t: ID!) { articles(where: { treatment: $t }) { nodes { slug } } }";
    let answer = newsroom.graphql(&nobody(), query, json!({ "t": treatment })).await;
    assert_eq!(slugs(&answer["data"]["articles"]["nodes"]), ["tenteki-no-mae-ni"], "{answer}");
});

both_engines!(an_unchanged_page_costs_a_304, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let path = format!("/api/v1/articles/{}", drafts.article.id);
    let first = newsroom.get(&nobody(), &path).await;
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    let again = newsroom.request(&nobody(), Method::GET, &path).header("If-None-Match", &tag);
    let again = newsroom.finish(again).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let sparse = newsroom.get(&nobody(), &format!("{path}?fields=title")).await;
    assert_ne!(sparse.header("etag"), tag, "an ETag belongs to one representation");
    assert_eq!(sparse.json()["data"]["title"], first.json()["data"]["title"]);
    assert!(sparse.json()["data"].get("body").is_none());
    let draft = newsroom.get(&staff.editor, &format!("{path}?perspective=draft")).await;
    assert_eq!(draft.header("cache-control"), "private, no-store");
});

both_engines!(
    a_translation_resolves_its_references_in_its_language_or_falls_back,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let drafts = newsroom.public_article(&staff).await;
        let mut english = article_record(&staff, &drafts.treatment, &drafts.citation);
        english["locale"] = json!("en");
        english["slug"] = json!("before-a-drip");
        english["title"] = json!("What to read before a drip");
        english["translationOf"] = json!(drafts.article.group);
        let draft = newsroom.create(&staff.editor, "articles", english.clone()).await;
        assert_eq!(draft.group, drafts.article.group);
        let twice =
            newsroom.send(&staff.editor, Method::POST, "/api/v1/articles", Some(english)).await;
        assert_eq!(twice.expect(409)["code"], "LOCALE_TAKEN");
        newsroom.go_live(&staff, &draft).await;

        let query = "{ article(slug: \"before-a-drip\", locale: \"en\") {
        title treatments { name locale } supervisingPhysician { name }
        translations { locale slug }
    } }";
        let answer = newsroom.graphql(&nobody(), query, json!({})).await;
        let article = &answer["data"]["article"];
        assert_eq!(article["treatments"][0]["locale"], "ja", "{answer}");
        assert_eq!(article["supervisingPhysician"]["name"], "Hanako Kakuu");
        assert_eq!(article["translations"].as_array().unwrap().len(), 2);
    }
);

both_engines!(a_longer_list_takes_no_more_statements, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    for i in 0..4 {
        let mut article = article_record(&staff, &drafts.treatment, &drafts.citation);
        article["slug"] = json!(format!("tenteki-{i}"));
        let article = newsroom.create(&staff.editor, "articles", article).await;
        newsroom.go_live(&staff, &article).await;
    }
    let query = |first: usize| {
        format!(
            "{{ articles(first: {first}) {{ nodes {{ title slug publishedAt \
             supervisingPhysician {{ name }} treatments {{ name products {{ name }} \
             articles(first: 3) {{ nodes {{ slug }} }} }} citations {{ citation {{ title \
             citedBy(first: 3) {{ nodes {{ slug }} }} }} }} }} }} }}"
        )
    };
    let store = newsroom.site.store();
    let mut counts = Vec::new();
    for first in [5, 1, 5] {
        newsroom.clock.advance(chrono::Duration::seconds(2));
        let before = store.statements();
        let answer = newsroom.graphql(&nobody(), &query(first), json!({})).await;
        assert_eq!(answer["data"]["articles"]["nodes"].as_array().unwrap().len(), first);
        counts.push(store.statements() - before);
    }
    assert_eq!(counts[1], counts[2], "one article and five take the same: {counts:?}");
    let mut counts = Vec::new();
    for limit in [5, 1, 5] {
        newsroom.clock.advance(chrono::Duration::seconds(2));
        let before = store.statements();
        let path = format!(
            "/api/v1/articles?limit={limit}&include=supervisingPhysician,treatments,citations"
        );
        newsroom.get(&nobody(), &path).await.expect(200);
        counts.push(store.statements() - before);
    }
    assert_eq!(counts[1], counts[2], "one article and five take the same: {counts:?}");
});

both_engines!(another_node_sees_a_publication_within_a_second, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let other = db.another_store().await;
    let drafts = newsroom.public_article(&staff).await;
    let id = drafts.article.id.parse().unwrap();
    assert_eq!(other.public().by_ids(&[id]).await.unwrap().len(), 1);
});

both_engines!(what_was_asked_a_moment_ago_costs_no_statement, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let store = newsroom.site.store();
    let path = format!("/api/v1/articles/{}", drafts.article.id);
    let query = "query($id: ID!) { article(id: $id) { title } }";
    let variables = json!({ "id": drafts.article.id });
    let rest = newsroom.get(&nobody(), &path).await;
    let graphql = newsroom.graphql(&nobody(), query, variables.clone()).await;
    let before = store.statements();
    let again = newsroom.get(&nobody(), &path).await;
    assert_eq!((again.status, &again.text), (200, &rest.text));
    assert_eq!(comparable_headers(&again), comparable_headers(&rest));
    let known = newsroom.request(&nobody(), Method::GET, &path);
    let known = newsroom.finish(known.header("If-None-Match", rest.header("etag"))).await;
    assert_eq!(known.status, 304);
    assert_eq!(newsroom.graphql(&nobody(), query, variables.clone()).await, graphql);
    assert_eq!(store.statements(), before, "answered from memory");

    // Another question is another answer.
    let other = newsroom.get(&nobody(), &format!("{path}?fields=slug")).await.expect(200);
    assert!(other["data"].get("title").is_none());
    // Whoever writes here reads it here at once.
    newsroom.act(&staff.editor, &drafts.article, "unpublish", json!({})).await.expect(200);
    newsroom.get(&nobody(), &path).await.expect(404);
    let gone = newsroom.graphql(&nobody(), query, variables).await;
    assert_eq!(gone, json!({ "data": { "article": null } }));
});

both_engines!(another_node_follows_within_a_second, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    let other = Newsroom::beside(&db, &newsroom).await;
    let path = format!("/api/v1/articles/{}", article.id);
    other.get(&nobody(), &path).await.expect(200);
    let reason = json!({ "reason": "安全のため" });
    newsroom.act(&staff.editor, &article, "withdraw", reason).await.expect(200);
    newsroom.get(&nobody(), &path).await.expect(410);
    newsroom.clock.advance(chrono::Duration::seconds(1));
    other.get(&nobody(), &path).await.expect(410);
});

both_engines!(
    what_is_kept_for_visitors_is_kept_from_nobody_who_may_see_more,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let staff = newsroom.staff().await;
        let article = newsroom.drafts(&staff).await.article;
        let path = format!("/api/v1/articles/{}?perspective=draft", article.id);
        let query = "query($id: ID!) { article(id: $id, perspective: DRAFT) { title } }";
        let variables = json!({ "id": article.id });
        for _ in 0..2 {
            newsroom.get(&nobody(), &path).await.expect(401);
            newsroom.get(&staff.editor, &path).await.expect(200);
            let nothing = newsroom.graphql(&nobody(), query, variables.clone()).await;
            assert_eq!(nothing["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
            let draft = newsroom.graphql(&staff.editor, query, variables.clone()).await;
            assert_eq!(draft["data"]["article"]["title"], "点滴を考える前に読む話");
        }
    }
);
