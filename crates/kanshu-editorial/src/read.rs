//! Reading at the desk.

use std::collections::HashMap;

use kanshu_domain::{
    actor::Actor,
    compliance::RecordedWaiver,
    document::Document,
    gate::Unmet,
    id::{DocumentId, GroupId},
    kind::Kind,
    query::{ListQuery, Page},
    reference::Role,
    revision::{RevisionNumber, Sha256Hash},
    values::{Locale, Slug},
    workflow::{Approval, Publication, Review},
};

use crate::{Desk, EditorialError, publish_document::judge};

/// What the newsroom sees, for an actor who may. The draft perspective.
#[derive(Clone)]
pub struct Drafts {
    desk: Desk,
}

/// Everything that happened to a document.
#[derive(Clone, Debug)]
pub struct History {
    /// Oldest first.
    pub reviews: Vec<Review>,
    pub approvals: Vec<Approval>,
    pub publications: Vec<Publication>,
    pub waivers: Vec<RecordedWaiver>,
}

impl Desk {
    /// The draft perspective.
    ///
    /// # Errors
    /// When the actor may not read drafts.
    pub fn drafts(&self, actor: &Actor) -> Result<Drafts, EditorialError> {
        kanshu_domain::policy::may_read_drafts(actor)?;
        Ok(Drafts { desk: self.clone() })
    }
}

impl Drafts {
    pub async fn by_ids(&self, ids: &[DocumentId]) -> Result<Vec<Document>, EditorialError> {
        Ok(self.desk.store.desk().by_ids(ids).await?)
    }

    pub async fn by_groups(
        &self,
        groups: &[GroupId],
        locale: &Locale,
    ) -> Result<HashMap<GroupId, Document>, EditorialError> {
        Ok(self.desk.store.desk().by_groups(groups, locale).await?)
    }

    pub async fn translations(
        &self,
        groups: &[GroupId],
    ) -> Result<HashMap<GroupId, Vec<Document>>, EditorialError> {
        Ok(self.desk.store.desk().translations(groups).await?)
    }

    pub async fn by_slug(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Option<Document>, EditorialError> {
        Ok(self.desk.store.desk().by_slug(kind, locale, slug).await?)
    }

    pub async fn list(&self, query: &ListQuery) -> Result<Page<Document>, EditorialError> {
        Ok(self.desk.store.desk().list(query).await?)
    }

    pub async fn referring(
        &self,
        kind: Kind,
        locale: Option<&Locale>,
        role: Role,
        targets: &[GroupId],
        size: u16,
    ) -> Result<HashMap<GroupId, (Vec<Document>, bool)>, EditorialError> {
        Ok(self.desk.store.desk().referring(kind, locale, role, targets, size).await?)
    }

    /// One revision, whatever its number.
    pub async fn revision(
        &self,
        id: DocumentId,
        number: RevisionNumber,
    ) -> Result<Option<Document>, EditorialError> {
        Ok(self.desk.store.desk().revision(id, number).await?)
    }

    /// What happened to a document.
    pub async fn history(&self, id: DocumentId) -> Result<History, EditorialError> {
        let shelf = self.desk.store.desk();
        Ok(History {
            reviews: shelf.reviews(id).await?,
            approvals: shelf.approvals(id).await?,
            publications: shelf.publications(id).await?,
            waivers: shelf.waivers(id).await?,
        })
    }

    /// The report under which a publication of the document passed the gate: its canonical bytes, which
    /// have this digest.
    pub async fn kept_report(
        &self,
        id: DocumentId,
        digest: Sha256Hash,
    ) -> Result<Option<Vec<u8>>, EditorialError> {
        Ok(self.desk.store.desk().report(id, digest).await?)
    }

    /// What the gate would answer now, without publishing: all conditions that do not hold.
    pub async fn readiness(
        &self,
        id: DocumentId,
        dependencies: crate::Dependencies,
    ) -> Result<Vec<Unmet>, EditorialError> {
        let store = &self.desk.store;
        let work = store.begin(self.desk.clock.now()).await?;
        let head = work.head(id).await?.ok_or(EditorialError::NotFound)?;
        let (_, unmet) = judge(&self.desk, &work, &head, dependencies).await?;
        Ok(unmet)
    }
}
