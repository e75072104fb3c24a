//! Citations.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::{kinds::citation, reference::Role};

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::SourceType,
    objects::{Article, Treatment},
    scalars::Locale,
    text::{LocalizedString, text},
};

kind_object! {
    /// A bibliographic record.
    Citation, citation, CitationFields, CitationLinks
}

/// A person or an institution that wrote a source.
#[derive(SimpleObject)]
pub(crate) struct AuthorName {
    /// The family name of a person.
    family: Option<String>,
    /// The given name of a person.
    given: Option<String>,
    /// The name of an institution.
    literal: Option<String>,
}

/// When a source appeared.
#[derive(SimpleObject)]
pub(crate) struct IssuedDate {
    /// The year.
    year: u16,
    /// The month, where known.
    month: Option<u8>,
    /// The day, where known.
    day: Option<u8>,
}

impl From<citation::IssuedDate> for IssuedDate {
    fn from(date: citation::IssuedDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// What a source can show.
#[derive(SimpleObject)]
pub(crate) struct Evidence {
    /// The design of the study: randomised trial, cohort, mouse model.
    design: Option<String>,
    /// The species studied.
    species: Option<String>,
    /// The number of subjects.
    n: Option<u32>,
}

#[Object]
impl CitationFields {
    /// What kind of source it is.
    #[graphql(name = "type")]
    async fn source_type(&self) -> Option<SourceType> {
        self.content().source_type.map(SourceType::from)
    }

    /// The title in the language of the source.
    async fn title(&self) -> String {
        self.content().title.to_string()
    }

    /// The title in other languages.
    async fn translated_title(&self) -> LocalizedString {
        LocalizedString::new(&self.0.view, &self.content().translated_title)
    }

    /// The language of the source.
    async fn language(&self) -> Option<Locale> {
        self.content().language.clone().map(Locale)
    }

    /// Who wrote it.
    async fn authors(&self) -> Vec<AuthorName> {
        self.content()
            .authors
            .iter()
            .map(|author| AuthorName {
                family: text(&author.family),
                given: text(&author.given),
                literal: text(&author.literal),
            })
            .collect()
    }

    /// The journal, book or site.
    async fn container_title(&self) -> Option<String> {
        text(&self.content().container_title)
    }

    /// When it appeared.
    async fn issued(&self) -> Option<IssuedDate> {
        self.content().issued.map(IssuedDate::from)
    }

    /// The volume.
    async fn volume(&self) -> Option<String> {
        text(&self.content().volume)
    }

    /// The issue.
    async fn issue(&self) -> Option<String> {
        text(&self.content().issue)
    }

    /// The pages.
    async fn page(&self) -> Option<String> {
        text(&self.content().page)
    }

    /// The publisher.
    async fn publisher(&self) -> Option<String> {
        text(&self.content().publisher)
    }

    /// The DOI, without resolver.
    async fn doi(&self) -> Option<String> {
        text(&self.content().doi)
    }

    /// The address that resolves the DOI.
    async fn doi_url(&self) -> Option<String> {
        self.content().doi.as_ref().map(kanshu_domain::values::Doi::url)
    }

    /// The PubMed id.
    async fn pmid(&self) -> Option<String> {
        text(&self.content().pmid)
    }

    /// The PubMed Central id.
    async fn pmcid(&self) -> Option<String> {
        text(&self.content().pmcid)
    }

    /// Where the source can be read.
    async fn url(&self) -> Option<String> {
        text(&self.content().url)
    }

    /// What the source can show.
    async fn evidence(&self) -> Option<Evidence> {
        self.content().evidence.as_ref().map(|evidence| Evidence {
            design: text(&evidence.design),
            species: text(&evidence.species),
            n: evidence.n,
        })
    }

    /// Funding and conflicts of interest, as the source declares them.
    async fn conflicts_of_interest(&self) -> Option<String> {
        text(&self.content().conflicts_of_interest)
    }

    /// What is missing before a quotation of this source may be public.
    async fn missing(&self) -> Vec<&'static str> {
        self.content().missing()
    }

    /// The articles that cite it, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn cited_by(
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
        reverse(ctx, &self.0, Role::Citation, locale, args).await
    }

    /// The treatment pages that cite it, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn cited_by_treatments(
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
        reverse(ctx, &self.0, Role::Citation, locale, args).await
    }
}
