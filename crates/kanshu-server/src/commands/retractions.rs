//! `kanshu retractions`: takes in the Retraction Watch dataset and lists which sources it concerns.

use std::{
    fs::File,
    io::{self, BufReader, IsTerminal, Read, Write},
    path::Path,
};

use chrono::NaiveDate;
use kanshu_citation::retraction_watch::{NotRead, Notices, Row};
use kanshu_domain::{retraction::RetractionState, revision::Sha256Hash, time::tokyo_date};
use kanshu_editorial::{ImportedRetractions, import_retractions, noticed_sources};
use kanshu_persistence::NoticedSource;
use sha2::{Digest, Sha256};

use crate::{CommandError, Site, cli::RetractionsCommand};

use super::{operator, say};

/// Notices handed to the store at once.
const BATCH: usize = 2_000;
/// Problems told one by one; of the others only how many.
const PROBLEMS_TOLD: u64 = 20;

pub(super) async fn retractions(
    site: &Site,
    command: RetractionsCommand,
) -> Result<(), CommandError> {
    match command {
        RetractionsCommand::Import { source, as_of } => import(site, &source, as_of).await,
        RetractionsCommand::List => {
            let sources = noticed_sources(site.desk(), &operator()).await?;
            if sources.is_empty() {
                return say("The list at work names none of the site's sources.");
            }
            sources.iter().try_for_each(|source| say(&told(source)))
        }
    }
}

async fn import(site: &Site, source: &Path, as_of: Option<NaiveDate>) -> Result<(), CommandError> {
    let unreadable =
        |error| CommandError::Input { what: source.display().to_string(), source: error };
    let file: Box<dyn Read + Send> = if source.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(source).map_err(unreadable)?)
    };
    let mut hashing = Hashing { inner: BufReader::new(file), hash: Sha256::new() };
    let mut rows = Notices::open(&mut hashing).map_err(not_read)?;
    let mut import = import_retractions(site.desk(), &operator()).await?;
    let mut progress = Progress::default();
    let mut batch = Vec::with_capacity(BATCH);
    for row in &mut rows {
        match row {
            Ok(Row::Notice(notice)) => batch.push(notice),
            Ok(Row::Nameless) => progress.nameless += 1,
            Err(error @ NotRead::Line { .. }) => progress.problem(&error),
            // Nothing of a file that broke off is taken in: it would lift retractions.
            Err(error) => return Err(not_read(error)),
        }
        if batch.len() == BATCH {
            import.add(&batch).await?;
            progress.read(batch.len());
            batch.clear();
        }
    }
    import.add(&batch).await?;
    progress.read(batch.len());
    progress.end();
    drop(rows);
    let hash = hashing.finish().map_err(unreadable)?;
    let as_of = as_of.unwrap_or_else(|| tokyo_date(site.desk().clock.now()));
    let imported = import.finish(hash, as_of).await?;
    say(&described(&imported, &progress))?;
    imported.changed.iter().try_for_each(|changed| say(&told(&changed.source)))
}

fn not_read(error: NotRead) -> CommandError {
    CommandError::Usage(error.to_string())
}

fn described(imported: &ImportedRetractions, progress: &Progress) -> String {
    let dataset = &imported.dataset;
    format!(
        "Took in {} notices of {} (SHA-256 {}); {} about papers without DOI and PMID were left out, {} \
         lines could not be read. {} of the site's sources stand otherwise than before.",
        dataset.notices,
        dataset.as_of,
        dataset.hash,
        progress.nameless,
        progress.problems,
        imported.changed.len()
    )
}

/// One source and who rests on it, a line each.
fn told(source: &NoticedSource) -> String {
    let mut text = format!("{}  {}", source.document, source.status.state.name());
    if let Some(notice) = source.status.notices.first() {
        if let Some(date) = notice.date {
            text.push_str(&format!(", {} of {date}", notice.nature.name()));
        }
        if !notice.reasons.is_empty() {
            text.push_str(&format!(" ({})", notice.reasons.join("; ")));
        }
    }
    let public = &source.public_documents;
    let rings = source.status.state == RetractionState::Retracted && !public.is_empty();
    if rings {
        text.push_str(&format!("\n  {} public documents rest on it:", public.len()));
    }
    for document in public {
        text.push_str(&format!("\n  {document}"));
    }
    text
}

/// Tells on standard error how far the reading is, when somebody watches.
#[derive(Default)]
struct Progress {
    read: usize,
    nameless: u64,
    problems: u64,
}

impl Progress {
    fn read(&mut self, more: usize) {
        self.read += more;
        if io::stderr().is_terminal() {
            let _ = write!(io::stderr(), "\r{} notices", self.read);
        }
    }

    fn problem(&mut self, error: &NotRead) {
        self.problems += 1;
        if self.problems <= PROBLEMS_TOLD {
            let _ = writeln!(io::stderr(), "{error}");
        }
    }

    fn end(&self) {
        if io::stderr().is_terminal() {
            let _ = writeln!(io::stderr());
        }
    }
}

/// Passes bytes on and hashes them.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Hashing<R> {
    /// The hash of the whole source, with what the reader left.
    fn finish(mut self) -> io::Result<Sha256Hash> {
        io::copy(&mut self.inner, &mut HashOnly(&mut self.hash))?;
        Ok(Sha256Hash::of_digest(self.hash.finalize().into()))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

struct HashOnly<'a>(&'a mut Sha256);

impl Write for HashOnly<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
