//! What a request looks at: what is public, through delivery, or the desk, for an actor who may.

use std::collections::HashMap;

use kanshu_delivery::{Delivery, Found};
use kanshu_domain::{
    actor::Actor,
    document::Document,
    id::{DocumentId, GroupId},
    kind::Kind,
    query::{ListQuery, Page},
    reference::Role,
    values::{Locale, Slug},
};
use kanshu_editorial::Drafts;

use crate::{Services, problem::Problem};

/// The perspective that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Perspective {
    #[default]
    Published,
    Draft,
}

/// A perspective opened for an actor.
pub(crate) enum View {
    Published(Delivery),
    Draft(Drafts),
}

impl View {
    /// Opens a perspective.
    ///
    /// # Errors
    /// 401 or 403 when the actor may not read drafts and asks for them.
    pub(crate) fn open(
        services: &Services,
        actor: &Actor,
        perspective: Perspective,
    ) -> Result<Self, Problem> {
        Ok(match perspective {
            Perspective::Published => Self::Published(services.delivery.clone()),
            Perspective::Draft => Self::Draft(services.desk.drafts(actor)?),
        })
    }

    pub(crate) fn is_published(&self) -> bool {
        matches!(self, Self::Published(_))
    }

    /// The document with this id; of `kind`, when one is named.
    pub(crate) async fn at_id(
        &self,
        kind: Option<Kind>,
        id: DocumentId,
    ) -> Result<Document, Problem> {
        match self {
            Self::Published(delivery) => found(match kind {
                Some(kind) => delivery.at_id(kind, id).await?,
                None => delivery.anything_at(id).await?,
            }),
            Self::Draft(drafts) => {
                let documents = drafts.by_ids(&[id]).await?;
                let right = |document: &Document| kind.is_none_or(|kind| document.kind == kind);
                documents.into_iter().find(right).ok_or_else(Problem::not_found)
            }
        }
    }

    /// The document with this slug.
    pub(crate) async fn at_slug(
        &self,
        kind: Kind,
        locale: &Locale,
        slug: &Slug,
    ) -> Result<Document, Problem> {
        match self {
            Self::Published(delivery) => found(delivery.at_slug(kind, locale, slug).await?),
            Self::Draft(drafts) => {
                drafts.by_slug(kind, locale, slug).await?.ok_or_else(Problem::not_found)
            }
        }
    }

    /// One page of a list.
    pub(crate) async fn list(&self, query: &ListQuery) -> Result<Page<Document>, Problem> {
        Ok(match self {
            Self::Published(delivery) => delivery.list(query).await?,
            Self::Draft(drafts) => drafts.list(query).await?,
        })
    }

    /// For each group, its document in `locale`, else in another.
    pub(crate) async fn by_groups(
        &self,
        groups: &[GroupId],
        locale: &Locale,
    ) -> Result<HashMap<GroupId, Document>, Problem> {
        if groups.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(match self {
            Self::Published(delivery) => delivery.by_groups(groups, locale).await?,
            Self::Draft(drafts) => drafts.by_groups(groups, locale).await?,
        })
    }
}

impl View {
    /// Documents of `kind`, in any locale, that refer to `target` in `role`: the newest `size` of them,
    /// and whether there are more.
    pub(crate) async fn referring(
        &self,
        kind: Kind,
        role: Role,
        target: GroupId,
        size: u16,
    ) -> Result<(Vec<Document>, bool), Problem> {
        let mut found = match self {
            Self::Published(delivery) => {
                delivery.referring(kind, None, role, &[target], size).await?
            }
            Self::Draft(drafts) => drafts.referring(kind, None, role, &[target], size).await?,
        };
        Ok(found.remove(&target).unwrap_or_default())
    }
}

fn found(found: Found) -> Result<Document, Problem> {
    match found {
        Found::Document(document) => Ok(*document),
        Found::Gone(tombstone) => Err(Problem::gone(&tombstone)),
        Found::Nothing => Err(Problem::not_found()),
    }
}
