//! The rows of the projections.

use kanshu_domain::{
    document::PublishedFacts,
    id::{ApprovalId, DocumentId, GroupId},
    kind::Kind,
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
    workflow::{DeskState, PublicState},
};
use sea_orm::Value;

use crate::{
    StoreError,
    sql::{Row, locale_text, micros},
};

/// What `public_index` and `desk_index` both have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexRow {
    pub(crate) document: DocumentId,
    pub(crate) group: GroupId,
    pub(crate) kind: Kind,
    pub(crate) locale: Option<Locale>,
    pub(crate) slug: Option<Slug>,
    pub(crate) revision: RevisionNumber,
    pub(crate) hash: Sha256Hash,
    pub(crate) approval: Option<ApprovalId>,
    pub(crate) published_at: Instant,
    pub(crate) first_published_at: Instant,
    pub(crate) updated_at: Instant,
    pub(crate) created_at: Instant,
}

impl IndexRow {
    pub(crate) const COLUMNS: &str = "document, group_id, kind, locale, slug, revision, hash, \
        approval, published_at, first_published_at, updated_at, created_at";

    pub(super) fn values(&self) -> Vec<Value> {
        vec![
            self.document.0.into(),
            self.group.0.into(),
            self.kind.name().into(),
            locale_text(self.locale.as_ref()).into(),
            self.slug.as_ref().map(ToString::to_string).into(),
            i64::from(self.revision.0).into(),
            self.hash.to_string().into(),
            self.approval.map(|id| id.0).into(),
            micros(self.published_at).into(),
            micros(self.first_published_at).into(),
            micros(self.updated_at).into(),
            micros(self.created_at).into(),
        ]
    }

    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            document: row.id("document", DocumentId)?,
            group: row.id("group_id", GroupId)?,
            kind: row.parsed("kind", str::parse)?,
            locale: row.locale("locale")?,
            slug: row.slug("slug")?,
            revision: row.revision("revision")?,
            hash: row.hash("hash")?,
            approval: row.get::<Option<uuid::Uuid>>("approval")?.map(ApprovalId),
            published_at: row.instant("published_at")?,
            first_published_at: row.instant("first_published_at")?,
            updated_at: row.instant("updated_at")?,
            created_at: row.instant("created_at")?,
        })
    }
}

/// A row of `desk_index`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeskRow {
    pub(crate) index: IndexRow,
    pub(crate) author: String,
    pub(crate) note: Option<String>,
    pub(crate) desk_state: DeskState,
    pub(crate) public_state: PublicState,
    pub(crate) published: Option<PublishedFacts>,
}

impl DeskRow {
    /// The columns after [`IndexRow::COLUMNS`].
    pub(crate) const MORE_COLUMNS: &str = "author, note, desk_state, public_state, \
        public_revision, public_at, public_first_at";

    pub(super) fn values(&self) -> Vec<Value> {
        let mut values = self.index.values();
        values.extend([
            Value::from(self.author.clone()),
            self.note.clone().into(),
            self.desk_state.name().into(),
            self.public_state.name().into(),
            self.published.map(|published| i64::from(published.revision.0)).into(),
            self.published.map(|published| micros(published.at)).into(),
            self.published.map(|published| micros(published.first_at)).into(),
        ]);
        values
    }

    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        let published = match row.maybe_revision("public_revision")? {
            Some(revision) => Some(PublishedFacts {
                revision,
                at: row.instant("public_at")?,
                first_at: row.instant("public_first_at")?,
            }),
            None => None,
        };
        Ok(Self {
            index: IndexRow::read(row)?,
            author: row.get("author")?,
            note: row.get("note")?,
            desk_state: row.named("desk_state")?,
            public_state: row.named("public_state")?,
            published,
        })
    }
}

/// A row of `public_link` or `desk_link`: a reference, or a declared attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LinkRow {
    pub(crate) source: DocumentId,
    pub(crate) role: String,
    pub(crate) target: String,
    pub(crate) position: i64,
}

impl LinkRow {
    pub(super) const COLUMNS: &str = "source, role, target, position";

    pub(super) fn values(&self) -> Vec<Value> {
        vec![
            self.source.0.into(),
            self.role.clone().into(),
            self.target.clone().into(),
            self.position.into(),
        ]
    }

    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            source: row.id("source", DocumentId)?,
            role: row.get("role")?,
            target: row.get("target")?,
            position: row.get("position")?,
        })
    }
}

/// A row of `public_tombstone`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TombstoneRow {
    pub(crate) document: DocumentId,
    pub(crate) kind: Kind,
    pub(crate) locale: Option<Locale>,
    pub(crate) slug: Option<Slug>,
    pub(crate) at: Instant,
    pub(crate) reason: Option<String>,
}

impl TombstoneRow {
    pub(super) const COLUMNS: &str = "document, kind, locale, slug, at, reason";

    pub(super) fn values(&self) -> Vec<Value> {
        vec![
            self.document.0.into(),
            self.kind.name().into(),
            locale_text(self.locale.as_ref()).into(),
            self.slug.as_ref().map(ToString::to_string).into(),
            micros(self.at).into(),
            self.reason.clone().into(),
        ]
    }

    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            document: row.id("document", DocumentId)?,
            kind: row.parsed("kind", str::parse)?,
            locale: row.locale("locale")?,
            slug: row.slug("slug")?,
            at: row.instant("at")?,
            reason: row.get("reason")?,
        })
    }
}
