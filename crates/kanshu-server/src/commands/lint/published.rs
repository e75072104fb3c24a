//! What today's packs say about everything public.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use chrono::NaiveDate;
use kanshu_compliance::render::{Language, text};
use kanshu_domain::{
    compliance::{Finding, PackUsed, Severity},
    id::DocumentId,
    kind::Kind,
    revision::RevisionNumber,
    time::{Instant, tokyo_date},
    values::{Locale, Slug},
};
use kanshu_editorial::{Rechecked, recheck_published};
use serde::Serialize;

use crate::{
    CommandError, Site,
    cli::{Lint, LintFormat},
};

use super::{exit_code, may_colour};
use crate::commands::{operator, say, say_json};

/// The answer in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    on: NaiveDate,
    packs: Vec<PackUsed>,
    /// How many public documents were checked.
    checked: usize,
    /// Only those with new findings.
    documents: Vec<Failing>,
    new_block: usize,
    new_warn: usize,
    new_info: usize,
}

/// A public document that did not have these findings when it was published.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failing {
    document: DocumentId,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<Locale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<Slug>,
    title: String,
    revision: RevisionNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_at: Option<Instant>,
    /// When no report was kept of its publication, everything is new.
    has_kept_report: bool,
    findings: Vec<Finding>,
}

/// Checks, with progress on standard error. 1 when something newly found is denied.
pub(in crate::commands) async fn published(
    site: &Site,
    lint: &Lint,
) -> Result<ExitCode, CommandError> {
    if !matches!(lint.format, LintFormat::Text | LintFormat::Json) {
        let only = "--published answers as text or json: what is public has no lines in a file";
        return Err(CommandError::Usage(only.to_owned()));
    }
    let desk = site.desk();
    let on = lint.on.unwrap_or_else(|| tokyo_date(desk.clock.now()));
    let mut recheck = recheck_published(desk, &operator(), on)?;
    let mut answer = Answer {
        on,
        packs: Vec::new(),
        checked: 0,
        documents: Vec::new(),
        new_block: 0,
        new_warn: 0,
        new_info: 0,
    };
    let mut progress = Progress::default();
    while let Some(batch) = recheck.next_batch().await? {
        for rechecked in batch {
            answer.add(rechecked);
        }
        progress.say(answer.checked, answer.documents.len());
    }
    progress.end();
    match lint.format {
        LintFormat::Json => say_json(&answer)?,
        _ => say(answer.text(lint.lang.into()).trim_end())?,
    }
    Ok(exit_code(answer.worst(), lint))
}

impl Answer {
    fn add(&mut self, rechecked: Rechecked) {
        self.checked += 1;
        for pack in rechecked.report.packs {
            if !self.packs.contains(&pack) {
                self.packs.push(pack);
            }
        }
        for finding in &rechecked.new {
            *match finding.severity {
                Severity::Block => &mut self.new_block,
                Severity::Warn => &mut self.new_warn,
                Severity::Info => &mut self.new_info,
            } += 1;
        }
        if !rechecked.new.is_empty() {
            let document = rechecked.document;
            self.documents.push(Failing {
                document: document.id,
                kind: document.kind,
                title: document.content.title(),
                locale: document.locale,
                slug: document.slug,
                revision: document.revision,
                published_at: document.published.map(|published| published.at),
                has_kept_report: rechecked.has_kept_report,
                findings: rechecked.new,
            });
        }
    }

    fn worst(&self) -> Option<Severity> {
        let findings = self.documents.iter().flat_map(|document| &document.findings);
        findings.map(|finding| finding.severity).max()
    }

    fn text(&self, language: Language) -> String {
        let colour = if may_colour() { text::Colour::With } else { text::Colour::Without };
        let style = text::Style { language, colour };
        let mut out = String::new();
        for document in &self.documents {
            out += &document.heading(language);
            for finding in &document.findings {
                let field = &finding.place.field;
                let place = if field.is_empty() { "-" } else { field };
                text::about_document(&mut out, place, finding, style);
            }
        }
        let packs: Vec<String> =
            self.packs.iter().map(|pack| format!("{} {}", pack.id, pack.version)).collect();
        let (packs, on, failing) = (packs.join(", "), self.on, self.documents.len());
        let (checked, block, warn, info) =
            (self.checked, self.new_block, self.new_warn, self.new_info);
        out + &match language {
            Language::Japanese => format!(
                "公開中の{checked}件を検査しました({on}現在、{packs})。新たな指摘は{failing}件の文書に: 公開不可 {block}件、要確認 {warn}件、参考 {info}件。"
            ),
            Language::English => format!(
                "Checked {checked} public documents as of {on} ({packs}). New findings in {failing} of them: {block} block, {warn} warn, {info} info."
            ),
        }
    }
}

impl Failing {
    /// `== article ja /slug 「題」 r3 (id)`.
    fn heading(&self, language: Language) -> String {
        let locale = self.locale.as_ref().map_or(String::new(), |locale| format!(" {locale}"));
        let slug = self.slug.as_ref().map_or(String::new(), |slug| format!(" /{slug}"));
        let (kind, title, revision, id) = (self.kind, &self.title, self.revision, self.document);
        let unkept = match (self.has_kept_report, language) {
            (true, _) => "",
            (false, Language::Japanese) => " 公開時の検査結果なし",
            (false, Language::English) => " no report of its publication was kept",
        };
        format!("== {kind}{locale}{slug} “{title}” r{revision} ({id}){unkept}\n")
    }
}

/// How far the check is: one line that is written over on a terminal, a line for each thousand elsewhere.
#[derive(Default)]
struct Progress {
    said: usize,
}

/// Documents between two lines where lines cannot be written over.
const EVERY: usize = 1000;

impl Progress {
    fn say(&mut self, checked: usize, failing: usize) {
        let mut stderr = std::io::stderr().lock();
        let text = format!("{checked} public documents checked, {failing} with new findings");
        // Nobody needs the progress: a closed standard error is no reason to stop.
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r{text}");
            let _ = stderr.flush();
        } else if checked / EVERY > self.said / EVERY {
            let _ = writeln!(stderr, "{text}");
        }
        self.said = checked;
    }

    fn end(&self) {
        let mut stderr = std::io::stderr().lock();
        if stderr.is_terminal() {
            let _ = writeln!(stderr);
        } else {
            let _ = writeln!(stderr, "{} public documents checked", self.said);
        }
    }
}
