//! `kanshu cite`: reference files on the command line.

use std::{
    io::{Read, Write},
    path::Path,
};

use kanshu_citation::{
    export,
    format::{Source, Style, bibliography},
    import::{self, Format, Imported},
};

use crate::{
    CommandError,
    cli::{CiteCommand, ReferenceForm},
};

use super::say;

/// What needs no database.
pub(super) fn cite(command: &CiteCommand) -> Result<(), CommandError> {
    match command {
        CiteCommand::Format { source, from, style, locale, html } => {
            let records = records(source, *from)?;
            let ids: Vec<String> = (1..=records.len()).map(|number| number.to_string()).collect();
            let sources: Vec<Source<'_>> = ids
                .iter()
                .zip(&records)
                .map(|(id, record)| Source::from((id.as_str(), &record.citation)))
                .collect();
            for entry in bibliography(&sources, style, locale) {
                match html {
                    true => say(&format!("<li>{}</li>", entry.html))?,
                    false => say(&format!("{}. {}", entry.number, entry.text))?,
                }
            }
            Ok(())
        }
        CiteCommand::Convert { source, from, to } => {
            let records = records(source, *from)?;
            let ids: Vec<String> = records
                .iter()
                .zip(1..)
                .map(|(record, number)| record.key.clone().unwrap_or(format!("ref{number}")))
                .collect();
            let items = ids.iter().zip(&records).map(|(id, r)| (id.as_str(), &r.citation));
            let text = match to {
                ReferenceForm::Ris => export::ris(items),
                ReferenceForm::Bibtex => export::bibtex(items),
                ReferenceForm::CslJson => export::csl_json(items),
            };
            say(text.trim_end())
        }
        CiteCommand::Styles => {
            Style::names().iter().try_for_each(|(name, title)| say(&format!("{name}\t{title}")))
        }
    }
}

/// The records of a file; what is wrong with it is told on standard error.
fn records(source: &Path, from: Option<Format>) -> Result<Vec<Imported>, CommandError> {
    let bytes = read(source)?;
    let from = from.or_else(|| Format::of_path(&source.to_string_lossy()));
    let what = source.display();
    let file = import::open(&bytes, from)
        .map_err(|error| CommandError::Usage(format!("{what}: {error}")))?;
    let import = file.read();
    for problem in &import.problems {
        let _ = writeln!(std::io::stderr(), "{what}: {problem}");
    }
    for record in &import.records {
        for warning in &record.warnings {
            let _ = writeln!(std::io::stderr(), "{what}: line {}: {warning}", record.line);
        }
    }
    Ok(import.records)
}

/// The bytes of a file; `-` is standard input.
pub(super) fn read(source: &Path) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let result = if source.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(source).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    let what = source.display().to_string();
    result.map_err(|source| CommandError::Input { what, source })?;
    Ok(bytes)
}
