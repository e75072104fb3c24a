//! Who acts. Only `kanshu-identity` turns a credential into an [`Actor`] or a [`SigningProof`]; the
//! workspace's `clippy.toml` bans the constructors everywhere else.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{ApiKeyId, DocumentId, GroupId, SessionId, UserId},
    revision::RevisionNumber,
};

/// A role of a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    Admin,
    Editor,
    Author,
    /// Signs; never publishes alone.
    Physician,
    /// 薬事; may withdraw for safety.
    Compliance,
    /// Banners and reading.
    Marketer,
    Viewer,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Admin,
        Self::Editor,
        Self::Author,
        Self::Physician,
        Self::Compliance,
        Self::Marketer,
        Self::Viewer,
    ];

    /// The name, as stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Physician => "physician",
            Self::Compliance => "compliance",
            Self::Marketer => "marketer",
            Self::Viewer => "viewer",
        }
    }
}

/// What an API key may do. A key never signs, publishes or manages users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// What any visitor may read; for front-end builds that want to be counted and limited apart.
    #[serde(rename = "published:read")]
    PublishedRead,
    #[serde(rename = "drafts:read")]
    DraftsRead,
    /// Create, revise and submit.
    #[serde(rename = "content:write")]
    ContentWrite,
    /// Have words checked that are not saved here: for marketing tools.
    #[serde(rename = "compliance:check")]
    ComplianceCheck,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] =
        [Self::PublishedRead, Self::DraftsRead, Self::ContentWrite, Self::ComplianceCheck];

    /// The name, as stored and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::PublishedRead => "published:read",
            Self::DraftsRead => "drafts:read",
            Self::ContentWrite => "content:write",
            Self::ComplianceCheck => "compliance:check",
        }
    }
}

/// The text names no role or scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is none of {known}")]
pub struct UnknownName {
    given: String,
    known: String,
}

impl FromStr for StaffRole {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| UnknownName {
            given: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

impl FromStr for Scope {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|scope| scope.name() == text).ok_or_else(|| UnknownName {
            given: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

/// Somebody who asks for something. Always passed, never optional: nobody in particular is a
/// [`visitor`](Actor::visitor), who may do nothing but read what is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    who: Who,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Visitor,
    User { id: UserId, session: SessionId, roles: BTreeSet<StaffRole>, physician: Option<GroupId> },
    ApiKey { id: ApiKeyId, scopes: BTreeSet<Scope> },
    Operator,
}

/// What must still be true of an actor inside the transaction that writes for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// Nothing to check.
    Always,
    /// The user is enabled and the session not ended.
    Session(UserId, SessionId),
    /// The key is neither revoked nor expired.
    ApiKey(ApiKeyId),
}

impl Actor {
    /// Anybody on the web.
    pub fn visitor() -> Self {
        Self { who: Who::Visitor }
    }

    /// A user with a live session. For `kanshu-identity` only.
    pub fn user(
        id: UserId,
        session: SessionId,
        roles: BTreeSet<StaffRole>,
        physician: Option<GroupId>,
    ) -> Self {
        Self { who: Who::User { id, session, roles, physician } }
    }

    /// A live API key. For `kanshu-identity` only.
    pub fn api_key(id: ApiKeyId, scopes: BTreeSet<Scope>) -> Self {
        Self { who: Who::ApiKey { id, scopes } }
    }

    /// Whoever sits at the machine's console and runs `kanshu` there. For the command line only.
    pub fn operator() -> Self {
        Self { who: Who::Operator }
    }

    /// Whether this is nobody in particular.
    pub fn is_visitor(&self) -> bool {
        self.who == Who::Visitor
    }

    /// Whether this is the machine's operator.
    pub fn is_operator(&self) -> bool {
        self.who == Who::Operator
    }

    /// The user, when a user acts.
    pub fn user_id(&self) -> Option<UserId> {
        match &self.who {
            Who::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The session, when a user acts.
    pub fn session(&self) -> Option<SessionId> {
        match &self.who {
            Who::User { session, .. } => Some(*session),
            _ => None,
        }
    }

    /// The physician document that the user is linked to.
    pub fn physician(&self) -> Option<GroupId> {
        match &self.who {
            Who::User { physician, .. } => *physician,
            _ => None,
        }
    }

    /// The roles held; none for keys and visitors.
    pub fn roles(&self) -> BTreeSet<StaffRole> {
        match &self.who {
            Who::User { roles, .. } => roles.clone(),
            _ => BTreeSet::new(),
        }
    }

    /// Whether the actor is a user with any of the roles.
    pub fn has_any(&self, wanted: &[StaffRole]) -> bool {
        match &self.who {
            Who::User { roles, .. } => wanted.iter().any(|role| roles.contains(role)),
            _ => false,
        }
    }

    /// Whether the actor is a key with the scope.
    pub fn has_scope(&self, scope: Scope) -> bool {
        match &self.who {
            Who::ApiKey { scopes, .. } => scopes.contains(&scope),
            _ => false,
        }
    }

    /// What must still hold inside the transaction that writes for this actor.
    pub fn liveness(&self) -> Liveness {
        match &self.who {
            Who::User { id, session, .. } => Liveness::Session(*id, *session),
            Who::ApiKey { id, .. } => Liveness::ApiKey(*id),
            Who::Visitor | Who::Operator => Liveness::Always,
        }
    }
}

impl fmt::Display for Actor {
    /// As the log writes it: the id of the user or key, `operator`, `visitor`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.who {
            Who::Visitor => f.write_str("visitor"),
            Who::User { id, .. } => id.fmt(f),
            Who::ApiKey { id, .. } => id.fmt(f),
            Who::Operator => f.write_str("operator"),
        }
    }
}

/// Fresh proof of identity, good for one actor, one revision, once: it is consumed by value and cannot
/// be cloned or stored.
#[derive(Debug)]
pub struct SigningProof {
    user: UserId,
    document: DocumentId,
    revision: RevisionNumber,
    method: ProofMethod,
}

/// How the signer proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofMethod {
    Password,
}

impl SigningProof {
    /// For `kanshu-identity` only, right after it has checked the credential.
    pub fn fresh(
        user: UserId,
        document: DocumentId,
        revision: RevisionNumber,
        method: ProofMethod,
    ) -> Self {
        Self { user, document, revision, method }
    }

    /// How the signer proved who they are.
    pub fn method(&self) -> ProofMethod {
        self.method
    }

    /// Whether the proof is this actor's, for this revision.
    pub fn covers(&self, actor: &Actor, document: DocumentId, revision: RevisionNumber) -> bool {
        actor.user_id() == Some(self.user) && self.document == document && self.revision == revision
    }
}
