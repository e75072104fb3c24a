//! Look-ups in the registries of papers.

use kanshu_courier::RegistriesConfig;

use super::Settings;

impl Settings {
    /// Off unless switched on; every value is checked by the courier.
    pub(super) fn registries(&mut self) -> RegistriesConfig {
        let defaults = RegistriesConfig::default();
        let config = RegistriesConfig {
            enabled: self.take("registries.enabled").unwrap_or(defaults.enabled),
            crossref_url: self.take("registries.crossref_url").unwrap_or(defaults.crossref_url),
            pubmed_url: self.take("registries.pubmed_url").unwrap_or(defaults.pubmed_url),
            email: self.take("registries.email"),
            ncbi_api_key: self.take("registries.ncbi_api_key"),
            timeout_seconds: self
                .take("registries.timeout_seconds")
                .unwrap_or(defaults.timeout_seconds),
            retries: self.take("registries.retries").unwrap_or(defaults.retries),
            longest_pause_seconds: self
                .take("registries.longest_pause_seconds")
                .unwrap_or(defaults.longest_pause_seconds),
            cache_minutes: self.take("registries.cache_minutes").unwrap_or(defaults.cache_minutes),
            cached_answers: self
                .take("registries.cached_answers")
                .unwrap_or(defaults.cached_answers),
            most_answer_bytes: self
                .take("registries.most_answer_bytes")
                .unwrap_or(defaults.most_answer_bytes),
        };
        for problem in config.problems() {
            self.report(&format!("registries.{}", problem.setting), problem.message);
        }
        config
    }
}
