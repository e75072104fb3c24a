//! Blocks that say what a treatment can and cannot do, and for whom.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use kanshu_domain::{
    block,
    id::{BlockId, GroupId},
};

use crate::{
    enums::DisclaimerKind,
    objects::{Disclaimer, Treatment},
    parts::{DisclaimerNote, EligibilityRule},
    text::{Page, RichText, text},
};

/// What the page does not claim, beside the claims it limits.
pub(crate) struct DisclaimerBlock {
    id: BlockId,
    note: DisclaimerNote,
}

impl DisclaimerBlock {
    pub(super) fn new(id: BlockId, page: &Page, note: &block::DisclaimerNote) -> Self {
        Self { id, note: DisclaimerNote::new(page, note) }
    }
}

/// What the page does not claim, beside the claims it limits.
#[async_graphql::Object]
impl DisclaimerBlock {
    /// The block's id.
    async fn id(&self) -> ID {
        self.id.into()
    }

    /// What it limits.
    async fn kind(&self) -> DisclaimerKind {
        self.note.limits()
    }

    /// The words shown: its own, else those of the shared disclaimer.
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.note.words(ctx).await
    }

    /// The shared disclaimer.
    async fn disclaimer(&self, ctx: &Context<'_>) -> Result<Option<Disclaimer>> {
        self.note.shared(ctx).await
    }
}

/// Who can have a treatment, by clinical state.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct EligibilityBlock {
    /// The block's id.
    id: ID,
    /// One rule a clinical state.
    rules: Vec<EligibilityRule>,
    /// Who decides in the end: the physician, on examination.
    decision_note: Option<String>,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    about: Option<GroupId>,
}

impl EligibilityBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Eligibility) -> Self {
        Self {
            id: id.into(),
            rules: block.rules.iter().map(EligibilityRule::from).collect(),
            decision_note: text(&block.decision_note),
            page: page.clone(),
            about: block.treatment,
        }
    }
}

#[ComplexObject]
impl EligibilityBlock {
    /// The treatment that the rules are about.
    async fn treatment(&self, ctx: &Context<'_>) -> Result<Option<Treatment>> {
        self.page.view.one(ctx, self.about).await
    }
}

/// A named point and its explanation.
#[derive(SimpleObject)]
pub(crate) struct Point {
    /// The point.
    title: String,
    /// The explanation.
    text: Option<RichText>,
}

fn points(page: &Page, points: &[block::Point]) -> Vec<Point> {
    let point = |point: &block::Point| Point {
        title: point.title.to_string(),
        text: point.text.as_ref().map(|text| page.rich(text)),
    };
    points.iter().map(point).collect()
}

/// Drawbacks that are not medical risks: cost, time.
#[derive(SimpleObject)]
pub(crate) struct DisadvantagesBlock {
    /// The block's id.
    id: ID,
    /// The drawbacks.
    items: Vec<Point>,
}

impl DisadvantagesBlock {
    pub(super) fn new(id: BlockId, page: &Page, items: &[block::Point]) -> Self {
        Self { id: id.into(), items: points(page, items) }
    }
}

/// Main risks and side effects.
#[derive(SimpleObject)]
pub(crate) struct RisksBlock {
    /// The block's id.
    id: ID,
    /// The risks.
    items: Vec<Point>,
}

impl RisksBlock {
    pub(super) fn new(id: BlockId, page: &Page, items: &[block::Point]) -> Self {
        Self { id: id.into(), items: points(page, items) }
    }
}

/// Other treatments and when to choose them.
#[derive(SimpleObject)]
pub(crate) struct AlternativesBlock {
    /// The block's id.
    id: ID,
    /// The other treatments.
    options: Vec<Point>,
}

impl AlternativesBlock {
    pub(super) fn new(id: BlockId, page: &Page, options: &[block::Point]) -> Self {
        Self { id: id.into(), options: points(page, options) }
    }
}
