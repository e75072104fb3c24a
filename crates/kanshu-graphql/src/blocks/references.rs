//! Blocks that show another document.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use kanshu_domain::{
    block,
    id::{BlockId, GroupId},
};

use crate::{
    enums::CtaKind,
    objects::{Banner, Clinic, Product, Treatment},
    text::{Page, text},
};

/// The five statements on an unapproved product, shown from the product's record.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct UnapprovedDisclosureBlock {
    /// The block's id.
    id: ID,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    about: GroupId,
}

impl UnapprovedDisclosureBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::UnapprovedDisclosure) -> Self {
        Self { id: id.into(), page: page.clone(), about: block.product }
    }
}

#[ComplexObject]
impl UnapprovedDisclosureBlock {
    /// The product whose statements are shown.
    async fn product(&self, ctx: &Context<'_>) -> Result<Option<Product>> {
        self.page.view.one(ctx, Some(self.about)).await
    }
}

/// A treatment that the clinic offers, with price and course from its record.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct OfferBlock {
    /// The block's id.
    id: ID,
    /// The offer's name as printed, until the treatment's record says it.
    label: Option<String>,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    offered: Option<GroupId>,
}

impl OfferBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Offer) -> Self {
        Self {
            id: id.into(),
            label: text(&block.label),
            page: page.clone(),
            offered: block.treatment,
        }
    }
}

#[ComplexObject]
impl OfferBlock {
    /// The treatment.
    async fn treatment(&self, ctx: &Context<'_>) -> Result<Option<Treatment>> {
        self.page.view.one(ctx, self.offered).await
    }
}

/// A place where a banner is shown.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct BannerBlock {
    /// The block's id.
    id: ID,
    /// The banner's name as printed, until the banner is chosen.
    label: Option<String>,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    shown: Option<GroupId>,
}

impl BannerBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::BannerPlace) -> Self {
        Self { id: id.into(), label: text(&block.label), page: page.clone(), shown: block.banner }
    }
}

#[ComplexObject]
impl BannerBlock {
    /// The banner.
    async fn banner(&self, ctx: &Context<'_>) -> Result<Option<Banner>> {
        self.page.view.one(ctx, self.shown).await
    }
}

/// An invitation to get in touch.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct CtaBlock {
    /// The block's id.
    id: ID,
    /// What it invites to.
    kind: CtaKind,
    /// The words of the invitation.
    text: String,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    at: Option<GroupId>,
}

impl CtaBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Cta) -> Self {
        Self {
            id: id.into(),
            kind: block.kind.into(),
            text: block.text.to_string(),
            page: page.clone(),
            at: block.clinic,
        }
    }
}

#[ComplexObject]
impl CtaBlock {
    /// The clinic whose contact points are shown.
    async fn clinic(&self, ctx: &Context<'_>) -> Result<Option<Clinic>> {
        self.page.view.one(ctx, self.at).await
    }
}
