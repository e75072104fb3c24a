//! The main job: a pasted column is imported, completed, signed, published, and read by everybody.

use std::path::Path;

use kanshu_domain::{actor::StaffRole, values::Locale};
use kanshu_tests::{TestDb, both_engines};
use serde_json::{Value, json};

use super::newsroom::{Draft, Newsroom, Staff, nobody, product_record, treatment_record};

/// The clinic's real column when it lies beside the checkout, else an equivalent one.
fn column() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let real = root.join("../shared/seed/column.txt");
    let equivalent = root.join("crates/kanshu-compliance/tests/golden/column.txt");
    std::fs::read_to_string(real).or_else(|_| std::fs::read_to_string(equivalent)).unwrap()
}

struct Imported {
    article: Draft,
    citations: Vec<Draft>,
}

async fn import(newsroom: &Newsroom) -> Imported {
    let imported = newsroom.import(&column(), Locale::ja()).await;
    let draft = |id: String| Draft { group: id.clone(), id, tag: "\"r1\"".to_owned() };
    Imported {
        article: draft(imported.article.document.to_string()),
        citations: imported.citations.iter().map(|id| draft(id.to_string())).collect(),
    }
}

/// Gives each stub citation its full (fictional) record.
async fn complete_citations(newsroom: &Newsroom, staff: &Staff, citations: &[Draft]) {
    for (i, stub) in citations.iter().enumerate() {
        let record = json!({
            "type": "journal_article",
            "authors": [{ "family": "Kakuu", "given": format!("A{i}") }],
            "containerTitle": "Journal of Imaginary Dermatology",
            "issued": { "year": 2021 },
            "doi": format!("10.5555/kanshu.column.{i}"),
        });
        newsroom.revise(&staff.editor, "citations", stub, record).await;
    }
}

/// The body with what an editor must add: who decides, and who translated.
fn completed_body(article: &Value) -> Value {
    let mut body = article["body"].clone();
    for block in body.as_array_mut().unwrap() {
        match block["type"].as_str().unwrap() {
            "eligibility" => {
                block["decisionNote"] = json!("受けられるかどうかは、診察した医師が判断します。");
            }
            "quotation" if block["translation"].is_object() => {
                block["translation"]["translator"] = json!("編集部");
                block["translation"]["method"] = json!("human");
            }
            _ => {}
        }
    }
    body
}

/// What the comparison of the translations finds keeps the column from the public until a compliance
/// officer has looked at it and accepts it by name.
async fn accept_translations(newsroom: &Newsroom, draft: &Draft) {
    let officer = newsroom.person(StaffRole::Compliance).await;
    let path = format!("/api/v1/documents/{}/compliance-report", draft.id);
    let report = newsroom.get(&officer, &path).await.expect(200);
    let findings = report["data"]["findings"].as_array().unwrap().iter();
    for finding in findings.filter(|finding| finding["severity"] == "block") {
        assert_eq!(
            (&finding["category"], &finding["condition"]),
            (&json!("translation"), &json!("G08"))
        );
        let acceptance = json!({
            "rule": finding["rule"], "spanHash": finding["spanHash"],
            "reason": "原文と照合しました。次の改訂で訳を直します。", "expiresOn": "2026-12-22",
        });
        newsroom.act(&officer, draft, "waivers", acceptance).await.expect(201);
    }
}

const PAGE: &str = r#"
query Page($slug: String!) {
  article(slug: $slug, locale: "ja") {
    id title titleLabel
    badge { type label }
    disclaimers { kind text }
    readerQuestions
    toc(maxLevel: 3) { anchor text level ordinal { number label } children { text level ordinal { number label } } }
    readingTimeMinutes
    supervisingPhysician { name credentials { name { text } issuingBody { text } } }
    treatments { name price { min max } insuranceStatement risks sideEffects
      products { name statements { notApproved { text } reliefExclusion { text } } } }
    clinic { name contactPoints { channel value answersQuestions } }
    review { lastReviewed validUntil statement }
    citations { number citation { id title doi } }
    body {
      html markdown plainText portableText
      blocks {
        __typename
        ... on HeadingBlock { anchor level text ordinal { number label } }
        ... on EligibilityBlock { rules { state verdict criteria } decisionNote }
        ... on QuotationBlock {
          original { lang text }
          translation { lang text label }
          citation { title doi }
          elisions { text start end }
          sourceTitle
        }
      }
    }
  }
}"#;

both_engines!(a_pasted_column_goes_live, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let editor = &staff.editor;
    let imported = import(&newsroom).await;

    // As imported it cannot be published: the refusal lists everything at once, in both APIs.
    newsroom.submit(editor, &imported.article).await;
    let expected = ["G01", "G04", "G07", "G08", "G11", "G12", "G15", "G16"];
    let body = json!({ "withDependencies": false });
    let refused = newsroom.act(editor, &imported.article, "publish", body).await;
    assert_eq!(refused.status, 409);
    let conditions = refused.conditions();
    for condition in expected {
        assert!(conditions.iter().any(|c| c == condition), "{condition}: {}", refused.text);
    }
    let mutation = "mutation($id: ID!) { publishDocument(input: { document: $id, \
                    expectedRevision: 1 }) { document { id } userErrors { code message field } } }";
    let answer = newsroom.graphql(editor, mutation, json!({ "id": imported.article.id })).await;
    let payload = &answer["data"]["publishDocument"];
    assert_eq!(payload["document"], json!(null), "{answer}");
    let mut codes: Vec<&str> = payload["userErrors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, conditions, "both APIs name the same conditions");

    // Completing it.
    complete_citations(&newsroom, &staff, &imported.citations).await;
    let mut record = product_record(&staff);
    // The column tells a purity; the record shows what it rests on (JP-K01).
    record["purityClaim"] = json!({
        "value": "99%",
        "method": "ナノ粒子トラッキング解析",
        "certificate": {
            "title": "試験成績書", "issuer": "架空分析センター", "issuedOn": "2026-09-01",
        },
    });
    let product = newsroom.create(editor, "products", record).await;
    let treatment = newsroom.create(editor, "treatments", treatment_record(&staff, &product)).await;
    for signed in [&product, &treatment] {
        newsroom.submit(editor, signed).await;
        newsroom.sign(&staff.physician, signed).await.expect(200);
    }
    let path = format!("/api/v1/articles/{}?perspective=draft", imported.article.id);
    let article = newsroom.get(editor, &path).await.expect(200)["data"].clone();
    let completed = json!({
        "slug": "column-no-hanashi",
        "author": { "physician": staff.record.group },
        "supervisingPhysician": staff.record.group,
        "clinic": staff.clinic.group,
        "treatments": [treatment.group],
        "body": completed_body(&article),
    });
    let draft = newsroom.revise(editor, "articles", &imported.article, completed).await;
    newsroom.submit(editor, &draft).await;
    newsroom.sign(&staff.physician, &draft).await.expect(200);
    newsroom.get(&nobody(), "/api/v1/articles/by-slug/column-no-hanashi").await.expect(404);
    accept_translations(&newsroom, &draft).await;
    newsroom.publish(editor, &draft).await.expect(200);

    // One GraphQL query returns the whole page.
    let variables = json!({ "slug": "column-no-hanashi" });
    let answer = newsroom.graphql(&nobody(), PAGE, variables).await;
    assert!(answer.get("errors").is_none(), "{}", answer["errors"]);
    let page = &answer["data"]["article"];
    assert_eq!(page["titleLabel"], "医師が解説");
    assert_eq!(page["badge"]["type"], "EXPLAINED_BY_PHYSICIAN");
    assert_eq!(page["disclaimers"].as_array().unwrap().len(), 1);
    assert_eq!(page["readerQuestions"].as_array().unwrap().len(), 3);
    assert_eq!(page["supervisingPhysician"]["name"], "架空 花子");
    assert_eq!(page["review"]["lastReviewed"], "2026-11-22");
    let treated = &page["treatments"][0];
    assert_eq!(treated["price"], json!({ "min": 33000, "max": 55000 }));
    assert_eq!(treated["insuranceStatement"], "公的医療保険が適用されない自由診療です。");
    assert_eq!(
        treated["products"][0]["statements"]["notApproved"]["text"],
        "国内で承認を受けていない製剤です。"
    );
    let ordinals: Vec<u64> = page["body"]["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|block| block["ordinal"]["number"].as_u64())
        .collect();
    assert_eq!(ordinals, [1, 2, 3, 1, 2], "three effects and two disadvantages");
    let quotations: Vec<&Value> = page["body"]["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|block| block["__typename"] == "QuotationBlock")
        .collect();
    assert_eq!(quotations.len(), 5);
    let translated = quotations.iter().filter(|q| q["translation"].is_object());
    assert_eq!(translated.clone().count(), 4);
    assert!(translated.clone().all(|q| q["translation"]["label"] == "和訳"));
    assert!(quotations.iter().all(|q| q["citation"]["doi"].is_string()));
    assert_eq!(quotations[2]["elisions"].as_array().unwrap().len(), 1);
    assert_eq!(page["citations"].as_array().unwrap().len(), 5);
    let toc = page["toc"].as_array().unwrap();
    let html = page["body"]["html"].as_str().unwrap();
    for entry in toc {
        let anchor = entry["anchor"].as_str().unwrap();
        assert!(html.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }

    // REST returns the same facts.
    let path = "/api/v1/articles/by-slug/column-no-hanashi\
                ?include=supervisingPhysician,treatments,citations,clinic";
    let rest = newsroom.get(&nobody(), path).await.expect(200);
    assert_eq!(rest["data"]["title"], page["title"]);
    assert_eq!(rest["data"]["readerQuestions"], page["readerQuestions"]);
    assert_eq!(rest["data"]["review"]["lastReviewed"], page["review"]["lastReviewed"]);
    assert_eq!(rest["data"]["readingTimeMinutes"], page["readingTimeMinutes"]);
    assert_eq!(rest["data"]["bibliography"].as_array().unwrap().len(), 5);
    assert_eq!(rest["data"]["toc"].as_array().unwrap().len(), toc.len());
    let included = rest["included"].as_object().unwrap();
    assert_eq!(included[&staff.record.group]["name"]["ja"], "架空 花子");
    assert_eq!(included[&treatment.group]["price"]["max"], 55000);
    let cited = rest["data"]["body"].as_array().unwrap().iter();
    let cited = cited.filter(|block| block["type"] == "quotation");
    for (quotation, by_graphql) in cited.zip(quotations) {
        assert_eq!(quotation["original"]["text"], by_graphql["original"]["text"]);
        let citation = quotation["citation"].as_str().unwrap();
        assert_eq!(included[citation]["doi"], by_graphql["citation"]["doi"]);
    }

    // References resolve both ways.
    let query = "query($t: ID!, $p: ID!) {
        treatment(id: $t) { articles(first: 5) { nodes { slug } } }
        physician(id: $p) { supervisedArticles(first: 5) { nodes { slug } } }
    }";
    let variables = json!({ "t": treatment.id, "p": staff.record.id });
    let answer = newsroom.graphql(&nobody(), query, variables).await;
    let slug = json!([{ "slug": "column-no-hanashi" }]);
    assert_eq!(answer["data"]["treatment"]["articles"]["nodes"], slug, "{answer}");
    assert_eq!(answer["data"]["physician"]["supervisedArticles"]["nodes"], slug, "{answer}");
});
