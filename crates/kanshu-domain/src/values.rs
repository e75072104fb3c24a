//! Value objects: parsed once at the door, valid ever after.

mod identifier;
mod image;
mod locale;
mod localized;
mod price;
mod registry;
mod rich_text;
mod seo;
mod slug;
mod text;
mod web_url;

pub use identifier::{Doi, Pmcid, Pmid};
pub use image::Image;
pub use locale::Locale;
pub use localized::Localized;
pub use price::{PriceRange, PriceUnit, Yen};
pub use registry::{Issn, Orcid, TrialId};
pub use rich_text::{Mark, MarkStyle, RichText};
pub use seo::Seo;
pub use slug::Slug;
pub use text::{Line, Prose};
pub use web_url::WebUrl;

/// Why a text is not the value it was meant to be. The sentence says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub String);

impl Invalid {
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Gives a text-like value its serde form, `Display`, `as_str` and `TryFrom`, all through `parse`.
macro_rules! parsed_text {
    ($name:ident) => {
        impl $name {
            /// The text as parsed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::values::Invalid;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::values::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}
pub(crate) use parsed_text;
