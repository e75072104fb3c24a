//! Physicians.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::reference::Role;

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    objects::{Article, Clinic},
    parts::Image,
    scalars::{Date, Locale},
    text::{LocalizedString, LocalizedText, localized, text},
};

kind_object! {
    /// A physician.
    Physician, physician, PhysicianFields, PhysicianLinks
}

/// A specialist title, with the body that issued it.
#[derive(SimpleObject)]
pub(crate) struct Credential {
    /// The title.
    name: LocalizedString,
    /// The body that issued it.
    issuing_body: LocalizedString,
    /// Until when it is valid.
    valid_until: Option<Date>,
}

#[Object]
impl PhysicianFields {
    /// The name in the reader's language, else Japanese, else English, else any.
    async fn name(
        &self,
        #[graphql(desc = "Another language than the reader's.")] locale: Option<Locale>,
    ) -> Option<String> {
        self.0.view.pick(&self.content().name, locale.as_ref())
    }

    /// The name in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        localized(&self.content().name)
    }

    /// The reading of the name in kana.
    async fn name_kana(&self) -> Option<String> {
        text(&self.content().name_kana)
    }

    /// The position: 院長.
    async fn position(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().position)
    }

    /// The specialist titles.
    async fn credentials(&self) -> Vec<Credential> {
        let view = &self.0.view;
        self.content()
            .credentials
            .iter()
            .map(|credential| Credential {
                name: LocalizedString::new(view, &credential.name),
                issuing_body: LocalizedString::new(view, &credential.issuing_body),
                valid_until: credential.valid_until.map(Date),
            })
            .collect()
    }

    /// The life so far, in short.
    async fn biography(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().biography)
    }

    /// What the physician declares.
    async fn conflicts_of_interest(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().conflicts_of_interest)
    }

    /// A photograph.
    async fn photo(&self) -> Option<Image> {
        self.content().photo.as_ref().map(Image::from)
    }

    /// The physician's own page.
    async fn profile_url(&self) -> Option<String> {
        text(&self.content().profile_url)
    }

    /// Where the physician works.
    #[graphql(complexity = "1 + 3 * child_complexity")]
    async fn clinics(&self, ctx: &Context<'_>) -> Result<Vec<Clinic>> {
        self.0.view.many(ctx, &self.content().clinics).await
    }

    /// The articles that the physician answers for, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn supervised_articles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of rows from the start, 1 to 100; 20 when not given.")]
        first: Option<i32>,
        #[graphql(desc = "Rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "The number of rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Rows before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Only in this language, or null for every language. The reader's when not given."
        )]
        locale: MaybeUndefined<Locale>,
    ) -> Result<Many<Article>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::SupervisingPhysician, locale, args).await
    }

    /// The articles that the physician wrote, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn authored_articles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of rows from the start, 1 to 100; 20 when not given.")]
        first: Option<i32>,
        #[graphql(desc = "Rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "The number of rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Rows before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Only in this language, or null for every language. The reader's when not given."
        )]
        locale: MaybeUndefined<Locale>,
    ) -> Result<Many<Article>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::Author, locale, args).await
    }
}
