//! A document as somebody reads it: one revision of it, and where it stands.

use std::sync::Arc;

use crate::{
    content::Content,
    id::{DocumentId, GroupId},
    kind::Kind,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
    workflow::{Approval, DeskState, PublicState},
};

/// One document seen in one perspective. The content is shared: revisions never change.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    pub content: Arc<Content>,
    /// When the document was created.
    pub created_at: Instant,
    /// When this revision was minted.
    pub updated_at: Instant,
    pub published: Option<PublishedFacts>,
    /// The signature of the revision shown, when there is one.
    pub approval: Option<Arc<Approval>>,
    /// Only in the draft perspective.
    pub desk: Option<DeskFacts>,
}

/// Since when the public has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedFacts {
    /// When the public revision became public.
    pub at: Instant,
    /// When the document first became public.
    pub first_at: Instant,
    pub revision: RevisionNumber,
}

/// What only the newsroom sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFacts {
    pub state: DeskState,
    pub public_state: PublicState,
    /// Who wrote the newest revision: a user id, a key id, or `operator`.
    pub author: String,
    pub note: Option<String>,
    /// Why the public revision's approval is stale, when it is.
    pub stale: Option<String>,
}

/// What stood at an address that was withdrawn for safety.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    pub id: DocumentId,
    pub kind: Kind,
    pub at: Instant,
    pub reason: Option<String>,
}
