//! `kanshu cite`: reference files on the command line.

use std::{
    io::{IsTerminal, Read, Write},
    path::Path,
    sync::Arc,
};

use kanshu_citation::{
    export,
    format::{Source, Style, bibliography},
    import::{self, Format, Imported},
};
use kanshu_courier::{Registries, RegistriesConfig};
use kanshu_domain::values::{Doi, Pmid};
use kanshu_editorial::{
    CitationImport, Earlier, ImportMode, ImportedCitation, TakenIn, import_citations,
};

use crate::{
    CommandError, Site, SystemClock,
    cli::{CiteCommand, ReferenceForm, SettingFlags},
};

use super::{operator, say, say_json};

pub(super) async fn cite(
    settings: &SettingFlags,
    command: &CiteCommand,
) -> Result<(), CommandError> {
    match command {
        CiteCommand::Import { source, from, dry_run } => {
            let site = super::open(settings).await?;
            let mode = if *dry_run { ImportMode::DryRun } else { ImportMode::Write };
            import(&site, source, *from, mode).await
        }
        CiteCommand::LookUp { identifier } => {
            let config = super::load(settings, settings.given())?;
            look_up(&config.registries, identifier).await
        }
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

/// Takes in a reference file, batch by batch.
async fn import(
    site: &Site,
    source: &Path,
    from: Option<Format>,
    mode: ImportMode,
) -> Result<(), CommandError> {
    let bytes = read(source)?;
    let file = opened(source, &bytes, from)?;
    let mut import = import_citations(site.desk(), &operator(), mode).await?;
    let mut tally = Tally::default();
    let mut records = file.records();
    let mut batch = Vec::with_capacity(CitationImport::BATCH);
    loop {
        let next = records.next();
        let is_last = next.is_none();
        match next {
            Some(Ok(record)) => {
                warn(source, &record, &mut tally);
                batch.push(record);
            }
            Some(Err(problem)) => {
                tally.unread += 1;
                complain(format_args!("{}: {problem}", source.display()));
            }
            None => {}
        }
        if batch.len() == CitationImport::BATCH || is_last {
            for record in import.add(std::mem::take(&mut batch)).await? {
                tally.count(source, &record);
            }
            progress(records.position(), file.len(), is_last);
        }
        if is_last {
            break;
        }
    }
    let added = if mode == ImportMode::DryRun { "would be added" } else { "were added" };
    say(&format!(
        "{} references {added}; {} are there already, {} could not be read, {} warnings.",
        tally.added, tally.duplicates, tally.unread, tally.warnings
    ))
}

/// What became of the records of a file.
#[derive(Default)]
struct Tally {
    added: usize,
    duplicates: usize,
    unread: usize,
    warnings: usize,
}

/// Warnings and duplicates told one by one; of the others only how many.
const TOLD: usize = 50;

impl Tally {
    fn count(&mut self, source: &Path, record: &ImportedCitation) {
        let at = format!("{}: line {}", source.display(), record.line);
        match &record.taken {
            TakenIn::Created(_) => self.added += 1,
            TakenIn::Duplicate { of, reason } => {
                self.duplicates += 1;
                if self.duplicates <= TOLD {
                    match of {
                        Earlier::Document(id) => complain(format_args!("{at}: is {id}: {reason}")),
                        Earlier::Line(line) => {
                            complain(format_args!("{at}: is on line {line}: {reason}"));
                        }
                    }
                }
            }
            TakenIn::Refused(why) => {
                self.unread += 1;
                complain(format_args!("{at}: {why}"));
            }
        }
    }
}

fn warn(source: &Path, record: &Imported, tally: &mut Tally) {
    for warning in &record.warnings {
        tally.warnings += 1;
        if tally.warnings <= TOLD {
            complain(format_args!("{}: line {}: {warning}", source.display(), record.line));
        }
    }
}

/// Tells on standard error how far the file is read, when somebody watches.
fn progress(position: usize, whole: usize, is_last: bool) {
    if std::io::stderr().is_terminal() {
        let percent = (100 * position).checked_div(whole).unwrap_or(100);
        let end = if is_last { "\n" } else { "" };
        let _ = write!(std::io::stderr(), "\r{percent} %{end}");
    }
}

/// Standard error may be closed; the counts still tell.
fn complain(what: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{what}");
}

async fn look_up(config: &RegistriesConfig, identifier: &str) -> Result<(), CommandError> {
    let registries = Registries::new(config, Arc::new(SystemClock))?;
    let found = match (Doi::parse(identifier), Pmid::parse(identifier)) {
        (Ok(doi), _) => registries.lookup_doi(&doi).await?,
        (_, Ok(pmid)) => registries.lookup_pmid(&pmid).await?,
        _ => {
            let message = format!("“{identifier}” is neither a DOI nor a PMID");
            return Err(CommandError::Usage(message));
        }
    };
    let Some(found) = found else {
        return say("The registry does not know it.");
    };
    if found.retracted {
        complain(format_args!("{} says that it is retracted", found.registry));
    }
    say_json(&found.item)
}

/// The records of a file; what is wrong with it is told on standard error.
fn records(source: &Path, from: Option<Format>) -> Result<Vec<Imported>, CommandError> {
    let bytes = read(source)?;
    let import = opened(source, &bytes, from)?.read();
    for problem in &import.problems {
        complain(format_args!("{}: {problem}", source.display()));
    }
    let mut tally = Tally::default();
    for record in &import.records {
        warn(source, record, &mut tally);
    }
    Ok(import.records)
}

fn opened<'a>(
    source: &Path,
    bytes: &'a [u8],
    from: Option<Format>,
) -> Result<import::File<'a>, CommandError> {
    let from = from.or_else(|| Format::of_path(&source.to_string_lossy()));
    import::open(bytes, from)
        .map_err(|error| CommandError::Usage(format!("{}: {error}", source.display())))
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
