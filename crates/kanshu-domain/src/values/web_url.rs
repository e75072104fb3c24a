//! Web addresses.

use serde::{Deserialize, Serialize};

use super::{Invalid, parsed_text};

/// An absolute `https://` address (or `http://`), without user name, password or control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebUrl(String);

impl WebUrl {
    /// # Errors
    /// When the text is not an absolute http(s) address with a host, or carries credentials.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wrong =
            || Invalid::because("must be an absolute address such as https://clinic.example/");
        if text.len() > 2_000 || text.chars().any(char::is_control) {
            return Err(wrong());
        }
        let url = url::Url::parse(text).map_err(|_| wrong())?;
        let is_web = matches!(url.scheme(), "https" | "http") && url.host().is_some();
        if !is_web || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong());
        }
        Ok(Self(url.into()))
    }
}

parsed_text!(WebUrl);
