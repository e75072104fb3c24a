//! References from one document to another. Content always names a translation group; the reader's
//! locale decides which document of the group is shown.

use serde::{Deserialize, Serialize};

use crate::{id::GroupId, kind::Kind};

/// What a reference is for. The same word names it in the projections, in filters and in cache tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Author,
    SupervisingPhysician,
    Administrator,
    Clinic,
    Treatment,
    Condition,
    Product,
    Citation,
    Banner,
    Disclaimer,
    Tag,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 11] = [
        Self::Author,
        Self::SupervisingPhysician,
        Self::Administrator,
        Self::Clinic,
        Self::Treatment,
        Self::Condition,
        Self::Product,
        Self::Citation,
        Self::Banner,
        Self::Disclaimer,
        Self::Tag,
    ];

    /// The role's name, as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::SupervisingPhysician => "supervising_physician",
            Self::Administrator => "administrator",
            Self::Clinic => "clinic",
            Self::Treatment => "treatment",
            Self::Condition => "condition",
            Self::Product => "product",
            Self::Citation => "citation",
            Self::Banner => "banner",
            Self::Disclaimer => "disclaimer",
            Self::Tag => "tag",
        }
    }

    /// The kind that a reference in this role must point at.
    pub fn target_kind(self) -> Kind {
        match self {
            Self::Author | Self::SupervisingPhysician | Self::Administrator => Kind::Physician,
            Self::Clinic => Kind::Clinic,
            Self::Treatment => Kind::Treatment,
            Self::Condition => Kind::Condition,
            Self::Product => Kind::Product,
            Self::Citation => Kind::Citation,
            Self::Banner => Kind::Banner,
            Self::Disclaimer => Kind::Disclaimer,
            Self::Tag => Kind::Tag,
        }
    }
}

/// One reference found in a document's content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Reference {
    pub role: Role,
    pub target: GroupId,
    /// Where it stands, as a field path: `treatments[0]`, `body[4].citation`.
    pub field: String,
}
