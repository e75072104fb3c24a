//! Images and tables.

use async_graphql::{ID, SimpleObject};
use kanshu_domain::{block, id::BlockId};

use crate::{
    parts::Image,
    text::{Page, text, texts},
    view::Perspective,
};

/// Photographs before and after, with what the law asks to stand beside them.
#[derive(SimpleObject)]
pub(crate) struct CasePhotoBlock {
    /// The block's id.
    id: ID,
    /// Before the treatment.
    before: Image,
    /// After the treatment.
    after: Image,
    /// Whether either photograph was retouched.
    edited: bool,
    /// The record of the patient's consent. Only in the DRAFT perspective.
    consent: Option<String>,
    /// What was done.
    content: Option<String>,
    /// How many sessions.
    sessions: Option<String>,
    /// What it cost.
    cost: Option<String>,
    /// Main risks and side effects.
    risks: Option<String>,
}

impl CasePhotoBlock {
    pub(super) fn new(id: BlockId, page: &Page, block: &block::CasePhoto) -> Self {
        let is_draft = page.view.perspective() == Perspective::Draft;
        Self {
            id: id.into(),
            before: (&block.before).into(),
            after: (&block.after).into(),
            edited: block.edited,
            consent: block.consent.as_ref().filter(|_| is_draft).map(ToString::to_string),
            content: text(&block.content),
            sessions: text(&block.sessions),
            cost: text(&block.cost),
            risks: text(&block.risks),
        }
    }
}

/// A table.
#[derive(SimpleObject)]
pub(crate) struct TableBlock {
    /// The block's id.
    id: ID,
    /// What the table shows.
    caption: Option<String>,
    /// The heads of the columns.
    header: Vec<String>,
    /// The rows, each with as many cells as the header; an empty cell is null.
    rows: Vec<Vec<Option<String>>>,
}

impl TableBlock {
    pub(super) fn new(id: BlockId, block: &block::Table) -> Self {
        Self {
            id: id.into(),
            caption: text(&block.caption),
            header: texts(&block.header),
            rows: block.rows.iter().map(|row| row.iter().map(text).collect()).collect(),
        }
    }
}

/// An image with a caption.
#[derive(SimpleObject)]
pub(crate) struct FigureBlock {
    /// The block's id.
    id: ID,
    /// The image.
    image: Image,
    /// The caption.
    caption: Option<String>,
}

impl FigureBlock {
    pub(super) fn new(id: BlockId, block: &block::Figure) -> Self {
        Self { id: id.into(), image: (&block.image).into(), caption: text(&block.caption) }
    }
}
