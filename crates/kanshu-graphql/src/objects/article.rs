//! Articles.

use async_graphql::{Context, Object, Result, SimpleObject, Union};
use kanshu_domain::{
    derived,
    kinds::article::{self, Author},
    values::Locale as DomainLocale,
};

use crate::{
    bibliography::{self, BibliographyEntry, FormattedEntry, ReferenceFormat},
    body::{Body, TocEntry},
    document::kind_object,
    enums::{BadgeType, Jurisdiction},
    objects::{Banner, Claim, Clinic, Condition, EvidenceSummary, Physician, Tag, Treatment},
    parts::{DisclaimerNote, Seo},
    scalars::Date,
    text::{Page, RichText, text, texts},
};

kind_object! {
    /// A column of a clinic.
    Article, article, ArticleFields, ArticleLinks
}

/// An advertisement's clearance before it appears; in Korea the prior review (사전심의).
#[derive(SimpleObject)]
pub(crate) struct PreClearance {
    /// Whose law asks for it.
    jurisdiction: Jurisdiction,
    /// Who cleared it.
    body: String,
    /// The number that the body gave it, as it must be shown.
    approval_number: String,
    /// The last day in Asia/Tokyo on which it holds.
    valid_until: Date,
}

impl From<&article::PreClearance> for PreClearance {
    fn from(clearance: &article::PreClearance) -> Self {
        Self {
            jurisdiction: clearance.jurisdiction.into(),
            body: clearance.body.to_string(),
            approval_number: clearance.approval_number.to_string(),
            valid_until: Date(clearance.valid_until),
        }
    }
}

/// A badge beside the title.
#[derive(SimpleObject)]
pub(crate) struct Badge {
    /// Which badge.
    #[graphql(name = "type")]
    badge_type: BadgeType,
    /// The words that a front end shows, in the language of the article.
    label: &'static str,
}

/// An author who is no physician with a record here.
#[derive(SimpleObject)]
pub(crate) struct Writer {
    /// The name.
    name: String,
    /// What they are: 編集部, medical writer.
    role: Option<String>,
}

/// Who wrote an article.
#[derive(Union)]
pub(crate) enum ArticleAuthor {
    Physician(Physician),
    Writer(Writer),
}

impl ArticleFields {
    fn locale(&self) -> DomainLocale {
        let own = self.0.document.locale.clone();
        own.unwrap_or_else(|| self.0.view.locale().clone())
    }
}

#[Object]
impl ArticleFields {
    /// The title, without label and badge.
    async fn title(&self) -> String {
        self.content().title.to_string()
    }

    /// A label printed before the title, without its 【】.
    async fn title_label(&self) -> Option<String> {
        text(&self.content().title_label)
    }

    /// A badge beside the title, derived from who wrote the article.
    async fn badge(&self) -> Option<Badge> {
        let badge = derived::badge(self.content())?;
        Some(Badge { badge_type: badge.into(), label: badge.label(&self.locale()) })
    }

    /// The opening paragraphs.
    async fn lead(&self) -> Vec<RichText> {
        Page::of(&self.0).rich_all(&self.content().lead)
    }

    /// What the page does not claim, shown before the lead.
    async fn disclaimers(&self) -> Vec<DisclaimerNote> {
        let page = Page::of(&self.0);
        let notes = self.content().disclaimers.iter();
        notes.map(|note| DisclaimerNote::new(&page, note)).collect()
    }

    /// Questions that readers bring.
    async fn reader_questions(&self) -> Vec<String> {
        texts(&self.content().reader_questions)
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

    /// Whole minutes that reading takes.
    async fn reading_time_minutes(&self) -> u32 {
        crate::body::reading_time_minutes(&self.0, &self.locale())
    }

    /// The papers that the page cites, numbered by first use.
    async fn citations(&self, ctx: &Context<'_>) -> Result<Vec<BibliographyEntry>> {
        BibliographyEntry::all(ctx, &self.0).await
    }

    /// The reference list in a citation style, in the order of the style.
    async fn bibliography(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            default_with = "\"nlm\".to_owned()",
            desc = "`nlm` (Vancouver), `sist02`, or the name of a CSL style: `apa`, `csl:vancouver`."
        )]
        style: String,
    ) -> Result<Vec<FormattedEntry>> {
        FormattedEntry::all(ctx, &self.0, &style).await
    }

    /// The references in a form that other programs read.
    async fn references(&self, ctx: &Context<'_>, format: ReferenceFormat) -> Result<String> {
        bibliography::exported(ctx, &self.0, format).await
    }

    /// What the page asserts, and what that rests on.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn claims(&self) -> Vec<Claim> {
        Claim::all(&self.0)
    }

    /// What the sources can show together.
    async fn evidence_summary(&self, ctx: &Context<'_>) -> Result<EvidenceSummary> {
        bibliography::evidence_summary(ctx, &self.0).await
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<ArticleAuthor>> {
        match &self.content().author {
            Some(Author::Physician(group)) => {
                let physician = self.0.view.one::<Physician>(ctx, Some(*group)).await?;
                Ok(physician.map(ArticleAuthor::from))
            }
            Some(Author::Writer { name, role }) => {
                Ok(Some(Writer { name: name.to_string(), role: text(role) }.into()))
            }
            None => Ok(None),
        }
    }

    /// The physician who answers for the article (監修者医師).
    async fn supervising_physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().supervising_physician).await
    }

    /// The clinic whose contact points stand on the page.
    async fn clinic(&self, ctx: &Context<'_>) -> Result<Option<Clinic>> {
        self.0.view.one(ctx, self.content().clinic).await
    }

    /// The treatments that the article is about.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn treatments(&self, ctx: &Context<'_>) -> Result<Vec<Treatment>> {
        self.0.view.many(ctx, &self.content().treatments).await
    }

    /// The diseases and complaints that the article is about.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn conditions(&self, ctx: &Context<'_>) -> Result<Vec<Condition>> {
        self.0.view.many(ctx, &self.content().conditions).await
    }

    /// Its tags.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn tags(&self, ctx: &Context<'_>) -> Result<Vec<Tag>> {
        self.0.view.many(ctx, &self.content().tags).await
    }

    /// The banners shown with the article, apart from those in its body.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn banners(&self, ctx: &Context<'_>) -> Result<Vec<Banner>> {
        self.0.view.many(ctx, &self.content().banners).await
    }

    /// What search engines and link previews show.
    async fn seo(&self) -> Seo {
        (&self.content().seo).into()
    }

    /// The countries whose advertising law the page must satisfy.
    async fn target_jurisdictions(&self) -> Vec<Jurisdiction> {
        self.content().target_jurisdictions.iter().map(|&at| at.into()).collect()
    }

    /// What a country's reviewing body has cleared beforehand, where the law asks for it.
    async fn pre_clearances(&self) -> Vec<PreClearance> {
        self.content().pre_clearances.iter().map(PreClearance::from).collect()
    }
}
