//! The content of a citation.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use super::values::Localized;

/// The bibliographic record of a paper or another source.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct CitationContent {
    r#type: Option<SourceType>,
    /// In the language of the source.
    title: String,
    /// The title in other languages.
    translated_title: Localized,
    /// Of the source.
    language: Option<String>,
    authors: Vec<AuthorName>,
    /// Who edited the book.
    #[schema(required = false)]
    editors: Vec<AuthorName>,
    /// Journal, book or site.
    container_title: Option<String>,
    /// The journal's abbreviated title, as the NLM Catalog or ISO 4 has it: `J Invest Dermatol`.
    container_title_short: Option<String>,
    issued: Option<IssuedDate>,
    volume: Option<String>,
    issue: Option<String>,
    page: Option<String>,
    /// Of a book.
    edition: Option<String>,
    publisher: Option<String>,
    publisher_place: Option<String>,
    /// In canonical form: `10.5555/abc`.
    doi: Option<String>,
    pmid: Option<String>,
    pmcid: Option<String>,
    /// Of the journal, with its hyphen and a check digit that is right: `2073-4409`.
    #[schema(required = false)]
    issn: Vec<String>,
    /// Of the book.
    isbn: Option<String>,
    /// Where the study was registered before it began: `NCT01234567`, `jRCT1080220001`.
    #[schema(required = false)]
    trial_registrations: Vec<String>,
    #[schema(format = "uri")]
    url: Option<String>,
    /// When the address was last looked at.
    accessed: Option<IssuedDate>,
    evidence: Option<Evidence>,
    /// Whether the source reports what others found (a review, a textbook, a press release).
    #[schema(required = false)]
    is_secondary: bool,
    /// Who paid for the study, as the source declares it.
    funding: Option<String>,
    /// As the source declares them.
    conflicts_of_interest: Option<String>,
    /// Every other variable of the CSL-JSON item, under CSL's name and in CSL's form; at most 64 KiB.
    #[schema(required = false)]
    variables: BTreeMap<String, serde_json::Value>,
}

/// What kind of source it is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum SourceType {
    JournalArticle,
    Letter,
    Review,
    Guideline,
    PressRelease,
    Book,
    Label,
    Web,
}

/// A person (`family`, `given`) or an institution (`literal`).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct AuthorName {
    family: Option<String>,
    given: Option<String>,
    literal: Option<String>,
    /// What follows the name: `Jr.`, `III`.
    suffix: Option<String>,
    /// Belongs to the family name in print but not when sorting: `van`, `de la`.
    dropping_particle: Option<String>,
    /// Belongs to the family name always: the `Van` of `Van Buren`.
    non_dropping_particle: Option<String>,
    /// How the name is read (カナ).
    kana: Option<PersonName>,
    /// The name in Latin letters, as the author writes it.
    romanised: Option<PersonName>,
    /// The ORCID iD, with a check digit that is right.
    orcid: Option<String>,
}

/// Family and given name in one script.
#[derive(ToSchema)]
pub(crate) struct PersonName {
    family: String,
    given: Option<String>,
}

/// When a source appeared, as far as known.
#[derive(ToSchema)]
pub(crate) struct IssuedDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// What a source can show.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Evidence {
    /// In words: randomised trial, cohort, mouse model, …
    design: Option<String>,
    /// By kind, for counting.
    study_design: Option<StudyDesign>,
    species: Option<String>,
    /// Number of subjects.
    n: Option<u32>,
    /// Who the subjects were.
    population: Option<String>,
    /// What was given.
    product: Option<String>,
    /// How it was given: `intravenous`, `topical`.
    route: Option<String>,
    level: Option<EvidenceLevel>,
}

/// A kind of study.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum StudyDesign {
    SystematicReview,
    RandomizedTrial,
    NonRandomizedTrial,
    Cohort,
    CaseControl,
    CrossSectional,
    CaseSeries,
    CaseReport,
    Guideline,
    NarrativeReview,
    AnimalStudy,
    InVitro,
    Other,
}

/// A level and the scale that it belongs to; a level of another scale is refused.
#[derive(ToSchema)]
pub(crate) struct EvidenceLevel {
    scale: EvidenceScale,
    /// As the scale writes it: `2`, `IVa`, `C1`.
    level: String,
}

/// A scale that rates single sources: Oxford 2011 (1 to 5), Minds 2007 エビデンスレベル (I to VI), Minds 2007
/// 推奨グレード (A to D).
#[derive(ToSchema)]
pub(crate) enum EvidenceScale {
    #[schema(rename = "ocebm_2011")]
    Ocebm2011,
    #[schema(rename = "minds_2007")]
    Minds2007,
    #[schema(rename = "minds_grade_2007")]
    MindsGrade2007,
}
