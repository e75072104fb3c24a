//! The shop window: what the public reads; nothing unpublished can pass.

mod answers;

use std::collections::HashMap;

use kanshu_domain::{
    document::{Document, Tombstone},
    id::{DocumentId, GroupId},
    kind::Kind,
    query::{ListQuery, Page},
    reference::Role,
    retraction::Sources,
    values::{Doi, Locale, Pmid, Slug},
};
use kanshu_persistence::{Shelf, Store, StoreError};

pub use answers::{Answers, Asked, Moment};

/// The public's view. Cheap to clone. Needs no actor: everybody sees the same.
#[derive(Clone)]
pub struct Delivery {
    shelf: Shelf,
}

/// What stands at an id or address.
#[derive(Clone, Debug)]
pub enum Found {
    Document(Box<Document>),
    /// Withdrawn for safety.
    Gone(Tombstone),
    /// Nothing that the public may know of.
    Nothing,
}

impl Delivery {
    /// A window on the public shelf.
    pub fn new(store: &Store) -> Self {
        Self { shelf: store.public() }
    }

    /// The public documents with these ids, in no order.
    pub async fn by_ids(&self, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
        self.shelf.by_ids(ids).await
    }

    /// For each group, its public document in `locale`, else in Japanese, else the oldest.
    pub async fn by_groups(
        &self,
        groups: &[GroupId],
        locale: &Locale,
    ) -> Result<HashMap<GroupId, Document>, StoreError> {
        self.shelf.by_groups(groups, locale).await
    }

    /// The public translations of each group, by locale.
    pub async fn translations(
        &self,
        groups: &[GroupId],
    ) -> Result<HashMap<GroupId, Vec<Document>>, StoreError> {
        self.shelf.translations(groups).await
    }

    /// What stands at an id.
    pub async fn at_id(&self, kind: Kind, id: DocumentId) -> Result<Found, StoreError> {
        let document = self.shelf.by_ids(&[id]).await?.into_iter().find(|d| d.kind == kind);
        match document {
            Some(document) => Ok(Found::Document(Box::new(document))),
            None => Ok(match self.shelf.tombstone(id).await? {
                Some(tombstone) if tombstone.kind == kind => Found::Gone(tombstone),
                _ => Found::Nothing,
            }),
        }
    }

    /// What stands at an id, whatever its kind.
    pub async fn anything_at(&self, id: DocumentId) -> Result<Found, StoreError> {
        match self.shelf.by_ids(&[id]).await?.into_iter().next() {
            Some(document) => Ok(Found::Document(Box::new(document))),
            None => Ok(self.shelf.tombstone(id).await?.map_or(Found::Nothing, Found::Gone)),
        }
    }

    /// What stands at a slug.
    pub async fn at_slug(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Found, StoreError> {
        match self.shelf.by_slug(kind, locale, slug).await? {
            Some(document) => Ok(Found::Document(Box::new(document))),
            None => Ok(match self.shelf.tombstone_at(kind, locale, slug).await? {
                Some(tombstone) => Found::Gone(tombstone),
                None => Found::Nothing,
            }),
        }
    }

    /// What became of sources, by group, DOI and PMID.
    pub async fn sources<'a>(
        &self,
        asked: impl IntoIterator<Item = (GroupId, Option<&'a Doi>, Option<&'a Pmid>)>,
    ) -> Result<Sources, StoreError> {
        self.shelf.sources(asked).await
    }

    /// One page of a list.
    pub async fn list(&self, query: &ListQuery) -> Result<Page<Document>, StoreError> {
        self.shelf.list(query).await
    }

    /// Public documents of `kind` (in `locale`, when given) that refer to each target in `role`: the
    /// first `size` of each, and whether there are more.
    pub async fn referring(
        &self,
        kind: Kind,
        locale: Option<&Locale>,
        role: Role,
        targets: &[GroupId],
        size: u16,
    ) -> Result<HashMap<GroupId, (Vec<Document>, bool)>, StoreError> {
        self.shelf.referring(kind, locale, role, targets, size).await
    }
}
