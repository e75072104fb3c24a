//! Sources over both APIs: what a page rests on, how it reads, and what it can show.

use actix_web::{App, HttpResponse, HttpServer, web};
use kanshu_domain::actor::StaffRole;
use kanshu_tests::{TestDb, both_engines};
use serde_json::{Value, json};

use super::newsroom::{Newsroom, Staff, nobody};

/// A public article that claims something of the treatment, and what is asked about it.
async fn claiming_article(newsroom: &Newsroom, staff: &Staff) -> Value {
    let drafts = newsroom.drafts(staff).await;
    let path = format!("/api/v1/articles/{}?perspective=draft", drafts.article.id);
    let article = newsroom.get(&staff.editor, &path).await.expect(200);
    let lead = article["data"]["lead"][0]["text"].as_str().unwrap().to_owned();
    let words: String = lead.chars().take(5).collect();
    let claims = json!([{
        "anchor": { "field": "lead[0]", "start": 0, "end": 5, "text": words },
        "kind": "mechanism", "modality": "possible",
        "subject": { "treatment": drafts.treatment.group },
        "supports": [{ "citation": drafts.citation.group }],
        "grade": { "certainty": "very_low", "reasons": ["indirectness"] },
    }]);
    let change = json!({ "claims": claims });
    let article = newsroom.revise(&staff.editor, "articles", &drafts.article, change).await;
    for signed in [&drafts.product, &drafts.treatment] {
        newsroom.submit(&staff.editor, signed).await;
        newsroom.sign(&staff.physician, signed).await.expect(200);
    }
    newsroom.go_live(staff, &article).await;
    let query = "query($id: ID!) { article(id: $id) {
        bibliography { number inText text html citation { doi } }
        japanese: bibliography(style: \"sist02\") { text }
        references(format: RIS)
        evidenceSummary { sources humanTrials statement { en } subjects { subjects count } }
        claims {
          text kind modality field grade { certainty reasons }
          treatment { id }
          supports { citation { doi retraction { state dataset { hash } } formatted { text } } }
          evidenceSummary { sources }
        }
        treatments { evidenceSummary { sources } }
    } }";
    let answer = newsroom.graphql(&nobody(), query, json!({ "id": article.id })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["article"].clone()
}

both_engines!(a_page_shows_what_it_rests_on, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = claiming_article(&newsroom, &staff).await;

    let first = &article["bibliography"][0];
    assert_eq!(first["number"], 1);
    assert_eq!(first["citation"]["doi"], "10.5555/kanshu.story.1");
    let text = first["text"].as_str().unwrap();
    assert!(
        text.starts_with("Kakuu T. Fictional vesicles and the skin barrier in mice."),
        "{text}"
    );
    assert!(first["html"].as_str().unwrap().contains("https://doi.org/10.5555/kanshu.story.1"));
    let japanese = article["japanese"][0]["text"].as_str().unwrap();
    assert!(japanese.contains("2024, vol. 3, p. 12-19"), "{japanese}");
    assert!(article["references"].as_str().unwrap().contains("DO  - 10.5555/kanshu.story.1"));

    assert_eq!(article["evidenceSummary"]["humanTrials"], 0);
    assert_eq!(article["evidenceSummary"]["statement"]["en"], "No human trial is cited.");
    let claim = &article["claims"][0];
    assert_eq!((&claim["kind"], &claim["modality"]), (&json!("MECHANISM"), &json!("POSSIBLE")));
    assert_eq!(claim["grade"], json!({ "certainty": "VERY_LOW", "reasons": ["INDIRECTNESS"] }));
    assert_eq!(claim["evidenceSummary"]["sources"], 1);
    let source = &claim["supports"][0]["citation"];
    // Nobody has looked: that is said, and is not the same as being sound.
    assert_eq!(source["retraction"], json!({ "state": "UNCHECKED", "dataset": null }));
    // What articles claim of a treatment counts for the treatment.
    assert_eq!(article["treatments"][0]["evidenceSummary"]["sources"], 1);
});

both_engines!(a_style_that_is_not_there_is_named, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let public = newsroom.public_article(&staff).await;
    let query =
        "query($id: ID!) { article(id: $id) { bibliography(style: \"vancuver\") { text } } }";
    let answer = newsroom.graphql(&nobody(), query, json!({ "id": public.article.id })).await;
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("vancuver") && message.contains("nlm"), "{message}");
});

both_engines!(a_record_keeps_all_that_was_written, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let mutation = "mutation($input: CreateCitationInput!) {
        createCitation(input: $input) { userErrors { field message } document { ... on Citation {
          authors { family orcid kana { family } romanised { given } }
          issn isSecondary funding trialRegistrations
          evidence { studyDesign level { scale level } route }
          cslJson missing
        } } }
    }";
    let input = json!({
        "title": "架空の保湿剤の有用性",
            "type": "JOURNAL_ARTICLE", "language": "ja",
            "authors": [{
                "family": "森", "given": "花", "orcid": "0000-0002-1825-0097",
                "kana": { "family": "モリ", "given": "ハナ" },
                "romanised": { "family": "Mori", "given": "Hana" },
            }],
            "containerTitle": "架空皮膚科学会雑誌", "issued": { "year": 2030 },
            "doi": "10.5555/kanshu.story.9", "issn": ["2073-4409"],
            "trialRegistrations": ["jrct1080220001"], "isSecondary": false,
            "funding": "架空財団",
            "evidence": {
                "studyDesign": "COHORT", "route": "外用",
                "level": { "scale": "MINDS_2007", "level": "IVa" },
            },
            "variables": { "abstract": "要旨" },
    });
    let answer = newsroom.graphql(&staff.editor, mutation, json!({ "input": input })).await;
    let payload = &answer["data"]["createCitation"];
    assert_eq!(payload["userErrors"], json!([]), "{answer}");
    let record = &payload["document"];
    assert_eq!(record["authors"][0]["kana"]["family"], "モリ");
    assert_eq!(record["trialRegistrations"], json!(["jRCT1080220001"]));
    let level = json!({ "scale": "MINDS_2007", "level": "IVa" });
    assert_eq!(record["evidence"]["level"], level);
    assert_eq!(record["cslJson"]["abstract"], "要旨");
    assert_eq!(record["cslJson"]["custom"]["kanshu"]["funding"], "架空財団");

    let mut wrong = input;
    wrong["evidence"]["level"] = json!({ "scale": "OCEBM_2011", "level": "1b" });
    let answer = newsroom.graphql(&staff.editor, mutation, json!({ "input": wrong })).await;
    let message = answer["data"]["createCitation"]["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("ocebm_2011"), "{message}");
});

both_engines!(a_reference_file_is_taken_in_once, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let author = newsroom.person(StaffRole::Author).await;
    let mutation = "mutation($input: ImportCitationsInput!) { importCitations(input: $input) {
        created { line id } duplicates { line of reason } problems { line message }
        userErrors { field message }
    } }";
    let text = "TY  - JOUR\nTI  - One\nDO  - 10.5555/kanshu.one\nER  - \n\
                TY  - JOUR\nPY  - 2030\nER  - \n\
                TY  - JOUR\nTI  - One again\nDO  - 10.5555/KANSHU.ONE\nER  - \n";
    let import = async |dry_run: bool| {
        let input = json!({ "text": text, "dryRun": dry_run });
        let answer = newsroom.graphql(&author, mutation, json!({ "input": input })).await;
        answer["data"]["importCitations"].clone()
    };
    let tried = import(true).await;
    assert_eq!(tried["created"], json!([{ "line": 1, "id": null }]), "{tried}");
    let first = import(false).await;
    assert_eq!(first["created"].as_array().unwrap().len(), 1, "{first}");
    assert_eq!(first["problems"][0]["line"], 5);
    assert_eq!(first["duplicates"][0]["reason"], "doi");
    let again = import(false).await;
    assert_eq!(again["created"], json!([]));
    assert_eq!(again["duplicates"][0]["of"], first["created"][0]["id"]);
});

/// A registry on a port of its own that knows one paper.
async fn crossref() -> String {
    let work = json!({ "status": "ok", "message-type": "work", "message": {
        "DOI": "10.5555/barrier.9", "type": "journal-article", "title": ["Barrier lipids and itch"],
        "container-title": ["Journal of Invented Dermatology"], "volume": "9",
        "issued": { "date-parts": [[2031, 3, 10]] },
        "author": [{ "given": "Aya", "family": "Mori", "sequence": "first" }],
    }});
    let app = move || {
        let work = work.clone();
        let answer = move || std::future::ready(HttpResponse::Ok().json(work.clone()));
        App::new().route("/works/{doi:.*barrier.*}", web::get().to(answer))
    };
    let server = HttpServer::new(app).workers(1).bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    format!("http://{address}")
}

both_engines!(what_was_typed_is_compared_with_the_registry, |db: TestDb| async move {
    let registry = crossref().await;
    let newsroom = Newsroom::with(&db, |config| {
        config.registries.enabled = true;
        config.registries.crossref_url = registry;
        config.registries.email = Some("library@clinic.example".to_owned());
    })
    .await;
    let author = newsroom.person(StaffRole::Author).await;

    let path = "/api/v1/registry-record?doi=https://doi.org/10.5555/BARRIER.9";
    let known = newsroom.get(&author, path).await.expect(200);
    assert_eq!(known["data"]["registry"], "crossref");
    assert_eq!(known["data"]["cslJson"]["title"], "Barrier lipids and itch");
    assert_eq!(known["data"]["retracted"], false);
    let unknown = "/api/v1/registry-record?doi=10.5555/nowhere";
    assert_eq!(newsroom.get(&author, unknown).await.expect(200)["data"], Value::Null);

    let typed = json!({
        "title": "Barrier lipids and itch", "doi": "10.5555/barrier.9", "volume": "8",
        "issued": { "year": 2028, "month": 3 },
    });
    let citation = newsroom.create(&author, "citations", typed).await;
    let path = format!("/api/v1/citations/{}/registry-comparison", citation.id);
    let rest = newsroom.get(&author, &path).await.expect(200);
    let fields: Vec<&Value> = rest["data"]["disagreements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|disagreement| &disagreement["field"])
        .collect();
    assert_eq!(fields, ["issued", "volume"], "{rest}");
    assert_eq!(rest["data"]["disagreements"][1]["typed"], "8");
    assert_eq!(rest["data"]["disagreements"][1]["registry"], "9");

    let query = "query($id: ID!) { compareWithRegistry(citation: $id) {
        records { registry } disagreements { field typed registry message { ja en } }
    } }";
    let graphql = newsroom.graphql(&author, query, json!({ "id": citation.id })).await;
    let compared = &graphql["data"]["compareWithRegistry"];
    assert_eq!(compared["disagreements"], rest["data"]["disagreements"], "{graphql}");
    assert_eq!(compared["records"], json!([{ "registry": "crossref" }]));
});

both_engines!(look_ups_are_off_unless_switched_on, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let query = "{ lookUpCitation(doi: \"10.5555/x\") { registry } }";
    let code = |answer: Value| answer["errors"][0]["extensions"]["code"].clone();
    assert_eq!(code(newsroom.graphql(&nobody(), query, json!({})).await), "UNAUTHENTICATED");
    assert_eq!(code(newsroom.graphql(&editor, query, json!({})).await), "LOOKUPS_DISABLED");
    let wrong = "{ lookUpCitation(doi: \"x\") { registry } }";
    assert_eq!(code(newsroom.graphql(&editor, wrong, json!({})).await), "BAD_USER_INPUT");

    let content = json!({ "title": "One", "doi": "10.5555/x" });
    let citation = newsroom.create(&editor, "citations", content).await;
    let comparison = format!("/api/v1/citations/{}/registry-comparison", citation.id);
    for path in ["/api/v1/registry-record?doi=10.5555/x", comparison.as_str()] {
        newsroom.get(&nobody(), path).await.expect(401);
        let refused = newsroom.get(&editor, path).await.expect(409);
        assert_eq!(refused["code"], "LOOKUPS_DISABLED");
    }
    for query in ["", "?doi=x", "?doi=10.5555/x&pmid=1"] {
        let path = format!("/api/v1/registry-record{query}");
        newsroom.get(&editor, &path).await.expect(400);
    }
});
