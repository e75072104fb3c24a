//! From rows of the projections to documents.

use std::sync::Arc;

use kanshu_domain::{
    document::{DeskFacts, Document, PublishedFacts},
    workflow::Approval,
};

use super::{Perspective, Shelf};
use crate::{
    StoreError, facts,
    projections::{DeskRow, IndexRow},
    sql::{Row, Sql},
};

/// A document without its content.
pub(super) struct Found {
    pub(super) index: IndexRow,
    published: Option<PublishedFacts>,
    desk: Option<DeskFacts>,
    approval: Option<Approval>,
}

impl Shelf {
    /// The beginning of every question: the rows `i` of this shelf's index, each with its approval.
    /// `more_columns` begins with a comma.
    pub(super) fn select(&self, more_columns: &str) -> Sql {
        let stale = match self.perspective {
            Perspective::Public => ("", ""),
            Perspective::Desk => {
                (", s.reason AS stale", " LEFT JOIN staleness s ON s.document = i.document")
            }
        };
        Sql::new(format!(
            "SELECT i.*, {approval}{stale_column}{more_columns}
             FROM {index} i
             LEFT JOIN approval a ON a.id = i.approval
             LEFT JOIN approval_revocation v ON v.approval = a.id{stale_join}",
            approval = facts::APPROVAL_COLUMNS,
            stale_column = stale.0,
            stale_join = stale.1,
            index = self.perspective.index(),
        ))
    }

    pub(super) fn read(&self, row: &Row) -> Result<Found, StoreError> {
        let approval = facts::approval(row)?;
        match self.perspective {
            Perspective::Public => {
                let index = IndexRow::read(row)?;
                let published = PublishedFacts {
                    at: index.published_at,
                    first_at: index.first_published_at,
                    revision: index.revision,
                };
                Ok(Found { index, published: Some(published), desk: None, approval })
            }
            Perspective::Desk => {
                let DeskRow { index, author, note, desk_state, public_state, published } =
                    DeskRow::read(row)?;
                let stale = row.get("stale")?;
                let desk = DeskFacts { state: desk_state, public_state, author, note, stale };
                Ok(Found { index, published, desk: Some(desk), approval })
            }
        }
    }

    /// Adds the contents: at most one statement more. Keeps the order.
    pub(super) async fn documents(&self, found: Vec<Found>) -> Result<Vec<Document>, StoreError> {
        let keys = found.iter().map(|found| (found.index.document, found.index.revision));
        let decoded = self.store.revisions().load(self.store.reader(), keys).await?;
        found
            .into_iter()
            .map(|Found { index, published, desk, approval }| {
                let decoded = decoded.get(&(index.document, index.revision)).ok_or_else(|| {
                    StoreError::Corrupt(format!(
                        "revision {} of document {} is not there",
                        index.revision, index.document
                    ))
                })?;
                Ok(Document {
                    id: index.document,
                    group: index.group,
                    kind: index.kind,
                    locale: index.locale,
                    slug: index.slug,
                    revision: index.revision,
                    hash: index.hash,
                    content: decoded.content.clone(),
                    created_at: index.created_at,
                    updated_at: index.updated_at,
                    published,
                    approval: approval.map(Arc::new),
                    desk,
                })
            })
            .collect()
    }
}
