//! Sources through GraphQL: what a page rests on, how it reads, and what it can show.

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

both_engines!(look_ups_are_off_unless_switched_on, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let query = "{ lookUpCitation(doi: \"10.5555/x\") { registry } }";
    let code = |answer: Value| answer["errors"][0]["extensions"]["code"].clone();
    assert_eq!(code(newsroom.graphql(&nobody(), query, json!({})).await), "UNAUTHENTICATED");
    assert_eq!(code(newsroom.graphql(&editor, query, json!({})).await), "LOOKUPS_DISABLED");
    let wrong = "{ lookUpCitation(doi: \"x\") { registry } }";
    assert_eq!(code(newsroom.graphql(&editor, wrong, json!({})).await), "BAD_USER_INPUT");
});
