//! What pages assert, and what that rests on.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use kanshu_citation::evidence;
use kanshu_domain::{claim as domain, content::Content, id::GroupId};

use crate::{
    document::Reading,
    enums::{Certainty, ClaimKind, GradeReason, Modality},
    objects::{Citation, Condition, EvidenceSummary, Product, Treatment},
    text::text,
    view::View,
};

/// One assertion of a page, anchored to its words.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Claim {
    /// The block that holds the words; null when they stand outside the body.
    block: Option<ID>,
    /// The text within the block, or within the document: `text`, `items[2].text`, `lead[0]`.
    field: String,
    /// The first character.
    start: usize,
    /// One past the last character.
    end: usize,
    /// The words.
    text: String,
    /// What it is about.
    kind: ClaimKind,
    /// How strongly it is said.
    modality: Modality,
    /// How it is given, as claimed.
    route: Option<String>,
    /// In whom, as claimed.
    population: Option<String>,
    /// How certain the whole body of evidence makes it.
    grade: Option<Grade>,
    /// What it rests on.
    supports: Vec<ClaimSource>,
    /// What speaks against it.
    contradicts: Vec<ClaimSource>,
    #[graphql(skip)]
    subject: domain::ClaimSubject,
    #[graphql(skip)]
    sources: Vec<GroupId>,
    #[graphql(skip)]
    view: View,
}

#[ComplexObject]
impl Claim {
    /// The treatment that it is about.
    async fn treatment(&self, ctx: &Context<'_>) -> Result<Option<Treatment>> {
        self.view.one(ctx, self.subject.treatment).await
    }

    /// The product that it is about.
    async fn product(&self, ctx: &Context<'_>) -> Result<Option<Product>> {
        self.view.one(ctx, self.subject.product).await
    }

    /// The disease or complaint that it is about.
    async fn condition(&self, ctx: &Context<'_>) -> Result<Option<Condition>> {
        self.view.one(ctx, self.subject.condition).await
    }

    /// What the supporting sources can show together.
    async fn evidence_summary(&self, ctx: &Context<'_>) -> Result<EvidenceSummary> {
        summarized(ctx, &self.view, self.sources.iter().copied()).await
    }
}

/// The certainty of a body of evidence (GRADE).
#[derive(SimpleObject)]
pub(crate) struct Grade {
    /// The certainty.
    certainty: Certainty,
    /// What lowered or raised it.
    reasons: Vec<GradeReason>,
}

/// A source that bears on a claim, and the quoted segment of it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct ClaimSource {
    /// The quotation on the page that holds the segment; null when the source is not quoted for it.
    quotation: Option<ID>,
    /// The first character of the quotation's original.
    start: Option<usize>,
    /// One past the last character.
    end: Option<usize>,
    /// The words of the source.
    text: Option<String>,
    #[graphql(skip)]
    group: GroupId,
    #[graphql(skip)]
    view: View,
}

#[ComplexObject]
impl ClaimSource {
    /// The source; null when it is not to be seen.
    async fn citation(&self, ctx: &Context<'_>) -> Result<Option<Citation>> {
        self.view.one(ctx, Some(self.group)).await
    }
}

impl Claim {
    /// The claims of a page.
    pub(crate) fn all(reading: &Reading) -> Vec<Self> {
        let claims = reading.document.content.claims().iter();
        claims.map(|claim| Self::new(claim, &reading.view)).collect()
    }

    pub(crate) fn new(claim: &domain::Claim, view: &View) -> Self {
        let sources = |supports: &[domain::Support]| {
            supports.iter().map(|support| ClaimSource::new(support, view)).collect()
        };
        Self {
            block: claim.anchor.block.map(ID::from),
            field: claim.anchor.field.clone(),
            start: claim.anchor.start,
            end: claim.anchor.end,
            text: claim.anchor.text.to_string(),
            kind: claim.kind.into(),
            modality: claim.modality.into(),
            route: text(&claim.subject.route),
            population: text(&claim.subject.population),
            grade: claim.grade.as_ref().map(|grade| Grade {
                certainty: grade.certainty().into(),
                reasons: grade.reasons().iter().copied().map(GradeReason::from).collect(),
            }),
            supports: sources(&claim.supports),
            contradicts: sources(&claim.contradicts),
            subject: claim.subject.clone(),
            sources: claim.supports.iter().map(|support| support.citation).collect(),
            view: view.clone(),
        }
    }
}

impl ClaimSource {
    fn new(support: &domain::Support, view: &View) -> Self {
        let segment = support.segment.as_ref();
        Self {
            quotation: segment.map(|segment| segment.block.into()),
            start: segment.map(|segment| segment.start),
            end: segment.map(|segment| segment.end),
            text: segment.map(|segment| segment.text.to_string()),
            group: support.citation,
            view: view.clone(),
        }
    }
}

/// What the citations among some groups can show together: one question for all of them.
pub(crate) async fn summarized(
    ctx: &Context<'_>,
    view: &View,
    groups: impl Iterator<Item = GroupId>,
) -> Result<EvidenceSummary> {
    let documents = view.all(ctx, groups).await?;
    let citations = documents.values().filter_map(|document| match &*document.content {
        Content::Citation(citation) => Some(citation.as_ref()),
        _ => None,
    });
    Ok(evidence::EvidenceSummary::of(citations).into())
}
