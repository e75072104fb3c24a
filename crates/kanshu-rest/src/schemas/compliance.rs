//! Compliance reports, findings and waivers.

use chrono::{DateTime, NaiveDate, Utc};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{facts::Kind, kinds::Jurisdiction};

/// What the rule packs say about one revision and what it rests on, or about words that are not saved
/// (適合性検査結果).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ComplianceReport {
    /// Absent for words that are not saved.
    document: Option<Uuid>,
    /// Absent for words that are not saved.
    revision: Option<u32>,
    /// The digest of what was looked at: the revision and everything it references.
    dossier: String,
    /// The day in Asia/Tokyo whose law was applied.
    on: NaiveDate,
    /// The engine's version.
    engine: String,
    /// The packs that were applied.
    packs: Vec<RulePack>,
    /// In the order of the text, the gravest first at one place.
    findings: Vec<Finding>,
    /// Rules that content cannot show and that hold because the site says so.
    declarations: Vec<RestsOnDeclaration>,
    /// Target jurisdictions without a pack: nothing was checked for them.
    unchecked_jurisdictions: Vec<Jurisdiction>,
}

/// A rule pack that was applied.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct RulePack {
    id: String,
    version: String,
    /// Absent for a site's own house pack.
    jurisdiction: Option<Jurisdiction>,
    /// SHA-256 of the pack's files.
    digest: String,
    /// Whether counsel has checked all of its rules.
    reviewed: bool,
    /// How many of its rules nobody has checked.
    unreviewed_rules: u32,
}

/// A breach of a rule at one place.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Finding {
    /// `JP-F01`.
    rule: String,
    name: BilingualText,
    pack: String,
    pack_version: String,
    /// The same in every pack: `guarantee`, `superlative`.
    category: String,
    severity: Severity,
    place: FindingPlace,
    /// The words found, as written; empty for findings about what is missing.
    matched: String,
    law: Vec<Law>,
    reason: BilingualText,
    /// How to say it lawfully.
    rewrite: BilingualText,
    /// Why no guard of the rule silenced it.
    trace: Vec<GuardTrace>,
    /// Whether counsel has checked the rule.
    reviewed: bool,
    waivable: Waivable,
    /// What a waiver is bound to: rule, words, and the sentence or facts around them.
    span_hash: String,
    /// The condition of publication that asks the same; G04 when there is none.
    condition: Option<String>,
    /// The waiver that covers it.
    waiver: Option<Uuid>,
}

/// Words in the two languages that reports are read in.
#[derive(ToSchema)]
pub(crate) struct BilingualText {
    ja: String,
    en: String,
}

/// How much a finding weighs. `block` keeps a page from the public.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Severity {
    Info,
    Warn,
    Block,
}

/// Who may accept a finding in spite of its rule: nobody; compliance and administrators; editors as
/// well.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Waivable {
    Never,
    Compliance,
    Editor,
}

/// Where in a document a finding stands.
#[derive(ToSchema)]
pub(crate) struct FindingPlace {
    /// Field path: `body[3].text`; empty when it concerns the whole.
    field: String,
    /// The block's id.
    block: Option<Uuid>,
    /// The referenced document (translation group) in which it stands.
    target: Option<Uuid>,
    /// In the original text of the field; only for findings about words.
    range: Option<CharacterRange>,
    /// The sentence that holds the range.
    sentence: Option<Sentence>,
}

/// Characters (Unicode scalar values) from `start` (included) to `end` (excluded).
#[derive(ToSchema)]
pub(crate) struct CharacterRange {
    start: u32,
    end: u32,
}

/// A sentence of the original text, and where it stands there.
#[derive(ToSchema)]
pub(crate) struct Sentence {
    text: String,
    start: u32,
    end: u32,
}

/// A law or guideline, its section by name, and where to read it.
#[derive(ToSchema)]
pub(crate) struct Law {
    name: String,
    section: String,
    url: String,
}

/// Why a guard of the rule did not silence the finding.
#[derive(ToSchema)]
pub(crate) struct GuardTrace {
    /// The guard's name in its pack.
    guard: String,
    /// What was looked at and what was not found there.
    note: String,
}

/// A rule that content cannot show; it holds because the site says so.
#[derive(ToSchema)]
pub(crate) struct RestsOnDeclaration {
    rule: String,
    /// The declaration's name in the configuration.
    declaration: String,
    /// Whether the site makes it. When it does not, there is a finding too.
    declared: bool,
}

/// A finding that a named person accepted (例外承認).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Waiver {
    id: Uuid,
    document: Uuid,
    rule: String,
    span_hash: String,
    reason: String,
    /// The id of the user who accepted it.
    by: String,
    at: DateTime<Utc>,
    /// The first day (in Tokyo) on which it holds no more.
    expires_on: NaiveDate,
    /// When it was taken back.
    revoked_at: Option<DateTime<Utc>>,
    /// By whom and why it was taken back.
    revocation: Option<WaiverRevocation>,
}

/// A waiver taken back.
#[derive(ToSchema)]
pub(crate) struct WaiverRevocation {
    by: String,
    at: DateTime<Utc>,
    reason: String,
}

/// Accepts a finding of today's report about the newest revision.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct WaiveFindingRequest {
    /// As in the report: `JP-F01`.
    rule: String,
    /// As in the report.
    span_hash: String,
    reason: String,
    /// The first day (in Tokyo) on which it holds no more: in the future, within a year.
    expires_on: NaiveDate,
}

/// Takes a waiver back.
#[derive(ToSchema)]
pub(crate) struct RevokeWaiverRequest {
    /// The waiver's id, as in the history.
    waiver: Uuid,
    reason: String,
}

/// Either `text` or `kind` and `document`.
#[derive(ToSchema)]
pub(crate) struct CheckComplianceRequest {
    /// At most 100,000 characters.
    text: Option<String>,
    /// Where the words stand; `body` by default.
    context: Option<TextContext>,
    /// Whose law the text must satisfy; `jp` by default.
    jurisdictions: Option<Vec<Jurisdiction>>,
    /// What the document is.
    kind: Option<Kind>,
    /// As for the creation of a document of that kind.
    document: Option<serde_json::Value>,
}

/// Where words stand, as far as a rule cares.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum TextContext {
    Body,
    Heading,
    ReaderQuestion,
    QuoteOriginal,
    QuoteTranslation,
    CitationTitle,
    Disclaimer,
    Banner,
    Meta,
    Offer,
    Alt,
    Button,
}

/// A report in the envelope.
#[derive(ToSchema)]
pub(crate) struct ComplianceReportResponse {
    data: ComplianceReport,
    meta: ComplianceReportMeta,
}

/// Facts about the report.
#[derive(ToSchema)]
pub(crate) struct ComplianceReportMeta {
    /// SHA-256 of the canonical JSON (RFC 8785) of `data`.
    digest: String,
    /// Whether nothing in it keeps the page from the public.
    passes: bool,
    /// The revision: `r12`. Absent for words that are not saved.
    revision: Option<String>,
}

/// The document after a finding was accepted.
#[derive(ToSchema)]
pub(crate) struct WaivedResponse {
    /// The document as with `perspective=draft`.
    data: serde_json::Value,
    meta: WaivedMeta,
}

/// Facts about what was done.
#[derive(ToSchema)]
pub(crate) struct WaivedMeta {
    /// The newest revision, for `If-Match`: `r12`.
    revision: String,
    /// The place of the event in the log.
    event: i64,
    /// The id of the waiver.
    waiver: Uuid,
}
