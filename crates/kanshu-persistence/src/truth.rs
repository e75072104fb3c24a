//! Where documents stand, read from the truth: documents, revisions, reviews, publications.

use std::collections::HashMap;

use kanshu_domain::{
    document::PublishedFacts,
    id::{ApprovalId, DocumentId, GroupId},
    kind::Kind,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::Locale,
    workflow::{DeskState, EndedAs, PublicState, Publication, ReviewStep},
};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, facts,
    sql::{Row, Sql},
};

/// One document with at least one revision.
#[derive(Clone, Debug)]
pub(crate) struct Truth {
    pub(crate) document: DocumentId,
    pub(crate) group: GroupId,
    pub(crate) kind: Kind,
    pub(crate) locale: Option<Locale>,
    pub(crate) created_at: Instant,
    pub(crate) creator: String,
    pub(crate) newest: Newest,
    /// Oldest first.
    pub(crate) publications: Vec<Published>,
}

/// The newest revision.
#[derive(Clone, Debug)]
pub(crate) struct Newest {
    pub(crate) number: RevisionNumber,
    pub(crate) hash: Sha256Hash,
    pub(crate) author: String,
    pub(crate) note: Option<String>,
    pub(crate) at: Instant,
    /// The last step of its review.
    pub(crate) step: Option<ReviewStep>,
    /// When it was taken.
    pub(crate) step_at: Option<Instant>,
    /// Its newest signature.
    pub(crate) approval: Option<ApprovalId>,
}

/// A publication and when its revision was minted.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) publication: Publication,
    pub(crate) minted_at: Instant,
}

impl Truth {
    pub(crate) fn desk_state(&self) -> DeskState {
        self.newest.step.map_or(DeskState::Draft, ReviewStep::desk_state)
    }

    pub(crate) fn open(&self) -> Option<&Published> {
        self.publications.iter().find(|published| published.publication.until.is_none())
    }

    pub(crate) fn public_state(&self) -> PublicState {
        if self.open().is_some() {
            return PublicState::Public;
        }
        match self.last_end() {
            Some(EndedAs::Suspended) => PublicState::Suspended,
            Some(EndedAs::Withdrawn) => PublicState::Withdrawn,
            Some(EndedAs::Superseded) | None => PublicState::Never,
        }
    }

    fn last_end(&self) -> Option<EndedAs> {
        self.publications.last()?.publication.end.as_ref().map(|end| end.how)
    }

    /// Since when the public has seen it, when it does.
    pub(crate) fn published(&self) -> Option<PublishedFacts> {
        let open = &self.open()?.publication;
        let first_at = self.publications.iter().map(|p| p.publication.from).min();
        Some(PublishedFacts {
            at: open.from,
            first_at: first_at.unwrap_or(open.from),
            revision: open.revision,
        })
    }

    /// The publication that was withdrawn, when nothing is public since.
    pub(crate) fn withdrawn(&self) -> Option<&Publication> {
        let last = &self.publications.last()?.publication;
        let withdrawn = last.end.as_ref().is_some_and(|end| end.how == EndedAs::Withdrawn);
        withdrawn.then_some(last)
    }

    /// When it was last withdrawn, whatever happened since.
    pub(crate) fn last_withdrawn_at(&self) -> Option<Instant> {
        let withdrawn = self.publications.iter().filter(|published| {
            let end = published.publication.end.as_ref();
            end.is_some_and(|end| end.how == EndedAs::Withdrawn)
        });
        withdrawn.filter_map(|published| published.publication.until).max()
    }
}

/// The documents with these ids that have a revision, in the order of their ids: three statements,
/// whatever the number of ids.
pub(crate) async fn load(
    on: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<Vec<Truth>, StoreError> {
    let mut newest = newest_revisions(on, ids).await?;
    let mut publications = publications(on, ids).await?;
    let documents = Sql::new(
        "SELECT id, kind, locale, group_id, created_at, created_by FROM document WHERE id IN ",
    );
    let rows = documents.list(ids.iter().map(|id| id.0)).push(" ORDER BY id").all(on).await?;
    let mut truths = Vec::with_capacity(rows.len());
    for row in &rows {
        let document = row.id("id", DocumentId)?;
        let Some(newest) = newest.remove(&document) else { continue };
        truths.push(Truth {
            document,
            group: row.id("group_id", GroupId)?,
            kind: row.parsed("kind", str::parse)?,
            locale: row.locale("locale")?,
            created_at: row.instant("created_at")?,
            creator: row.get("created_by")?,
            newest,
            publications: publications.remove(&document).unwrap_or_default(),
        });
    }
    Ok(truths)
}

async fn newest_revisions(
    on: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<HashMap<DocumentId, Newest>, StoreError> {
    let rows = Sql::new(
        "SELECT r.document, r.number, r.hash, r.author, r.note, r.at,
             (SELECT w.step FROM review w
              WHERE w.document = r.document AND w.revision = r.number
              ORDER BY w.ordinal DESC LIMIT 1) AS step,
             (SELECT w.at FROM review w
              WHERE w.document = r.document AND w.revision = r.number
              ORDER BY w.ordinal DESC LIMIT 1) AS step_at,
             (SELECT a.id FROM approval a
              WHERE a.document = r.document AND a.revision = r.number
              ORDER BY a.ordinal DESC LIMIT 1) AS approval
         FROM revision r
         WHERE r.number = (SELECT MAX(n.number) FROM revision n WHERE n.document = r.document)
             AND r.document IN ",
    );
    let rows = rows.list(ids.iter().map(|id| id.0)).all(on).await?;
    rows.iter().map(|row| Ok((row.id("document", DocumentId)?, newest(row)?))).collect()
}

fn newest(row: &Row) -> Result<Newest, StoreError> {
    let step = match row.get::<Option<String>>("step")? {
        Some(_) => Some(row.named("step")?),
        None => None,
    };
    Ok(Newest {
        number: row.revision("number")?,
        hash: row.hash("hash")?,
        author: row.get("author")?,
        note: row.get("note")?,
        at: row.instant("at")?,
        step,
        step_at: row.maybe_instant("step_at")?,
        approval: row.get::<Option<uuid::Uuid>>("approval")?.map(ApprovalId),
    })
}

async fn publications(
    on: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<HashMap<DocumentId, Vec<Published>>, StoreError> {
    let rows = Sql::new("SELECT")
        .push(facts::PUBLICATION_COLUMNS)
        .push(
            ", r.at AS minted_at FROM publication p
               JOIN revision r ON r.document = p.document AND r.number = p.revision
               WHERE p.document IN ",
        )
        .list(ids.iter().map(|id| id.0))
        .push(" ORDER BY p.document, p.ordinal")
        .all(on)
        .await?;
    let mut by_document: HashMap<DocumentId, Vec<Published>> = HashMap::new();
    for row in &rows {
        let publication = facts::publication(row)?;
        let published = Published { minted_at: row.instant("minted_at")?, publication };
        by_document.entry(published.publication.document).or_default().push(published);
    }
    Ok(by_document)
}
