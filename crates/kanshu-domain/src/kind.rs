//! The ten kinds of document and what each must have before the public sees it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Article,
    Treatment,
    Product,
    Physician,
    Citation,
    Clinic,
    Condition,
    Banner,
    Disclaimer,
    Tag,
}

/// Who must answer for a document before it is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answerability {
    /// The supervising physician signs exactly this revision.
    Signed,
    /// An administrator verifies the facts of exactly this revision.
    Verified,
    /// Nobody signs; the gate's other conditions hold.
    Edited,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Article,
        Self::Treatment,
        Self::Product,
        Self::Physician,
        Self::Citation,
        Self::Clinic,
        Self::Condition,
        Self::Banner,
        Self::Disclaimer,
        Self::Tag,
    ];

    /// The singular name, as stored and as spelled in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Treatment => "treatment",
            Self::Product => "product",
            Self::Physician => "physician",
            Self::Citation => "citation",
            Self::Clinic => "clinic",
            Self::Condition => "condition",
            Self::Banner => "banner",
            Self::Disclaimer => "disclaimer",
            Self::Tag => "tag",
        }
    }

    /// The plural name, as in REST paths and GraphQL connections.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Treatment => "treatments",
            Self::Product => "products",
            Self::Physician => "physicians",
            Self::Citation => "citations",
            Self::Clinic => "clinics",
            Self::Condition => "conditions",
            Self::Banner => "banners",
            Self::Disclaimer => "disclaimers",
            Self::Tag => "tags",
        }
    }

    /// Who must answer for a document of this kind.
    pub fn answerability(self) -> Answerability {
        match self {
            Self::Article
            | Self::Treatment
            | Self::Product
            | Self::Disclaimer
            | Self::Condition => Answerability::Signed,
            Self::Physician | Self::Clinic => Answerability::Verified,
            Self::Citation | Self::Banner | Self::Tag => Answerability::Edited,
        }
    }

    /// Whether there is one document per locale (joined by a translation group) rather than one for
    /// all, with language maps inside.
    pub fn is_localised(self) -> bool {
        matches!(
            self,
            Self::Article | Self::Treatment | Self::Condition | Self::Disclaimer | Self::Banner
        )
    }

    /// Whether a public document of this kind needs a slug, because front ends give it a page.
    pub fn needs_slug(self) -> bool {
        matches!(
            self,
            Self::Article
                | Self::Treatment
                | Self::Condition
                | Self::Physician
                | Self::Clinic
                | Self::Tag
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a kind of document")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
