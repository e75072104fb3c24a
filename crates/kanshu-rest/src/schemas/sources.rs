//! What is answered about sources: lists, exports, counts, retractions, imports.

use chrono::{DateTime, NaiveDate, Utc};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};
use uuid::Uuid;

use super::{
    citation::{EvidenceScale, StudyDesign},
    claims::Claim,
    compliance::BilingualText,
    facts::{DocumentMeta, Kind},
};

/// The reference list of a page in the envelope.
#[derive(ToSchema)]
pub(crate) struct BibliographyResponse {
    /// In the order of the style: that of first use, or by author where a CSL style sorts.
    data: Vec<FormattedEntry>,
    meta: BibliographyMeta,
}

/// A line of a reference list.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct FormattedEntry {
    /// From 1, in the order of the list.
    number: u32,
    /// The mark in the text: `[1]`, or what the style has in its place.
    in_text: String,
    /// The reference without its number. What became of the source (a retraction, say) stands behind it.
    text: String,
    /// The same as HTML for a list item; DOI, PubMed ids and addresses are links.
    html: String,
    /// The language of the source, for the list item's `lang`.
    language: String,
    /// The citation's id.
    citation: Uuid,
}

/// Facts about the list.
#[derive(ToSchema)]
pub(crate) struct BibliographyMeta {
    /// `nlm`, `sist02`, or `csl:` and the name of a CSL style.
    style: String,
    /// The revision of the page: `r12`.
    revision: String,
}

/// What the sources of a page can show together, in the envelope.
#[derive(ToSchema)]
pub(crate) struct EvidenceSummaryResponse {
    data: EvidenceSummary,
    meta: DocumentMeta,
}

/// What the sources of a page can show together.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct EvidenceSummary {
    sources: u32,
    /// The strongest level of a scale first; sources without a level are left out.
    levels: Vec<LevelCount>,
    /// Sources of which the design is not known are left out.
    designs: Vec<DesignCount>,
    subjects: Vec<SubjectsCount>,
    /// Trials in humans, and systematic reviews of them.
    human_trials: u32,
    /// What readers must be told when no human trial is cited; null when one is, or nothing is cited.
    statement: Option<BilingualText>,
}

/// How many sources stand on a level.
#[derive(ToSchema)]
pub(crate) struct LevelCount {
    scale: EvidenceScale,
    level: String,
    count: u32,
}

/// How many sources have a design.
#[derive(ToSchema)]
pub(crate) struct DesignCount {
    design: StudyDesign,
    count: u32,
}

/// How many sources studied such subjects.
#[derive(ToSchema)]
pub(crate) struct SubjectsCount {
    subjects: Subjects,
    count: u32,
}

/// In whom or what studies were made.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Subjects {
    Humans,
    Animals,
    Cells,
    Unknown,
}

/// What became of a source, in the envelope.
#[derive(ToSchema)]
pub(crate) struct RetractionResponse {
    data: RetractionStatus,
    meta: DocumentMeta,
}

/// What a dataset of notices says of a source.
#[derive(ToSchema)]
pub(crate) struct RetractionStatus {
    state: RetractionState,
    /// The notices that say so, the newest first.
    notices: Vec<Notice>,
    /// The dataset that was asked; null when none was imported.
    dataset: Option<RetractionDataset>,
}

/// How a source stands. `not_listed`: the dataset holds no notice of it, which does not mean that it is
/// sound. `unchecked`: nobody has looked; there is no dataset, or the record has neither DOI nor PMID.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum RetractionState {
    Retracted,
    ExpressionOfConcern,
    Corrected,
    Reinstated,
    NotListed,
    Unchecked,
}

/// One notice about a paper.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Notice {
    /// The dataset's number of the line.
    record: i64,
    nature: NoticeNature,
    /// Of the paper.
    doi: Option<String>,
    /// Of the paper.
    pmid: Option<String>,
    /// When the notice appeared.
    date: Option<NaiveDate>,
    /// Of the notice itself.
    notice_doi: Option<String>,
    /// Why, in the dataset's words.
    reasons: Vec<String>,
}

/// What a notice does to a paper.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum NoticeNature {
    Retraction,
    ExpressionOfConcern,
    Correction,
    Reinstatement,
}

/// A dataset of notices.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RetractionDataset {
    /// SHA-256 of its file.
    hash: String,
    /// The day in Asia/Tokyo on which it was current.
    as_of: NaiveDate,
    imported_at: DateTime<Utc>,
    /// How many notices it holds.
    notices: u64,
}

/// The sources that the dataset names, in the envelope.
#[derive(ToSchema)]
pub(crate) struct NoticedSourcesResponse {
    /// The gravest first.
    data: Vec<NoticedSource>,
    meta: NoticedSourcesMeta,
}

/// A source that the dataset names, and what rests on it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct NoticedSource {
    citation: DocumentName,
    state: RetractionState,
    notices: Vec<Notice>,
    public_documents: Vec<DocumentName>,
}

/// Which dataset was asked.
#[derive(ToSchema)]
pub(crate) struct NoticedSourcesMeta {
    /// Null when none was imported: then nothing is known of any source.
    dataset: Option<RetractionDataset>,
}

/// A document by its name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DocumentName {
    id: Uuid,
    kind: Kind,
    translation_group: Uuid,
    /// Absent for kinds that exist once for all locales.
    locale: Option<String>,
    slug: Option<String>,
    title: String,
}

/// What rests on a source, in the envelope.
#[derive(ToSchema)]
pub(crate) struct DependentsResponse {
    /// By kind, the newest of each first.
    data: Vec<RestingDocument>,
    meta: DependentsMeta,
}

/// A document that rests on a source.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RestingDocument {
    id: Uuid,
    kind: Kind,
    translation_group: Uuid,
    locale: Option<String>,
    slug: Option<String>,
    title: String,
    /// Those of its claims that name the source.
    claims: Vec<Claim>,
}

/// Where there is more.
#[derive(ToSchema)]
pub(crate) struct DependentsMeta {
    /// For each kind of which more documents rest on the source than are shown: the address of the list of
    /// all of them, page by page.
    more: Vec<String>,
}

/// What a registry knows of a paper, in the envelope.
#[derive(ToSchema)]
pub(crate) struct RegistryRecordResponse {
    /// Null when it does not know the paper.
    data: Option<RegistryRecord>,
}

/// What a registry knows of a paper.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RegistryRecord {
    registry: Registry,
    /// The record as an item of CSL-JSON.
    csl_json: serde_json::Map<String, serde_json::Value>,
    /// Whether the registry itself says that the paper is retracted. False says only that it does not.
    retracted: bool,
    /// When it was asked.
    retrieved_at: DateTime<Utc>,
}

/// Who keeps records of papers.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Registry {
    Crossref,
    PubMed,
}

/// A citation beside what registries know of it, in the envelope.
#[derive(ToSchema)]
pub(crate) struct RegistryComparisonResponse {
    data: RegistryComparison,
    meta: DocumentMeta,
}

/// A citation beside what registries know of it.
#[derive(ToSchema)]
pub(crate) struct RegistryComparison {
    /// What they know; empty when none of them knows the identifiers.
    records: Vec<RegistryRecord>,
    /// What the citation says otherwise.
    disagreements: Vec<Disagreement>,
}

/// Something that a typed record says otherwise than a registry.
#[derive(ToSchema)]
pub(crate) struct Disagreement {
    /// The field, as in the record's JSON.
    field: String,
    typed: String,
    registry: String,
    message: BilingualText,
}

/// What became of a reference file, in the envelope.
#[derive(ToSchema)]
pub(crate) struct ImportResponse {
    data: ImportedReferences,
    meta: ImportMeta,
}

/// What became of the records of a reference file. Lines are counted from 1.
#[derive(ToSchema)]
pub(crate) struct ImportedReferences {
    format: ReferenceFormat,
    /// `UTF-8`, `Shift_JIS`, …, as it was told from the bytes.
    encoding: String,
    created: Vec<CreatedReference>,
    duplicates: Vec<DuplicateReference>,
    /// What of imported records could not be understood.
    warnings: Vec<ReferenceWarning>,
    /// What was not imported, and why.
    problems: Vec<ReferenceProblem>,
}

/// A form of reference files.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum ReferenceFormat {
    Ris,
    Nbib,
    Bibtex,
    CslJson,
}

/// A record that is a citation now.
#[derive(ToSchema)]
pub(crate) struct CreatedReference {
    line: u32,
    /// The file's own name for it.
    key: Option<String>,
    /// The citation's id; null in a dry run.
    citation: Option<Uuid>,
}

/// A record of a work that is there.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct DuplicateReference {
    line: u32,
    /// The file's own name for it.
    key: Option<String>,
    /// The citation that is there; null when that is a record of the same file in a dry run.
    citation: Option<Uuid>,
    /// In a dry run: where the first record of the work begins in the file.
    of_line: Option<u32>,
    reason: DuplicateReason,
}

/// Why two records are of one work. `title`: title, first author and year.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum DuplicateReason {
    Doi,
    Pmid,
    Pmcid,
    Isbn,
    Title,
}

/// A value that could not be understood; it is kept as it came.
#[derive(ToSchema)]
pub(crate) struct ReferenceWarning {
    /// Of the record.
    line: u32,
    /// CSL's name of the variable, or the tag.
    variable: String,
    message: String,
}

/// Something that was not imported.
#[derive(ToSchema)]
pub(crate) struct ReferenceProblem {
    line: u32,
    message: String,
}

/// Facts about the import.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ImportMeta {
    dry_run: bool,
    /// The place of the last event in the log; null when nothing was written.
    event: Option<i64>,
}

/// A reference file: RIS, NBIB (PubMed), BibTeX or CSL-JSON.
pub(crate) struct ReferenceFile;

impl PartialSchema for ReferenceFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A reference file: RIS, NBIB (PubMed), BibTeX or BibLaTeX, or CSL-JSON.",
            ))
            .into()
    }
}

impl ToSchema for ReferenceFile {}
