//! Clinics.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::reference::Role;

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::ContactChannel,
    objects::{Article, Physician},
    scalars::Locale,
    text::{LocalizedString, LocalizedText, localized, text, texts},
};

kind_object! {
    /// A clinic.
    Clinic, clinic, ClinicFields, ClinicLinks
}

/// Where patients can ask.
#[derive(SimpleObject)]
pub(crate) struct ContactPoint {
    /// How it is reached.
    channel: ContactChannel,
    /// The number or address.
    value: String,
    /// When it answers.
    hours: LocalizedString,
    /// Whether questions are answered there, not only bookings taken.
    answers_questions: bool,
}

#[Object]
impl ClinicFields {
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

    /// The postal address.
    async fn address(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().address)
    }

    /// The physician in charge (管理者).
    async fn administrator(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().administrator).await
    }

    /// The departments (診療科目).
    async fn departments(&self) -> Vec<String> {
        texts(&self.content().departments)
    }

    /// Where patients can ask.
    async fn contact_points(&self) -> Vec<ContactPoint> {
        self.content()
            .contact_points
            .iter()
            .map(|point| ContactPoint {
                channel: point.channel.into(),
                value: point.value.to_string(),
                hours: LocalizedString::new(&self.0.view, &point.hours),
                answers_questions: point.answers_questions,
            })
            .collect()
    }

    /// The clinic's web site.
    async fn url(&self) -> Option<String> {
        text(&self.content().url)
    }

    /// The articles that show the clinic's contact points, newest publication first.
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
        reverse(ctx, &self.0, Role::Clinic, locale, args).await
    }

    /// The physicians who work there, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn physicians(
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
    ) -> Result<Many<Physician>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::Clinic, locale, args).await
    }
}
