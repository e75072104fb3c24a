//! The steps of a document's life.

use async_graphql::{Enum, ID, InputObject};

/// Declares the input of a step: the document, the revision meant, and what the step needs besides.
macro_rules! steps {
    ($($(#[doc = $doc:tt])+ $name:ident { $($(#[$($attr:tt)+])+ $field:ident: $type:ty,)* })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, InputObject)]
        pub(crate) struct $name {
            /// The id of the document.
            pub(crate) document: ID,
            /// The number of the newest revision, which is meant.
            pub(crate) expected_revision: u32,
            $($(#[$($attr)+])+ pub(crate) $field: $type,)*
        }
    )+};
}

/// What becomes of public documents that rest on the one taken down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "kanshu_editorial::Dependents")]
pub(crate) enum Dependents {
    /// They are a reason to refuse; the refusal names them.
    #[default]
    Refuse,
    /// They are suspended too.
    SuspendToo,
}

steps! {
    /// Hands the newest revision in for review.
    SubmitForReviewInput {}
    /// Sends the newest revision back.
    RequestChangesInput {
        /// What to change.
        comment: String,
    }
    /// Signs the newest revision.
    ApproveRevisionInput {
        /// The signer's password, checked anew.
        #[graphql(secret)]
        password: String,
        /// What the signature says; the usual sentence when not given.
        statement: Option<String>,
    }
    /// Takes the signature of the newest revision back.
    RevokeApprovalInput {
        /// Why.
        reason: String,
    }
    /// Vouches for the facts of the newest revision of a physician or clinic.
    VerifyDocumentInput {
        /// How they were verified.
        comment: Option<String>,
    }
    /// Makes the newest revision public.
    PublishDocumentInput {
        /// Whether what it refers to is published along, through the same gate, all or nothing.
        #[graphql(default)]
        with_dependencies: bool,
    }
    /// Suspends a public document.
    UnpublishDocumentInput {
        /// Why.
        reason: Option<String>,
        /// What becomes of public documents that rest on it.
        #[graphql(default)]
        dependents: Dependents,
    }
    /// Takes a public document down for safety.
    WithdrawDocumentInput {
        /// Why; visitors are told.
        reason: String,
        /// What becomes of public documents that rest on it.
        #[graphql(default)]
        dependents: Dependents,
    }
}
