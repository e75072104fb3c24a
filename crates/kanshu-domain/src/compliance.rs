//! What rule packs say: findings, the reports that hold them, and the waivers that accept one.
//!
//! The engine that makes them is `kanshu-compliance`; the gate only reads them.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    gate::Condition,
    id::{BlockId, DocumentId, GroupId, WaiverId},
    kinds::article::Jurisdiction,
    revision::{RevisionNumber, Sha256Hash, canonical},
    time::Instant,
    workflow::Revocation,
};

/// How much a finding weighs. `block` keeps a page from the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Info,
    Warn,
    Block,
}

impl Severity {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// Where words stand, as far as a rule cares.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum TextContext {
    #[default]
    Body,
    Heading,
    ReaderQuestion,
    QuoteOriginal,
    #[serde(alias = "quote")]
    QuoteTranslation,
    CitationTitle,
    Disclaimer,
    /// What the patient did not look for: banners, listing ads, social media, push messages. They
    /// cannot rely on the lifting of the limits (限定解除, 省令1条の9の2 一).
    #[serde(alias = "listing_ad", alias = "sns", alias = "push")]
    Banner,
    /// Title, description, link preview, structured data.
    #[serde(alias = "title", alias = "slug")]
    Meta,
    /// Price and conditions of an offer.
    Offer,
    /// Alternative texts and captions.
    #[serde(alias = "caption")]
    Alt,
    #[serde(alias = "cta")]
    Button,
}

/// Words in the two languages that reports are read in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub ja: String,
    pub en: String,
}

/// A law or guideline, its section by name, and where to read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    pub name: String,
    pub section: String,
    pub url: String,
}

/// Characters (Unicode scalar values) from `start` (included) to `end` (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextRange {
    pub start: usize,
    pub end: usize,
}

/// Where in a document a finding stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Field path: `body[3].text`, `title`; empty when it concerns the whole.
    pub field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    /// The referenced document in which it stands, when it is not the page's own text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<GroupId>,
    /// In the original text of that field; only for findings about words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<TextRange>,
    /// The sentence that holds the range, as written, and where it stands in the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Sentence>,
}

/// A sentence of the original text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub text: String,
    #[serde(flatten)]
    pub range: TextRange,
}

/// Why a guard of the rule did not silence the finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardTrace {
    /// The guard's name in its pack: `negation`, `mention`, `question`.
    pub guard: String,
    /// What was looked at and what was not found there.
    pub note: String,
}

/// Who may accept a finding in spite of its rule.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Waivable {
    /// Nobody: the text must change.
    Never,
    /// The compliance role (薬事) and administrators.
    #[default]
    Compliance,
    /// Editors as well.
    Editor,
}

/// One breach of one rule at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// `JP-F01`.
    pub rule: String,
    pub name: Words,
    pub pack: String,
    pub pack_version: String,
    /// The same in every pack, so that packs can be compared: `guarantee`, `superlative`.
    pub category: String,
    pub severity: Severity,
    pub place: Place,
    /// The words found, as written; empty for findings about what is missing.
    pub matched: String,
    pub law: Vec<Law>,
    pub reason: Words,
    /// How to say it lawfully.
    pub rewrite: Words,
    pub trace: Vec<GuardTrace>,
    /// Whether counsel has checked the rule.
    pub reviewed: bool,
    pub waivable: Waivable,
    /// What a waiver is bound to: rule, words, and the sentence or facts around them.
    pub span_hash: Sha256Hash,
    /// The gate condition that asks the same; G04 when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Who accepted it, when somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaiverId>,
}

/// A pack that was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackUsed {
    pub id: String,
    pub version: String,
    /// `None` for a site's own house pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    /// The digest of the pack's files.
    pub digest: Sha256Hash,
    /// Whether counsel has checked all of its rules.
    pub reviewed: bool,
    /// How many of its rules nobody has checked.
    pub unreviewed_rules: usize,
}

/// A rule that content cannot show; it holds because the site says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestsOnDeclaration {
    pub rule: String,
    /// The declaration's name in the configuration: `required_information_shown_openly`.
    pub declaration: String,
    /// Whether the site makes it. When it does not, there is a finding too.
    pub declared: bool,
}

/// What the packs say about one revision and what it rests on (適合性検査結果). The same dossier, packs,
/// waivers and date give the same report, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComplianceReport {
    /// `None` before anything is saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionNumber>,
    /// The digest of the dossier: the revision and everything it references.
    pub dossier: Sha256Hash,
    /// The day (in Tokyo) whose law was applied.
    pub on: NaiveDate,
    /// The engine's version.
    pub engine: String,
    pub packs: Vec<PackUsed>,
    /// In the order of the text, the gravest first at one place.
    pub findings: Vec<Finding>,
    pub declarations: Vec<RestsOnDeclaration>,
    /// Target jurisdictions without a pack: nothing was checked for them.
    pub unchecked_jurisdictions: Vec<Jurisdiction>,
}

impl ComplianceReport {
    /// Canonical JSON (RFC 8785): what is stored, and what the digest is over.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        canonical(self)
    }

    /// SHA-256 of the canonical report.
    pub fn digest(&self) -> Sha256Hash {
        Sha256Hash::of(&self.canonical_bytes())
    }

    /// The findings that keep the page from the public: blocking, and accepted by nobody.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Block && !f.is_waived())
    }

    /// How many findings of this severity stand unwaived.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity && !f.is_waived()).count()
    }
}

impl Finding {
    /// Whether somebody accepted it. What nobody may accept is never accepted, whatever the report says.
    pub fn is_waived(&self) -> bool {
        self.waiver.is_some() && self.waivable != Waivable::Never
    }
}

/// A finding accepted by a named person (例外承認): bound to the words it was given for, and for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiver {
    pub id: WaiverId,
    pub document: DocumentId,
    pub rule: String,
    pub span_hash: Sha256Hash,
    pub reason: String,
    /// The id of the user who accepted it.
    pub by: String,
    pub at: Instant,
    /// The first day (in Tokyo) on which it holds no more.
    pub expires_on: NaiveDate,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Instant>,
}

impl Waiver {
    /// Whether it covers `finding` on this day.
    pub fn covers(&self, finding: &Finding, on: NaiveDate) -> bool {
        self.revoked_at.is_none()
            && finding.waivable != Waivable::Never
            && on < self.expires_on
            && self.rule == finding.rule
            && self.span_hash == finding.span_hash
    }
}

/// Months that a waiver may hold at most.
const LONGEST_WAIVER_MONTHS: u32 = 12;

/// Why a waiver cannot end on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadExpiry {
    #[error("must be a day after today ({today} in Tokyo)")]
    NotInTheFuture { today: NaiveDate },
    #[error("must be within a year: {latest} at the latest")]
    TooFar { latest: NaiveDate },
}

/// Whether a waiver given `today` (in Tokyo) may hold until `expires_on`.
///
/// # Errors
/// When the day is not in the future, or more than a year away: an exception is looked at again.
pub fn check_expiry(expires_on: NaiveDate, today: NaiveDate) -> Result<(), BadExpiry> {
    let latest = today.checked_add_months(Months::new(LONGEST_WAIVER_MONTHS)).unwrap_or(today);
    if expires_on <= today {
        Err(BadExpiry::NotInTheFuture { today })
    } else if expires_on > latest {
        Err(BadExpiry::TooFar { latest })
    } else {
        Ok(())
    }
}

/// A waiver as the records keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedWaiver {
    #[serde(flatten)]
    pub waiver: Waiver,
    /// By whom and why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
}

/// What only a front end can show, and the site declares of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Declarations {
    /// Costs, risks and statements stand open on the page, not behind a link or a closed accordion,
    /// and in letters of at least 80 % of the body's size (JP-U04).
    pub required_information_shown_openly: bool,
    /// Disclaimers stand beside the claims that they limit, as large as these (JP-K08).
    pub disclaimers_as_large_as_claims: bool,
}
