//! `kanshu translation`: whether translations say what their originals say.

use std::process::ExitCode;

use kanshu_citation::integrity::{IntegrityFinding, Pair, check};
use serde::Serialize;

use crate::{CommandError, cli::TranslationCommand, glossary};

use super::jsonl::{answer_lines, text};

#[derive(Serialize)]
struct Answer {
    findings: Vec<IntegrityFinding>,
}

/// Opens no database. 0: every line was checked, whatever was found; 2: some could not be read.
pub(super) fn translation(command: &TranslationCommand) -> Result<ExitCode, CommandError> {
    let TranslationCommand::Check { source, glossary: path } = command;
    let glossary = path.as_deref().map(glossary::read).transpose()?.unwrap_or_default();
    let refused = answer_lines(source, |mut fields| {
        let original = text(&mut fields, "original")?;
        let translation = text(&mut fields, "translation")?;
        // English when not said.
        let lang = match fields.contains_key("original_lang") {
            true => text(&mut fields, "original_lang")?,
            false => "en".to_owned(),
        };
        let pair = Pair { original_lang: &lang, original: &original, translation: &translation };
        Ok(Answer { findings: check(&pair, &glossary) })
    })?;
    Ok(if refused > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}
