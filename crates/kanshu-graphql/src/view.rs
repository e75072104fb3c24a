//! What a request looks at. A view is opened once at the root of a query, by whoever may, and everything
//! below is read through it.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Enum, ErrorExtensions as _, ID, Result};
use kanshu_delivery::{Delivery, Found};
use kanshu_domain::{
    document::Document,
    id::{DocumentId, GroupId},
    kind::Kind,
    query::{ListQuery, Page},
    values::{Locale, Localized, Slug},
};
use kanshu_editorial::Drafts;
use uuid::Uuid;

use crate::{
    Caller, Services,
    document::{KindObject, Reading},
    errors,
    loaders::{GroupKey, Loaders, ReferringKey, TranslationsKey},
};

/// What a query looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
pub(crate) enum Perspective {
    /// What the public sees.
    #[default]
    Published,
    /// The newest revision of everything, for those who may.
    Draft,
}

/// One perspective in one reader's language. A view on drafts exists only after the policy allowed it.
#[derive(Clone)]
pub(crate) struct View {
    source: Source,
    locale: Locale,
}

#[derive(Clone)]
enum Source {
    Published(Delivery),
    Draft(Box<Drafts>),
}

impl View {
    /// Opens a view for the caller of this request.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` or `FORBIDDEN` when the caller may not read drafts.
    pub(crate) fn open(
        ctx: &Context<'_>,
        perspective: Perspective,
        locale: Locale,
    ) -> Result<Self> {
        let services = ctx.data::<Services>()?;
        let source = match perspective {
            Perspective::Published => Source::Published(services.delivery.clone()),
            Perspective::Draft => {
                let caller = ctx.data::<Caller>()?;
                let drafts = services.desk.drafts(&caller.actor).map_err(errors::editorial)?;
                Source::Draft(Box::new(drafts))
            }
        };
        Ok(Self { source, locale })
    }

    pub(crate) fn perspective(&self) -> Perspective {
        match self.source {
            Source::Published(_) => Perspective::Published,
            Source::Draft(_) => Perspective::Draft,
        }
    }

    /// The reader's language.
    pub(crate) fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The desk behind a view on drafts.
    pub(crate) fn drafts(&self) -> Option<&Drafts> {
        match &self.source {
            Source::Published(_) => None,
            Source::Draft(drafts) => Some(drafts),
        }
    }

    /// The document as a reader sees it who asked for it by name: in its own language.
    pub(crate) fn reading(&self, document: impl Into<Arc<Document>>) -> Reading {
        let document = document.into();
        let locale = document.locale.clone().unwrap_or_else(|| self.locale.clone());
        Reading { view: Self { source: self.source.clone(), locale }, document }
    }

    /// A text of a language map: in the language asked for, else the reader's, with fallback.
    pub(crate) fn pick(
        &self,
        texts: &Localized,
        locale: Option<&crate::scalars::Locale>,
    ) -> Option<String> {
        texts.get(locale.map_or(&self.locale, |locale| &locale.0)).map(ToString::to_string)
    }

    /// What is referred to, in the reader's language; `None` when it is not to be seen.
    pub(crate) async fn one<T: KindObject>(
        &self,
        ctx: &Context<'_>,
        group: Option<GroupId>,
    ) -> Result<Option<T>> {
        let Some(group) = group else { return Ok(None) };
        let found = ctx.data::<Loaders>()?.documents.load_one(self.group_key(group)).await?;
        Ok(found.and_then(|document| T::of(self.below(document))))
    }

    /// What is referred to, in the order of the references.
    pub(crate) async fn many<T: KindObject>(
        &self,
        ctx: &Context<'_>,
        groups: &[GroupId],
    ) -> Result<Vec<T>> {
        let keys = groups.iter().map(|group| self.group_key(*group));
        let mut found = ctx.data::<Loaders>()?.documents.load_many(keys).await?;
        Ok(groups
            .iter()
            .filter_map(|group| found.remove(&self.group_key(*group)))
            .filter_map(|document| T::of(self.below(document)))
            .collect())
    }

    /// Everything referred to, by group.
    pub(crate) async fn all(
        &self,
        ctx: &Context<'_>,
        groups: impl Iterator<Item = GroupId>,
    ) -> Result<HashMap<GroupId, Arc<Document>>> {
        let keys = groups.map(|group| self.group_key(group));
        let found = ctx.data::<Loaders>()?.documents.load_many(keys).await?;
        Ok(found.into_iter().map(|(key, document)| (key.group, document)).collect())
    }

    /// A document that was referred to, as the object of its kind.
    pub(crate) fn seen<T: KindObject>(&self, document: Arc<Document>) -> Option<T> {
        T::of(self.below(document))
    }

    /// All documents of a group, each in its own language.
    pub(crate) async fn translations(
        &self,
        ctx: &Context<'_>,
        group: GroupId,
    ) -> Result<Vec<Reading>> {
        let key = TranslationsKey { perspective: self.perspective(), group };
        let found = ctx.data::<Loaders>()?.documents.load_one(key).await?.unwrap_or_default();
        Ok(found.iter().map(|document| self.reading(document.clone())).collect())
    }

    /// The first documents that refer to a target, and whether there are more.
    pub(crate) async fn referring(
        &self,
        ctx: &Context<'_>,
        key: ReferringKey,
    ) -> Result<(Vec<Arc<Document>>, bool)> {
        let found = ctx.data::<Loaders>()?.documents.load_one(key).await?;
        Ok(found.map(|found| (*found).clone()).unwrap_or_default())
    }

    /// What stands at an id, be it withdrawn.
    ///
    /// # Errors
    /// `GONE` when it was withdrawn.
    pub(crate) async fn at_id(&self, kind: Kind, id: DocumentId) -> Result<Option<Document>> {
        match &self.source {
            Source::Published(delivery) => {
                unless_gone(delivery.at_id(kind, id).await.map_err(errors::store)?)
            }
            Source::Draft(_) => {
                Ok(self.by_ids(&[id]).await?.into_iter().find(|document| document.kind == kind))
            }
        }
    }

    /// What stands at an id, whatever its kind.
    ///
    /// # Errors
    /// `GONE` when it was withdrawn.
    pub(crate) async fn anything_at(&self, id: DocumentId) -> Result<Option<Document>> {
        match &self.source {
            Source::Published(delivery) => {
                unless_gone(delivery.anything_at(id).await.map_err(errors::store)?)
            }
            Source::Draft(_) => Ok(self.by_ids(&[id]).await?.into_iter().next()),
        }
    }

    /// What stands at a slug in the reader's language.
    ///
    /// # Errors
    /// `GONE` when it was withdrawn.
    pub(crate) async fn at_slug(&self, kind: Kind, slug: &Slug) -> Result<Option<Document>> {
        match &self.source {
            Source::Published(delivery) => unless_gone(
                delivery.at_slug(kind, &self.locale, slug).await.map_err(errors::store)?,
            ),
            Source::Draft(drafts) => {
                drafts.by_slug(kind, &self.locale, slug).await.map_err(errors::editorial)
            }
        }
    }

    /// The documents with these ids, in no order.
    pub(crate) async fn by_ids(&self, ids: &[DocumentId]) -> Result<Vec<Document>> {
        match &self.source {
            Source::Published(delivery) => delivery.by_ids(ids).await.map_err(errors::store),
            Source::Draft(drafts) => drafts.by_ids(ids).await.map_err(errors::editorial),
        }
    }

    /// One page of a list.
    pub(crate) async fn list(&self, query: &ListQuery) -> Result<Page<Document>> {
        match &self.source {
            Source::Published(delivery) => delivery.list(query).await.map_err(errors::store),
            Source::Draft(drafts) => drafts.list(query).await.map_err(errors::editorial),
        }
    }

    /// A document reached through a reference: read on in the reader's language, whatever language
    /// the document itself had to fall back to.
    fn below(&self, document: Arc<Document>) -> Reading {
        Reading { view: self.clone(), document }
    }

    fn group_key(&self, group: GroupId) -> GroupKey {
        GroupKey { perspective: self.perspective(), locale: self.locale.clone(), group }
    }
}

fn unless_gone(found: Found) -> Result<Option<Document>> {
    match found {
        Found::Document(document) => Ok(Some(*document)),
        Found::Gone(tombstone) => Err(errors::gone(&tombstone)),
        Found::Nothing => Ok(None),
    }
}

/// The UUID of an id argument.
///
/// # Errors
/// `BAD_USER_INPUT`, naming the argument.
pub(crate) fn uuid(argument: &str, id: &ID) -> Result<Uuid> {
    Uuid::parse_str(id).map_err(|_| {
        errors::bad_input(format!("`{argument}` is not an id"))
            .extend_with(|_, extensions| extensions.set("argument", argument))
    })
}
