//! Quotations.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use kanshu_domain::{
    block,
    id::{BlockId, GroupId},
};

use crate::{
    enums::TranslationMethod,
    objects::Citation,
    scalars::Locale,
    text::{Page, text},
};

/// The words of a source, in the original and in translation.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct QuotationBlock {
    /// The block's id.
    id: ID,
    /// The words as they stand in the source.
    original: QuotedText,
    /// Their translation (和訳).
    translation: Option<Translation>,
    /// The source's title as printed under the quotation.
    source_title: Option<String>,
    /// Where in the source the words stand: a page, a section, a figure.
    locator: Option<String>,
    /// Where the original leaves words out (中略).
    elisions: Vec<QuotedRange>,
    /// The source's own reference marks; they do not belong to this page's bibliography.
    markers: Vec<QuotedRange>,
    /// The source's number in the page's bibliography.
    number: Option<u32>,
    #[graphql(skip)]
    page: Page,
    #[graphql(skip)]
    source: Option<GroupId>,
}

/// Quoted words and their language.
#[derive(SimpleObject)]
pub(crate) struct QuotedText {
    /// The language.
    lang: Locale,
    /// The words.
    text: String,
}

/// A translation of quoted words.
#[derive(SimpleObject)]
pub(crate) struct Translation {
    /// The language.
    lang: Locale,
    /// The words.
    text: String,
    /// The label to show above it: 和訳, or what says the same in the language of the translation.
    label: &'static str,
    /// Who translated.
    translator: Option<String>,
    /// How it was made.
    method: Option<TranslationMethod>,
}

/// A range of characters of the original and what stands there.
#[derive(SimpleObject)]
pub(crate) struct QuotedRange {
    /// The first character.
    start: usize,
    /// One past the last character.
    end: usize,
    /// What stands there.
    text: String,
}

impl From<&block::QuotedRange> for QuotedRange {
    fn from(range: &block::QuotedRange) -> Self {
        Self { start: range.start, end: range.end, text: range.text.to_string() }
    }
}

impl From<&block::Translation> for Translation {
    fn from(translation: &block::Translation) -> Self {
        Self {
            label: if translation.lang.is_japanese() { "和訳" } else { "Translation" },
            lang: Locale(translation.lang.clone()),
            text: translation.text.to_string(),
            translator: text(&translation.translator),
            method: translation.method.map(TranslationMethod::from),
        }
    }
}

impl QuotationBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Quotation) -> Self {
        Self {
            id: id.into(),
            original: QuotedText {
                lang: Locale(block.original.lang.clone()),
                text: block.original.text.to_string(),
            },
            translation: block.translation.as_ref().map(Translation::from),
            source_title: text(&block.source_title),
            locator: text(&block.locator),
            elisions: block.elisions.iter().map(QuotedRange::from).collect(),
            markers: block.markers.iter().map(QuotedRange::from).collect(),
            number: block.citation.and_then(|citation| page.number(citation)),
            page: page.clone(),
            source: block.citation,
        }
    }
}

#[ComplexObject]
impl QuotationBlock {
    /// The source.
    async fn citation(&self, ctx: &Context<'_>) -> Result<Option<Citation>> {
        self.page.view.one(ctx, self.source).await
    }
}
