//! The server's own promises over HTTP: what has nothing to do with content.

mod graphql_over_http;
mod lint;
mod pages;
mod server;

use std::sync::Arc;

use chrono::TimeZone;
use kanshu_domain::{id::SequentialIds, time::FixedClock};
use kanshu_server::{Config, Site};
use tempfile::TempDir;

/// A server on a database of its own, gone when dropped.
pub(crate) struct TestServer {
    pub(crate) site: Site,
    pub(crate) url: String,
    pub(crate) http: reqwest::Client,
    _directory: TempDir,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(configure: impl FnOnce(&mut Config)) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("kanshu.db");
        let mut config = Config::for_database(format!("sqlite://{}", path.display()));
        config.workers = 1;
        configure(&mut config);
        let now = chrono::Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 0).single().expect("an instant");
        let (clock, ids) = (Arc::new(FixedClock::at(now)), Arc::new(SequentialIds::default()));
        let site = Site::open(&config, clock, ids).await.expect("the site opens");
        let running = site.listen(([127, 0, 0, 1], 0).into()).expect("a free port");
        let url = format!("http://{}", running.address());
        tokio::spawn(running.until_stopped());
        let redirect = reqwest::redirect::Policy::none();
        let http = reqwest::Client::builder().redirect(redirect).build().expect("a client");
        Self { site, url, http, _directory: directory }
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) fn post_graphql(&self, body: &str) -> reqwest::RequestBuilder {
        self.http
            .post(self.at("/graphql"))
            .header("content-type", "application/json")
            .body(body.to_owned())
    }
}

pub(crate) fn header<'a>(response: &'a reqwest::Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
