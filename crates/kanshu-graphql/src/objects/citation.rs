//! Citations.

use async_graphql::{Context, Json, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_citation::{
    csl,
    format::{Entry, Style, bibliography},
};
use kanshu_domain::{kinds::citation, reference::Role};
use serde_json::Value;

use crate::{
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::SourceType,
    errors,
    loaders::SourceKey,
    objects::{Article, Condition, Evidence, RetractionStatus, Treatment},
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
    /// What follows the name: Jr., III.
    suffix: Option<String>,
    /// Belongs to the family name in print but not when sorting: van, de la.
    dropping_particle: Option<String>,
    /// Belongs to the family name always.
    non_dropping_particle: Option<String>,
    /// How the name is read (カナ).
    kana: Option<PersonName>,
    /// The name in Latin letters.
    romanised: Option<PersonName>,
    /// The ORCID iD.
    orcid: Option<String>,
}

/// Family and given name in one script.
#[derive(SimpleObject)]
pub(crate) struct PersonName {
    /// The family name.
    family: String,
    /// The given name.
    given: Option<String>,
}

impl From<&citation::PersonName> for PersonName {
    fn from(name: &citation::PersonName) -> Self {
        Self { family: name.family.to_string(), given: text(&name.given) }
    }
}

impl From<&citation::AuthorName> for AuthorName {
    fn from(name: &citation::AuthorName) -> Self {
        Self {
            family: text(&name.family),
            given: text(&name.given),
            literal: text(&name.literal),
            suffix: text(&name.suffix),
            dropping_particle: text(&name.dropping_particle),
            non_dropping_particle: text(&name.non_dropping_particle),
            kana: name.kana.as_ref().map(PersonName::from),
            romanised: name.romanised.as_ref().map(PersonName::from),
            orcid: text(&name.orcid),
        }
    }
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
        self.content().authors.iter().map(AuthorName::from).collect()
    }

    /// Who edited the book.
    async fn editors(&self) -> Vec<AuthorName> {
        self.content().editors.iter().map(AuthorName::from).collect()
    }

    /// The journal, book or site.
    async fn container_title(&self) -> Option<String> {
        text(&self.content().container_title)
    }

    /// The journal's abbreviated title: J Invest Dermatol.
    async fn container_title_short(&self) -> Option<String> {
        text(&self.content().container_title_short)
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

    /// The edition of a book.
    async fn edition(&self) -> Option<String> {
        text(&self.content().edition)
    }

    /// The publisher.
    async fn publisher(&self) -> Option<String> {
        text(&self.content().publisher)
    }

    /// Where the publisher is.
    async fn publisher_place(&self) -> Option<String> {
        text(&self.content().publisher_place)
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

    /// The ISSN of the journal.
    async fn issn(&self) -> Vec<String> {
        self.content().issn.iter().map(ToString::to_string).collect()
    }

    /// The ISBN of the book.
    async fn isbn(&self) -> Option<String> {
        text(&self.content().isbn)
    }

    /// Where the study was registered before it began: NCT01234567, jRCT1080220001.
    async fn trial_registrations(&self) -> Vec<String> {
        self.content().trial_registrations.iter().map(ToString::to_string).collect()
    }

    /// Where the source can be read.
    async fn url(&self) -> Option<String> {
        text(&self.content().url)
    }

    /// When the address was last looked at.
    async fn accessed(&self) -> Option<IssuedDate> {
        self.content().accessed.map(IssuedDate::from)
    }

    /// What the source can show.
    async fn evidence(&self) -> Option<Evidence> {
        self.content().evidence.as_ref().map(Evidence::from)
    }

    /// Whether it reports what others found: what it says is verified in the primary source.
    async fn is_secondary(&self) -> bool {
        self.content().is_secondary
    }

    /// Who paid for the study, as the source declares it.
    async fn funding(&self) -> Option<String> {
        text(&self.content().funding)
    }

    /// What became of it since it appeared.
    async fn retraction(&self, ctx: &Context<'_>) -> Result<RetractionStatus> {
        RetractionStatus::of(ctx, self.source_key()).await
    }

    /// The record as an item of CSL-JSON.
    async fn csl_json(&self) -> Json<Value> {
        let id = self.0.document.id.to_string();
        Json(Value::Object(csl::write(self.content(), &id)))
    }

    /// The reference as readers see it, in a citation style.
    async fn formatted(
        &self,
        #[graphql(
            default_with = "Style::Nlm.to_string()",
            desc = "`nlm` (Vancouver), `sist02`, or the name of a CSL style: `apa`, `csl:vancouver`."
        )]
        style: String,
    ) -> Result<FormattedReference> {
        let (style, locale) = (read_style(&style)?, self.0.view.locale());
        let id = self.0.document.id.to_string();
        let sources = [(id.as_str(), self.content())];
        let entries = bibliography(&sources, &style, locale);
        let entry = entries.into_iter().next();
        Ok(entry.map(FormattedReference::from).unwrap_or_default())
    }

    /// Conflicts of interest, as the source declares them.
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

    /// The pages on diseases that cite it, newest publication first.
    #[graphql(complexity = "crate::connection::page_cost(first, last, child_complexity)")]
    async fn cited_by_conditions(
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
    ) -> Result<Many<Condition>> {
        let args = PageArgs { first, after, last, before };
        reverse(ctx, &self.0, Role::Citation, locale, args).await
    }
}

impl CitationFields {
    fn source_key(&self) -> SourceKey {
        let (doi, pmid) = (self.content().doi.clone(), self.content().pmid.clone());
        SourceKey { group: self.0.document.group, doi, pmid }
    }
}

impl Citation {
    /// What registries know it by.
    pub(crate) fn source_key(&self) -> SourceKey {
        self.1.source_key()
    }

    /// The record.
    pub(crate) fn record(&self) -> &citation::Citation {
        self.1.content()
    }

    /// The document's id.
    pub(crate) fn document_id(&self) -> String {
        self.1.0.document.id.to_string()
    }
}

/// A reference in a citation style.
#[derive(SimpleObject, Default)]
pub(crate) struct FormattedReference {
    /// Without its number.
    text: String,
    /// The same as HTML for a list item; DOI, PubMed ids and addresses are links.
    html: String,
    /// The mark in the text: `[1]`, or what the style has in its place.
    in_text: String,
}

impl From<Entry> for FormattedReference {
    fn from(entry: Entry) -> Self {
        Self { text: entry.text, html: entry.html, in_text: entry.in_text }
    }
}

/// The citation style of that name.
///
/// # Errors
/// `BAD_USER_INPUT` when there is none.
pub(crate) fn read_style(name: &str) -> Result<Style> {
    Style::parse(name).map_err(|unknown| errors::bad_input(unknown.to_string()))
}
