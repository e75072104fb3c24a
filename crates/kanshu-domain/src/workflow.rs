//! The two lines of a document: where its newest revision stands at the desk, and what the public sees.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ApprovalId, DocumentId, GroupId, PublicationId, ReviewId, UserId},
    reference::Reference,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::Localized,
};

/// Where the newest revision stands (編集状態).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    Draft,
    InReview,
    ChangesRequested,
    Approved,
}

/// What the public sees (公開状態).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicState {
    Never,
    Public,
    Suspended,
    Withdrawn,
}

impl DeskState {
    /// The name, as stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::ChangesRequested => "changes_requested",
            Self::Approved => "approved",
        }
    }
}

impl PublicState {
    /// The name, as stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Public => "public",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One step of a review. The last step on a revision decides its desk state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStep {
    /// Handed in for review.
    Submitted,
    /// Sent back with a comment.
    ChangesRequested,
    /// Signed by the supervising physician.
    Approved,
    /// The facts were verified by an administrator.
    Verified,
    /// The signature was taken back.
    ApprovalRevoked,
}

impl ReviewStep {
    /// The name, as stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::ChangesRequested => "changes_requested",
            Self::Approved => "approved",
            Self::Verified => "verified",
            Self::ApprovalRevoked => "approval_revoked",
        }
    }

    /// The desk state of a revision whose last step this is.
    pub fn desk_state(self) -> DeskState {
        match self {
            Self::Submitted => DeskState::InReview,
            Self::ChangesRequested => DeskState::ChangesRequested,
            Self::Approved | Self::Verified => DeskState::Approved,
            Self::ApprovalRevoked => DeskState::InReview,
        }
    }
}

/// What an event would do to a revision that stands in a given state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a revision that is {} cannot be {}", .from.name(), .step.name())]
pub struct IllegalStep {
    pub from: DeskState,
    pub step: ReviewStep,
}

impl DeskState {
    /// The state after `step`.
    ///
    /// # Errors
    /// When the step makes no sense in this state.
    pub fn after(self, step: ReviewStep) -> Result<Self, IllegalStep> {
        use DeskState::{Approved, ChangesRequested, Draft, InReview};
        let legal = match step {
            ReviewStep::Submitted => matches!(self, Draft | ChangesRequested),
            ReviewStep::ChangesRequested => matches!(self, InReview | Approved),
            ReviewStep::Approved => matches!(self, InReview),
            // An administrator looks facts up; nobody needs to hand them in first, and facts can be
            // looked up again.
            ReviewStep::Verified => true,
            ReviewStep::ApprovalRevoked => matches!(self, Approved),
        };
        if legal { Ok(step.desk_state()) } else { Err(IllegalStep { from: self, step }) }
    }
}

/// One recorded step of a review, bound to exactly one revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    pub id: ReviewId,
    pub document: DocumentId,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    pub step: ReviewStep,
    pub by: String,
    pub at: Instant,
    pub comment: Option<String>,
}

/// A physician's signature of exactly one revision (承認), with who the physician was at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    pub id: ApprovalId,
    pub document: DocumentId,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    pub user: UserId,
    /// The physician document that the user is linked to.
    pub physician: GroupId,
    /// Name and credentials as they were.
    pub physician_name: Localized,
    pub credentials: Vec<SignedCredential>,
    /// What the signature says.
    pub statement: String,
    /// Whether the signer was somebody else than the revision's author.
    pub four_eyes: bool,
    pub at: Instant,
    pub valid_until: Instant,
    /// The signed views of signed and verified dependencies, as they were.
    pub signed_views: Vec<SignedView>,
    pub revoked: Option<Revocation>,
}

impl Approval {
    /// Whether the signature may carry a publication at `now`.
    pub fn is_valid(&self, now: Instant) -> bool {
        self.revoked.is_none() && now < self.valid_until
    }
}

/// A specialist title as it stood in the physician's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedCredential {
    pub name: Localized,
    pub issuing_body: Localized,
}

/// The digest of what a dependency said when the page was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedView {
    pub target: GroupId,
    pub digest: Sha256Hash,
}

/// A signature taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Revocation {
    pub by: String,
    pub at: Instant,
    pub reason: String,
}

/// A revision being public from one instant to another (公開).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    pub id: PublicationId,
    pub document: DocumentId,
    pub revision: RevisionNumber,
    pub hash: Sha256Hash,
    pub approval: Option<ApprovalId>,
    /// The digest of the compliance report that let it pass; `None` for publications from before
    /// reports were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Sha256Hash>,
    pub from: Instant,
    pub until: Option<Instant>,
    pub end: Option<PublicationEnd>,
}

/// How a publication ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicationEnd {
    pub how: EndedAs,
    /// Said in public when withdrawn.
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedAs {
    /// A later revision took its place.
    Superseded,
    /// Unpublished; may be published again.
    Suspended,
    /// Taken down for safety; needs a new approval.
    Withdrawn,
}

impl EndedAs {
    /// The name, as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Superseded => "superseded",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A public document that rests on another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dependent {
    pub document: DocumentId,
    pub title: String,
    pub reference: Reference,
}
