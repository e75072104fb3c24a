//! Blocks as clients write them: exactly one type a block, with the id that it keeps.

use async_graphql::{ID, OneofObject};
use serde::Serialize;

use super::{
    inputs,
    parts::{EligibilityRuleInput, ImageInput, RichTextInput},
};
use crate::{
    enums::{CtaKind, DisclaimerKind, TranslationMethod},
    scalars::Locale,
};

/// One piece of a body: exactly one of the types. A block that was there before keeps its `id`; new ones
/// need none.
#[derive(Clone, Debug, OneofObject, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum BlockInput {
    /// A heading.
    Heading(HeadingBlockInput),
    /// Running text.
    Paragraph(ParagraphBlockInput),
    /// A bulleted or numbered list.
    List(ListBlockInput),
    /// What the page does not claim, in its own words or by a shared disclaimer; never both.
    Disclaimer(DisclaimerBlockInput),
    /// Questions that readers bring.
    ReaderQuestions(ReaderQuestionsBlockInput),
    /// The conclusion, said first.
    KeyAnswer(KeyAnswerBlockInput),
    /// What a term means.
    Definition(DefinitionBlockInput),
    /// Who can have a treatment, by clinical state.
    Eligibility(EligibilityBlockInput),
    /// The words of a source, in the original and in translation.
    Quotation(QuotationBlockInput),
    /// A summary, with its chain of reasoning.
    Takeaway(TakeawayBlockInput),
    /// Drawbacks that are not medical risks: cost, time.
    Disadvantages(DisadvantagesBlockInput),
    /// Main risks and side effects.
    Risks(RisksBlockInput),
    /// The five statements on an unapproved product, shown from the product's record.
    UnapprovedDisclosure(UnapprovedDisclosureBlockInput),
    /// Other treatments and when to choose them.
    Alternatives(AlternativesBlockInput),
    /// A treatment that the clinic offers.
    Offer(OfferBlockInput),
    /// A place where a banner is shown.
    Banner(BannerBlockInput),
    /// An invitation to get in touch.
    Cta(CtaBlockInput),
    /// Questions and answers.
    Faq(FaqBlockInput),
    /// Photographs before and after, with what the law asks to stand beside them.
    CasePhoto(CasePhotoBlockInput),
    /// A table.
    Table(TableBlockInput),
    /// An image with a caption.
    Figure(FigureBlockInput),
    /// Footnotes.
    Footnotes(FootnotesBlockInput),
}

inputs! {
    /// A heading.
    HeadingBlockInput (
        /// 2 to 6; levels do not skip.
        level: u8,
        /// Its words.
        text: String,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The number printed before it.
        ordinal: OrdinalInput,
    ]

    /// Running text.
    ParagraphBlockInput (
        /// The text.
        #[serde(flatten)]
        text: RichTextInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// A bulleted or numbered list.
    ListBlockInput (
        /// The items.
        items: Vec<RichTextInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// Whether the items are numbered.
        ordered: bool,
        /// A label printed above the list, without its 【】.
        label: String,
    ]

    /// What the page does not claim, in its own words or by a shared disclaimer; never both.
    DisclaimerBlockInput (
        /// What it limits.
        kind: DisclaimerKind,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// Its own words.
        text: String,
        /// The shared disclaimer.
        disclaimer: ID,
    ]

    /// Questions that readers bring.
    ReaderQuestionsBlockInput (
        /// The questions.
        questions: Vec<String>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// The conclusion, said first.
    KeyAnswerBlockInput (
        /// The conclusion.
        #[serde(flatten)]
        text: RichTextInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// What a term means.
    DefinitionBlockInput (
        /// The term.
        term: String,
        /// What it means.
        definition: RichTextInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// Who can have a treatment, by clinical state.
    EligibilityBlockInput (
        /// One rule a clinical state.
        rules: Vec<EligibilityRuleInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The treatment that the rules are about.
        treatment: ID,
        /// Who decides in the end: the physician, on examination.
        decision_note: String,
    ]

    /// The words of a source, in the original and in translation.
    QuotationBlockInput (
        /// The words as they stand in the source.
        original: QuotedTextInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// Their translation.
        translation: TranslationInput,
        /// The source.
        citation: ID,
        /// The source's title as printed under the quotation.
        source_title: String,
        /// Where in the source the words stand.
        locator: String,
        /// Where the original leaves words out (中略).
        elisions: Vec<QuotedRangeInput>,
        /// The source's own reference marks.
        markers: Vec<QuotedRangeInput>,
    ]

    /// A summary, with its chain of reasoning.
    TakeawayBlockInput (
        /// The summary.
        text: RichTextInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The steps of the reasoning, in order.
        chain: Vec<String>,
    ]

    /// Drawbacks that are not medical risks: cost, time.
    DisadvantagesBlockInput (
        /// The drawbacks.
        items: Vec<PointInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// Main risks and side effects.
    RisksBlockInput (
        /// The risks.
        items: Vec<PointInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// The five statements on an unapproved product, shown from the product's record.
    UnapprovedDisclosureBlockInput (
        /// The product.
        product: ID,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// Other treatments and when to choose them.
    AlternativesBlockInput (
        /// The other treatments.
        options: Vec<PointInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// A treatment that the clinic offers.
    OfferBlockInput (
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The treatment.
        treatment: ID,
        /// The offer's name as printed.
        label: String,
    ]

    /// A place where a banner is shown.
    BannerBlockInput (
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The banner.
        banner: ID,
        /// The banner's name as printed.
        label: String,
    ]

    /// An invitation to get in touch.
    CtaBlockInput (
        /// What it invites to.
        kind: CtaKind,
        /// The words of the invitation.
        text: String,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The clinic whose contact points are shown.
        clinic: ID,
    ]

    /// Questions and answers.
    FaqBlockInput (
        /// The questions, each with its answer.
        items: Vec<QuestionAnswerInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// Photographs before and after, with what the law asks to stand beside them.
    CasePhotoBlockInput (
        /// Before the treatment.
        before: ImageInput,
        /// After the treatment.
        after: ImageInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// Whether either photograph was retouched.
        edited: bool,
        /// The record of the patient's consent.
        consent: String,
        /// What was done.
        content: String,
        /// How many sessions.
        sessions: String,
        /// What it cost.
        cost: String,
        /// Main risks and side effects.
        risks: String,
    ]

    /// A table.
    TableBlockInput (
        /// The heads of the columns.
        header: Vec<String>,
        /// The rows, each with as many cells as the header; an empty cell is null.
        rows: Vec<Vec<Option<String>>>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// What the table shows.
        caption: String,
    ]

    /// An image with a caption.
    FigureBlockInput (
        /// The image.
        image: ImageInput,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
        /// The caption.
        caption: String,
    ]

    /// Footnotes.
    FootnotesBlockInput (
        /// The notes.
        items: Vec<FootnoteInput>,
    ) [
        /// The id of the block that this one takes the place of; minted when not given.
        id: ID,
    ]

    /// The number printed before a heading.
    OrdinalInput (
        /// The number.
        number: u32,
        /// The form it is printed in: ①.
        label: String,
    ) [
    ]

    /// Quoted words and their language.
    QuotedTextInput (
        /// The language.
        lang: Locale,
        /// The words.
        text: String,
    ) [
    ]

    /// A translation of quoted words.
    TranslationInput (
        /// The language.
        lang: Locale,
        /// The words.
        text: String,
    ) [
        /// Who translated.
        translator: String,
        /// How it was made.
        method: TranslationMethod,
    ]

    /// A range of characters of the original and what stands there.
    QuotedRangeInput (
        /// The first character.
        start: u32,
        /// One past the last character.
        end: u32,
        /// What stands there.
        text: String,
    ) [
    ]

    /// A named point and its explanation.
    PointInput (
        /// The point.
        title: String,
    ) [
        /// The explanation.
        text: RichTextInput,
    ]

    /// A question and its answer.
    QuestionAnswerInput (
        /// The question.
        question: String,
        /// The answer.
        answer: RichTextInput,
    ) [
    ]

    /// A footnote.
    FootnoteInput (
        /// The mark that points at it.
        label: String,
        /// The note.
        text: RichTextInput,
    ) [
    ]
}
