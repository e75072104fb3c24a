//! What the operator decides about look-ups.

use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

/// Settings of the look-ups, by the names they have in `kanshu.toml`. Off unless switched on.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegistriesConfig {
    pub enabled: bool,
    /// Where Crossref's REST API is.
    pub crossref_url: String,
    /// Where NCBI's E-utilities are.
    pub pubmed_url: String,
    /// Whom the registries write to when something is wrong; both ask for it.
    pub email: Option<String>,
    /// NCBI's key, for more than three requests a second.
    pub ncbi_api_key: Option<SecretString>,
    /// The longest wait for one whole answer; 1 to 120.
    pub timeout_seconds: u64,
    /// How often a request is made again when the registry is busy or away; 0 to 5.
    pub retries: u32,
    /// The longest wait before a request is made again, also when `Retry-After` says more; 1 to 300.
    pub longest_pause_seconds: u64,
    /// How long an answer is kept in memory; 0 to 10080 (a week).
    pub cache_minutes: u64,
    /// How many answers are kept; 0 to 10000.
    pub cached_answers: u64,
    /// The longest answer that is read; 1 KiB to 32 MiB.
    pub most_answer_bytes: usize,
}

impl Default for RegistriesConfig {
    fn default() -> Self {
        Self {
            enabled: false,
            crossref_url: "https://api.crossref.org".to_owned(),
            pubmed_url: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils".to_owned(),
            email: None,
            ncbi_api_key: None,
            timeout_seconds: 15,
            retries: 3,
            longest_pause_seconds: 30,
            cache_minutes: 24 * 60,
            cached_answers: 512,
            most_answer_bytes: 4 * 1024 * 1024,
        }
    }
}

/// One setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{setting}`: {message}")]
pub struct ConfigProblem {
    pub setting: &'static str,
    pub message: String,
}

impl RegistriesConfig {
    /// Everything wrong with the settings.
    pub fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        for (setting, text) in
            [("crossref_url", &self.crossref_url), ("pubmed_url", &self.pubmed_url)]
        {
            if let Err(message) = base(text) {
                problems.push(ConfigProblem { setting, message });
            }
        }
        if self.enabled && !self.email.as_deref().is_some_and(is_email) {
            let message = "look-ups need an address that the registries can write to";
            problems.push(ConfigProblem { setting: "email", message: message.to_owned() });
        }
        let bounds = [
            ("timeout_seconds", self.timeout_seconds, 1, 120),
            ("retries", u64::from(self.retries), 0, 5),
            ("longest_pause_seconds", self.longest_pause_seconds, 1, 300),
            ("cache_minutes", self.cache_minutes, 0, 10_080),
            ("cached_answers", self.cached_answers, 0, 10_000),
            ("most_answer_bytes", self.most_answer_bytes as u64, 1024, 32 * 1024 * 1024),
        ];
        for (setting, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                let message = format!("{value} is not from {least} to {most}");
                problems.push(ConfigProblem { setting, message });
            }
        }
        problems
    }
}

fn is_email(text: &str) -> bool {
    let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"()<>,;\"\\".contains(&b));
    let parts = text.split_once('@');
    is_plain && parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// A base address: `https`, or `http` to this machine; without credentials, query and fragment.
pub(crate) fn base(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "it is no web address".to_owned())?;
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err("it names no host".to_owned()),
    };
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback);
    if !is_safe {
        return Err("it must begin with https://".to_owned());
    }
    let has_more = url.query().is_some() || url.fragment().is_some();
    if has_more || !url.username().is_empty() || url.password().is_some() {
        return Err("it holds more than scheme, host, port and path".to_owned());
    }
    Ok(url)
}
