//! Files and loose texts under the phrase rules, without a document around them.

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{Finding, PackUsed, Sentence, Severity, TextContext, TextRange},
    kinds::article::Jurisdiction,
};

use crate::{Engine, Pack, Passage, SourceText, markdown};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Markdown,
    /// Each line stands for itself.
    Plain,
}

/// Under which rules texts are read.
#[derive(Clone, Debug)]
pub struct LintSettings {
    /// What all words are, whatever the Markdown around them says; by default what it says.
    pub context: Option<TextContext>,
    pub jurisdictions: Vec<Jurisdiction>,
    /// The day whose law counts.
    pub on: NaiveDate,
}

/// A finding in a text, and what its words are there.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// Its ranges count characters of the file; `matched` are the words without the marks in between.
    pub finding: Finding,
    pub context: TextContext,
}

impl LocatedFinding {
    /// The characters of the words found.
    pub fn range(&self) -> TextRange {
        range_of(&self.finding)
    }
}

/// Phrase rules always point at words.
fn range_of(finding: &Finding) -> TextRange {
    finding.place.range.unwrap_or(TextRange { start: 0, end: 0 })
}

/// A file with what the rules say about it, in the order of the text.
#[derive(Clone, Debug)]
pub struct LintedText {
    /// The file's path as people write it.
    pub name: String,
    pub source: SourceText,
    pub findings: Vec<LocatedFinding>,
}

impl LintedText {
    /// Reads a text under the phrase rules.
    pub fn check(
        engine: &Engine,
        name: impl Into<String>,
        source: SourceText,
        form: Form,
        settings: &LintSettings,
    ) -> Self {
        let findings = match form {
            Form::Markdown => in_markdown(engine, &source, settings),
            Form::Plain => in_plain_text(engine, source.as_str(), settings),
        };
        Self { name: name.into(), source, findings }
    }
}

/// The findings of a plain text; ranges count its characters.
pub fn in_plain_text(engine: &Engine, text: &str, settings: &LintSettings) -> Vec<LocatedFinding> {
    let context = settings.context.unwrap_or_default();
    let mut offset = 0;
    // A line end ends a sentence anyway; short passages keep the cost of a finding small.
    let passages: Vec<Passage> = text
        .split_inclusive('\n')
        .map(|line| {
            let passage = Passage { context, text: line.to_owned(), offset, ..Passage::default() };
            offset += line.chars().count();
            passage
        })
        .collect();
    let findings = engine.check(&passages, &settings.jurisdictions, settings.on);
    findings.into_iter().map(|finding| LocatedFinding { finding, context }).collect()
}

fn in_markdown(
    engine: &Engine,
    source: &SourceText,
    settings: &LintSettings,
) -> Vec<LocatedFinding> {
    let mut passages = markdown::passages(source);
    if let Some(context) = settings.context {
        passages.list.iter_mut().for_each(|passage| passage.context = context);
    }
    let found = engine.check(&passages.list, &settings.jurisdictions, settings.on);
    let mut findings: Vec<LocatedFinding> = found
        .into_iter()
        .map(|mut finding| {
            let context = passages.context(range_of(&finding));
            let in_source = |range: TextRange| passages.in_source(range);
            finding.place.range = finding.place.range.map(in_source);
            finding.place.sentence = finding.place.sentence.map(|sentence| {
                let range = in_source(sentence.range);
                Sentence { text: source.slice(range).to_owned(), range }
            });
            LocatedFinding { finding, context }
        })
        .collect();
    // Alternative texts are read before the paragraph that they stand in.
    findings.sort_by_key(|found| found.range().start);
    findings
}

/// What the phrase rules say about some files.
#[derive(Clone, Debug)]
pub struct LintReport {
    /// The engine's version.
    pub engine: String,
    pub on: NaiveDate,
    pub packs: Vec<PackUsed>,
    /// Jurisdictions asked for that have no pack on that day: nothing was checked for them.
    pub unchecked_jurisdictions: Vec<Jurisdiction>,
    pub texts: Vec<LintedText>,
}

/// How many findings of each severity stand unwaived, and what they rest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    pub files: usize,
    pub block: usize,
    pub warn: usize,
    pub info: usize,
    pub waived: usize,
    /// How many of all findings rest on a rule that counsel has not checked.
    pub unreviewed: usize,
}

impl LintReport {
    /// A report without texts yet.
    pub fn new(engine: &Engine, settings: &LintSettings) -> Self {
        let in_force: Vec<&Pack> = engine
            .packs()
            .iter()
            .filter(|pack| pack.is_in_force(settings.on))
            .filter(|pack| pack.jurisdiction.is_none_or(|j| settings.jurisdictions.contains(&j)))
            .collect();
        let has_pack = |jurisdiction: &Jurisdiction| {
            in_force.iter().any(|pack| pack.jurisdiction == Some(*jurisdiction))
        };
        let asked = settings.jurisdictions.iter().copied();
        Self {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            on: settings.on,
            unchecked_jurisdictions: asked.filter(|j| !has_pack(j)).collect(),
            packs: in_force.iter().map(|pack| pack.used()).collect(),
            texts: Vec::new(),
        }
    }

    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.texts.iter().flat_map(|text| text.findings.iter().map(|found| &found.finding))
    }

    pub fn summary(&self) -> Summary {
        let mut summary = Summary { files: self.texts.len(), ..Summary::default() };
        for finding in self.findings() {
            summary.unreviewed += usize::from(!finding.reviewed);
            *match (finding.is_waived(), finding.severity) {
                (true, _) => &mut summary.waived,
                (false, Severity::Block) => &mut summary.block,
                (false, Severity::Warn) => &mut summary.warn,
                (false, Severity::Info) => &mut summary.info,
            } += 1;
        }
        summary
    }

    /// The gravest unwaived finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings().filter(|finding| !finding.is_waived()).map(|f| f.severity).max()
    }
}

impl Pack {
    /// How many rules it has, on words and on documents.
    pub fn rule_count(&self) -> usize {
        self.rules().count()
    }

    /// How many of them counsel has not checked.
    pub fn unreviewed_rule_count(&self) -> usize {
        self.rules().filter(|facts| !facts.reviewed).count()
    }
}
