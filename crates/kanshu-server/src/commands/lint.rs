//! `kanshu lint`: what in texts breaks the rules.

mod jsonl;
mod published;
mod sources;

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use kanshu_compliance::{
    Engine, LintReport, LintSettings, LintedText,
    render::{github, json::LintReportJson, sarif, text},
};
use kanshu_domain::{
    compliance::Severity,
    time::{Clock, tokyo_date},
};

pub(super) use published::published;

use crate::{
    CommandError, SystemClock,
    cli::{Lint, LintFormat},
    house_packs,
};

use super::{say, say_json};

/// Checks loose texts. Opens no database and reads no configuration.
///
/// 0: nothing denied was found; 1: something was; 2: something could not be read.
pub(super) fn lint(lint: &Lint) -> Result<ExitCode, CommandError> {
    let engine = house_packs::engine(&lint.house)?;
    let settings = LintSettings {
        context: lint.context,
        jurisdictions: lint.jurisdictions.clone(),
        on: lint.on.unwrap_or_else(|| tokyo_date(SystemClock.now())),
    };
    if lint.jsonl {
        return jsonl::lint(&engine, &settings, lint);
    }
    let (report, unreadable) = check(&engine, &settings, lint)?;
    if !report.texts.is_empty() || unreadable.is_empty() {
        show(&report, lint)?;
    }
    for why in &unreadable {
        // Standard error may be closed; the exit code still tells.
        let _ = writeln!(std::io::stderr(), "kanshu: {why}");
    }
    Ok(if unreadable.is_empty() { exit_code(report.worst(), lint) } else { ExitCode::from(2) })
}

/// What the rules say about all that could be read, and what could not.
fn check(
    engine: &Engine,
    settings: &LintSettings,
    lint: &Lint,
) -> Result<(LintReport, Vec<String>), CommandError> {
    let mut report = LintReport::new(engine, settings);
    expect_packs(&report, settings)?;
    let mut unreadable = Vec::new();
    for path in &lint.sources {
        let files = sources::files(path).unwrap_or_else(|why| {
            unreadable.push(why);
            Vec::new()
        });
        for file in files {
            match sources::read(&file) {
                Ok(source) => {
                    let form = sources::form(&file, lint);
                    let name = file.display().to_string();
                    report.texts.push(LintedText::check(engine, name, source, form, settings));
                }
                Err(why) => unreadable.push(why),
            }
        }
    }
    Ok((report, unreadable))
}

/// A check by no rule at all must not look like a text without faults.
fn expect_packs(report: &LintReport, settings: &LintSettings) -> Result<(), CommandError> {
    let names: Vec<String> =
        settings.jurisdictions.iter().map(|j| format!("{j:?}").to_lowercase()).collect();
    if report.packs.is_empty() {
        return Err(CommandError::Usage(format!(
            "no rule pack for {} is in force on {}; `kanshu packs list` names those there are",
            names.join(", "),
            settings.on
        )));
    }
    Ok(())
}

fn show(report: &LintReport, lint: &Lint) -> Result<(), CommandError> {
    let language = lint.lang.into();
    match lint.format {
        LintFormat::Text => {
            let colour = match may_colour() {
                true => text::Colour::With,
                false => text::Colour::Without,
            };
            say(text::render(report, text::Style { language, colour }).trim_end())
        }
        LintFormat::Json => say_json(&LintReportJson::from(report)),
        LintFormat::Sarif => say_json(&sarif::render(report, language)),
        LintFormat::Github => match github::render(report, language).trim_end() {
            "" => Ok(()),
            commands => say(commands),
        },
    }
}

/// Colours are for terminals whose owner does not mind (<https://no-color.org>).
fn may_colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    std::io::stdout().is_terminal() && !refused && !is_dumb
}

fn exit_code(worst: Option<Severity>, lint: &Lint) -> ExitCode {
    let denied = lint.deny.map_or(Severity::Block, Severity::from);
    if worst.is_some_and(|worst| worst >= denied) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
