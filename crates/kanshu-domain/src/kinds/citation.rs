//! Citations: bibliographic records of papers and other sources.
//!
//! The fields are CSL-JSON's variables under our names; `kanshu-citation` turns a record into a CSL-JSON
//! item and back without loss. What is added later is left out of the stored bytes when empty, so that
//! hashes of older revisions hold.

mod evidence;
mod names;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use evidence::{Evidence, EvidenceLevel, EvidenceScale, StudyDesign};
pub use names::{AuthorName, PersonName};

use crate::content::KindContent;
use crate::decode::FieldError;
use crate::reference::Reference;
use crate::values::{Doi, Invalid, Issn, Line, Locale, Localized, Pmcid, Pmid, TrialId, WebUrl};

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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<AuthorName>,
    /// Journal, book or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<Line>,
    /// The journal's abbreviated title, as the NLM Catalog or ISO 4 has it: `J Invest Dermatol`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title_short: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<IssuedDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmid: Option<Pmid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<Pmcid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issn: Vec<Issn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<Line>,
    /// Where the study was registered before it began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trial_registrations: Vec<TrialId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// When the address was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<IssuedDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// The source reports what others found (a review, a textbook, a press release): what it says is
    /// verified in the primary source.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_secondary: bool,
    /// Who paid for the study, as the source declares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Line>,
    /// Conflicts of interest, as the source declares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflicts_of_interest: Option<Line>,
    /// Every other variable of the CSL-JSON item, under CSL's name (`abstract`, `keyword`,
    /// `event-title`) and in CSL's form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, Value>,
}

fn is_false(value: &bool) -> bool {
    !value
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
    /// A date of which month and day may be unknown.
    ///
    /// # Errors
    /// When the year is not from 1500 to 2200, or month or day do not exist.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, Invalid> {
        IssuedFields { year, month, day }.try_into()
    }

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

impl Citation {
    /// A record of which nothing but the title is known.
    pub fn titled(title: Line) -> Self {
        Self {
            source_type: None,
            title,
            translated_title: Localized::default(),
            language: None,
            authors: Vec::new(),
            editors: Vec::new(),
            container_title: None,
            container_title_short: None,
            issued: None,
            volume: None,
            issue: None,
            page: None,
            edition: None,
            publisher: None,
            publisher_place: None,
            doi: None,
            pmid: None,
            pmcid: None,
            issn: Vec::new(),
            isbn: None,
            trial_registrations: Vec::new(),
            url: None,
            accessed: None,
            evidence: None,
            is_secondary: false,
            funding: None,
            conflicts_of_interest: None,
            variables: BTreeMap::new(),
        }
    }

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

/// Room for an abstract and keywords; not for a paper.
pub const MOST_VARIABLE_BYTES: usize = 64 * 1024;

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

    fn check(&self) -> Vec<FieldError> {
        let size = serde_json::to_string(&self.variables).map_or(usize::MAX, |text| text.len());
        if size <= MOST_VARIABLE_BYTES {
            return Vec::new();
        }
        let message = format!("the further CSL variables hold at most {MOST_VARIABLE_BYTES} bytes");
        vec![FieldError::invalid("variables", message)]
    }

    fn signed_view(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
