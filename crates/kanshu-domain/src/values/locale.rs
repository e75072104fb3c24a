//! Locales.

use serde::{Deserialize, Serialize};

use super::{Invalid, parsed_text};

/// A BCP 47 language tag of language and optional region or script: `ja`, `en`, `en-US`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(String);

impl Locale {
    /// # Errors
    /// When the text is not of the form `ll`, `ll-RR` or `ll-Ssss`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let (language, rest) = match text.split_once('-') {
            Some((language, rest)) => (language, Some(rest)),
            None => (text, None),
        };
        let is_language =
            matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_lowercase());
        let is_rest = rest.is_none_or(|rest| match rest.as_bytes() {
            [a, b] => a.is_ascii_uppercase() && b.is_ascii_uppercase(),
            [a, tail @ ..] if tail.len() == 3 => {
                a.is_ascii_uppercase() && tail.iter().all(u8::is_ascii_lowercase)
            }
            _ => false,
        });
        if is_language && is_rest {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::because("a locale looks like `ja`, `en`, `en-US` or `zh-Hant`"))
        }
    }

    /// Japanese, the locale a site starts with.
    pub fn ja() -> Self {
        Self("ja".to_owned())
    }

    /// English.
    pub fn en() -> Self {
        Self("en".to_owned())
    }

    /// Whether texts in this locale are Japanese.
    pub fn is_japanese(&self) -> bool {
        self.0 == "ja" || self.0.starts_with("ja-")
    }
}

parsed_text!(Locale);
