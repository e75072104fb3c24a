//! Taking in reference files.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use kanshu_citation::import::{self, Format};
use kanshu_editorial::{
    CitationImport, Earlier, ImportMode, ImportedCitation, TakenIn, import_citations,
};

use crate::{
    Caller, Services,
    errors::{self, UserError, user_errors},
    loaders::Loaders,
};

#[derive(Default)]
pub(crate) struct SourceMutations;

/// A form in which reference files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Format")]
pub(crate) enum ReferenceFileFormat {
    /// RIS: EndNote, Mendeley, Zotero, 医中誌, J-STAGE.
    Ris,
    /// NBIB: PubMed.
    Nbib,
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// CSL-JSON: a list, one item, or JSON Lines.
    CslJson,
}

/// A reference file.
#[derive(InputObject)]
pub(crate) struct ImportCitationsInput {
    /// The file's text.
    text: String,
    /// Told from the text when not given.
    format: Option<ReferenceFileFormat>,
    /// Only tell what would be added.
    #[graphql(default)]
    dry_run: bool,
}

/// What became of a reference file.
#[derive(SimpleObject)]
pub(crate) struct ImportCitationsPayload {
    /// What was added, or would be.
    created: Vec<CreatedCitation>,
    /// What is there already.
    duplicates: Vec<DuplicateCitation>,
    /// What could not be understood and is kept as it came.
    warnings: Vec<ImportMessage>,
    /// What is not imported.
    problems: Vec<ImportMessage>,
    /// What to put right; empty when the file was taken in.
    user_errors: Vec<UserError>,
}

/// A record that was added.
#[derive(SimpleObject)]
pub(crate) struct CreatedCitation {
    /// The line of the file on which it begins.
    line: usize,
    /// The draft; null in a dry run.
    id: Option<ID>,
}

/// A record of a work that is there already.
#[derive(SimpleObject)]
pub(crate) struct DuplicateCitation {
    /// The line of the file on which it begins.
    line: usize,
    /// The citation of the same work; null when it stands earlier in the file.
    of: Option<ID>,
    /// `doi`, `pmid`, `pmcid`, `isbn` or `title`.
    reason: &'static str,
}

/// Something about a line of the file.
#[derive(SimpleObject)]
pub(crate) struct ImportMessage {
    /// The line.
    line: usize,
    /// What is wrong.
    message: String,
}

#[Object]
impl SourceMutations {
    /// Takes in a reference file: a draft for each work that is not there yet. A record that cannot be
    /// read is named, and the rest is taken in.
    #[graphql(complexity = "200 + child_complexity")]
    async fn import_citations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportCitationsInput,
    ) -> Result<ImportCitationsPayload> {
        let (services, caller) = (ctx.data::<Services>()?, ctx.data::<Caller>()?);
        let mut payload = ImportCitationsPayload {
            created: Vec::new(),
            duplicates: Vec::new(),
            warnings: Vec::new(),
            problems: Vec::new(),
            user_errors: Vec::new(),
        };
        let mode = if input.dry_run { ImportMode::DryRun } else { ImportMode::Write };
        let begun = import_citations(&services.desk, &caller.actor, mode).await;
        let mut import = begun.map_err(errors::editorial)?;
        let file = match import::open(input.text.as_bytes(), input.format.map(Format::from)) {
            Ok(file) => file,
            Err(unreadable) => {
                payload.user_errors.push(UserError::of("text", "invalid", unreadable.to_string()));
                return Ok(payload);
            }
        };
        let read = file.read();
        for record in &read.records {
            let line = record.line;
            let told = record.warnings.iter().map(ToString::to_string);
            payload.warnings.extend(told.map(|message| ImportMessage { line, message }));
        }
        payload.problems = read
            .problems
            .into_iter()
            .map(|problem| ImportMessage { line: problem.line, message: problem.message })
            .collect();
        let mut records = read.records.into_iter().peekable();
        while records.peek().is_some() {
            let batch = records.by_ref().take(CitationImport::BATCH).collect();
            match import.add(batch).await {
                Ok(taken) => payload.add(taken),
                Err(error) => {
                    payload.user_errors = user_errors(error)?;
                    break;
                }
            }
        }
        ctx.data::<Loaders>()?.forget();
        Ok(payload)
    }
}

impl ImportCitationsPayload {
    fn add(&mut self, taken: Vec<ImportedCitation>) {
        for ImportedCitation { line, taken, .. } in taken {
            match taken {
                TakenIn::Created(id) => {
                    self.created.push(CreatedCitation { line, id: id.map(ID::from) });
                }
                TakenIn::Duplicate { of, reason } => {
                    let of = match of {
                        Earlier::Document(id) => Some(id.into()),
                        Earlier::Line(_) => None,
                    };
                    let reason = reason.name();
                    self.duplicates.push(DuplicateCitation { line, of, reason });
                }
                TakenIn::Refused(message) => self.problems.push(ImportMessage { line, message }),
            }
        }
    }
}
