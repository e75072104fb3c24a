//! Conditions.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::reference::Role;

use crate::{
    bibliography::BibliographyEntry,
    body::{Body, TocEntry},
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::CodingSystem,
    objects::{Article, Physician, Treatment},
    parts::Seo,
    scalars::Locale,
    text::{Page, RichText, texts},
};

kind_object! {
    /// A disease or complaint.
    Condition, condition, ConditionFields, ConditionLinks
}

/// A code in a classification of diseases.
#[derive(SimpleObject)]
pub(crate) struct MedicalCode {
    /// The classification.
    system: CodingSystem,
    /// The code: `L20`.
    value: String,
}

#[Object]
impl ConditionFields {
    /// The name.
    async fn name(&self) -> String {
        self.content().name.to_string()
    }

    /// Other names.
    async fn alternate_names(&self) -> Vec<String> {
        texts(&self.content().alternate_names)
    }

    /// What it is, in short.
    async fn summary(&self) -> Option<RichText> {
        self.content().summary.as_ref().map(|summary| Page::of(&self.0).rich(summary))
    }

    /// The body.
    async fn body(&self) -> Body {
        Body(self.0.clone())
    }

    /// The table of contents, down to headings of a level.
    async fn toc(
        &self,
        #[graphql(default = 3, desc = "The deepest level listed, 2 to 6.")] max_level: u8,
    ) -> Vec<TocEntry> {
        TocEntry::all(&self.content().body, max_level)
    }

    /// The papers that the page cites, numbered by first use.
    async fn citations(&self, ctx: &Context<'_>) -> Result<Vec<BibliographyEntry>> {
        BibliographyEntry::all(ctx, &self.0).await
    }

    /// Codes in classifications of diseases.
    async fn codes(&self) -> Vec<MedicalCode> {
        self.content()
            .codes
            .iter()
            .map(|code| MedicalCode { system: code.system.into(), value: code.value.to_string() })
            .collect()
    }

    /// The physician who answers for the page.
    async fn supervising_physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().supervising_physician).await
    }

    /// What search engines and link previews show.
    async fn seo(&self) -> Seo {
        (&self.content().seo).into()
    }

    /// The articles about it, newest publication first.
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
        reverse(ctx, &self.0, Role::Condition, locale, args).await
    }

    /// The treatments for it, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn treatments(
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
    ) -> Result<Many<Treatment>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::Condition, locale, args).await
    }
}
