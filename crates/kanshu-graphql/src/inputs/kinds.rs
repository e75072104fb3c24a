//! What creates and what revises a document of each kind.

use async_graphql::{ID, InputObject, MaybeUndefined};
use kanshu_domain::kind::Kind;
use kanshu_editorial::{Change, NewContent, RevisedContent};
use serde::Serialize;
use serde_json::Value;

use super::{
    CreateInput, Creation, ReviseInput, Revision,
    content::{
        ArticleContentInput, BannerContentInput, CitationContentInput, ClinicContentInput,
        ConditionContentInput, DisclaimerContentInput, PhysicianContentInput, ProductContentInput,
        TagContentInput, TreatmentContentInput,
    },
    json,
    parts::{LocalizedTextInput, language_map},
    slug, slug_change, whole, with, without_nulls,
};
use crate::{errors::UserError, scalars::Locale};

/// What a document is called by: a text, or one in several languages.
trait CalledBy {
    fn json(&self) -> Value;
}

impl CalledBy for String {
    fn json(&self) -> Value {
        json(self)
    }
}

impl CalledBy for Vec<LocalizedTextInput> {
    fn json(&self) -> Value {
        #[derive(Serialize)]
        struct Map<'a>(#[serde(serialize_with = "language_map")] &'a Vec<LocalizedTextInput>);
        json(&Map(self))
    }
}

/// Declares both inputs of a kind. `localised` kinds have one document per language.
macro_rules! kind_inputs {
    (@create localised $create:ident, $kind:ident, $content:ident,
     $(#[doc = $title_doc:tt])+ $title:ident: $type:ty) => {
        /// A new document: a draft.
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $create {
            /// The language of the document.
            locale: Locale,
            /// The document that this one translates, or its translation group.
            translation_of: Option<ID>,
            /// The part of the page's address that names it.
            slug: Option<String>,
            /// What the author says about this revision.
            note: Option<String>,
            $(#[doc = $title_doc])+
            $title: $type,
            #[graphql(flatten)]
            content: $content,
        }

        impl $create {
            fn place(&self) -> (Option<Locale>, Option<ID>) {
                (Some(self.locale.clone()), self.translation_of.clone())
            }
        }
    };
    (@create neutral $create:ident, $kind:ident, $content:ident,
     $(#[doc = $title_doc:tt])+ $title:ident: $type:ty) => {
        /// A new document: a draft.
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $create {
            /// The part of the page's address that names it.
            slug: Option<String>,
            /// What the author says about this revision.
            note: Option<String>,
            $(#[doc = $title_doc])+
            $title: $type,
            #[graphql(flatten)]
            content: $content,
        }

        impl $create {
            fn place(&self) -> (Option<Locale>, Option<ID>) {
                (None, None)
            }
        }
    };
    ($($locality:ident $create:ident, $revise:ident, $kind:ident, $content:ident,
       $(#[doc = $title_doc:tt])+ $title:ident: $type:ty;)+) => {$(
        kind_inputs!(@create $locality $create, $kind, $content, $(#[doc = $title_doc])+ $title: $type);

        impl CreateInput for $create {
            fn creation(self) -> Result<Creation, Vec<UserError>> {
                let (locale, translation_of) = self.place();
                let content = without_nulls(json(&self.content));
                let content = with(content, stringify!($title), self.$title.json());
                let new = NewContent {
                    kind: Kind::$kind,
                    locale: locale.map(|locale| locale.0),
                    slug: self.slug.as_deref().map(slug).transpose()?,
                    content,
                    note: self.note,
                };
                Ok(Creation { new, translation_of })
            }
        }

        /// A new revision. What is left out stays as it is, and null clears it, also within objects.
        /// Lists are replaced whole, but a text in several languages takes the texts given and keeps
        /// those in other languages.
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $revise {
            /// The id of the document.
            document: ID,
            /// The number of the newest revision, on which this change is based.
            expected_revision: u32,
            /// The part of the page's address that names it.
            slug: MaybeUndefined<String>,
            /// What the author says about this revision.
            note: Option<String>,
            $(#[doc = $title_doc])+
            $title: Option<$type>,
            #[graphql(flatten)]
            content: $content,
        }

        impl ReviseInput for $revise {
            fn revision(self) -> Result<Revision, Vec<UserError>> {
                // Only articles have an author.
                let patch = whole(json(&self.content), "author", &["physician", "name", "role"]);
                let patch = match &self.$title {
                    Some(title) => with(patch, stringify!($title), title.json()),
                    None => patch,
                };
                Ok(Revision {
                    document: self.document,
                    expected: self.expected_revision,
                    revised: RevisedContent {
                        kind: Kind::$kind,
                        change: Change::MergePatch(patch),
                        slug: slug_change(self.slug)?,
                        note: self.note,
                    },
                })
            }
        }
    )+};
}

kind_inputs! {
    localised CreateArticleInput, ReviseArticleInput, Article, ArticleContentInput,
    /// The title, without label and badge.
    title: String;
    localised CreateTreatmentInput, ReviseTreatmentInput, Treatment, TreatmentContentInput,
    /// The name.
    name: String;
    neutral CreateProductInput, ReviseProductInput, Product, ProductContentInput,
    /// The name, in at least one language.
    name: Vec<LocalizedTextInput>;
    neutral CreatePhysicianInput, RevisePhysicianInput, Physician, PhysicianContentInput,
    /// The name, in at least one language.
    name: Vec<LocalizedTextInput>;
    neutral CreateCitationInput, ReviseCitationInput, Citation, CitationContentInput,
    /// The title in the language of the source.
    title: String;
    neutral CreateClinicInput, ReviseClinicInput, Clinic, ClinicContentInput,
    /// The name, in at least one language.
    name: Vec<LocalizedTextInput>;
    localised CreateConditionInput, ReviseConditionInput, Condition, ConditionContentInput,
    /// The name.
    name: String;
    localised CreateBannerInput, ReviseBannerInput, Banner, BannerContentInput,
    /// How the newsroom calls it.
    name: String;
    localised CreateDisclaimerInput, ReviseDisclaimerInput, Disclaimer, DisclaimerContentInput,
    /// How the newsroom calls it.
    name: String;
    neutral CreateTagInput, ReviseTagInput, Tag, TagContentInput,
    /// The name, in at least one language.
    name: Vec<LocalizedTextInput>;
}
