//! The registries of papers, and what they know of a DOI or a PMID.

use std::{fmt, pin::Pin, sync::Arc, time::Duration};

use kanshu_citation::csl;
use kanshu_domain::{
    kinds::citation::Citation,
    time::{Clock, Instant},
    values::{Doi, Pmid},
};
use moka::sync::Cache;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use url::Url;

use crate::{ConfigProblem, CourierError, RegistriesConfig, config, crossref, http::Http, pubmed};

/// Who knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Registry {
    Crossref,
    PubMed,
}

impl Registry {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crossref => "crossref",
            Self::PubMed => "pubmed",
        }
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Crossref => "Crossref",
            Self::PubMed => "PubMed",
        })
    }
}

/// What a registry knows of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub registry: Registry,
    /// As CSL-JSON, with what [`Citation`] has no field for.
    pub item: csl::Item,
    pub citation: Citation,
    /// Variables of the registry's that are not what they should be.
    pub warnings: Vec<csl::Warning>,
    /// The registry itself says that this paper is retracted, wholly or in part, or withdrawn. `false`
    /// says only that it does not say so.
    pub retracted: bool,
    /// The record is itself a notice that retracts another paper.
    pub is_retraction_notice: bool,
    pub retrieved_at: Instant,
}

/// A record as a registry's module reads it out of an answer.
pub(crate) struct Record {
    pub(crate) item: csl::Item,
    pub(crate) retracted: bool,
    pub(crate) is_retraction_notice: bool,
}

/// Waits between two attempts. Handed in, so that tests need not wait.
pub type Pause = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// Looks papers up in Crossref and PubMed. Answers are kept in memory for a while, also that there is
/// none; errors are not. Each registry is asked one thing at a time.
pub struct Registries {
    ways: Option<Ways>,
}

/// What a look-up needs. Absent when look-ups are off: then nothing is there that could call out.
struct Ways {
    http: Http,
    clock: Arc<dyn Clock>,
    crossref: Url,
    pubmed: Url,
    email: String,
    ncbi_api_key: Option<SecretString>,
    cache: Cache<Key, Kept>,
    keep: chrono::Duration,
    crossref_turn: Mutex<()>,
    pubmed_turn: Mutex<()>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Doi(Doi),
    Pmid(Pmid),
}

#[derive(Clone)]
struct Kept {
    answer: Option<Arc<Found>>,
    at: Instant,
}

impl Registries {
    /// # Errors
    /// `Config` with the first of [`RegistriesConfig::problems`].
    pub fn new(config: &RegistriesConfig, clock: Arc<dyn Clock>) -> Result<Self, CourierError> {
        Self::with_pause(config, clock, Arc::new(|wait| Box::pin(tokio::time::sleep(wait))))
    }

    /// As [`Registries::new`], waiting between attempts as `pause` does.
    ///
    /// # Errors
    /// `Config` with the first of [`RegistriesConfig::problems`].
    pub fn with_pause(
        config: &RegistriesConfig,
        clock: Arc<dyn Clock>,
        pause: Pause,
    ) -> Result<Self, CourierError> {
        if let Some(problem) = config.problems().into_iter().next() {
            return Err(problem.into());
        }
        if !config.enabled {
            return Ok(Self { ways: None });
        }
        let base = |setting, text| {
            config::base(text).map_err(|message| ConfigProblem { setting, message })
        };
        let ways = Ways {
            http: Http::new(config, pause),
            clock,
            crossref: base("crossref_url", &config.crossref_url)?,
            pubmed: base("pubmed_url", &config.pubmed_url)?,
            email: config.email.clone().unwrap_or_default(),
            ncbi_api_key: config.ncbi_api_key.clone(),
            cache: Cache::new(config.cached_answers),
            keep: chrono::Duration::seconds(i64::try_from(config.cache_minutes).unwrap_or(0) * 60),
            crossref_turn: Mutex::new(()),
            pubmed_turn: Mutex::new(()),
        };
        Ok(Self { ways: Some(ways) })
    }

    /// Whether look-ups are switched on.
    pub fn is_enabled(&self) -> bool {
        self.ways.is_some()
    }

    /// What Crossref knows of a DOI; `None` when it does not know it (DOIs of JaLC or DataCite are not
    /// there).
    ///
    /// # Errors
    /// `Disabled`, or that the registry gave no answer that can be read.
    pub async fn lookup_doi(&self, doi: &Doi) -> Result<Option<Found>, CourierError> {
        let ways = self.ways.as_ref().ok_or(CourierError::Disabled)?;
        let url = extended(&ways.crossref, &["works", doi.as_str()], &[("mailto", &ways.email)]);
        let read = |answer: &_| crossref::read(answer).map(Some);
        ways.look_up(Registry::Crossref, Key::Doi(doi.clone()), &url, read).await
    }

    /// What PubMed knows of a PMID; `None` when it does not know it.
    ///
    /// # Errors
    /// `Disabled`, or that the registry gave no answer that can be read.
    pub async fn lookup_pmid(&self, pmid: &Pmid) -> Result<Option<Found>, CourierError> {
        let ways = self.ways.as_ref().ok_or(CourierError::Disabled)?;
        let mut query = vec![
            ("db", "pubmed"),
            ("id", pmid.as_str()),
            ("retmode", "json"),
            ("tool", "kanshu"),
            ("email", &ways.email),
        ];
        query.extend(ways.ncbi_api_key.as_ref().map(|key| ("api_key", key.expose_secret())));
        let url = extended(&ways.pubmed, &["esummary.fcgi"], &query);
        let read = |answer: &_| pubmed::read(answer, pmid);
        ways.look_up(Registry::PubMed, Key::Pmid(pmid.clone()), &url, read).await
    }

    /// What the registries know of the identifiers of a record: Crossref of its DOI, PubMed of its PMID.
    ///
    /// # Errors
    /// As for each of them.
    pub async fn lookup_record(&self, record: &Citation) -> Result<Vec<Found>, CourierError> {
        let mut found = Vec::new();
        if let Some(doi) = &record.doi {
            found.extend(self.lookup_doi(doi).await?);
        }
        if let Some(pmid) = &record.pmid {
            found.extend(self.lookup_pmid(pmid).await?);
        }
        Ok(found)
    }
}

impl Ways {
    async fn look_up(
        &self,
        registry: Registry,
        key: Key,
        url: &Url,
        read: impl Fn(&serde_json::Value) -> Result<Option<Record>, String>,
    ) -> Result<Option<Found>, CourierError> {
        let turn = match registry {
            Registry::Crossref => &self.crossref_turn,
            Registry::PubMed => &self.pubmed_turn,
        };
        if let Some(kept) = self.kept(&key) {
            return Ok(kept);
        }
        let _turn = turn.lock().await;
        // Somebody before us may have asked the same.
        if let Some(kept) = self.kept(&key) {
            return Ok(kept);
        }
        let now = self.clock.now();
        let answer = self.http.json(registry, url, now).await?;
        let not_understood = |reason| CourierError::NotUnderstood { registry, reason };
        let record = answer.as_ref().map(read).transpose().map_err(not_understood)?.flatten();
        let found = record
            .map(|record| found(registry, record, self.clock.now()))
            .transpose()
            .map_err(not_understood)?;
        let kept = Kept { answer: found.clone().map(Arc::new), at: self.clock.now() };
        self.cache.insert(key, kept);
        Ok(found)
    }

    /// The answer that is still good, if any.
    fn kept(&self, key: &Key) -> Option<Option<Found>> {
        let kept = self.cache.get(key)?;
        let is_good = self.clock.now() - kept.at < self.keep;
        is_good.then(|| kept.answer.as_deref().cloned())
    }
}

fn found(registry: Registry, record: Record, retrieved_at: Instant) -> Result<Found, String> {
    let csl::Read { citation, warnings } =
        csl::read(&record.item).map_err(|none| none.to_string())?;
    Ok(Found {
        registry,
        item: record.item,
        citation,
        warnings,
        retracted: record.retracted,
        is_retraction_notice: record.is_retraction_notice,
        retrieved_at,
    })
}

/// A base address with further path segments, each wholly escaped, and a query.
fn extended(base: &Url, segments: &[&str], query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url.query_pairs_mut().extend_pairs(query);
    url
}
