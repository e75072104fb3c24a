//! Many short texts, one JSON object a line in, one out.

use std::process::ExitCode;

use kanshu_compliance::{
    Engine, LintReport, LintSettings, in_plain_text, render::json::FindingJson,
};
use kanshu_domain::compliance::Severity;
use serde::Serialize;
use serde_json::Value;

use crate::{
    CommandError,
    cli::{Lint, named},
    commands::jsonl::{Fields, answer_lines, text},
};

use super::{exit_code, expect_packs};

#[derive(Serialize)]
struct Answer {
    findings: Vec<Value>,
}

/// Checks each line. Findings are data here: they only make the exit code 1 when `--deny` is given.
pub(super) fn lint(
    engine: &Engine,
    settings: &LintSettings,
    lint: &Lint,
) -> Result<ExitCode, CommandError> {
    expect_packs(&LintReport::new(engine, settings), settings)?;
    let [source] = lint.sources.as_slice() else {
        return Err(CommandError::Usage("--jsonl takes one file, or `-`".to_owned()));
    };
    let mut worst: Option<Severity> = None;
    let refused = answer_lines(source, |fields| {
        let (text, settings) = asked(fields, settings)?;
        let found = in_plain_text(engine, &text, &settings);
        worst = worst.max(found.iter().map(|f| f.finding.severity).max());
        let each = found.iter().map(|finding| serde_json::to_value(FindingJson::from(finding)));
        Ok(Answer { findings: each.collect::<Result<_, _>>().map_err(|e| e.to_string())? })
    })?;
    if refused > 0 {
        return Ok(ExitCode::from(2));
    }
    Ok(if lint.deny.is_some() { exit_code(worst, lint) } else { ExitCode::SUCCESS })
}

/// The text to be checked, and how.
fn asked(mut fields: Fields, defaults: &LintSettings) -> Result<(String, LintSettings), String> {
    let text = text(&mut fields, "text")?;
    let mut settings = defaults.clone();
    match fields.remove("context") {
        None | Some(Value::Null) => {}
        Some(Value::String(name)) => {
            settings.context = Some(named(&name).map_err(|why| format!("`context`: {why}"))?);
        }
        Some(_) => return Err("`context` must be a name".to_owned()),
    }
    match fields.remove("jurisdictions") {
        None | Some(Value::Null) => {}
        Some(names) => {
            settings.jurisdictions = serde_json::from_value(names)
                .map_err(|error| format!("`jurisdictions`: {error}"))?;
        }
    }
    Ok((text, settings))
}
