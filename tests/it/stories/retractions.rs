//! A source is retracted after a page went public: the bell rings, and the gate closes.

use chrono::NaiveDate;
use kanshu_domain::{
    actor::Actor,
    event::Seq,
    retraction::{Notice, NoticeNature, RetractionState},
    revision::Sha256Hash,
    values::Doi,
};
use kanshu_editorial::{ImportedRetractions, import_retractions, noticed_sources};
use kanshu_tests::{TestDb, both_engines};
use serde_json::json;

use super::newsroom::{Draft, Newsroom, Staff, nobody};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn notice(record: i64, doi: &str, nature: NoticeNature, day_of_notice: u32) -> Notice {
    Notice {
        record,
        nature,
        doi: Some(Doi::parse(doi).unwrap()),
        pmid: None,
        date: Some(day(day_of_notice)),
        notice_doi: Some(Doi::parse("10.5555/notice.1").unwrap()),
        reasons: vec!["Error in Data".to_owned()],
    }
}

const CITED: &str = "10.5555/kanshu.story.1";

async fn take_in(newsroom: &Newsroom, notices: &[Notice]) -> ImportedRetractions {
    let desk = newsroom.site.desk();
    let mut import = import_retractions(desk, &Actor::operator()).await.unwrap();
    for one in notices {
        import.add(std::slice::from_ref(one)).await.unwrap();
    }
    import.finish(Sha256Hash::of(b"a file"), day(1)).await.unwrap()
}

fn other() -> Notice {
    notice(1, "10.5555/of.nobody", NoticeNature::Retraction, 1)
}

both_engines!(a_retraction_names_the_pages_that_rest_on_it, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let (operator, desk) = (Actor::operator(), newsroom.site.desk());

    // A list that does not name the source changes nothing and says nothing.
    assert_eq!(take_in(&newsroom, &[other()]).await.changed, []);
    assert_eq!(noticed_sources(desk, &operator).await.unwrap(), []);

    let retracted = notice(2, CITED, NoticeNature::Retraction, 1);
    let imported = take_in(&newsroom, &[other(), retracted.clone()]).await;
    let [changed] = imported.changed.try_into().unwrap();
    assert_eq!(changed.before, RetractionState::NotListed);
    assert_eq!(changed.source.document.to_string(), drafts.citation.id);
    let resting: Vec<String> =
        changed.source.public_documents.iter().map(ToString::to_string).collect();
    assert!(resting.contains(&drafts.article.id), "{resting:?}");
    let listed = noticed_sources(desk, &operator).await.unwrap();
    assert_eq!(listed, [changed.source]);

    // The event names them too.
    let store = newsroom.site.store();
    let last = store.last_seq().await.unwrap();
    let event = store.events_after(Seq(last.0 - 1), 1).await.unwrap().remove(0);
    assert_eq!(event.event_type, "source.status_changed");
    assert_eq!(event.document.unwrap().to_string(), drafts.citation.id);
    assert_eq!(event.payload["to"], "retracted");
    assert_eq!(event.payload["publicDocuments"].as_array().unwrap().len(), resting.len());

    // Readers of the reference list are told, in both APIs.
    let query = "query($id: ID!) { article(id: $id) { bibliography { text }
        citations { citation { retraction { state notices { nature date } } } } } }";
    let variables = json!({ "id": drafts.article.id });
    let answer = newsroom.graphql(&nobody(), query, variables).await;
    let page = &answer["data"]["article"];
    let listed = page["bibliography"][0]["text"].as_str().unwrap();
    assert!(listed.to_lowercase().contains("retract"), "{listed}");
    let status = &page["citations"][0]["citation"]["retraction"];
    assert_eq!(status["state"], "RETRACTED", "{status}");
    let path = format!("/api/v1/articles/{}/bibliography", drafts.article.id);
    let rest = newsroom.get(&nobody(), &path).await.expect(200);
    assert_eq!(rest["data"][0]["text"], listed);

    // The page stays up, its signature carries no more, and it cannot be published again.
    let path = format!("/api/v1/documents/{}", drafts.article.id);
    let shown = newsroom.get(&staff.editor, &format!("{path}/compliance-report")).await.expect(200);
    let rules: Vec<&str> = shown["data"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert!(rules.contains(&"JP-V04"), "{rules:?}");
    newsroom.get(&nobody(), "/api/v1/articles/by-slug/tenteki-no-mae-ni").await.expect(200);
    let unpublished = json!({});
    newsroom.act(&staff.editor, &drafts.article, "unpublish", unpublished).await.expect(200);
    let refused = newsroom.publish(&staff.editor, &drafts.article).await;
    assert!(refused.conditions().contains(&"G09".to_owned()), "{:?}", refused.conditions());

    // The same list again rings no bell; a reinstatement opens the gate.
    assert_eq!(take_in(&newsroom, std::slice::from_ref(&retracted)).await.changed, []);
    let reinstated = notice(3, CITED, NoticeNature::Reinstatement, 2);
    let [back] = take_in(&newsroom, &[retracted, reinstated]).await.changed.try_into().unwrap();
    assert_eq!(back.before, RetractionState::Retracted);
    assert_eq!(back.source.status.state, RetractionState::Reinstated);
    newsroom.publish(&staff.editor, &drafts.article).await.expect(200);
    assert_eq!(store.verify_audit().await.unwrap().first_broken, None);
});

/// Why the article's signature carries no more, if so.
async fn stale(newsroom: &Newsroom, staff: &Staff, article: &Draft) -> String {
    let path = format!("/api/v1/documents/{}?perspective=draft", article.id);
    let body = newsroom.get(&staff.editor, &path).await.expect(200);
    body["data"]["desk"]["stale"].as_str().unwrap_or_default().to_owned()
}

/// The source is retracted, `meanwhile` happens, and it is reinstated.
async fn retracted_for_a_while(newsroom: &Newsroom, meanwhile: impl Future<Output = ()>) {
    let retracted = notice(2, CITED, NoticeNature::Retraction, 1);
    take_in(newsroom, std::slice::from_ref(&retracted)).await;
    meanwhile.await;
    let reinstated = notice(3, CITED, NoticeNature::Reinstatement, 2);
    take_in(newsroom, &[retracted, reinstated]).await;
    let audit = newsroom.site.store().verify_audit().await.unwrap();
    assert_eq!(audit.first_broken, None);
}

both_engines!(a_lifted_retraction_leaves_what_has_changed_stale, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let drafts = newsroom.public_article(&staff).await;
    let dearer = json!({ "price": { "min": 44000, "max": 66000, "per": "session" } });
    let dearer = newsroom.revise(&staff.editor, "treatments", &drafts.treatment, dearer).await;
    newsroom.go_live(&staff, &dearer).await;
    let before = stale(&newsroom, &staff, &drafts.article).await;
    assert!(before.contains("培養上清液の点滴"), "{before}");

    retracted_for_a_while(&newsroom, async {
        let meanwhile = stale(&newsroom, &staff, &drafts.article).await;
        assert_eq!(meanwhile, "a source was retracted");
    })
    .await;
    assert_eq!(stale(&newsroom, &staff, &drafts.article).await, before);
});

both_engines!(a_lifted_retraction_gives_no_signature_back, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    let article = newsroom.public_article(&staff).await.article;
    retracted_for_a_while(&newsroom, async {
        let reason = json!({ "reason": "x" });
        newsroom.act(&staff.physician, &article, "revoke-approval", reason).await.expect(200);
        assert_eq!(stale(&newsroom, &staff, &article).await, "a source was retracted");
    })
    .await;
    assert_eq!(stale(&newsroom, &staff, &article).await, "the signature was taken back");

    // Signed again, the mark goes with the retraction.
    newsroom.sign(&staff.physician, &article).await.expect(200);
    newsroom.publish(&staff.editor, &article).await.expect(200);
    retracted_for_a_while(&newsroom, async {}).await;
    assert_eq!(stale(&newsroom, &staff, &article).await, "");
});

both_engines!(a_broken_import_leaves_the_list_that_was_there, |db: TestDb| async move {
    let newsroom = Newsroom::open(&db).await;
    let staff = newsroom.staff().await;
    newsroom.drafts(&staff).await;
    let (operator, desk) = (Actor::operator(), newsroom.site.desk());
    take_in(&newsroom, &[notice(1, CITED, NoticeNature::Retraction, 1)]).await;

    // An import that never ends, one without a notice, and one from the future.
    let mut abandoned = import_retractions(desk, &operator).await.unwrap();
    abandoned.add(&[other()]).await.unwrap();
    drop(abandoned);
    let empty = import_retractions(desk, &operator).await.unwrap();
    assert!(empty.finish(Sha256Hash::of(b""), day(1)).await.is_err());
    let mut ahead = import_retractions(desk, &operator).await.unwrap();
    ahead.add(&[other()]).await.unwrap();
    let far = NaiveDate::from_ymd_opt(2099, 1, 1).unwrap();
    assert!(ahead.finish(Sha256Hash::of(b""), far).await.is_err());
    assert_eq!(noticed_sources(desk, &operator).await.unwrap().len(), 1);

    // Of two imports at once, the one that was begun later wins.
    let mut early = import_retractions(desk, &operator).await.unwrap();
    early.add(&[other()]).await.unwrap();
    take_in(&newsroom, &[notice(1, CITED, NoticeNature::Correction, 1)]).await;
    let overtaken = early.finish(Sha256Hash::of(b""), day(1)).await.unwrap_err();
    assert_eq!(overtaken.code(), "OVERTAKEN");
    let [left] = noticed_sources(desk, &operator).await.unwrap().try_into().unwrap();
    assert_eq!(left.status.state, RetractionState::Corrected);

    assert!(import_retractions(desk, &Actor::visitor()).await.is_err());
});
