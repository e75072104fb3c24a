//! What can go wrong in the newsroom.

use kanshu_domain::{
    decode::FieldError,
    gate::Unmet,
    policy::Denied,
    revision::RevisionNumber,
    workflow::{Dependent, IllegalStep},
};
use kanshu_persistence::StoreError;

/// A use case was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum EditorialError {
    #[error("the input is not valid")]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Also for what the actor may not see.
    #[error("there is no such document")]
    NotFound,
    /// Somebody saved in between.
    #[error("the document has moved on to revision {current}")]
    RevisionMoved { current: RevisionNumber },
    #[error(transparent)]
    IllegalStep(#[from] IllegalStep),
    #[error("the group already has a document in this locale")]
    LocaleTaken,
    /// The slug was taken by a public document.
    #[error("the slug is taken by a public document")]
    SlugTaken,
    /// The gate refused, with every unmet condition of every document concerned.
    #[error("not publishable: {} conditions are not met", .0.len())]
    NotPublishable(Vec<Unmet>),
    /// Public pages rest on it.
    #[error("{} public documents rest on this one", .0.len())]
    HasDependents(Vec<Dependent>),
    #[error("only the supervising physician whom the document names can sign it")]
    NotTheNamedPhysician,
    #[error("the signer wrote this revision; under four eyes somebody else must sign")]
    FourEyes,
    #[error("the proof of identity is not for this revision")]
    WrongProof,
    #[error("the document is not public")]
    NotPublic,
    #[error("there is no valid signature to take back")]
    NotApproved,
    /// The rule that was broken allows no exception.
    #[error("{rule} allows no exception: the text must change")]
    NotWaivable { rule: String },
    /// Somebody else did the same thing first.
    #[error("{0} was faster")]
    Overtaken(&'static str),
    #[error("{what} is too long: {given} {unit}, at most {limit} are taken")]
    TooLarge { what: &'static str, given: usize, limit: usize, unit: &'static str },
    #[error("this kind of document is not {0}")]
    WrongKind(&'static str),
    /// The session or key ended since the request began.
    #[error("log in again: the session or key has ended")]
    ActorEnded,
    #[error("the store failed")]
    Store(#[source] StoreError),
}

/// The closed set of what transports must tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Refused,
    TooLarge,
    RateLimited,
    Unavailable,
    Internal,
}

impl EditorialError {
    /// One field is wrong.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::invalid(field, message)])
    }

    /// What a transport must tell apart.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Invalid(_) | Self::WrongKind(_) => ErrorKind::Invalid,
            Self::Denied(Denied::Unauthenticated) | Self::ActorEnded => ErrorKind::Unauthenticated,
            Self::Denied(Denied::Forbidden) | Self::NotTheNamedPhysician | Self::WrongProof => {
                ErrorKind::Forbidden
            }
            Self::NotFound => ErrorKind::NotFound,
            Self::RevisionMoved { .. }
            | Self::IllegalStep(_)
            | Self::LocaleTaken
            | Self::SlugTaken
            | Self::NotPublic
            | Self::Overtaken(_)
            | Self::NotApproved => ErrorKind::Conflict,
            Self::NotPublishable(_)
            | Self::HasDependents(_)
            | Self::FourEyes
            | Self::NotWaivable { .. } => ErrorKind::Refused,
            Self::TooLarge { .. } => ErrorKind::TooLarge,
            Self::Store(error) if error.is_unavailable() => ErrorKind::Unavailable,
            Self::Store(_) => ErrorKind::Internal,
        }
    }

    /// Stable, for programs: `REVISION_MOVED`, `NOT_PUBLISHABLE`, …
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "INVALID",
            Self::Denied(Denied::Unauthenticated) => "UNAUTHENTICATED",
            Self::Denied(Denied::Forbidden) => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::RevisionMoved { .. } => "REVISION_MOVED",
            Self::IllegalStep(_) => "ILLEGAL_STEP",
            Self::LocaleTaken => "LOCALE_TAKEN",
            Self::SlugTaken => "SLUG_TAKEN",
            Self::NotPublishable(_) => "NOT_PUBLISHABLE",
            Self::HasDependents(_) => "HAS_DEPENDENTS",
            Self::NotTheNamedPhysician => "NOT_THE_NAMED_PHYSICIAN",
            Self::FourEyes => "FOUR_EYES",
            Self::WrongProof => "WRONG_PROOF",
            Self::NotPublic => "NOT_PUBLIC",
            Self::NotApproved => "NOT_APPROVED",
            Self::NotWaivable { .. } => "NOT_WAIVABLE",
            Self::Overtaken(_) => "OVERTAKEN",
            Self::TooLarge { .. } => "TOO_LARGE",
            Self::WrongKind(_) => "WRONG_KIND",
            Self::ActorEnded => "SESSION_ENDED",
            Self::Store(error) if error.is_unavailable() => "UNAVAILABLE",
            Self::Store(_) => "INTERNAL",
        }
    }
}

impl From<StoreError> for EditorialError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::ActorEnded => Self::ActorEnded,
            StoreError::SlugTaken => Self::SlugTaken,
            other => Self::Store(other),
        }
    }
}
