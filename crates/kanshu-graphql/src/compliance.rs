//! What rule packs say, and what somebody accepted.

use async_graphql::{ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kanshu_domain::compliance as domain;

use crate::{
    enums::{GateCondition, Jurisdiction, Severity, Waivable},
    errors,
    scalars::Date,
};

/// What the rule packs say about one revision, or about words that are not saved (適合性検査結果).
#[derive(SimpleObject)]
pub(crate) struct ComplianceReport {
    /// SHA-256 of the report's canonical JSON.
    digest: String,
    /// The document; null for words that are not saved.
    document: Option<ID>,
    /// The revision; null for words that are not saved.
    revision: Option<u32>,
    /// The digest of what was looked at: the revision and everything it references.
    dossier: String,
    /// The day in Asia/Tokyo whose law was applied.
    on: Date,
    /// The engine's version.
    engine: String,
    /// Whether nothing in it keeps the page from the public.
    passes: bool,
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
#[derive(SimpleObject)]
pub(crate) struct RulePack {
    /// Its id.
    id: String,
    /// Its version.
    version: String,
    /// Whose law it holds; null for a house pack.
    jurisdiction: Option<Jurisdiction>,
    /// SHA-256 of its files.
    digest: String,
    /// Whether counsel has checked all of its rules.
    reviewed: bool,
    /// How many of its rules nobody has checked.
    unreviewed_rules: usize,
}

/// Words in the two languages that reports are read in.
#[derive(SimpleObject)]
pub(crate) struct BilingualText {
    /// In Japanese.
    ja: String,
    /// In English.
    en: String,
}

/// A breach of a rule at one place.
#[derive(SimpleObject)]
pub(crate) struct Finding {
    /// The rule, as `JP-F01`.
    rule: String,
    /// What the rule is about.
    name: BilingualText,
    /// The pack that the rule stands in.
    pack: String,
    /// The pack's version.
    pack_version: String,
    /// The same in every pack: `guarantee`, `superlative`.
    category: String,
    /// How much it weighs.
    severity: Severity,
    /// Where it stands.
    place: FindingPlace,
    /// The words found, as written; empty for findings about what is missing.
    matched: String,
    /// The law behind the rule.
    law: Vec<Law>,
    /// Why it is a breach.
    reason: BilingualText,
    /// How to say it lawfully.
    rewrite: BilingualText,
    /// Why no guard of the rule silenced it.
    trace: Vec<GuardTrace>,
    /// Whether counsel has checked the rule.
    reviewed: bool,
    /// Who may accept it.
    waivable: Waivable,
    /// What a waiver is bound to.
    span_hash: String,
    /// The condition of publication that asks the same.
    condition: Option<GateCondition>,
    /// The waiver that covers it.
    waiver: Option<ID>,
}

/// Where in a document a finding stands.
#[derive(SimpleObject)]
pub(crate) struct FindingPlace {
    /// The field, step by step: `["body", "3", "text"]`. Null when it concerns the whole.
    field: Option<Vec<String>>,
    /// The block.
    block: Option<ID>,
    /// The referenced document (its translation group) in which it stands.
    target: Option<ID>,
    /// Where in the original text of the field; only for findings about words.
    range: Option<CharacterRange>,
    /// The sentence that holds the words.
    sentence: Option<Sentence>,
}

/// Characters (Unicode scalar values) of a text.
#[derive(SimpleObject)]
pub(crate) struct CharacterRange {
    /// The first.
    start: usize,
    /// The one after the last.
    end: usize,
}

/// A sentence of the original text.
#[derive(SimpleObject)]
pub(crate) struct Sentence {
    /// The sentence as written.
    text: String,
    /// Its first character.
    start: usize,
    /// The one after its last.
    end: usize,
}

/// A law or guideline.
#[derive(SimpleObject)]
pub(crate) struct Law {
    /// Its name.
    name: String,
    /// The section.
    section: String,
    /// Where to read it.
    url: String,
}

/// Why a guard of a rule did not silence a finding.
#[derive(SimpleObject)]
pub(crate) struct GuardTrace {
    /// The guard's name in its pack.
    guard: String,
    /// What was looked at and what was not found there.
    note: String,
}

/// A rule that rests on what the site says of itself.
#[derive(SimpleObject)]
pub(crate) struct RestsOnDeclaration {
    /// The rule.
    rule: String,
    /// The declaration's name in the configuration.
    declaration: String,
    /// Whether the site makes it.
    declared: bool,
}

/// A finding that somebody accepted (例外承認).
#[derive(SimpleObject)]
pub(crate) struct WaiverEntry {
    /// Its id.
    id: ID,
    /// The rule.
    rule: String,
    /// The words it is bound to.
    span_hash: String,
    /// Why it was accepted.
    reason: String,
    /// Who accepted it: the id of a user.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// The first day in Asia/Tokyo on which it holds no more.
    expires_on: Date,
    /// When it was taken back.
    revoked_at: Option<DateTime<Utc>>,
    /// Why it was taken back.
    revoked_because: Option<String>,
}

impl ComplianceReport {
    /// A report as it was kept.
    ///
    /// # Errors
    /// When the bytes are no report; the cause is logged.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let report: domain::ComplianceReport =
            serde_json::from_slice(bytes).map_err(|error| errors::internal(&error))?;
        Ok(report.into())
    }
}

impl From<domain::ComplianceReport> for ComplianceReport {
    fn from(report: domain::ComplianceReport) -> Self {
        let passes = report.blocking().next().is_none();
        Self {
            digest: report.digest().to_string(),
            passes,
            document: report.document.map(ID::from),
            revision: report.revision.map(|revision| revision.0),
            dossier: report.dossier.to_string(),
            on: Date(report.on),
            engine: report.engine,
            packs: report.packs.into_iter().map(RulePack::from).collect(),
            findings: report.findings.into_iter().map(Finding::from).collect(),
            declarations: report.declarations.into_iter().map(RestsOnDeclaration::from).collect(),
            unchecked_jurisdictions: report
                .unchecked_jurisdictions
                .into_iter()
                .map(Jurisdiction::from)
                .collect(),
        }
    }
}

impl From<domain::PackUsed> for RulePack {
    fn from(pack: domain::PackUsed) -> Self {
        Self {
            id: pack.id,
            version: pack.version,
            jurisdiction: pack.jurisdiction.map(Jurisdiction::from),
            digest: pack.digest.to_string(),
            reviewed: pack.reviewed,
            unreviewed_rules: pack.unreviewed_rules,
        }
    }
}

impl From<domain::Words> for BilingualText {
    fn from(words: domain::Words) -> Self {
        Self { ja: words.ja, en: words.en }
    }
}

impl From<domain::Finding> for Finding {
    fn from(finding: domain::Finding) -> Self {
        Self {
            rule: finding.rule,
            name: finding.name.into(),
            pack: finding.pack,
            pack_version: finding.pack_version,
            category: finding.category,
            severity: finding.severity.into(),
            place: finding.place.into(),
            matched: finding.matched,
            law: finding.law.into_iter().map(Law::from).collect(),
            reason: finding.reason.into(),
            rewrite: finding.rewrite.into(),
            trace: finding.trace.into_iter().map(GuardTrace::from).collect(),
            reviewed: finding.reviewed,
            waivable: finding.waivable.into(),
            span_hash: finding.span_hash.to_string(),
            condition: finding.condition.map(GateCondition::from),
            waiver: finding.waiver.map(ID::from),
        }
    }
}

impl From<domain::Place> for FindingPlace {
    fn from(place: domain::Place) -> Self {
        Self {
            field: errors::steps(&place.field),
            block: place.block.map(ID::from),
            target: place.target.map(ID::from),
            range: place.range.map(|range| CharacterRange { start: range.start, end: range.end }),
            sentence: place.sentence.map(|sentence| Sentence {
                text: sentence.text,
                start: sentence.range.start,
                end: sentence.range.end,
            }),
        }
    }
}

impl From<domain::Law> for Law {
    fn from(law: domain::Law) -> Self {
        Self { name: law.name, section: law.section, url: law.url }
    }
}

impl From<domain::GuardTrace> for GuardTrace {
    fn from(trace: domain::GuardTrace) -> Self {
        Self { guard: trace.guard, note: trace.note }
    }
}

impl From<domain::RestsOnDeclaration> for RestsOnDeclaration {
    fn from(rests: domain::RestsOnDeclaration) -> Self {
        Self { rule: rests.rule, declaration: rests.declaration, declared: rests.declared }
    }
}

impl From<domain::RecordedWaiver> for WaiverEntry {
    fn from(recorded: domain::RecordedWaiver) -> Self {
        let domain::RecordedWaiver { waiver, revocation } = recorded;
        Self {
            id: waiver.id.into(),
            rule: waiver.rule,
            span_hash: waiver.span_hash.to_string(),
            reason: waiver.reason,
            by: waiver.by,
            at: waiver.at,
            expires_on: Date(waiver.expires_on),
            revoked_at: revocation.as_ref().map(|revocation| revocation.at),
            revoked_because: revocation.map(|revocation| revocation.reason),
        }
    }
}
