//! `kanshu packs …`: which rules there are, and whether a pack keeps what its examples promise.

use std::{path::Path, process::ExitCode};

use kanshu_compliance::{Engine, Pack};
use serde::Serialize;

use crate::{CommandError, HousePackError, cli::PacksCommand, house_packs};

use super::{say, say_json};

pub(super) fn packs(command: &PacksCommand) -> Result<ExitCode, CommandError> {
    match command {
        PacksCommand::List { json } => list(*json),
        PacksCommand::Test { folders } => test(folders),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    id: &'a str,
    version: &'a str,
    jurisdiction: Option<kanshu_domain::kinds::article::Jurisdiction>,
    title: &'a kanshu_domain::compliance::Words,
    effective_from: chrono::NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_to: Option<chrono::NaiveDate>,
    rules: usize,
    unreviewed_rules: usize,
    digest: String,
}

fn list(json: bool) -> Result<ExitCode, CommandError> {
    let engine = house_packs::engine(&[])?;
    let listed: Vec<Listed<'_>> = engine.packs().iter().map(described).collect();
    if json {
        say_json(&listed)?;
        return Ok(ExitCode::SUCCESS);
    }
    for pack in &listed {
        let until = pack.effective_to.map_or(String::new(), |to| format!(" until {to}"));
        say(&format!(
            "{}  {}  from {}{until}  {} rules, {} not checked by counsel  {} / {}",
            pack.id,
            pack.version,
            pack.effective_from,
            pack.rules,
            pack.unreviewed_rules,
            pack.title.ja,
            pack.title.en
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn described(pack: &Pack) -> Listed<'_> {
    Listed {
        id: &pack.id,
        version: &pack.version,
        jurisdiction: pack.jurisdiction,
        title: &pack.title,
        effective_from: pack.effective_from,
        effective_to: pack.effective_to,
        rules: pack.rule_count(),
        unreviewed_rules: pack.unreviewed_rule_count(),
        digest: pack.digest.to_string(),
    }
}

fn test(folders: &[std::path::PathBuf]) -> Result<ExitCode, CommandError> {
    let mut code = ExitCode::SUCCESS;
    for folder in folders {
        let failures = failures(folder)?;
        for failure in &failures {
            say(&format!("{}: {failure}", folder.display()))?;
        }
        if !failures.is_empty() {
            code = ExitCode::from(1);
        }
    }
    Ok(code)
}

/// What is wrong with a pack; says so when nothing is.
fn failures(folder: &Path) -> Result<Vec<String>, CommandError> {
    let pack = match house_packs::read(folder) {
        Ok(pack) => pack,
        Err(HousePackError::Wrong { source, .. }) => return Ok(vec![source.to_string()]),
        Err(error) => return Err(error.into()),
    };
    let mut failures = pack.failed_examples();
    let (rules, examples) = (pack.rule_count(), pack.examples().count());
    let name = format!("{} {}", pack.id, pack.version);
    // A house pack must also fit the packs that it stands beside.
    if pack.jurisdiction.is_none() {
        failures.extend(Engine::new(vec![pack]).err().map(|error| error.to_string()));
    }
    say(&format!("{name}: {rules} rules, {examples} examples, {} failures", failures.len()))?;
    Ok(failures)
}
