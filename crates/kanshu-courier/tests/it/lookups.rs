use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, Utc};
use kanshu_courier::{CourierError, Found, Pause, Registries, RegistriesConfig, Registry};
use kanshu_domain::{
    kinds::citation::SourceType,
    time::{Clock, FixedClock},
    values::{Doi, Pmid},
};
use serde_json::{Value, json};

use crate::{
    answers::{crossref_work, pubmed_summary},
    recorded::{Recorded, Server},
};

struct Desk {
    registries: Registries,
    clock: Arc<FixedClock>,
    waits: Arc<Mutex<Vec<u64>>>,
    server: Server,
}

impl Desk {
    async fn with(answers: Vec<Recorded>) -> Self {
        Self::configured(answers, |_| {}).await
    }

    async fn configured(answers: Vec<Recorded>, change: impl Fn(&mut RegistriesConfig)) -> Self {
        let server = Server::start(answers).await;
        let mut config = RegistriesConfig {
            enabled: true,
            crossref_url: server.base.clone(),
            pubmed_url: format!("{}/entrez/eutils", server.base),
            email: Some("library@clinic.example".to_owned()),
            ncbi_api_key: Some("k-secret".to_owned().into()),
            ..RegistriesConfig::default()
        };
        change(&mut config);
        let now: DateTime<Utc> = "2031-05-01T00:00:00Z".parse().unwrap();
        let clock = Arc::new(FixedClock::at(now));
        let waits = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&waits);
        let pause: Pause = Arc::new(move |wait: Duration| {
            seen.lock().unwrap().push(wait.as_secs());
            Box::pin(std::future::ready(()))
        });
        let clock_of = Arc::clone(&clock) as Arc<dyn Clock>;
        let registries = Registries::with_pause(&config, clock_of, pause).unwrap();
        Self { registries, clock, waits, server }
    }

    async fn doi(&self) -> Result<Option<Found>, CourierError> {
        self.registries.lookup_doi(&Doi::parse("10.5555/barrier.9").unwrap()).await
    }

    async fn pmid(&self) -> Result<Option<Found>, CourierError> {
        self.registries.lookup_pmid(&Pmid::parse("98000001").unwrap()).await
    }

    fn waits(&self) -> Vec<u64> {
        self.waits.lock().unwrap().clone()
    }
}

fn ok(value: &Value) -> Recorded {
    Recorded::Answer(200, "", value.to_string())
}

fn status(status: u16, headers: &'static str) -> Recorded {
    Recorded::Answer(status, headers, "{}".to_owned())
}

#[tokio::test]
async fn a_doi_becomes_a_record() {
    let desk = Desk::with(vec![ok(&crossref_work())]).await;
    let found = desk.doi().await.unwrap().unwrap();
    let paper = &found.citation;
    assert_eq!(found.registry, Registry::Crossref);
    assert_eq!(found.warnings, []);
    assert!(!found.retracted && !found.is_retraction_notice);
    assert_eq!(found.retrieved_at, desk.clock.now());
    assert_eq!(paper.title.as_str(), "Barrier lipids and itch: A pilot trial");
    assert_eq!(paper.source_type, Some(SourceType::JournalArticle));
    assert_eq!(paper.container_title_short.as_ref().unwrap().as_str(), "J Invent Dermatol");
    assert_eq!(paper.page.as_ref().unwrap().as_str(), "680");
    assert_eq!(paper.issued.unwrap().day(), Some(10));
    assert_eq!(paper.doi.as_ref().unwrap().as_str(), "10.5555/barrier.9");
    assert_eq!(paper.issn[0].as_str(), "2049-3630");
    assert_eq!(paper.authors[0].orcid.as_ref().unwrap().as_str(), "0000-0002-1825-0097");
    assert_eq!(paper.authors[1].literal.as_ref().unwrap().as_str(), "The Barrier Group");
    assert_eq!(found.item["abstract"], "Abstract Itch fell (p < 0.05) with C18.");
}

#[tokio::test]
async fn a_pmid_becomes_a_record() {
    let desk = Desk::with(vec![ok(&pubmed_summary())]).await;
    let found = desk.pmid().await.unwrap().unwrap();
    let paper = &found.citation;
    assert_eq!((found.registry, found.retracted), (Registry::PubMed, false));
    assert_eq!(found.warnings, []);
    assert_eq!(paper.title.as_str(), "Barrier lipids and itch: a review");
    assert_eq!(paper.source_type, Some(SourceType::Review));
    assert_eq!(paper.container_title.as_ref().unwrap().as_str(), "Journal of Invented Dermatology");
    assert_eq!(paper.page.as_ref().unwrap().as_str(), "680");
    assert_eq!(paper.issued.unwrap().month(), Some(3));
    assert_eq!(paper.doi.as_ref().unwrap().as_str(), "10.5555/barrier.9");
    assert_eq!(paper.pmcid.as_ref().unwrap().as_str(), "PMC9800001");
    assert_eq!(paper.issn.len(), 2);
    let names = found.item["author"].clone();
    let expected = json!([
        {"family": "van der Mori", "given": "KO"},
        {"family": "Sato", "given": "J", "suffix": "Jr"},
        {"literal": "Barrier Group"},
    ]);
    assert_eq!(names, expected);
}

#[tokio::test]
async fn the_publication_type_says_what_kind_of_source_it_is() {
    let cases = [
        (json!(["Journal Article", "Practice Guideline"]), SourceType::Guideline),
        (json!(["Letter", "Comment"]), SourceType::Letter),
        (json!(["Journal Article", "Meta-Analysis"]), SourceType::Review),
        (json!(["Randomized Controlled Trial"]), SourceType::JournalArticle),
    ];
    for (types, expected) in cases {
        let mut summary = pubmed_summary();
        summary["result"]["98000001"]["pubtype"] = types;
        let found = Desk::with(vec![ok(&summary)]).await.pmid().await.unwrap().unwrap();
        assert_eq!(found.citation.source_type, Some(expected));
        assert_eq!(found.warnings, []);
    }
}

#[tokio::test]
async fn the_registries_learn_who_asks() {
    let desk = Desk::with(vec![ok(&crossref_work()), ok(&pubmed_summary())]).await;
    desk.doi().await.unwrap();
    desk.pmid().await.unwrap();
    let asked = desk.server.asked();
    let first = "GET /works/10.5555%2Fbarrier.9?mailto=library%40clinic.example HTTP/1.1\r\n";
    assert!(asked[0].starts_with(first), "{}", asked[0]);
    assert!(asked[0].contains("(mailto:library@clinic.example)"), "{}", asked[0]);
    let second = "GET /entrez/eutils/esummary.fcgi?db=pubmed&id=98000001&retmode=json&tool=kanshu\
                  &email=library%40clinic.example&api_key=k-secret HTTP/1.1\r\n";
    assert!(asked[1].starts_with(second), "{}", asked[1]);
}

#[tokio::test]
async fn what_no_registry_knows_is_none_and_remembered() {
    let unknown = json!({"result": {"uids": ["98000001"], "98000001": {
        "uid": "98000001", "error": "cannot get document summary"}}});
    let desk = Desk::with(vec![status(404, ""), ok(&unknown)]).await;
    for _ in 0..2 {
        assert_eq!(desk.doi().await.unwrap(), None);
        assert_eq!(desk.pmid().await.unwrap(), None);
    }
    assert_eq!(desk.server.asked().len(), 2);
}

#[tokio::test]
async fn an_answer_is_kept_until_its_time_is_over() {
    let desk = Desk::with(vec![ok(&crossref_work()), ok(&crossref_work())]).await;
    let first = desk.doi().await.unwrap();
    desk.clock.advance(chrono::Duration::minutes(24 * 60 - 1));
    assert_eq!(desk.doi().await.unwrap(), first);
    assert_eq!(desk.server.asked().len(), 1);
    desk.clock.advance(chrono::Duration::minutes(1));
    assert_ne!(desk.doi().await.unwrap(), first, "retrieved later");
    assert_eq!(desk.server.asked().len(), 2);
}

#[tokio::test]
async fn a_busy_registry_is_asked_again_when_it_says() {
    let dated = "Retry-After: Thu, 01 May 2031 00:00:09 GMT\r\n";
    let answers = vec![status(429, "Retry-After: 7\r\n"), status(503, dated), ok(&crossref_work())];
    let desk = Desk::with(answers).await;
    assert!(desk.doi().await.unwrap().is_some());
    assert_eq!(desk.waits(), [7, 9]);
}

#[tokio::test]
async fn who_is_asked_to_stay_away_for_long_does_not_come_back_sooner() {
    let desk = Desk::with(vec![status(429, "Retry-After: 3600\r\n")]).await;
    let error = desk.doi().await.unwrap_err();
    assert!(matches!(error, CourierError::Refused { status: 429, .. }), "{error}");
    assert_eq!(desk.waits(), [0; 0]);
}

#[tokio::test]
async fn a_broken_registry_is_an_error_after_the_last_attempt_and_is_not_remembered() {
    let answers = vec![status(500, ""), status(500, ""), status(500, ""), ok(&crossref_work())];
    let desk = Desk::configured(answers, |config| config.retries = 2).await;
    let error = desk.doi().await.unwrap_err();
    assert!(matches!(error, CourierError::Refused { status: 500, .. }), "{error}");
    assert_eq!(desk.waits(), [1, 2]);
    assert!(desk.doi().await.unwrap().is_some());
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_asked_again() {
    let desk = Desk::with(vec![status(403, "")]).await;
    let error = desk.pmid().await.unwrap_err();
    assert_eq!(error.to_string(), "PubMed refused with status 403");
    assert_eq!(desk.waits(), [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_silent_registry_is_left_after_the_timeout() {
    let desk = Desk::configured(vec![Recorded::Silence], |config| config.retries = 0).await;
    let error = desk.doi().await.unwrap_err();
    assert!(matches!(error, CourierError::Timeout { seconds: 15, .. }), "{error}");
}

#[tokio::test]
async fn an_absent_registry_is_unreachable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let desk = Desk::configured(vec![], |config| config.pubmed_url = base.clone()).await;
    let error = desk.pmid().await.unwrap_err();
    assert!(matches!(error, CourierError::Unreachable { .. }), "{error}");
    assert_eq!(desk.waits(), [1, 2, 4]);
    assert!(!format!("{error:?}").contains("k-secret"), "{error:?}");
}

#[tokio::test]
async fn nonsense_is_reported_without_repeating_it() {
    let broken = Recorded::Answer(200, "", "{\"api-key\": \"k-secret\",\n oops".to_owned());
    let other = json!({"error": "API rate limit exceeded", "api-key": "k-secret"});
    let untitled = json!({"message": {"DOI": "10.5555/barrier.9", "type": "journal-article"}});
    let desk = Desk::with(vec![broken, ok(&other), ok(&untitled)]).await;
    let errors = [desk.pmid().await, desk.pmid().await, desk.doi().await].map(Result::unwrap_err);
    let said = errors.each_ref().map(ToString::to_string);
    let expected = [
        "the answer of PubMed is not understood: no JSON at line 2, column 2",
        "the answer of PubMed is not understood: there is no `result`",
        "the answer of Crossref is not understood: the title is missing",
    ];
    assert_eq!(said, expected);
    assert!(!format!("{errors:?}").contains("k-secret"), "{errors:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read() {
    let long = Recorded::Answer(200, "", "x".repeat(5 * 1024 * 1024));
    let desk = Desk::with(vec![long]).await;
    let error = desk.doi().await.unwrap_err();
    assert!(matches!(error, CourierError::TooLarge { limit: 4_194_304, .. }), "{error}");
}

#[tokio::test]
async fn a_registry_may_send_on_within_its_house_only() {
    let inside = status(301, "Location: /works/10.5555%2Fnew\r\n");
    let outside = status(302, "Location: https://elsewhere.example/works/1\r\n");
    let desk = Desk::with(vec![inside, ok(&crossref_work()), outside]).await;
    assert!(desk.doi().await.unwrap().is_some());
    assert!(desk.server.asked()[1].starts_with("GET /works/10.5555%2Fnew "));
    let error = desk.pmid().await.unwrap_err();
    assert!(matches!(error, CourierError::Redirected { .. }), "{error}");
}

#[tokio::test]
async fn a_retraction_is_noted_and_a_notice_is_not_a_retracted_paper() {
    let notice_of = json!([{"type": "retraction", "DOI": "10.5555/notice", "source": "publisher"}]);
    let mut retracted = crossref_work();
    retracted["message"]["updated-by"] = notice_of.clone();
    let mut corrected = crossref_work();
    corrected["message"]["updated-by"] = json!([{"type": "correction", "DOI": "10.5555/c"}]);
    let mut notice = crossref_work();
    notice["message"]["update-to"] = notice_of;
    let mut titled = crossref_work();
    titled["message"]["title"] = json!(["RETRACTED: Barrier lipids"]);
    let answers = [retracted, corrected, notice, titled];
    let desk =
        Desk::configured(answers.iter().map(ok).collect(), |config| config.cache_minutes = 0).await;
    let mut seen = Vec::new();
    for _ in &answers {
        let found = desk.doi().await.unwrap().unwrap();
        seen.push((found.retracted, found.is_retraction_notice));
    }
    assert_eq!(seen, [(true, false), (false, false), (false, true), (true, false)]);

    let mut summary = pubmed_summary();
    summary["result"]["98000001"]["pubtype"] = json!(["Journal Article", "Retracted Publication"]);
    let desk = Desk::with(vec![ok(&summary)]).await;
    assert!(desk.pmid().await.unwrap().unwrap().retracted);
}

#[tokio::test]
async fn switched_off_nothing_is_asked() {
    let desk = Desk::configured(vec![ok(&crossref_work())], |config| config.enabled = false).await;
    assert!(matches!(desk.doi().await, Err(CourierError::Disabled)));
    assert!(matches!(desk.pmid().await, Err(CourierError::Disabled)));
    assert_eq!(desk.server.asked(), [""; 0]);
    assert!(!RegistriesConfig::default().enabled);
}

#[test]
fn settings_that_cannot_be_used_are_all_reported() {
    let config: RegistriesConfig = toml::from_str(
        "enabled = true\ncrossref_url = \"http://api.crossref.example\"\nretries = 50\nncbi_api_key = \"k-secret\"",
    )
    .unwrap();
    let settings: Vec<_> = config.problems().into_iter().map(|p| p.setting).collect();
    assert_eq!(settings, ["crossref_url", "email", "retries"]);
    assert!(!format!("{config:?}").contains("k-secret"));
    assert!(toml::from_str::<RegistriesConfig>("enable = true").is_err());
    assert_eq!(RegistriesConfig::default().problems(), []);
}
