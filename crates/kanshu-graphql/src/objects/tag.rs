//! Tags.

use async_graphql::{Context, MaybeUndefined, Object, Result};
use kanshu_domain::reference::Role;

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    objects::Article,
    scalars::Locale,
    text::{LocalizedString, LocalizedText, localized},
};

kind_object! {
    /// A tag on articles.
    Tag, tag, TagFields, TagLinks
}

#[Object]
impl TagFields {
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

    /// What the tag stands for.
    async fn description(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().description)
    }

    /// The articles with this tag, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn articles(
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
        reverse(ctx, &self.0, Role::Tag, locale, args).await
    }
}
