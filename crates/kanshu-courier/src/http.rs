//! One request and its answer: bounded in time and size, made again when the registry is busy.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use kanshu_domain::time::Instant;
use serde_json::Value;
use url::Url;

use crate::{CourierError, RegistriesConfig, Registry, registries::Pause};

/// How often a registry may send us on within its own origin (Crossref does for aliases of a DOI).
const MOST_REDIRECTS: usize = 3;

pub(crate) struct Http {
    client: Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    user_agent: String,
    timeout: Duration,
    retries: u32,
    longest_pause: Duration,
    most_bytes: usize,
    pause: Pause,
}

/// What came of one attempt.
enum Attempt {
    Answer(Option<Value>),
    /// Not now. With what the registry said about when.
    Busy(CourierError, Option<Duration>),
}

impl Http {
    pub(crate) fn new(config: &RegistriesConfig, pause: Pause) -> Self {
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            // `config::base` lets plain HTTP through to this machine only.
            .https_or_http()
            .enable_http1()
            .build();
        let contact = config.email.as_deref().unwrap_or_default();
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            user_agent: format!("kanshu/{} (mailto:{contact})", env!("CARGO_PKG_VERSION")),
            timeout: Duration::from_secs(config.timeout_seconds),
            retries: config.retries,
            longest_pause: Duration::from_secs(config.longest_pause_seconds),
            most_bytes: config.most_answer_bytes,
            pause,
        }
    }

    /// The JSON at `url`; `None` when the registry says that there is nothing (404, 410).
    pub(crate) async fn json(
        &self,
        registry: Registry,
        url: &Url,
        now: Instant,
    ) -> Result<Option<Value>, CourierError> {
        let mut attempt = 0;
        loop {
            let one = tokio::time::timeout(self.timeout, self.once(registry, url, now)).await;
            let timeout = || CourierError::Timeout { registry, seconds: self.timeout.as_secs() };
            let (error, wish) = match one.unwrap_or_else(|_| Ok(Attempt::Busy(timeout(), None)))? {
                Attempt::Answer(answer) => return Ok(answer),
                Attempt::Busy(error, wish) => (error, wish),
            };
            if attempt == self.retries {
                return Err(error);
            }
            // 1, 2, 4 … seconds, or what the registry asks for.
            let wait = wish.unwrap_or(Duration::from_secs(1 << attempt.min(8)));
            if wait > self.longest_pause && wish.is_some() {
                // To come back sooner than asked would be impolite, and later nobody waits for it.
                return Err(error);
            }
            attempt += 1;
            let wait = wait.min(self.longest_pause);
            let (cause, wait_ms) = (error.to_string(), wait.as_millis());
            tracing::warn!(registry = %registry, attempt, wait_ms, cause, "registry asked again");
            (self.pause)(wait).await;
        }
    }

    async fn once(
        &self,
        registry: Registry,
        url: &Url,
        now: Instant,
    ) -> Result<Attempt, CourierError> {
        let mut url = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let response = match self.get(registry, &url).await {
                Ok(response) => response,
                Err(error) => return Ok(Attempt::Busy(error, None)),
            };
            let status = response.status();
            match status {
                StatusCode::OK => return self.read(registry, response).await,
                StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Attempt::Answer(None)),
                StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT => {
                    url = same_origin(&url, &response)
                        .ok_or(CourierError::Redirected { registry })?;
                }
                _ => {
                    let refused = CourierError::Refused { registry, status: status.as_u16() };
                    let is_passing =
                        status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
                    if !is_passing {
                        return Err(refused);
                    }
                    return Ok(Attempt::Busy(refused, retry_after(&response, now)));
                }
            }
        }
        Err(CourierError::Redirected { registry })
    }

    async fn get(&self, registry: Registry, url: &Url) -> Result<Response<Incoming>, CourierError> {
        let request = Request::get(url.as_str())
            .header(header::USER_AGENT, &self.user_agent)
            .header(header::ACCEPT, "application/json")
            .body(Empty::new())
            .map_err(|_| CourierError::NotUnderstood {
                registry,
                reason: "its address makes no request".to_owned(),
            })?;
        // hyper's errors name no address.
        let unreachable = |error| CourierError::Unreachable { registry, source: Box::new(error) };
        self.client.request(request).await.map_err(unreachable)
    }

    async fn read(
        &self,
        registry: Registry,
        response: Response<Incoming>,
    ) -> Result<Attempt, CourierError> {
        let body = match Limited::new(response.into_body(), self.most_bytes).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                return Err(CourierError::TooLarge { registry, limit: self.most_bytes });
            }
            Err(source) => {
                return Ok(Attempt::Busy(CourierError::Unreachable { registry, source }, None));
            }
        };
        let value = serde_json::from_slice(&body).map_err(|error| CourierError::NotUnderstood {
            registry,
            // Where, not what.
            reason: format!("no JSON at line {}, column {}", error.line(), error.column()),
        })?;
        Ok(Attempt::Answer(Some(value)))
    }
}

/// Where a redirect leads, when that is at the same scheme, host and port.
fn same_origin(from: &Url, response: &Response<Incoming>) -> Option<Url> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let to = from.join(location).ok()?;
    (to.origin() == from.origin()).then_some(to)
}

/// `Retry-After` as seconds or as a date (RFC 9110, 10.2.3).
fn retry_after(response: &Response<Incoming>, now: Instant) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date: DateTime<Utc> = DateTime::parse_from_rfc2822(text).ok()?.to_utc();
    Some((date - now).to_std().unwrap_or_default())
}
