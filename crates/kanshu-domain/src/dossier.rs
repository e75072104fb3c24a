//! A revision with everything its publication depends on, as seen under the writer's lock.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    content::Content,
    id::{DocumentId, GroupId},
    kind::{Answerability, Kind},
    kinds::citation::Citation,
    policy::SitePolicy,
    retraction::Sources,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
    workflow::{Approval, DeskState, PublicState, SignedView},
};

#[derive(Clone, Debug)]
pub struct Dossier {
    pub document: DocumentId,
    pub group: GroupId,
    pub kind: Kind,
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    pub content: Arc<Content>,
    /// The newest signature of exactly this revision, be it revoked or expired.
    pub approval: Option<Approval>,
    /// When an administrator verified exactly this revision.
    pub verified_at: Option<Instant>,
    /// Where this revision stands at the desk. A signature followed by a request for changes publishes
    /// nothing.
    pub desk_state: DeskState,
    /// Everything referred to, directly and through others, by translation group. What is not here
    /// does not exist.
    pub references: BTreeMap<GroupId, Referenced>,
    /// What is known of the citations among them since they appeared.
    pub sources: Sources,
    /// Another public document that already has this slug in this kind and locale.
    pub slug_taken_by: Option<DocumentId>,
    /// When the document was last withdrawn for safety; older signatures carry nothing any more.
    pub withdrawn_at: Option<Instant>,
    pub policy: SitePolicy,
}

/// A document that the page rests on.
#[derive(Clone, Debug)]
pub struct Referenced {
    pub document: DocumentId,
    pub kind: Kind,
    pub standing: Standing,
    pub content: Arc<Content>,
}

/// Whether the public will see what is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is public; the content is the public revision's.
    Public,
    /// It is published together with this document; the content is the newest revision's.
    Along,
    /// The public does not see it; the content is the newest revision's.
    NotPublic(PublicState),
}

impl Dossier {
    /// The referenced documents of one kind, in no order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&GroupId, &Referenced)> {
        self.references.iter().filter(move |(_, referenced)| referenced.kind == kind)
    }

    /// The citations that it rests on, and the document itself when it is one.
    pub fn citations(&self) -> impl Iterator<Item = (GroupId, &Citation)> {
        let own = (self.group, self.content.as_ref());
        let others = self.references.iter().map(|(group, r)| (*group, r.content.as_ref()));
        std::iter::once(own).chain(others).filter_map(|(group, content)| match content {
            Content::Citation(citation) => Some((group, citation.as_ref())),
            _ => None,
        })
    }

    /// What the dossier says, in one digest: the revision's hash, the content of everything it rests on,
    /// and what is known of its sources. A compliance report is about exactly this.
    pub fn digest(&self) -> Sha256Hash {
        let references: BTreeMap<_, _> = self
            .references
            .iter()
            .map(|(group, referenced)| (group, Sha256Hash::of_json(referenced.content.as_ref())))
            .collect();
        Sha256Hash::of_json(&(self.hash, references, &self.policy.declarations, &self.sources))
    }

    /// The digests of what the signed and verified dependencies say now.
    pub fn signed_views(&self) -> Vec<SignedView> {
        self.references
            .iter()
            .filter(|(_, referenced)| referenced.kind.answerability() != Answerability::Edited)
            .map(|(target, referenced)| SignedView {
                target: *target,
                digest: Sha256Hash::of_json(&referenced.content.signed_view()),
            })
            .collect()
    }
}
