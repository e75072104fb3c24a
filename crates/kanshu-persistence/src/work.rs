//! Writing: one transaction under the site-wide writer's lock.

use std::{collections::BTreeSet, sync::Arc};

use kanshu_domain::{
    actor::Actor,
    content::Content,
    dossier::Dossier,
    event::{NewEvent, Seq},
    gate::Publishable,
    id::{ApprovalId, DocumentId, GroupId, PublicationId},
    kind::Kind,
    policy::SitePolicy,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
    workflow::{
        Approval, Dependent, DeskState, EndedAs, PublicState, Publication, Review, Revocation,
    },
};

use crate::StoreError;

/// One write. Dropping it without [`Work::commit`] rolls everything back.
pub struct Work {
    tx: sea_orm::DatabaseTransaction,
    now: Instant,
}

/// A document's newest revision and where it stands, read under the lock.
#[derive(Clone, Debug)]
pub struct Head {
    pub document: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    /// Who created the document, as the log writes actors.
    pub creator: String,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    /// Who wrote the newest revision.
    pub author: String,
    pub content: Arc<Content>,
    pub desk_state: DeskState,
    pub public_state: PublicState,
    /// The open publication, when the document is public.
    pub publication: Option<Publication>,
}

/// A document about to exist.
#[derive(Clone, Debug)]
pub struct NewDocument {
    pub id: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub creator: String,
}

/// A revision about to exist. Its number is one more than the newest.
#[derive(Clone, Debug)]
pub struct NewRevision {
    pub manuscript: Manuscript,
    pub author: String,
    pub note: Option<String>,
}

impl Work {
    /// The instant of everything this write records.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The transaction.
    pub(crate) fn tx(&self) -> &sea_orm::DatabaseTransaction {
        &self.tx
    }

    /// Checks inside the transaction that the actor's session, user or key still lives.
    ///
    /// # Errors
    /// [`StoreError::ActorEnded`].
    pub async fn require_live(&self, actor: &Actor) -> Result<(), StoreError> {
        if crate::accounts::is_live(self.tx(), actor.liveness()).await? {
            Ok(())
        } else {
            Err(StoreError::ActorEnded)
        }
    }

    /// A document's newest revision and standing.
    pub async fn head(&self, id: DocumentId) -> Result<Option<Head>, StoreError> {
        let _ = id;
        todo!()
    }

    /// For each group that exists: its id, kind, and the locales taken.
    pub async fn groups(
        &self,
        groups: &[GroupId],
    ) -> Result<Vec<(GroupId, Kind, Vec<Option<Locale>>)>, StoreError> {
        let _ = groups;
        todo!()
    }

    /// The group of each document that exists.
    pub async fn groups_of(
        &self,
        documents: &[DocumentId],
    ) -> Result<Vec<(DocumentId, GroupId)>, StoreError> {
        let _ = documents;
        todo!()
    }

    /// Adds a document without any revision yet.
    pub async fn create_document(&mut self, new: NewDocument) -> Result<(), StoreError> {
        let _ = new;
        todo!()
    }

    /// Adds a revision and brings the desk's projections up to it.
    pub async fn append_revision(
        &mut self,
        new: NewRevision,
    ) -> Result<(RevisionNumber, Sha256Hash), StoreError> {
        let _ = new;
        todo!()
    }

    /// Adds a step of a review and brings the desk's projection up to it.
    pub async fn record_review(&mut self, review: Review) -> Result<(), StoreError> {
        let _ = review;
        todo!()
    }

    /// Adds a signature.
    pub async fn record_approval(&mut self, approval: Approval) -> Result<(), StoreError> {
        let _ = approval;
        todo!()
    }

    /// Takes a signature back.
    pub async fn revoke_approval(
        &mut self,
        approval: ApprovalId,
        revocation: Revocation,
    ) -> Result<(), StoreError> {
        let _ = (approval, revocation);
        todo!()
    }

    /// The newest signature of the document's newest revision.
    pub async fn approval_of(&self, head: &Head) -> Result<Option<Approval>, StoreError> {
        let _ = head;
        todo!()
    }

    /// The dossier of a document's newest revision. Documents in `along` count as published together
    /// with it.
    pub async fn dossier(
        &self,
        head: &Head,
        along: &BTreeSet<DocumentId>,
        policy: &SitePolicy,
    ) -> Result<Dossier, StoreError> {
        let _ = (head, along, policy);
        todo!()
    }

    /// Makes a revision public, ends the publication it takes the place of, and writes the public
    /// projections.
    ///
    /// # Errors
    /// [`StoreError::SlugTaken`].
    pub async fn publish(
        &mut self,
        id: PublicationId,
        publishable: &Publishable,
    ) -> Result<Publication, StoreError> {
        let _ = (id, publishable);
        todo!()
    }

    /// Ends the open publication of a document and clears the public projections of it.
    pub async fn end_publication(
        &mut self,
        document: DocumentId,
        how: EndedAs,
        reason: Option<String>,
    ) -> Result<Option<Publication>, StoreError> {
        let _ = (document, how, reason);
        todo!()
    }

    /// Public documents that refer to the group directly.
    pub async fn public_dependents(&self, group: GroupId) -> Result<Vec<Dependent>, StoreError> {
        let _ = group;
        todo!()
    }

    /// Marks the open publications of these documents as resting on a stale approval, for a reason.
    pub async fn mark_stale(
        &mut self,
        documents: &[DocumentId],
        reason: &str,
    ) -> Result<(), StoreError> {
        let _ = (documents, reason);
        todo!()
    }

    /// The open publications whose approvals recorded another view of the group than `digest`.
    pub async fn approvals_resting_on(
        &self,
        group: GroupId,
        digest: Sha256Hash,
    ) -> Result<Vec<DocumentId>, StoreError> {
        let _ = (group, digest);
        todo!()
    }

    /// Adds a line to the log.
    pub async fn record(&mut self, event: NewEvent) -> Result<Seq, StoreError> {
        let _ = event;
        todo!()
    }

    /// Makes everything durable. Returns the place of the last event.
    pub async fn commit(self) -> Result<Seq, StoreError> {
        todo!()
    }
}
