//! What follows from content and is never stored: table of contents, reading time, bibliography, badge.

use serde::Serialize;

use crate::{
    block::{Block, BlockContent, Heading, Ordinal},
    content::Content,
    id::{BlockId, GroupId},
    kinds::article::{Article, Author},
    reference::Role,
    values::Locale,
};

/// The address of a heading within its page. Stable: it comes from the block's id, not from its words.
pub fn anchor(block: BlockId) -> String {
    format!("h-{:012x}", block.0.as_u128() & 0xffff_ffff_ffff)
}

/// A heading in the table of contents, with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TocEntry {
    /// Fragment without `#`.
    pub anchor: String,
    pub level: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<Ordinal>,
    pub text: String,
    pub children: Vec<TocEntry>,
}

/// The table of contents down to headings of level `max_level`.
pub fn table_of_contents(body: &[Block], max_level: u8) -> Vec<TocEntry> {
    let headings = body.iter().filter_map(|block| match &block.content {
        BlockContent::Heading(heading) if u8::from(heading.level) <= max_level => {
            Some((block.id, heading))
        }
        _ => None,
    });
    let mut root: Vec<TocEntry> = Vec::new();
    for (id, Heading { level, ordinal, text }) in headings {
        let level = u8::from(*level);
        let mut siblings = &mut root;
        while siblings.last().is_some_and(|last| last.level < level) {
            let last = siblings.len() - 1;
            siblings = &mut siblings[last].children;
        }
        siblings.push(TocEntry {
            anchor: anchor(id),
            level,
            ordinal: ordinal.clone(),
            text: text.to_string(),
            children: Vec::new(),
        });
    }
    root
}

/// Characters that a Japanese reader reads in a minute.
const JAPANESE_CHARS_A_MINUTE: usize = 500;
/// Words that an English reader reads in a minute.
const WORDS_A_MINUTE: usize = 200;

/// Whole minutes to read `text`, at least one.
pub fn reading_time_minutes(text: &str, locale: &Locale) -> u32 {
    let minutes = if locale.is_japanese() {
        text.chars().filter(|c| !c.is_whitespace()).count().div_ceil(JAPANESE_CHARS_A_MINUTE)
    } else {
        text.split_whitespace().count().div_ceil(WORDS_A_MINUTE)
    };
    u32::try_from(minutes.max(1)).unwrap_or(u32::MAX)
}

/// The papers that a page cites, numbered from 1 by first use.
pub fn bibliography(content: &Content) -> Vec<(u32, GroupId)> {
    let mut cited: Vec<GroupId> = Vec::new();
    for reference in content.references() {
        if reference.role == Role::Citation && !cited.contains(&reference.target) {
            cited.push(reference.target);
        }
    }
    (1..).zip(cited).collect()
}

/// A badge beside the title. Derived from who wrote the article, never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// 【医師が解説】.
    ExplainedByPhysician,
}

impl Badge {
    /// The words that a front end shows.
    pub fn label(self, locale: &Locale) -> &'static str {
        match (self, locale.is_japanese()) {
            (Self::ExplainedByPhysician, true) => "医師が解説",
            (Self::ExplainedByPhysician, false) => "Explained by a physician",
        }
    }
}

/// The badge of an article. The author's record is public only when it is verified, and the gate lets
/// no page through whose author is not public.
pub fn badge(article: &Article) -> Option<Badge> {
    match article.author {
        Some(Author::Physician(_)) => Some(Badge::ExplainedByPhysician),
        _ => None,
    }
}
