//! Treatments.

use async_graphql::{Context, MaybeUndefined, Object, Result, SimpleObject};
use kanshu_domain::{kinds::treatment, reference::Role, values};

use crate::{
    bibliography::{self, BibliographyEntry, FormattedEntry, ReferenceFormat},
    body::{Body, TocEntry},
    connection::{Many, PageArgs, reverse},
    document::kind_object,
    enums::{PriceUnit, TreatmentClass},
    objects::{Article, Claim, Clinic, Condition, EvidenceSummary, Physician, Product},
    parts::{EligibilityRule, Seo},
    scalars::Locale,
    text::{Page, RichText, text, texts},
};

kind_object! {
    /// What a clinic offers, with everything a patient must be told before choosing.
    Treatment, treatment, TreatmentFields, TreatmentLinks
}

/// The notified plan of regenerative medicine, and its committee.
#[derive(SimpleObject)]
pub(crate) struct RegenerativePlan {
    /// The plan's number.
    number: String,
    /// The committee that judged it.
    committee: String,
}

/// From `min` to `max`, both included.
#[derive(SimpleObject)]
pub(crate) struct Span {
    /// The least.
    min: u32,
    /// The most.
    max: u32,
}

impl From<treatment::Span> for Span {
    fn from(span: treatment::Span) -> Self {
        Self { min: span.min(), max: span.max() }
    }
}

/// How often and how long.
#[derive(SimpleObject)]
pub(crate) struct Course {
    /// The number of sessions.
    sessions: Span,
    /// Days between two sessions.
    interval_days: Option<Span>,
    /// Weeks from the first session to the last.
    duration_weeks: Option<Span>,
    /// What it depends on.
    note: Option<String>,
}

impl From<&treatment::Course> for Course {
    fn from(course: &treatment::Course) -> Self {
        Self {
            sessions: course.sessions.into(),
            interval_days: course.interval_days.map(Span::from),
            duration_weeks: course.duration_weeks.map(Span::from),
            note: text(&course.note),
        }
    }
}

/// The standard cost in yen, consumption tax included.
#[derive(SimpleObject)]
pub(crate) struct PriceRange {
    /// The lower price, in yen, tax included.
    min: i64,
    /// The upper price, in yen, tax included.
    max: i64,
    /// What the price buys.
    per: PriceUnit,
    /// What the price depends on.
    note: Option<String>,
}

impl From<&values::PriceRange> for PriceRange {
    fn from(price: &values::PriceRange) -> Self {
        Self {
            min: price.min().amount(),
            max: price.max().amount(),
            per: price.per().into(),
            note: price.note().map(ToString::to_string),
        }
    }
}

#[Object]
impl TreatmentFields {
    /// The name.
    async fn name(&self) -> String {
        self.content().name.to_string()
    }

    /// What is done, in short.
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

    /// What supports the treatment: the sources of its page, and those behind what articles claim of it.
    async fn evidence_summary(&self, ctx: &Context<'_>) -> Result<EvidenceSummary> {
        bibliography::evidence_summary(ctx, &self.0).await
    }

    /// How the law sees the treatment.
    async fn class(&self) -> Option<TreatmentClass> {
        self.content().class.map(TreatmentClass::from)
    }

    /// The statement on insurance that stands on the page, in the treatment's language: Japanese, or
    /// English for any other.
    async fn insurance_statement(&self) -> Option<&'static str> {
        let locale = self.0.document.locale.as_ref().unwrap_or(self.0.view.locale());
        let class = self.content().class?;
        Some(class.insurance_statement(locale.is_japanese()))
    }

    /// The notified plan, for regenerative medicine.
    async fn regenerative_plan(&self) -> Option<RegenerativePlan> {
        let plan = self.content().regenerative_plan.as_ref()?;
        Some(RegenerativePlan {
            number: plan.number.to_string(),
            committee: plan.committee.to_string(),
        })
    }

    /// What it is for.
    async fn indications(&self) -> Vec<String> {
        texts(&self.content().indications)
    }

    /// Who cannot have it.
    async fn contraindications(&self) -> Vec<String> {
        texts(&self.content().contraindications)
    }

    /// Who can have it, by clinical state.
    async fn eligibility(&self) -> Vec<EligibilityRule> {
        self.content().eligibility.iter().map(EligibilityRule::from).collect()
    }

    /// Who decides in the end: the physician, on examination.
    async fn decision_note(&self) -> Option<String> {
        text(&self.content().decision_note)
    }

    /// How often and how long.
    async fn course(&self) -> Option<Course> {
        self.content().course.as_ref().map(Course::from)
    }

    /// The standard cost.
    async fn price(&self) -> Option<PriceRange> {
        self.content().price.as_ref().map(PriceRange::from)
    }

    /// Main risks.
    async fn risks(&self) -> Vec<String> {
        texts(&self.content().risks)
    }

    /// Main side effects.
    async fn side_effects(&self) -> Vec<String> {
        texts(&self.content().side_effects)
    }

    /// How long until everyday life goes on as usual.
    async fn downtime(&self) -> Option<String> {
        text(&self.content().downtime)
    }

    /// The products used.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn products(&self, ctx: &Context<'_>) -> Result<Vec<Product>> {
        self.0.view.many(ctx, &self.content().products).await
    }

    /// The diseases and complaints that it treats.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn conditions(&self, ctx: &Context<'_>) -> Result<Vec<Condition>> {
        self.0.view.many(ctx, &self.content().conditions).await
    }

    /// The physician who answers for the page.
    async fn supervising_physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().supervising_physician).await
    }

    /// The clinic that offers it.
    async fn clinic(&self, ctx: &Context<'_>) -> Result<Option<Clinic>> {
        self.0.view.one(ctx, self.content().clinic).await
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
        reverse(ctx, &self.0, Role::Treatment, locale, args).await
    }
}
