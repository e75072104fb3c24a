//! Takes in a reference file: a draft for each work that the desk does not have yet.

use kanshu_citation::{
    duplicates::{Duplicate, Index, Reason},
    import::Imported,
};
use kanshu_domain::{
    actor::Actor,
    content::{Content, KindContent as _},
    event::Seq,
    id::DocumentId,
    kind::Kind,
    policy,
    revision::Manuscript,
};
use kanshu_persistence::{Citations, NewDocument, ReadUpTo, Work};

use crate::{Desk, EditorialError, create_document::created};

/// Whether an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    Write,
    /// Tells what would be done.
    DryRun,
}

/// An import in progress: records come in batches, and each batch is written on its own, all or nothing.
/// After an error the import is over; what was written stays, and the file may be imported again, for
/// what is there already is a duplicate.
///
/// Duplicates are found among all citations at the desk; for an actor who may not read drafts, among the
/// public ones and those that the actor created.
pub struct CitationImport {
    desk: Desk,
    actor: Actor,
    mode: ImportMode,
    known: Index<Earlier>,
    read: Vec<(Citations, ReadUpTo)>,
    seq: Option<Seq>,
}

/// A record that was there before another of the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    Document(DocumentId),
    /// In a dry run: the record that begins at this line of the file.
    Line(usize),
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedCitation {
    /// Where it begins in the file, counted from 1.
    pub line: usize,
    /// The file's own name for it.
    pub key: Option<String>,
    pub taken: TakenIn,
}

/// How a record was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// As this document; `None` in a dry run.
    Created(Option<DocumentId>),
    /// Not: the work is there.
    Duplicate { of: Earlier, reason: Reason },
    /// Not: it is more than a citation holds.
    Refused(String),
}

/// Begins an import: reads the citations that are there.
///
/// # Errors
/// When the actor may not create citations.
#[tracing::instrument(skip_all)]
pub async fn import_citations(
    desk: &Desk,
    actor: &Actor,
    mode: ImportMode,
) -> Result<CitationImport, EditorialError> {
    policy::may_create(actor, Kind::Citation)?;
    let seen = match policy::may_read_drafts(actor) {
        Ok(()) => vec![Citations::AtTheDesk],
        Err(_) => vec![Citations::Public, Citations::CreatedBy(actor.to_string())],
    };
    let mut known = Index::new();
    let mut read = Vec::new();
    for citations in seen {
        let mut up_to = ReadUpTo::default();
        loop {
            let (found, now) = desk.store.next_citations(&citations, up_to).await?;
            if found.is_empty() {
                break;
            }
            up_to = now;
            remember(&mut known, &found);
        }
        read.push((citations, up_to));
    }
    Ok(CitationImport { desk: desk.clone(), actor: actor.clone(), mode, known, read, seq: None })
}

impl CitationImport {
    /// Records that are best handed in at once.
    pub const BATCH: usize = Work::MOST_NEW_DOCUMENTS;

    /// Takes in the next records of the file, in their order: one write for each [`Self::BATCH`] of them,
    /// and one event for each document.
    ///
    /// # Errors
    /// When the actor's session or key has ended, or the store fails.
    pub async fn add(
        &mut self,
        records: Vec<Imported>,
    ) -> Result<Vec<ImportedCitation>, EditorialError> {
        let mut taken = Vec::with_capacity(records.len());
        let mut records = records.into_iter().peekable();
        while records.peek().is_some() {
            let batch = records.by_ref().take(Self::BATCH);
            match self.mode {
                ImportMode::Write => self.write(batch, &mut taken).await?,
                ImportMode::DryRun => taken.extend(batch.map(|record| self.try_out(record))),
            }
        }
        Ok(taken)
    }

    /// The last event; `None` while nothing was written.
    pub fn seq(&self) -> Option<Seq> {
        self.seq
    }

    async fn write(
        &mut self,
        batch: impl Iterator<Item = Imported>,
        taken: &mut Vec<ImportedCitation>,
    ) -> Result<(), EditorialError> {
        let mut work = self.desk.store.begin(self.desk.clock.now()).await?;
        work.require_live(&self.actor).await?;
        self.catch_up(&work).await?;
        let creator = self.actor.to_string();
        let mut new = Vec::new();
        for record in batch {
            let Imported { line, key, citation, .. } = record;
            let content = Content::from(citation);
            let id = DocumentId(self.desk.ids.next());
            let how = self.compare(&content, Earlier::Document(id)).unwrap_or_else(|| {
                let document = NewDocument {
                    id,
                    group: id.founding_group(),
                    kind: Kind::Citation,
                    locale: None,
                    creator: creator.clone(),
                };
                new.push((document, Manuscript::new(id, None, None, content)));
                TakenIn::Created(Some(id))
            });
            taken.push(ImportedCitation { line, key, taken: how });
        }
        let Some(seq) = work.create_documents(new, Some("imported"), created).await? else {
            return Ok(());
        };
        let now = work.now();
        work.commit().await?;
        self.seq = Some(seq);
        for (citations, read) in &mut self.read {
            if *citations != Citations::Public {
                *read = ReadUpTo::instant(now);
            }
        }
        Ok(())
    }

    fn try_out(&mut self, record: Imported) -> ImportedCitation {
        let Imported { line, key, citation, .. } = record;
        let content = Content::from(citation);
        let taken = self.compare(&content, Earlier::Line(line));
        ImportedCitation { line, key, taken: taken.unwrap_or(TakenIn::Created(None)) }
    }

    /// Why a record is not taken in; else it is remembered as `id`.
    fn compare(&mut self, content: &Content, id: Earlier) -> Option<TakenIn> {
        let Content::Citation(citation) = content else { return None };
        if let Some(error) = citation.check().into_iter().next() {
            return Some(TakenIn::Refused(format!("{}: {}", error.field, error.message)));
        }
        let Duplicate { of, reason } = self.known.insert(id, citation)?;
        Some(TakenIn::Duplicate { of, reason })
    }

    /// Reads what others have saved since.
    async fn catch_up(&mut self, work: &Work) -> Result<(), EditorialError> {
        for (citations, read) in &mut self.read {
            loop {
                let (found, now) = work.next_citations(citations, *read).await?;
                if found.is_empty() {
                    break;
                }
                *read = now;
                remember(&mut self.known, &found);
            }
        }
        Ok(())
    }
}

fn remember(known: &mut Index<Earlier>, found: &[kanshu_persistence::StoredCitation]) {
    for (document, content) in found {
        if let Content::Citation(citation) = content.as_ref() {
            known.insert(Earlier::Document(*document), citation);
        }
    }
}
