//! What every document says about itself, whatever its kind.

#![allow(
    clippy::duplicated_attributes,
    reason = "two fields of an interface may have the same type"
)]

use std::{future::Future, sync::Arc};

use async_graphql::{Context, ID, Interface, Object, Result};
use chrono::{DateTime, Utc};
use kanshu_domain::{document, kind::Kind};

use crate::{
    desk::DeskInfo,
    objects::{
        Article, Banner, Citation, Clinic, Condition, Disclaimer, Physician, Product, Tag,
        Treatment,
    },
    review::Review,
    scalars::Locale,
    view::{Perspective, View},
};

/// A document, and the view through which it and everything it refers to is read.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) view: View,
    pub(crate) document: Arc<document::Document>,
}

/// The GraphQL object of one kind.
pub(crate) trait KindObject: Sized {
    const KIND: Kind;

    /// The object, for a document of its kind.
    fn read(reading: Reading) -> Self;

    /// What it shares with the other kinds.
    fn shared(&self) -> &DocumentFields;

    /// What it shares with the other kinds and leads to other documents.
    fn links(&self) -> &DocumentLinks;

    /// The object, unless the document is of another kind.
    fn of(reading: Reading) -> Option<Self> {
        (reading.document.kind == Self::KIND).then(|| Self::read(reading))
    }
}

/// Declares the object of a kind: the fields that all documents share, and its own, which `$own` holds.
macro_rules! kind_object {
    ($(#[doc = $doc:tt])+ $name:ident, $module:ident, $own:ident, $links:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, async_graphql::MergedObject)]
        pub(crate) struct $name($crate::document::DocumentFields, $own, $links);

        /// The fields of its own.
        #[derive(Clone)]
        pub(crate) struct $own($crate::document::Reading);

        impl $crate::document::KindObject for $name {
            const KIND: kanshu_domain::kind::Kind = kanshu_domain::kind::Kind::$name;

            fn read(reading: $crate::document::Reading) -> Self {
                Self(
                    $crate::document::DocumentFields(reading.clone()),
                    $own(reading.clone()),
                    $links($crate::document::DocumentLinks(reading)),
                )
            }

            fn shared(&self) -> &$crate::document::DocumentFields {
                &self.0
            }

            fn links(&self) -> &$crate::document::DocumentLinks {
                &self.2.0
            }
        }

        /// The shared fields that lead to other documents.
        #[derive(Clone)]
        pub(crate) struct $links($crate::document::DocumentLinks);

        #[async_graphql::Object]
        impl $links {
            /// The documents of the translation group that the perspective shows, this one included.
            #[graphql(complexity = "1 + 3 * child_complexity")]
            async fn translations(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::Result<Vec<$crate::document::Document>> {
                self.0.translations(ctx).await
            }

            /// The signature that the revision shown carries; null when nobody signed it.
            async fn review(&self) -> Option<$crate::review::Review> {
                self.0.review()
            }
        }

        impl $own {
            fn content(&self) -> &kanshu_domain::kinds::$module::$name {
                match &*self.0.document.content {
                    kanshu_domain::content::Content::$name(content) => content,
                    other => unreachable!("KindObject::of let a {} through", other.kind()),
                }
            }
        }
    };
}
pub(crate) use kind_object;

/// What the shared fields that lead to other documents answer. Each kind has an object of its own for
/// them: the registry copies the fields of a merged part, and a part that led back to a kind before it
/// was complete would be copied empty.
#[derive(Clone)]
pub(crate) struct DocumentLinks(pub(crate) Reading);

impl DocumentLinks {
    pub(crate) async fn translations(&self, ctx: &Context<'_>) -> Result<Vec<Document>> {
        let found = self.0.view.translations(ctx, self.0.document.group).await?;
        Ok(found.into_iter().map(Document::from_reading).collect())
    }

    pub(crate) fn review(&self) -> Option<Review> {
        Review::of(&self.0)
    }
}

/// The fields that all documents share and that lead to no other document.
#[derive(Clone)]
pub(crate) struct DocumentFields(pub(crate) Reading);

impl DocumentFields {
    fn is_draft(&self) -> bool {
        self.0.view.perspective() == Perspective::Draft
    }
}

#[Object]
impl DocumentFields {
    /// The lasting id of the document, the same in every API.
    async fn id(&self) -> ID {
        self.0.document.id.into()
    }

    /// The id that joins the translations of one piece of content. References in inputs may name it or
    /// any document of the group.
    async fn translation_group(&self) -> ID {
        self.0.document.group.into()
    }

    /// The language of the document; null for kinds that exist once for all languages.
    async fn locale(&self) -> Option<Locale> {
        self.0.document.locale.clone().map(Locale)
    }

    /// The part of the page's address that names it.
    async fn slug(&self) -> Option<String> {
        self.0.document.slug.as_ref().map(ToString::to_string)
    }

    /// How lists call the document.
    async fn label(&self) -> String {
        self.0.document.content.title()
    }

    /// The number of the revision shown. Writes name it as `expectedRevision`.
    async fn revision(&self) -> u32 {
        self.0.document.revision.0
    }

    /// SHA-256 of the revision's stored bytes. Only in the DRAFT perspective.
    async fn hash(&self) -> Option<String> {
        self.is_draft().then(|| self.0.document.hash.to_string())
    }

    /// When the document was created. Only in the DRAFT perspective.
    async fn created_at(&self) -> Option<DateTime<Utc>> {
        self.is_draft().then_some(self.0.document.created_at)
    }

    /// When the revision shown was saved.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.document.updated_at
    }

    /// When the public revision became public; null when nothing is public.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.document.published.map(|published| published.at)
    }

    /// When the document first became public.
    async fn first_published_at(&self) -> Option<DateTime<Utc>> {
        self.0.document.published.map(|published| published.first_at)
    }

    /// Where the document stands in the newsroom. Only in the DRAFT perspective.
    async fn desk(&self) -> Option<DeskInfo> {
        DeskInfo::of(&self.0)
    }
}

/// Anything with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The lasting id, the same in every API."))]
pub(crate) enum Node {
    Article(Article),
    Treatment(Treatment),
    Product(Product),
    Physician(Physician),
    Citation(Citation),
    Clinic(Clinic),
    Condition(Condition),
    Banner(Banner),
    Disclaimer(Disclaimer),
    Tag(Tag),
}

/// One piece of content of one kind, as the perspective shows it.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "The lasting id of the document, the same in every API."),
    field(
        name = "translation_group",
        ty = "ID",
        desc = "The id that joins the translations of one piece of content."
    ),
    field(
        name = "locale",
        ty = "Option<Locale>",
        desc = "The language of the document; null for kinds that exist once for all languages."
    ),
    field(
        name = "slug",
        ty = "Option<String>",
        desc = "The part of the page's address that names it."
    ),
    field(name = "label", ty = "String", desc = "How lists call the document."),
    field(name = "revision", ty = "u32", desc = "The number of the revision shown."),
    field(
        name = "hash",
        ty = "Option<String>",
        desc = "SHA-256 of the revision's stored bytes. Only in the DRAFT perspective."
    ),
    field(
        name = "created_at",
        ty = "Option<DateTime<Utc>>",
        desc = "When the document was created. Only in the DRAFT perspective."
    ),
    field(name = "updated_at", ty = "DateTime<Utc>", desc = "When the revision shown was saved."),
    field(
        name = "published_at",
        ty = "Option<DateTime<Utc>>",
        desc = "When the public revision became public; null when nothing is public."
    ),
    field(
        name = "first_published_at",
        ty = "Option<DateTime<Utc>>",
        desc = "When the document first became public."
    ),
    field(
        name = "translations",
        ty = "Vec<Document>",
        desc = "The documents of the translation group that the perspective shows."
    ),
    field(
        name = "review",
        ty = "Option<Review>",
        desc = "The signature that the revision shown carries; null when nobody signed it."
    ),
    field(
        name = "desk",
        ty = "Option<DeskInfo>",
        desc = "Where the document stands in the newsroom. Only in the DRAFT perspective."
    )
)]
pub(crate) enum Document {
    Article(Article),
    Treatment(Treatment),
    Product(Product),
    Physician(Physician),
    Citation(Citation),
    Clinic(Clinic),
    Condition(Condition),
    Banner(Banner),
    Disclaimer(Disclaimer),
    Tag(Tag),
}

/// Both interfaces, for the object of whatever kind the document is of.
macro_rules! from_reading {
    ($($interface:ident),+) => {$(
        impl $interface {
            pub(crate) fn from_reading(reading: Reading) -> Self {
                match reading.document.kind {
                    Kind::Article => Article::read(reading).into(),
                    Kind::Treatment => Treatment::read(reading).into(),
                    Kind::Product => Product::read(reading).into(),
                    Kind::Physician => Physician::read(reading).into(),
                    Kind::Citation => Citation::read(reading).into(),
                    Kind::Clinic => Clinic::read(reading).into(),
                    Kind::Condition => Condition::read(reading).into(),
                    Kind::Banner => Banner::read(reading).into(),
                    Kind::Disclaimer => Disclaimer::read(reading).into(),
                    Kind::Tag => Tag::read(reading).into(),
                }
            }
        }
    )+};
}
from_reading!(Node, Document);

/// The methods that an interface asks of its objects; merged objects do not have them.
macro_rules! interface_methods {
    ($($method:ident: $type:ty),+ $(,)?) => {
        #[allow(dead_code, reason = "called by the derived interfaces only")]
        trait InterfaceMethods: KindObject + Sync {
            $(fn $method(&self, ctx: &Context<'_>) -> impl Future<Output = Result<$type>> + Send {
                self.shared().$method(ctx)
            })+

            fn translations(
                &self,
                ctx: &Context<'_>,
            ) -> impl Future<Output = Result<Vec<Document>>> + Send {
                self.links().translations(ctx)
            }

            async fn review(&self, _: &Context<'_>) -> Result<Option<Review>> {
                Ok(self.links().review())
            }
        }
    };
}
interface_methods! {
    id: ID,
    translation_group: ID,
    locale: Option<Locale>,
    slug: Option<String>,
    label: String,
    revision: u32,
    hash: Option<String>,
    created_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    first_published_at: Option<DateTime<Utc>>,
    desk: Option<DeskInfo>,
}

impl<T: KindObject + Sync> InterfaceMethods for T {}
