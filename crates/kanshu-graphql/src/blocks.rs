//! The typed pieces of a body.

mod claims;
mod media;
mod quotation;
mod references;
mod words;

use async_graphql::Union;
use kanshu_domain::block::{self, BlockContent};

pub(crate) use claims::{
    AlternativesBlock, DisadvantagesBlock, DisclaimerBlock, EligibilityBlock, RisksBlock,
};
pub(crate) use media::{CasePhotoBlock, FigureBlock, TableBlock};
pub(crate) use quotation::QuotationBlock;
pub(crate) use references::{BannerBlock, CtaBlock, OfferBlock, UnapprovedDisclosureBlock};
pub(crate) use words::{
    DefinitionBlock, FaqBlock, FootnotesBlock, HeadingBlock, KeyAnswerBlock, ListBlock, Ordinal,
    ParagraphBlock, ReaderQuestionsBlock, TakeawayBlock,
};

use crate::text::Page;

/// One piece of a body. Each has an `id` that survives edits.
#[derive(Union)]
pub(crate) enum Block {
    Heading(HeadingBlock),
    Paragraph(ParagraphBlock),
    List(ListBlock),
    Disclaimer(DisclaimerBlock),
    ReaderQuestions(ReaderQuestionsBlock),
    KeyAnswer(KeyAnswerBlock),
    Definition(DefinitionBlock),
    Eligibility(EligibilityBlock),
    Quotation(QuotationBlock),
    Takeaway(TakeawayBlock),
    Disadvantages(DisadvantagesBlock),
    Risks(RisksBlock),
    UnapprovedDisclosure(UnapprovedDisclosureBlock),
    Alternatives(AlternativesBlock),
    Offer(OfferBlock),
    Banner(BannerBlock),
    Cta(CtaBlock),
    Faq(FaqBlock),
    CasePhoto(CasePhotoBlock),
    Table(TableBlock),
    Figure(FigureBlock),
    Footnotes(FootnotesBlock),
}

impl Block {
    pub(crate) fn new(page: &Page, block: &block::Block) -> Self {
        let id = block.id;
        match &block.content {
            BlockContent::Heading(content) => HeadingBlock::new(id, content).into(),
            BlockContent::Paragraph(content) => ParagraphBlock::new(id, page, content).into(),
            BlockContent::List(content) => ListBlock::new(id, page, content).into(),
            BlockContent::Disclaimer(content) => DisclaimerBlock::new(id, page, content).into(),
            BlockContent::ReaderQuestions(content) => ReaderQuestionsBlock::new(id, content).into(),
            BlockContent::KeyAnswer(content) => KeyAnswerBlock::new(id, page, content).into(),
            BlockContent::Definition(content) => DefinitionBlock::new(id, page, content).into(),
            BlockContent::Eligibility(content) => EligibilityBlock::new(id, page, content).into(),
            BlockContent::Quotation(content) => QuotationBlock::new(id, page, content).into(),
            BlockContent::Takeaway(content) => TakeawayBlock::new(id, page, content).into(),
            BlockContent::Disadvantages(content) => {
                DisadvantagesBlock::new(id, page, &content.items).into()
            }
            BlockContent::Risks(content) => RisksBlock::new(id, page, &content.items).into(),
            BlockContent::UnapprovedDisclosure(content) => {
                UnapprovedDisclosureBlock::new(id, page, content).into()
            }
            BlockContent::Alternatives(content) => {
                AlternativesBlock::new(id, page, &content.options).into()
            }
            BlockContent::Offer(content) => OfferBlock::new(id, page, content).into(),
            BlockContent::Banner(content) => BannerBlock::new(id, page, content).into(),
            BlockContent::Cta(content) => CtaBlock::new(id, page, content).into(),
            BlockContent::Faq(content) => FaqBlock::new(id, page, content).into(),
            BlockContent::CasePhoto(content) => CasePhotoBlock::new(id, page, content).into(),
            BlockContent::Table(content) => TableBlock::new(id, content).into(),
            BlockContent::Figure(content) => FigureBlock::new(id, content).into(),
            BlockContent::Footnotes(content) => FootnotesBlock::new(id, page, content).into(),
        }
    }
}
