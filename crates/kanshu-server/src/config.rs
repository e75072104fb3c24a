//! What the operator decides: `kanshu.toml`, then `KANSHU_*`, then flags; the later wins.
//!
//! Unknown settings are refused, and every problem is reported at once with where it stands.

mod registries;
mod sources;

use std::{fmt, net::SocketAddr, path::PathBuf};

use kanshu_courier::RegistriesConfig;
use kanshu_domain::{compliance::Declarations, policy::SitePolicy};
use kanshu_graphql::Limits;
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use sources::Layers;
pub use sources::Sources;

/// Every decision of the operator, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the default database file lies.
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// How people reach the site from outside, without a trailing slash; printed at start.
    pub public_url: String,
    /// Web origins whose scripts may call the APIs; `*` for any. Empty: none.
    pub cors_origins: Vec<String>,
    /// The longest request body in bytes.
    pub body_limit_bytes: usize,
    /// Whether `X-Forwarded-For` names the caller. Only behind a proxy that sets it.
    pub trust_forwarded_for: bool,
    /// Threads that answer requests.
    pub workers: usize,
    pub policy: SitePolicy,
    /// Folders of the site's own rule packs.
    pub house_packs: Vec<PathBuf>,
    /// The file of the site's glossary.
    pub glossary: Option<PathBuf>,
    /// How much one GraphQL request may ask for.
    pub graphql: Limits,
    /// Look-ups of papers.
    pub registries: RegistriesConfig,
    pub log: Log,
}

/// What is logged, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub format: LogFormat,
    /// As in `info,kanshu=debug`.
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// One thing wrong with one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where the setting stands: a file, an environment variable, a flag.
    pub source: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Everything wrong with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<ConfigProblem>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("the configuration has a problem:")?,
            n => write!(f, "the configuration has {n} problems:")?,
        }
        for problem in &self.0 {
            write!(f, "\n  - {}: {}", problem.source, problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Every setting there is.
const SETTINGS: [&str; 31] = [
    "data_dir",
    "database_url",
    "listen",
    "public_url",
    "cors_origins",
    "body_limit_bytes",
    "trust_forwarded_for",
    "workers",
    "policy.four_eyes",
    "policy.approval_months",
    "policy.cautious_approval_months",
    "compliance.packs",
    "compliance.declarations",
    "translation.glossary",
    "graphql.depth",
    "graphql.complexity",
    "graphql.aliases",
    "graphql.bytes",
    "registries.enabled",
    "registries.crossref_url",
    "registries.pubmed_url",
    "registries.email",
    "registries.ncbi_api_key",
    "registries.timeout_seconds",
    "registries.retries",
    "registries.longest_pause_seconds",
    "registries.cache_minutes",
    "registries.cached_answers",
    "registries.most_answer_bytes",
    "log.format",
    "log.filter",
];

/// What an operator wants to read; libraries speak only when something is wrong.
const DEFAULT_FILTER: &str =
    "info,sqlx=warn,sea_orm_migration=warn,actix_server=warn,actix_http=warn";

/// A body must hold a long article, and must fit into memory many times.
const BODY_LIMITS: std::ops::RangeInclusive<usize> = 1024..=256 * 1024 * 1024;

impl Config {
    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// All problems at once.
    pub fn load(sources: &Sources) -> Result<Self, ConfigErrors> {
        let mut settings = Settings { layers: sources.read(), problems: Vec::new() };
        settings.problems.append(&mut settings.layers.problems);
        for (key, source) in settings.layers.unknown(&SETTINGS) {
            let known = SETTINGS.join(", ");
            let message = format!("`{key}` is not a setting; the settings are {known}");
            settings.problems.push(ConfigProblem { source, message });
        }
        let config = settings.config();
        if settings.problems.is_empty() { Ok(config) } else { Err(ConfigErrors(settings.problems)) }
    }

    /// The configuration of a site that nobody configured, on a given database.
    pub fn for_database(url: impl Into<String>) -> Self {
        let mut settings = Settings { layers: Layers::default(), problems: Vec::new() };
        Self { database_url: url.into(), ..settings.config() }
    }
}

/// Takes settings out of the layers and collects what is wrong with them.
struct Settings {
    layers: Layers,
    problems: Vec<ConfigProblem>,
}

impl Settings {
    fn config(&mut self) -> Config {
        let data_dir = self.take("data_dir").unwrap_or_else(|| PathBuf::from("./data"));
        let database_url = self
            .take("database_url")
            .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("kanshu.db").display()));
        self.check("database_url", is_database_url(&database_url), || {
            "a database address begins with sqlite:// or postgres://".to_owned()
        });
        let listen =
            self.take_parsed("listen", SocketAddr::from(([127, 0, 0, 1], 8080)), "127.0.0.1:8080");
        let public_url: Option<String> = self.take("public_url");
        let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
        self.check("public_url", is_web_url(&public_url), || {
            format!("`{public_url}` is no web address; it looks like `https://cms.example.jp`")
        });
        let defaults = SitePolicy::default();
        let limits = Limits::default();
        Config {
            data_dir,
            database_url,
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            cors_origins: self.cors_origins(),
            body_limit_bytes: self.take_within("body_limit_bytes", 2 * 1024 * 1024, BODY_LIMITS),
            trust_forwarded_for: self.take("trust_forwarded_for").unwrap_or(false),
            workers: self.take_within("workers", default_workers(), 1..=512),
            policy: SitePolicy {
                four_eyes: self.take("policy.four_eyes").unwrap_or(defaults.four_eyes),
                approval_months: self.take_within(
                    "policy.approval_months",
                    defaults.approval_months,
                    1..=24,
                ),
                cautious_approval_months: self.take_within(
                    "policy.cautious_approval_months",
                    defaults.cautious_approval_months,
                    1..=12,
                ),
                declarations: self.declarations(),
            },
            house_packs: self.list("compliance.packs").into_iter().map(PathBuf::from).collect(),
            glossary: self.take::<String>("translation.glossary").map(PathBuf::from),
            graphql: Limits {
                depth: self.take_within("graphql.depth", limits.depth, 5..=60),
                complexity: self.take_within(
                    "graphql.complexity",
                    limits.complexity,
                    100..=1_000_000,
                ),
                aliases: self.take_within("graphql.aliases", limits.aliases, 0..=1000),
                bytes: self.take_within("graphql.bytes", limits.bytes, 1024..=1024 * 1024),
                ..limits
            },
            registries: self.registries(),
            log: self.log(),
        }
    }

    fn log(&mut self) -> Log {
        let filter: String = self.take("log.filter").unwrap_or_else(|| DEFAULT_FILTER.to_owned());
        let parsed = tracing_subscriber::EnvFilter::try_new(&filter);
        self.check("log.filter", parsed.is_ok(), || {
            format!("`{filter}` is no log filter; it looks like `info,kanshu_rest=debug`")
        });
        Log { format: self.take("log.format").unwrap_or(LogFormat::Text), filter }
    }

    fn cors_origins(&mut self) -> Vec<String> {
        let origins = self.list("cors_origins");
        for origin in &origins {
            self.check("cors_origins", origin == "*" || is_origin(origin), || {
                format!("`{origin}` is no web origin; it looks like `https://www.example.jp`")
            });
        }
        origins
    }

    /// What the site declares of its front end, each by the name that reports say.
    fn declarations(&mut self) -> Declarations {
        let mut declarations = Declarations::default();
        for name in self.list("compliance.declarations") {
            match name.as_str() {
                "required_information_shown_openly" => {
                    declarations.required_information_shown_openly = true;
                }
                "disclaimers_as_large_as_claims" => declarations.disclaimers_as_large_as_claims = true,
                _ => self.report(
                    "compliance.declarations",
                    format!(
                        "`{name}` is no declaration; there are `required_information_shown_openly` and \
                         `disclaimers_as_large_as_claims`"
                    ),
                ),
            }
        }
        declarations
    }

    /// A list, or one text with commas.
    fn list(&mut self, key: &str) -> Vec<String> {
        match self.take(key) {
            Some(OneOrMany::Many(items)) => items,
            Some(OneOrMany::One(text)) => {
                text.split(',').map(|o| o.trim().to_owned()).filter(|o| !o.is_empty()).collect()
            }
            None => Vec::new(),
        }
    }

    /// The setting, when it is given and of the right type.
    fn take<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        match self.layers.get(key)? {
            Ok(value) => Some(value),
            Err(message) => {
                self.report(key, message);
                None
            }
        }
    }

    fn take_parsed<T: std::str::FromStr>(&mut self, key: &str, default: T, like: &str) -> T {
        let Some(text) = self.take::<String>(key) else { return default };
        match text.parse() {
            Ok(value) => value,
            Err(_) => {
                self.report(key, format!("`{text}` does not fit; it looks like `{like}`"));
                default
            }
        }
    }

    fn take_within<T>(&mut self, key: &str, default: T, range: std::ops::RangeInclusive<T>) -> T
    where
        T: DeserializeOwned + PartialOrd + fmt::Display + Copy,
    {
        let Some(value) = self.take::<T>(key) else { return default };
        self.check(key, range.contains(&value), || {
            format!("{value} is out of range; {} to {} is possible", range.start(), range.end())
        });
        value
    }

    fn check(&mut self, key: &str, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.report(key, message());
        }
    }

    fn report(&mut self, key: &str, message: String) {
        let source = self.layers.source_of(key);
        self.problems.push(ConfigProblem { source, message: format!("`{key}`: {message}") });
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get)
}

fn is_database_url(url: &str) -> bool {
    ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme))
}

fn is_web_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_origin(text: &str) -> bool {
    is_web_url(text) && Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
}

#[cfg(test)]
mod tests;
