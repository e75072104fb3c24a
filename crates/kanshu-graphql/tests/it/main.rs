//! The schema over a real store: what is written can be read, and only by whoever may.

// The futures of the whole schema lie deep in each other.
#![recursion_limit = "256"]

use std::sync::Arc;

use kanshu_domain::{
    actor::Actor,
    id::SequentialIds,
    policy::SitePolicy,
    time::{Clock, FixedClock},
};
use kanshu_graphql::{
    Caller, GraphQl, Limits, Services,
    async_graphql::{Request, Value, from_value},
};

struct House {
    graphql: GraphQl,
    _directory: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite://{}", directory.path().join("kanshu.db").display());
        let store = kanshu_persistence::Store::open(&url).await.expect("a store");
        let at =
            chrono::DateTime::from_timestamp_micros(1_770_000_000_000_000).expect("an instant");
        let clock: Arc<dyn Clock> = Arc::new(FixedClock::at(at));
        let ids = Arc::new(SequentialIds::default());
        let identity = kanshu_identity::Identity::open(store.clone(), clock.clone(), ids.clone())
            .await
            .expect("a front desk");
        let delivery = kanshu_delivery::Delivery::new(&store);
        let compliance = kanshu_compliance::Engine::builtin().expect("the packs");
        let policy = SitePolicy::default();
        let glossary = Default::default();
        let desk = kanshu_editorial::Desk { store, clock, ids, policy, compliance, glossary };
        let registries =
            kanshu_courier::Registries::new(&Default::default(), desk.clock.clone()).expect("off");
        let services = Services { desk, delivery, registries: registries.into(), identity };
        Self { graphql: GraphQl::new(services, Limits::default()), _directory: directory }
    }

    /// Data as JSON, and the codes of the errors.
    async fn ask(&self, actor: Actor, document: &str) -> (serde_json::Value, Vec<String>) {
        let caller = Caller { actor, address: "192.0.2.1".to_owned() };
        let response = self.graphql.execute(caller, Request::new(document)).await;
        let codes = response.errors.iter().map(|error| {
            match error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
                Some(Value::String(code)) => code.clone(),
                _ => error.message.clone(),
            }
        });
        let codes = codes.collect();
        (from_value(response.data).expect("JSON"), codes)
    }

    async fn article(&self) -> String {
        let (data, errors) = self
            .ask(
                Actor::operator(),
                r#"mutation { createArticle(input: {
                    locale: "ja", slug: "hada", title: "肌の話",
                    lead: [{ text: "はじめに" }],
                    body: [
                        { heading: { level: 2, text: "見出し" } }
                        { paragraph: { text: { text: "本文です", marks: [{ type: STRONG, start: 0, end: 2 }] } } }
                        { quotation: { original: { lang: "en", text: "Skin is an organ." } } }
                    ]
                }) { document { id revision desk { state } } userErrors { field message code } } }"#,
            )
            .await;
        assert_eq!(errors, Vec::<String>::new());
        let payload = &data["createArticle"];
        assert_eq!(payload["userErrors"], serde_json::json!([]));
        assert_eq!(payload["document"]["desk"]["state"], "DRAFT");
        payload["document"]["id"].as_str().expect("an id").to_owned()
    }
}

#[tokio::test]
async fn a_draft_is_read_back_by_whoever_may() {
    let house = House::open().await;
    let id = house.article().await;
    let document = format!(
        r#"{{ article(id: "{id}", perspective: DRAFT) {{ title slug hash lead {{ text }}
            translations {{ id }} toc {{ text }} readingTimeMinutes
            desk {{ readiness {{ condition }} }}
            body {{ html plainText blocks {{ __typename
                ... on ParagraphBlock {{ text {{ text marks {{ type }} }} }} }} }} }}
            articles(perspective: DRAFT, where: {{ slug: "hada" }}) {{ nodes {{ id }} pageInfo {{ hasNextPage }} }} }}"#
    );
    let (data, errors) = house.ask(Actor::operator(), &document).await;
    assert_eq!(errors, Vec::<String>::new());
    let article = &data["article"];
    assert_eq!(article["title"], "肌の話");
    assert_eq!(article["translations"][0]["id"], id.as_str());
    assert_eq!(article["body"]["blocks"][1]["text"]["marks"][0]["type"], "STRONG");
    assert_eq!(article["body"]["blocks"][2]["__typename"], "QuotationBlock");
    assert_eq!(data["articles"]["nodes"][0]["id"], id.as_str());
    assert_ne!(article["desk"]["readiness"], serde_json::json!([]));
}

#[tokio::test]
async fn a_visitor_finds_no_trace_of_a_draft() {
    let house = House::open().await;
    let id = house.article().await;
    let document = format!(
        r#"{{ article(id: "{id}") {{ id }} bySlug: article(slug: "hada") {{ id }}
            node(id: "{id}") {{ id }} articles {{ nodes {{ id }} }} viewer {{ email }} }}"#
    );
    let (data, errors) = house.ask(Actor::visitor(), &document).await;
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(
        data,
        serde_json::json!({
            "article": null, "bySlug": null, "node": null, "articles": { "nodes": [] }, "viewer": null
        })
    );
    let draft = format!(r#"{{ article(id: "{id}", perspective: DRAFT) {{ id }} }}"#);
    let (_, errors) = house.ask(Actor::visitor(), &draft).await;
    assert_eq!(errors, ["UNAUTHENTICATED"]);
}

#[tokio::test]
async fn a_publication_is_refused_with_every_reason_at_once() {
    let house = House::open().await;
    let id = house.article().await;
    let publish = |revision: u32| {
        format!(
            r#"mutation {{ publishDocument(input: {{ document: "{id}", expectedRevision: {revision} }})
                {{ document {{ id }} userErrors {{ code condition field }} }} }}"#
        )
    };
    let (data, errors) = house.ask(Actor::operator(), &publish(1)).await;
    assert_eq!(errors, Vec::<String>::new());
    let payload = &data["publishDocument"];
    assert_eq!(payload["document"], serde_json::Value::Null);
    let codes: Vec<&str> = payload["userErrors"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|error| error["code"].as_str())
        .collect();
    assert!(codes.contains(&"G01") && codes.contains(&"G11"), "{codes:?}");
    let (data, _) = house.ask(Actor::operator(), &publish(7)).await;
    assert_eq!(data["publishDocument"]["userErrors"][0]["code"], "REVISION_MOVED");
}

#[tokio::test]
async fn a_list_of_ids_is_as_long_as_a_page_and_no_longer() {
    let house = House::open().await;
    let id = house.article().await;
    let ask = async |field: &str, value: &str, times: usize| {
        let values = format!("\"{value}\" ").repeat(times);
        let document = format!(
            "{{ articles(perspective: DRAFT, where: {{ {field}: [{values}] }}) {{ nodes {{ id }} }} }}"
        );
        house.ask(Actor::operator(), &document).await
    };
    for (field, value) in [("idIn", id.as_str()), ("slugIn", "hada")] {
        let (data, errors) = ask(field, value, 100).await;
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(data["articles"]["nodes"], serde_json::json!([{ "id": id }]));
        assert_eq!(ask(field, value, 101).await.1, ["BAD_USER_INPUT"], "{field}");
    }
}

#[tokio::test]
async fn an_identifier_that_is_none_finds_nothing() {
    let house = House::open().await;
    let create = r#"mutation { createCitation(input: { title: "A letter", doi: "10.5555/letter" })
        { userErrors { message } document { id } } }"#;
    let (data, errors) = house.ask(Actor::operator(), create).await;
    assert_eq!(errors, Vec::<String>::new());
    let id = &data["createCitation"]["document"]["id"];
    for (condition, found) in [
        (r#"doi: "https://doi.org/10.5555/LETTER""#, serde_json::json!([{ "id": id }])),
        (r#"doi: "no doi""#, serde_json::json!([])),
        (r#"pmid: "no number""#, serde_json::json!([])),
        (r#"pmcid: "''; --""#, serde_json::json!([])),
    ] {
        let document = format!(
            "{{ citations(perspective: DRAFT, where: {{ {condition} }}) {{ nodes {{ id }} }} }}"
        );
        let (data, errors) = house.ask(Actor::operator(), &document).await;
        assert_eq!(errors, Vec::<String>::new(), "{condition}");
        assert_eq!(data["citations"]["nodes"], found, "{condition}");
    }
}

#[tokio::test]
async fn a_nul_character_is_refused_wherever_it_stands() {
    let house = House::open().await;
    for document in [
        r#"{ citations(where: { doi: "10.5555/\u0000" }) { nodes { id } } }"#,
        r#"query($slug: String = "a\u0000") { article(slug: $slug) { id } }"#,
        r#"mutation { createTag(input: { name: [{ locale: "ja", text: "\u0000" }] })
            { userErrors { code } } }"#,
    ] {
        let (_, errors) = house.ask(Actor::operator(), document).await;
        assert_eq!(errors, ["BAD_USER_INPUT"], "{document}");
    }
}

#[tokio::test]
async fn a_writer_takes_the_place_of_a_physician_and_back() {
    let house = House::open().await;
    let id = house.article().await;
    let create = r#"mutation { createPhysician(input: { name: [{ locale: "ja", text: "架空 花子" }] })
        { document { id } } }"#;
    let (data, _) = house.ask(Actor::operator(), create).await;
    let physician = data["createPhysician"]["document"]["id"].as_str().expect("an id");
    let by_physician = format!("{{ physician: \"{physician}\" }}");
    let steps = [
        (by_physician.as_str(), "Physician"),
        (r#"{ name: "編集部", role: "編集" }"#, "Writer"),
        (r#"{ name: "編集部" }"#, "Writer"),
        (by_physician.as_str(), "Physician"),
    ];
    for (n, (author, kind)) in steps.into_iter().enumerate() {
        let document = format!(
            r#"mutation {{ reviseArticle(input: {{
                document: "{id}", expectedRevision: {}, author: {author}
            }}) {{ document {{ ... on Article {{ revision author {{ __typename }} }} }}
                userErrors {{ message }} }} }}"#,
            n + 1
        );
        let (data, errors) = house.ask(Actor::operator(), &document).await;
        assert_eq!(errors, Vec::<String>::new());
        let payload = &data["reviseArticle"];
        assert_eq!(payload["userErrors"], serde_json::json!([]), "{author}");
        assert_eq!(payload["document"]["author"]["__typename"], kind, "{author}");
    }
}
