//! Workflow commands that GitHub shows beside the lines of a pull request.

use std::fmt::Write;

use kanshu_domain::compliance::Severity;

use super::{Language, json::LinesJson, words::law_line};
use crate::{LintReport, LintedText, LocatedFinding};

/// One command for each finding that nobody has accepted.
pub fn render(report: &LintReport, language: Language) -> String {
    let mut out = String::new();
    for text in &report.texts {
        for found in text.findings.iter().filter(|found| !found.finding.is_waived()) {
            command(&mut out, text, found, language);
        }
    }
    out
}

fn command(out: &mut String, text: &LintedText, found: &LocatedFinding, language: Language) {
    let finding = &found.finding;
    let level = match finding.severity {
        Severity::Block => "error",
        Severity::Warn => "warning",
        Severity::Info => "notice",
    };
    let at = LinesJson::of(text, found);
    let title = format!("{} {}", finding.rule, language.of(&finding.name));
    let mut properties =
        format!("file={},line={},col={}", property(&text.name), at.line, at.column);
    // GitHub takes an end column only on the same line.
    if at.end_line == at.line {
        let _ = write!(properties, ",endColumn={}", at.end_column);
    } else {
        let _ = write!(properties, ",endLine={}", at.end_line);
    }
    let _ = write!(properties, ",title={}", property(&title));
    let law: Vec<String> = finding.law.iter().map(law_line).collect();
    let mut message = format!(
        "{}{}{}\n{}\n{}\n{}",
        language.pick("「", "“"),
        finding.matched,
        language.pick("」", "”"),
        language.of(&finding.reason),
        language.of(&finding.rewrite),
        law.join("; ")
    );
    if !finding.reviewed {
        let _ = write!(message, "\n{}", language.unreviewed());
    }
    let _ = writeln!(out, "::{level} {properties}::{}", data(&message));
}

/// The message: everything up to the end of the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: it also ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
