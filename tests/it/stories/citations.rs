//! Reference files come in, papers are listed and exported, and what rests on them is told.

use chrono::NaiveDate;
use kanshu_domain::{
    actor::{Actor, Scope, StaffRole},
    retraction::{Notice, NoticeNature},
    revision::Sha256Hash,
    values::Doi,
};
use kanshu_editorial::{Earlier, ImportMode, TakenIn, import_citations, import_retractions};
use kanshu_tests::{TestDb, both_engines};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::newsroom::{Answer, Draft, Newsroom, Person, article_record, nobody};

/// A new work; one without a title, at line 8; one that the newsroom has by its DOI; and one in Japanese.
const FILE: &str = "TY  - JOUR\r
TI  - Imagined lipids of the stratum corneum\r
AU  - Mori, Hana\r
T2  - Journal of Imaginary Dermatology\r
PY  - 2025\r
DO  - 10.5555/kanshu.story.new\r
ER  - \r
TY  - JOUR\r
AU  - Wald, Ida\r
PY  - 2025\r
ER  - \r
TY  - JOUR\r
TI  - Fictional vesicles and the skin barrier, in mice\r
AU  - Kakuu, Taro\r
PY  - 2024\r
DO  - https://doi.org/10.5555/KANSHU.STORY.1\r
ER  - \r
TY  - JOUR\r
TI  - 架空の皮膚における保湿の検討\r
AU  - 林, 太郎\r
T2  - 架空皮膚科学会雑誌\r
PY  - 2023\r
ER  - \r
";

async fn import(newsroom: &Newsroom, who: &Person, query: &str, file: &str) -> Answer {
    let path = format!("/api/v1/citations/import{query}");
    newsroom.finish(newsroom.request(who, Method::POST, &path).body(file.to_owned())).await
}

fn lines(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|one| one["line"].as_u64().unwrap()).collect()
}

both_engines!(a_reference_file_is_taken_in_once, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let known = newsroom.drafts(&staff).await.citation;

    // Tried out: what would be done is told, and nothing is there afterwards.
    let tried = import(&newsroom, &staff.editor, "?dryRun=true", FILE).await.expect(200);
    assert_eq!(lines(&tried["data"]["created"]), [1, 18]);
    assert_eq!(tried["data"]["created"][0]["citation"], Value::Null);
    assert_eq!(tried["meta"], json!({ "dryRun": true, "event": null }));

    let done = import(&newsroom, &staff.editor, "", FILE).await.expect(200);
    let data = &done["data"];
    assert_eq!((&data["format"], &data["encoding"]), (&json!("ris"), &json!("UTF-8")));
    assert_eq!(lines(&data["created"]), [1, 18], "{data}");
    assert_eq!(lines(&data["problems"]), [8], "{data}");
    assert!(data["problems"][0]["message"].as_str().unwrap().contains("title"), "{data}");
    let [duplicate] = data["duplicates"].as_array().unwrap().as_slice() else { panic!("{data}") };
    assert_eq!(duplicate["line"], 12);
    assert_eq!(duplicate["citation"], known.id);
    assert_eq!(duplicate["reason"], "doi");

    // What came in is a draft like any other.
    let id = data["created"][0]["citation"].as_str().unwrap();
    let path = format!("/api/v1/citations/{id}?perspective=draft");
    let shown = newsroom.get(&staff.editor, &path).await.expect(200);
    assert_eq!(shown["data"]["doi"], "10.5555/kanshu.story.new");
    assert_eq!(shown["data"]["authors"][0]["family"], "Mori");
    assert_eq!(shown["data"]["desk"]["note"], "imported");
    newsroom.get(&nobody(), &format!("/api/v1/citations/{id}")).await.expect(404);
    let found = "/api/v1/citations?perspective=draft&filter[doi][eq]=10.5555/kanshu.story.new";
    let found = newsroom.get(&staff.editor, found).await.expect(200);
    assert_eq!(found["data"][0]["id"], id);

    // Sent again, everything is there.
    let again = import(&newsroom, &staff.editor, "?format=ris", FILE).await.expect(200);
    assert_eq!(lines(&again["data"]["created"]), Vec::<u64>::new());
    assert_eq!(lines(&again["data"]["duplicates"]), [1, 12, 18]);
    assert_eq!(again["data"]["duplicates"][0]["citation"], id);
    assert_eq!(again["data"]["duplicates"][2]["reason"], "title");
    assert_eq!(again["meta"]["event"], Value::Null);

    let store = newsroom.site.store();
    let audit = store.verify_audit().await.unwrap();
    assert_eq!(audit.first_broken, None);
    let last = store.last_seq().await.unwrap();
    assert_eq!(done["meta"]["event"], json!(last.0));
});

both_engines!(a_reference_file_of_many_batches_keeps_its_order, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let editor = newsroom.person(StaffRole::Editor).await;
    let record = |n: usize| {
        format!(
            "{{\"id\": \"k{n}\", \"type\": \"article-journal\", \"title\": \"Work {n}\", \
             \"DOI\": \"10.5555/many.{n}\"}}"
        )
    };
    // The last is the first again.
    let records: Vec<String> = (0..1_100).chain([0]).map(record).collect();
    let file = format!("[{}]", records.join(",\n"));
    let done = import(&newsroom, &editor, "", &file).await.expect(200);
    assert_eq!(done["data"]["format"], "csl-json");
    let created = lines(&done["data"]["created"]);
    assert_eq!(created, Vec::from_iter(1..=1_100));
    let first = &done["data"]["created"][0];
    assert_eq!(first["key"], "k0");
    assert_eq!(done["data"]["duplicates"][0]["citation"], first["citation"]);
    let store = newsroom.site.store();
    assert_eq!(store.verify_audit().await.unwrap().first_broken, None);
    // The projections stand as a rebuild from the truth would have them.
    let rebuilt = store.rebuild_index(newsroom.site.desk().clock.now()).await.unwrap();
    assert_eq!((rebuilt.desk_documents, rebuilt.changed), (1_100, false));
});

both_engines!(
    an_import_takes_the_same_statements_for_five_records_as_for_fifty,
    |db: TestDb| async move {
        let newsroom = Newsroom::open(&db).await;
        let (desk, store) = (newsroom.site.desk(), newsroom.site.store());
        let mut counts = Vec::new();
        for (batch, records) in [(1, 5), (2, 50), (3, 50)] {
            let file: String = (0..records)
                .map(|n| {
                    format!(
                        "TY  - JOUR\nTI  - Work {n} of {batch}\nDO  - 10.5555/{batch}.{n}\nER  - \n"
                    )
                })
                .collect();
            let records =
                kanshu_citation::import::open(file.as_bytes(), None).unwrap().read().records;
            let mut import =
                import_citations(desk, &Actor::operator(), ImportMode::Write).await.unwrap();
            let before = store.statements();
            let taken = import.add(records).await.unwrap();
            counts.push(store.statements() - before);
            assert!(taken.iter().all(|one| matches!(one.taken, TakenIn::Created(Some(_)))));
        }
        assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{counts:?}");
    }
);

both_engines!(two_imports_at_once_do_not_bring_one_work_twice, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let desk = newsroom.site.desk();
    let records = || kanshu_citation::import::open(FILE.as_bytes(), None).unwrap().read().records;
    let operator = Actor::operator();
    let mut first = import_citations(desk, &operator, ImportMode::Write).await.unwrap();
    let mut second = import_citations(desk, &operator, ImportMode::Write).await.unwrap();
    let created = first.add(records()).await.unwrap();
    let TakenIn::Created(Some(id)) = created[0].taken else { panic!("{created:?}") };
    let late = second.add(records()).await.unwrap();
    assert!(
        matches!(late[0].taken, TakenIn::Duplicate { of: Earlier::Document(of), .. } if of == id),
        "{late:?}"
    );
    assert!(late.iter().all(|one| matches!(one.taken, TakenIn::Duplicate { .. })), "{late:?}");
});

both_engines!(only_who_may_create_citations_imports_them, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let known = newsroom.drafts(&staff).await.citation;
    let viewer = newsroom.person(StaffRole::Viewer).await;
    import(&newsroom, &nobody(), "", FILE).await.expect(401);
    import(&newsroom, &viewer, "", FILE).await.expect(403);
    // Who may not is told so before the file is looked at.
    import(&newsroom, &viewer, "", "").await.expect(403);
    import(&newsroom, &staff.editor, "", "").await.expect(422);
    let nothing = import(&newsroom, &staff.editor, "", "Dear all,\n").await.expect(422);
    assert!(nothing["detail"].as_str().unwrap().contains("RIS"), "{nothing}");
    import(&newsroom, &staff.editor, "?format=docx", FILE).await.expect(400);
    import(&newsroom, &staff.editor, "?dryRun=perhaps", FILE).await.expect(400);
    import(&newsroom, &staff.editor, "", &"x".repeat(3 << 20)).await.expect(413);

    // A key that may write and not read drafts does not learn that one is there.
    let expires = newsroom.site.desk().clock.now() + chrono::Duration::days(30);
    let (_, secret) = newsroom
        .site
        .identity()
        .add_api_key(&Actor::operator(), "import", &[Scope::ContentWrite], expires)
        .await
        .unwrap();
    let key = Person { token: Some(secret.expose_secret().to_owned()), ..nobody() };
    let done = import(&newsroom, &key, "", FILE).await.expect(200);
    assert_eq!(lines(&done["data"]["created"]), [1, 12, 18]);
    assert!(!done.to_string().contains(&known.id), "{done}");
    // Its own it knows.
    let again = import(&newsroom, &key, "", FILE).await.expect(200);
    assert_eq!(lines(&again["data"]["duplicates"]), [1, 12, 18]);
});

both_engines!(the_references_of_a_page_are_listed_and_exported, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let page = format!("/api/v1/articles/{}", drafts.article.id);
    let listed = |query: &'static str| {
        let (path, newsroom) = (format!("{page}/bibliography{query}"), &newsroom);
        async move { newsroom.get(&nobody(), &path).await }
    };

    let nlm = listed("").await.expect(200);
    assert_eq!(
        nlm["data"],
        json!([{
            "number": 1, "inText": "[1]", "language": "en", "citation": drafts.citation.id,
            "text": "Kakuu T. Fictional vesicles and the skin barrier in mice. Journal of Imaginary \
                     Dermatology. 2024;3:12-9. doi: 10.5555/kanshu.story.1.",
            "html": "Kakuu T. Fictional vesicles and the skin barrier in mice. Journal of Imaginary \
                     Dermatology. 2024;3:12-9. doi: <a href=\"https://doi.org/10.5555/kanshu.story.1\" \
                     rel=\"external noopener\">\
                     10.5555/kanshu.story.1</a>.",
        }])
    );
    assert_eq!(nlm["meta"]["style"], "nlm");
    let sist = listed("?style=sist02&locale=ja").await.expect(200);
    let text = sist["data"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Kakuu, Taro. Fictional vesicles"), "{text}");
    assert!(text.contains("2024, vol. 3, p. 12-19"), "{text}");
    let apa = listed("?style=apa").await.expect(200);
    assert_eq!(apa["data"][0]["inText"], "(Kakuu, 2024)");
    let wrong = listed("?style=vancuover").await.expect(400);
    assert!(wrong["detail"].as_str().unwrap().contains("`vancouver`"), "{wrong}");

    let ris = newsroom.get(&nobody(), &format!("{page}/references?format=ris")).await;
    assert_eq!(ris.status, 200);
    assert_eq!(ris.header("content-type"), "application/x-research-info-systems");
    assert!(ris.text.contains("DO  - 10.5555/kanshu.story.1"), "{}", ris.text);
    let again = import(&newsroom, &staff.editor, "?dryRun=true", &ris.text).await.expect(200);
    assert_eq!(again["data"]["duplicates"][0]["citation"], drafts.citation.id);
    for (format, media_type) in [
        ("bibtex", "application/x-bibtex"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
    ] {
        let path = format!("{page}/references?format={format}");
        let file = newsroom.get(&nobody(), &path).await;
        assert_eq!(file.header("content-type"), media_type);
        assert!(file.text.contains("Fictional vesicles"), "{}", file.text);
    }
    newsroom.get(&nobody(), &format!("{page}/references?format=docx")).await.expect(400);

    let summary = newsroom.get(&nobody(), &format!("{page}/evidence-summary")).await.expect(200);
    assert_eq!(
        (&summary["data"]["sources"], &summary["data"]["humanTrials"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(summary["data"]["statement"]["en"], "No human trial is cited.");

    // A draft is listed for those who may read it, and is nothing to others.
    let mut body = article_record(&staff, &drafts.treatment, &drafts.citation);
    body["slug"] = Value::Null;
    let draft = newsroom.create(&staff.editor, "articles", body).await;
    for name in ["bibliography", "references", "evidence-summary"] {
        let path = format!("/api/v1/articles/{}/{name}", draft.id);
        newsroom.get(&nobody(), &path).await.expect(404);
        newsroom.get(&nobody(), &format!("{path}?perspective=draft")).await.expect(401);
        let shown = newsroom.get(&staff.editor, &format!("{path}?perspective=draft")).await;
        assert_eq!((shown.status, shown.header("cache-control")), (200, "private, no-store"));
    }
});

async fn take_in(newsroom: &Newsroom, doi: &str) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let notice = Notice {
        record: 7,
        nature: NoticeNature::Retraction,
        doi: Some(Doi::parse(doi).unwrap()),
        pmid: None,
        date: Some(day),
        notice_doi: Some(Doi::parse("10.5555/notice.7").unwrap()),
        reasons: vec!["Error in Data".to_owned()],
    };
    let desk = newsroom.site.desk();
    let mut import = import_retractions(desk, &Actor::operator()).await.unwrap();
    import.add(&[notice]).await.unwrap();
    import.finish(Sha256Hash::of(b"a file"), day).await.unwrap();
}

both_engines!(a_reader_learns_what_became_of_a_source, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let viewer = newsroom.person(StaffRole::Viewer).await;
    let drafts = newsroom.public_article(&staff).await;
    let path = format!("/api/v1/citations/{}/retraction", drafts.citation.id);
    let noticed = "/api/v1/noticed-sources";

    // Nobody has looked.
    let unchecked = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(unchecked["data"], json!({ "state": "unchecked", "notices": [], "dataset": null }));
    let none = newsroom.get(&viewer, noticed).await.expect(200);
    assert_eq!(none, json!({ "data": [], "meta": { "dataset": null } }));

    // The dataset names another.
    take_in(&newsroom, "10.5555/of.nobody").await;
    newsroom.clock.advance(chrono::Duration::seconds(5));
    let unlisted = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(unlisted["data"]["state"], "not_listed");
    assert_eq!(unlisted["data"]["dataset"]["asOf"], "2026-11-01");
    assert_eq!(unlisted["data"]["dataset"]["hash"], Sha256Hash::of(b"a file").to_string());
    assert_eq!(unlisted["data"]["dataset"]["notices"], 1);
    let none = newsroom.get(&viewer, noticed).await.expect(200);
    assert_eq!(none["data"], json!([]));
    assert_eq!(none["meta"]["dataset"]["asOf"], "2026-11-01");

    take_in(&newsroom, "10.5555/kanshu.story.1").await;
    newsroom.clock.advance(chrono::Duration::seconds(5));
    let retracted = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(retracted["data"]["state"], "retracted");
    assert_eq!(retracted["data"]["notices"][0]["noticeDoi"], "10.5555/notice.7");
    let page = format!("/api/v1/articles/{}/bibliography", drafts.article.id);
    let listed = newsroom.get(&nobody(), &page).await.expect(200);
    let text = listed["data"][0]["text"].as_str().unwrap();
    assert!(text.ends_with("Retraction in: 2026 Nov 1; doi: 10.5555/notice.7."), "{text}");

    let named = newsroom.get(&viewer, noticed).await.expect(200);
    let [source] = named["data"].as_array().unwrap().as_slice() else { panic!("{named}") };
    assert_eq!(source["citation"]["id"], drafts.citation.id);
    assert_eq!(source["state"], "retracted");
    let [resting] = source["publicDocuments"].as_array().unwrap().as_slice() else {
        panic!("{named}")
    };
    assert_eq!(resting["id"], drafts.article.id);
    assert_eq!(resting["slug"], "tenteki-no-mae-ni");
    newsroom.get(&nobody(), noticed).await.expect(401);
});

/// An article whose lead claims something that rests on a paper.
async fn claiming(newsroom: &Newsroom, who: &Person, mut record: Value, paper: &Draft) -> Draft {
    record["claims"] = json!([{
        "anchor": { "field": "lead[0]", "start": 0, "end": 6, "text": "点滴について" },
        "kind": "mechanism", "modality": "possible",
        "supports": [{ "citation": paper.group }],
    }]);
    newsroom.create(who, "articles", record).await
}

both_engines!(what_rests_on_a_paper_is_told, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let path = format!("/api/v1/citations/{}/dependents", drafts.citation.id);
    let resting = newsroom.get(&nobody(), &path).await.expect(200);
    let [article] = resting["data"].as_array().unwrap().as_slice() else { panic!("{resting}") };
    assert_eq!(article["id"], drafts.article.id);
    assert_eq!(article["kind"], "article");
    assert_eq!(article["slug"], "tenteki-no-mae-ni");
    assert_eq!(article["title"], "点滴を考える前に読む話");
    assert_eq!(article["claims"], json!([]));
    assert_eq!(resting["meta"]["more"], json!([]));

    // However much rests on it, the same statements tell.
    let desk = format!("{path}?perspective=draft");
    let store = newsroom.site.store();
    let asked = async || {
        newsroom.get(&staff.editor, &desk).await.expect(200);
        let before = store.statements();
        newsroom.get(&staff.editor, &desk).await.expect(200);
        store.statements() - before
    };
    let for_one = asked().await;

    // A draft that rests on it shows at the desk only, with the claim that names the paper.
    let mut record = article_record(&staff, &drafts.treatment, &drafts.citation);
    record["slug"] = json!("mou-hitotsu");
    let draft = claiming(&newsroom, &staff.editor, record, &drafts.citation).await;
    let public = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(public["data"].as_array().unwrap().len(), 1);
    newsroom.get(&nobody(), &format!("{path}?perspective=draft")).await.expect(401);
    assert_eq!(asked().await, for_one);
    let seen = newsroom.get(&staff.editor, &desk).await.expect(200);
    let own = seen["data"].as_array().unwrap().iter().find(|one| one["id"] == draft.id.as_str());
    assert_eq!(own.unwrap()["claims"][0]["supports"][0]["citation"], drafts.citation.group);

    // What does not fit is told with the address of the list that has it.
    let cut = newsroom.get(&staff.editor, &format!("{desk}&limit=1")).await.expect(200);
    assert_eq!(cut["data"].as_array().unwrap().len(), 1);
    let [more] = cut["meta"]["more"].as_array().unwrap().as_slice() else { panic!("{cut}") };
    let all = newsroom.get(&staff.editor, more.as_str().unwrap()).await.expect(200);
    assert_eq!(all["data"].as_array().unwrap().len(), 2);

    let unknown = "/api/v1/citations/01900000-0000-7000-8000-000000000001/dependents";
    newsroom.get(&nobody(), unknown).await.expect(404);
});
