//! Reading: the same questions to what the public sees and to what the newsroom sees.

use std::collections::HashMap;

use kanshu_domain::{
    document::{Document, Tombstone},
    id::{DocumentId, GroupId},
    kind::Kind,
    query::{ListQuery, Page},
    reference::Role,
    revision::RevisionNumber,
    values::{Locale, Slug},
    workflow::{Approval, Publication, Review},
};

use crate::StoreError;

/// A view of the documents. Made by [`crate::Store::public`] or [`crate::Store::desk`], which decides
/// what can be seen through it. Each method is a fixed number of statements, whatever the number of
/// rows.
#[derive(Clone)]
pub struct Shelf {}

impl Shelf {
    /// The documents with these ids, in no order; ids that are not there are left out.
    pub async fn by_ids(&self, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
        let _ = ids;
        todo!()
    }

    /// For each group, its document in `locale`, else in Japanese, else the oldest translation.
    pub async fn by_groups(
        &self,
        groups: &[GroupId],
        locale: &Locale,
    ) -> Result<HashMap<GroupId, Document>, StoreError> {
        let _ = (groups, locale);
        todo!()
    }

    /// All documents of each group, ordered by locale.
    pub async fn translations(
        &self,
        groups: &[GroupId],
    ) -> Result<HashMap<GroupId, Vec<Document>>, StoreError> {
        let _ = groups;
        todo!()
    }

    /// The document with this slug. `locale` is ignored for locale-neutral kinds.
    pub async fn by_slug(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Option<Document>, StoreError> {
        let _ = (kind, locale, slug);
        todo!()
    }

    /// One page of a list.
    pub async fn list(&self, query: &ListQuery) -> Result<Page<Document>, StoreError> {
        let _ = query;
        todo!()
    }

    /// Documents of `kind` that refer to each target in `role`: the first `size` of each, newest
    /// publication first, and whether there are more. One statement for all targets together (a
    /// window function), used by loaders.
    pub async fn referring(
        &self,
        kind: Kind,
        role: Role,
        targets: &[GroupId],
        size: u16,
    ) -> Result<HashMap<GroupId, (Vec<Document>, bool)>, StoreError> {
        let _ = (kind, role, targets, size);
        todo!()
    }

    /// What was withdrawn from this id, when nothing is public there now. Public shelf only.
    pub async fn tombstone(&self, id: DocumentId) -> Result<Option<Tombstone>, StoreError> {
        let _ = id;
        todo!()
    }

    /// What was withdrawn from this address, when nothing is public there now. Public shelf only.
    pub async fn tombstone_at(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Option<Tombstone>, StoreError> {
        let _ = (kind, locale, slug);
        todo!()
    }

    /// The review steps of a document, oldest first. Desk shelf only.
    pub async fn reviews(&self, id: DocumentId) -> Result<Vec<Review>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The signatures of a document, oldest first. Desk shelf only.
    pub async fn approvals(&self, id: DocumentId) -> Result<Vec<Approval>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The publications of a document, oldest first. Desk shelf only.
    pub async fn publications(&self, id: DocumentId) -> Result<Vec<Publication>, StoreError> {
        let _ = id;
        todo!()
    }

    /// One revision of a document, whatever its number. Desk shelf only.
    pub async fn revision(
        &self,
        id: DocumentId,
        number: RevisionNumber,
    ) -> Result<Option<Document>, StoreError> {
        let _ = (id, number);
        todo!()
    }
}
