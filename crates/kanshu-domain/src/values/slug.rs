//! Slugs: the part of a page's address that names it.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{Invalid, parsed_text};

/// Lower-case letters, digits and hyphens, 1 to 200 characters, in NFC. Japanese letters may stand in
/// it; ASCII letters are lower-case, so two slugs never differ by case alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// # Errors
    /// When the text is empty, too long, or has a character that does not belong into a slug.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text: String = text.nfc().collect();
        if text.is_empty() || text.chars().count() > 200 {
            return Err(Invalid::because("a slug has 1 to 200 characters"));
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(Invalid::because(
                "hyphens in a slug stand alone between letters or digits",
            ));
        }
        let stray = text
            .chars()
            .find(|c| !(*c == '-' || c.is_alphanumeric() || *c == 'ー') || c.is_uppercase());
        match stray {
            Some(c) => Err(Invalid::because(format!(
                "`{}` does not belong into a slug: use lower-case letters, digits and hyphens",
                c.escape_default()
            ))),
            None => Ok(Self(text)),
        }
    }
}

parsed_text!(Slug);
