//! Pieces that several kinds and blocks share.

use async_graphql::{Context, Object, Result, SimpleObject};
use kanshu_domain::{block, block::DisclaimerWords, values};

use crate::{
    enums::{ClinicalState, DisclaimerKind, Verdict},
    objects::Disclaimer,
    text::{Page, text, texts},
};

/// What search engines and link previews show. Where a field is null, the page's own data stand in.
#[derive(SimpleObject)]
pub(crate) struct Seo {
    /// The title.
    meta_title: Option<String>,
    /// The description.
    meta_description: Option<String>,
    /// The one address of the page.
    canonical_url: Option<String>,
    /// The image of link previews.
    image: Option<Image>,
}

impl From<&values::Seo> for Seo {
    fn from(seo: &values::Seo) -> Self {
        Self {
            meta_title: text(&seo.meta_title),
            meta_description: text(&seo.meta_description),
            canonical_url: text(&seo.canonical_url),
            image: seo.image.as_ref().map(Image::from),
        }
    }
}

/// An image on the web.
#[derive(SimpleObject)]
pub(crate) struct Image {
    /// Its address.
    url: String,
    /// What somebody who cannot see it should know.
    alt: Option<String>,
    /// Width in pixels.
    width: Option<u32>,
    /// Height in pixels.
    height: Option<u32>,
    /// Who holds the rights, and the licence.
    credit: Option<String>,
}

impl From<&values::Image> for Image {
    fn from(image: &values::Image) -> Self {
        Self {
            url: image.url.to_string(),
            alt: text(&image.alt),
            width: image.width,
            height: image.height,
            credit: text(&image.credit),
        }
    }
}

/// What a page does not claim: in its own words, or by a shared disclaimer.
pub(crate) struct DisclaimerNote {
    page: Page,
    note: block::DisclaimerNote,
}

impl DisclaimerNote {
    pub(crate) fn new(page: &Page, note: &block::DisclaimerNote) -> Self {
        Self { page: page.clone(), note: note.clone() }
    }

    /// What it limits.
    pub(crate) fn limits(&self) -> DisclaimerKind {
        self.note.kind.into()
    }

    /// The shared disclaimer.
    pub(crate) async fn shared(&self, ctx: &Context<'_>) -> Result<Option<Disclaimer>> {
        match self.note.words {
            DisclaimerWords::Disclaimer(group) => self.page.view.one(ctx, Some(group)).await,
            DisclaimerWords::Text(_) => Ok(None),
        }
    }

    /// The words shown.
    pub(crate) async fn words(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match &self.note.words {
            DisclaimerWords::Text(text) => Ok(Some(text.to_string())),
            DisclaimerWords::Disclaimer(_) => {
                Ok(self.shared(ctx).await?.and_then(|disclaimer| disclaimer.words()))
            }
        }
    }
}

/// What a page does not claim: in its own words, or by a shared disclaimer.
#[Object]
impl DisclaimerNote {
    /// What it limits.
    async fn kind(&self) -> DisclaimerKind {
        self.limits()
    }

    /// The words shown: its own, else those of the shared disclaimer.
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.words(ctx).await
    }

    /// The shared disclaimer.
    async fn disclaimer(&self, ctx: &Context<'_>) -> Result<Option<Disclaimer>> {
        self.shared(ctx).await
    }
}

/// One clinical state: what it looks like, and what follows for the treatment.
#[derive(SimpleObject)]
pub(crate) struct EligibilityRule {
    /// The state.
    state: ClinicalState,
    /// What follows.
    verdict: Verdict,
    /// The name of the state as printed.
    label: Option<String>,
    /// The verdict in words.
    text: Option<String>,
    /// How to tell the state.
    criteria: Vec<String>,
}

impl From<&block::EligibilityRule> for EligibilityRule {
    fn from(rule: &block::EligibilityRule) -> Self {
        Self {
            state: rule.state.into(),
            verdict: rule.verdict.into(),
            label: text(&rule.label),
            text: text(&rule.text),
            criteria: texts(&rule.criteria),
        }
    }
}
