//! Reports as JSON, after `schemas/lint-report.schema.json`.

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{GuardTrace, Law, PackUsed, Sentence, Severity, TextContext, Waivable, Words},
    gate::Condition,
    id::WaiverId,
    kinds::article::Jurisdiction,
    revision::Sha256Hash,
};
use serde::Serialize;

use crate::{LintReport, LintedText, LocatedFinding, lint::Summary};

/// The JSON Schema (2020-12) of [`LintReportJson`].
pub const SCHEMA: &str = include_str!("../../schemas/lint-report.schema.json");

/// A report as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LintReportJson<'a> {
    pub engine: &'a str,
    pub on: NaiveDate,
    pub packs: &'a [PackUsed],
    pub unchecked_jurisdictions: &'a [Jurisdiction],
    pub files: Vec<FileJson<'a>>,
    pub summary: Summary,
}

#[derive(Debug, Serialize)]
pub struct FileJson<'a> {
    pub file: &'a str,
    pub findings: Vec<FindingJson<'a>>,
}

/// One finding. `start` and `end` count characters (Unicode scalar values) of the file or text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingJson<'a> {
    pub rule: &'a str,
    pub severity: Severity,
    pub start: usize,
    pub end: usize,
    #[serde(flatten)]
    pub lines: Option<LinesJson>,
    pub matched: &'a str,
    pub context: TextContext,
    pub category: &'a str,
    pub pack: &'a str,
    pub pack_version: &'a str,
    pub name: &'a Words,
    pub reason: &'a Words,
    pub rewrite: &'a Words,
    pub law: &'a [Law],
    pub reviewed: bool,
    pub waivable: Waivable,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaiverId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<&'a Sentence>,
    pub span_hash: Sha256Hash,
    pub trace: &'a [GuardTrace],
}

/// Lines and columns from 1; the end is the column behind the last character.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinesJson {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl<'a> From<&'a LintReport> for LintReportJson<'a> {
    fn from(report: &'a LintReport) -> Self {
        Self {
            engine: &report.engine,
            on: report.on,
            packs: &report.packs,
            unchecked_jurisdictions: &report.unchecked_jurisdictions,
            files: report.texts.iter().map(FileJson::from).collect(),
            summary: report.summary(),
        }
    }
}

impl<'a> From<&'a LintedText> for FileJson<'a> {
    fn from(text: &'a LintedText) -> Self {
        let findings = text.findings.iter().map(|found| FindingJson {
            lines: Some(LinesJson::of(text, found)),
            ..FindingJson::from(found)
        });
        Self { file: &text.name, findings: findings.collect() }
    }
}

impl<'a> From<&'a LocatedFinding> for FindingJson<'a> {
    fn from(found: &'a LocatedFinding) -> Self {
        let finding = &found.finding;
        let range = found.range();
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            start: range.start,
            end: range.end,
            lines: None,
            matched: &finding.matched,
            context: found.context,
            category: &finding.category,
            pack: &finding.pack,
            pack_version: &finding.pack_version,
            name: &finding.name,
            reason: &finding.reason,
            rewrite: &finding.rewrite,
            law: &finding.law,
            reviewed: finding.reviewed,
            waivable: finding.waivable,
            waiver: finding.waiver,
            condition: finding.condition,
            sentence: finding.place.sentence.as_ref(),
            span_hash: finding.span_hash,
            trace: &finding.trace,
        }
    }
}

impl LinesJson {
    /// Where a finding begins and ends.
    pub fn of(text: &LintedText, found: &LocatedFinding) -> Self {
        let range = found.range();
        let (from, to) = (text.source.position(range.start), text.source.position(range.end));
        Self { line: from.line, column: from.column, end_line: to.line, end_column: to.column }
    }
}
