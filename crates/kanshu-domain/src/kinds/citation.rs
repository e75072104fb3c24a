//! Citations: bibliographic records of papers and other sources.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::content::KindContent;
use crate::reference::Reference;
use crate::values::{Doi, Invalid, Line, Locale, Localized, Pmcid, Pmid, WebUrl};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Citation {
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub source_type: Option<SourceType>,
    /// In the language of the source.
    pub title: Line,
    /// The title in other languages.
    #[serde(default)]
    pub translated_title: Localized,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Locale>,
    #[serde(default)]
    pub authors: Vec<AuthorName>,
    /// Journal, book or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<IssuedDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmid: Option<Pmid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<Pmcid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Funding and conflicts of interest, as the source declares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflicts_of_interest: Option<Line>,
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceType {
    JournalArticle,
    Letter,
    Review,
    Guideline,
    PressRelease,
    Book,
    /// 添付文書.
    Label,
    Web,
}

impl SourceType {
    /// The name, as in JSON and in filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::JournalArticle => "journal_article",
            Self::Letter => "letter",
            Self::Review => "review",
            Self::Guideline => "guideline",
            Self::PressRelease => "press_release",
            Self::Book => "book",
            Self::Label => "label",
            Self::Web => "web",
        }
    }
}

/// A person (`family`, `given`) or an institution (`literal`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorName {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<Line>,
}

/// When the source appeared: a year, and month and day where known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "IssuedFields")]
pub struct IssuedDate {
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuedFields {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl TryFrom<IssuedFields> for IssuedDate {
    type Error = Invalid;

    fn try_from(IssuedFields { year, month, day }: IssuedFields) -> Result<Self, Self::Error> {
        let is_date = (1500..=2200).contains(&year)
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=31).contains(&day) && month.is_some());
        if is_date {
            Ok(Self { year, month, day })
        } else {
            Err(Invalid("a date is a year from 1500 to 2200, a month and a day".to_owned()))
        }
    }
}

impl IssuedDate {
    pub fn year(&self) -> u16 {
        self.year
    }

    pub fn month(&self) -> Option<u8> {
        self.month
    }

    pub fn day(&self) -> Option<u8> {
        self.day
    }
}

/// What the source can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// Randomised trial, cohort, mouse model, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub species: Option<Line>,
    /// Number of subjects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
}

impl Citation {
    /// What is missing before a quotation of this source may be public: author, title, container,
    /// year, and one of DOI, PMID, PMCID or URL (著作権法 48条; rule JP-V03).
    pub fn missing(&self) -> Vec<&'static str> {
        let has_identifier =
            self.doi.is_some() || self.pmid.is_some() || self.pmcid.is_some() || self.url.is_some();
        let checks = [
            (self.source_type.is_some(), "type"),
            (!self.authors.is_empty(), "authors"),
            (self.container_title.is_some() || self.publisher.is_some(), "containerTitle"),
            (self.issued.is_some(), "issued"),
            (has_identifier, "doi, pmid, pmcid or url"),
        ];
        checks.into_iter().filter(|(present, _)| !present).map(|(_, field)| field).collect()
    }
}

impl KindContent for Citation {
    fn title(&self) -> String {
        self.title.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    fn attributes(&self) -> Vec<(&'static str, String)> {
        let identifiers = [
            ("type", self.source_type.map(|t| t.name().to_owned())),
            ("doi", self.doi.as_ref().map(ToString::to_string)),
            ("pmid", self.pmid.as_ref().map(ToString::to_string)),
            ("pmcid", self.pmcid.as_ref().map(ToString::to_string)),
        ];
        identifiers.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn signed_view(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
