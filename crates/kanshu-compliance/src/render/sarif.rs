//! SARIF 2.1.0, for code scanning and editors.

use std::collections::BTreeMap;

use kanshu_domain::compliance::{Finding, Severity};
use serde_json::{Value, json};

use super::{Language, json::LinesJson, words::law_line};
use crate::{LintReport, LintedText, LocatedFinding};

/// One run with one result for each finding; what somebody accepted is marked as suppressed.
pub fn render(report: &LintReport, language: Language) -> Value {
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in report.findings() {
        rules.entry(&finding.rule).or_insert(finding);
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, id)| (*id, i)).collect();
    let results: Vec<Value> = report
        .texts
        .iter()
        .flat_map(|text| text.findings.iter().map(move |found| (text, found)))
        .map(|(text, found)| result(text, found, index[found.finding.rule.as_str()], language))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kanshu",
                "semanticVersion": report.engine,
                "language": language.pick("ja", "en"),
                "rules": rules.values().map(|finding| rule(finding, language)).collect::<Vec<_>>(),
                "properties": {
                    "on": report.on,
                    "packs": report.packs,
                    "uncheckedJurisdictions": report.unchecked_jurisdictions,
                },
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(finding: &Finding, language: Language) -> Value {
    let law: Vec<String> = finding.law.iter().map(law_line).collect();
    let help = format!("{}\n{}", language.of(&finding.rewrite), law.join("\n"));
    let mut rule = json!({
        "id": finding.rule,
        "shortDescription": { "text": language.of(&finding.name) },
        "fullDescription": { "text": language.of(&finding.reason) },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(finding.severity) },
        "properties": {
            "tags": [finding.category],
            "pack": finding.pack,
            "packVersion": finding.pack_version,
            "reviewedByCounsel": finding.reviewed,
            "waivable": finding.waivable,
        },
    });
    if let Some(law) = finding.law.iter().find(|law| !law.url.is_empty()) {
        rule["helpUri"] = json!(law.url);
    }
    rule
}

fn result(text: &LintedText, found: &LocatedFinding, rule: usize, language: Language) -> Value {
    let finding = &found.finding;
    let at = LinesJson::of(text, found);
    let range = found.range();
    let mut message = format!(
        "{}: {} {}",
        finding.matched,
        language.of(&finding.reason),
        language.of(&finding.rewrite)
    );
    if !finding.reviewed {
        message = format!("{message} {}", language.unreviewed());
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&text.name) },
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": at.end_line,
                "endColumn": at.end_column,
                "charOffset": range.start,
                "charLength": range.end - range.start,
                "snippet": { "text": text.source.slice(range) },
            },
        }}],
        "partialFingerprints": { "kanshuSpan/v1": finding.span_hash },
        "properties": { "context": found.context, "trace": finding.trace },
    });
    if finding.is_waived() {
        let waiver = finding.waiver.map(|id| id.to_string());
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "guid": waiver }]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative URI reference; an absolute one as a `file:` URI; `-` is standard input.
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    if uri.starts_with('/') { format!("file://{uri}") } else { uri }
}
