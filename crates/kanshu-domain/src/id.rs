//! Typed identifiers: one newtype a thing, all UUIDv7, the same string in every API.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// The lasting identity of one piece of content.
    DocumentId,
    /// What joins the translations of one piece of content; equal to the id of its first document.
    /// A locale-neutral document is its own group, so every reference in content names a group.
    GroupId,
    /// One typed piece of a body; survives edits of its text.
    BlockId,
    /// A person who can log in.
    UserId,
    /// One login of one user.
    SessionId,
    /// A key that a program reads or writes with.
    ApiKeyId,
    /// One decision on one revision.
    ReviewId,
    /// A physician's signature of exactly one revision.
    ApprovalId,
    /// A revision being public from one instant to another.
    PublicationId,
    /// A finding accepted by a named person.
    WaiverId,
}

impl DocumentId {
    /// The group that this document founds when it is not a translation of another.
    pub fn founding_group(self) -> GroupId {
        GroupId(self.0)
    }
}

/// Where new ids come from. Handed in, so that tests can fix them.
pub trait Ids: Send + Sync {
    /// A UUIDv7 that nobody else has.
    fn next(&self) -> Uuid;
}

/// Ids that count up from one: for tests and for golden files.
#[derive(Debug, Default)]
pub struct SequentialIds(std::sync::atomic::AtomicU64);

impl Ids for SequentialIds {
    fn next(&self) -> Uuid {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        // Version and variant bits of a UUIDv7, so that the value passes wherever a real one does.
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(n))
    }
}
