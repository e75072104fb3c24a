//! Blocks of words.

use async_graphql::{ID, SimpleObject};
use kanshu_domain::{block, derived, id::BlockId};

use crate::text::{Page, RichText, text, texts};

/// The number printed before a heading.
#[derive(SimpleObject)]
pub(crate) struct Ordinal {
    /// The number.
    number: u32,
    /// The form it is printed in: ①.
    label: String,
}

impl From<&block::Ordinal> for Ordinal {
    fn from(ordinal: &block::Ordinal) -> Self {
        Self { number: ordinal.number, label: ordinal.label.to_string() }
    }
}

/// A heading.
#[derive(SimpleObject)]
pub(crate) struct HeadingBlock {
    /// The block's id.
    id: ID,
    /// 2 to 6; the title of the page is level 1.
    level: u8,
    /// The number printed before it.
    ordinal: Option<Ordinal>,
    /// Its words.
    text: String,
    /// Its address within the page, without `#`.
    anchor: String,
}

impl HeadingBlock {
    pub(super) fn new(id: BlockId, heading: &block::Heading) -> Self {
        Self {
            id: id.into(),
            level: heading.level.into(),
            ordinal: heading.ordinal.as_ref().map(Ordinal::from),
            text: heading.text.to_string(),
            anchor: derived::anchor(id),
        }
    }
}

/// Running text.
#[derive(SimpleObject)]
pub(crate) struct ParagraphBlock {
    /// The block's id.
    id: ID,
    /// The text.
    text: RichText,
}

impl ParagraphBlock {
    pub(super) fn new(id: BlockId, page: &Page, paragraph: &block::Paragraph) -> Self {
        Self { id: id.into(), text: page.rich(&paragraph.text) }
    }
}

/// A bulleted or numbered list.
#[derive(SimpleObject)]
pub(crate) struct ListBlock {
    /// The block's id.
    id: ID,
    /// Whether the items are numbered.
    ordered: bool,
    /// A label printed above the list, without its 【】.
    label: Option<String>,
    /// The items.
    items: Vec<RichText>,
}

impl ListBlock {
    pub(super) fn new(id: BlockId, page: &Page, list: &block::List) -> Self {
        Self {
            id: id.into(),
            ordered: list.ordered,
            label: text(&list.label),
            items: page.rich_all(&list.items),
        }
    }
}

/// Questions that readers bring.
#[derive(SimpleObject)]
pub(crate) struct ReaderQuestionsBlock {
    /// The block's id.
    id: ID,
    /// The questions.
    questions: Vec<String>,
}

impl ReaderQuestionsBlock {
    pub(super) fn new(id: BlockId, block: &block::ReaderQuestions) -> Self {
        Self { id: id.into(), questions: texts(&block.questions) }
    }
}

/// The conclusion, said first.
#[derive(SimpleObject)]
pub(crate) struct KeyAnswerBlock {
    /// The block's id.
    id: ID,
    /// The conclusion.
    text: RichText,
}

impl KeyAnswerBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::KeyAnswer) -> Self {
        Self { id: id.into(), text: page.rich(&block.text) }
    }
}

/// What a term means.
#[derive(SimpleObject)]
pub(crate) struct DefinitionBlock {
    /// The block's id.
    id: ID,
    /// The term.
    term: String,
    /// What it means.
    definition: RichText,
}

impl DefinitionBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Definition) -> Self {
        Self {
            id: id.into(),
            term: block.term.to_string(),
            definition: page.rich(&block.definition),
        }
    }
}

/// A summary, with its chain of reasoning.
#[derive(SimpleObject)]
pub(crate) struct TakeawayBlock {
    /// The block's id.
    id: ID,
    /// The summary.
    text: RichText,
    /// The steps of the reasoning, in order.
    chain: Vec<String>,
}

impl TakeawayBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Takeaway) -> Self {
        Self { id: id.into(), text: page.rich(&block.text), chain: texts(&block.chain) }
    }
}

/// Questions and answers.
#[derive(SimpleObject)]
pub(crate) struct FaqBlock {
    /// The block's id.
    id: ID,
    /// The questions, each with its answer.
    items: Vec<QuestionAnswer>,
}

/// A question and its answer.
#[derive(SimpleObject)]
pub(crate) struct QuestionAnswer {
    /// The question.
    question: String,
    /// The answer.
    answer: RichText,
}

impl FaqBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Faq) -> Self {
        let item = |item: &block::QuestionAnswer| QuestionAnswer {
            question: item.question.to_string(),
            answer: page.rich(&item.answer),
        };
        Self { id: id.into(), items: block.items.iter().map(item).collect() }
    }
}

/// Footnotes.
#[derive(SimpleObject)]
pub(crate) struct FootnotesBlock {
    /// The block's id.
    id: ID,
    /// The notes.
    items: Vec<Footnote>,
}

/// A footnote.
#[derive(SimpleObject)]
pub(crate) struct Footnote {
    /// The mark that points at it: ※1.
    label: String,
    /// The note.
    text: RichText,
}

impl FootnotesBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::Footnotes) -> Self {
        let item = |item: &block::Footnote| Footnote {
            label: item.label.to_string(),
            text: page.rich(&item.text),
        };
        Self { id: id.into(), items: block.items.iter().map(item).collect() }
    }
}
