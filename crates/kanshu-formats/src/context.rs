//! What a body cannot know about itself.

use kanshu_domain::{id::GroupId, values::Locale};

/// What a renderer must be told besides the blocks.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The page's locale: decides the words the system adds, such as 和訳.
    pub locale: &'a Locale,
    /// The number of a citation in the page's bibliography (`derived::bibliography`). A citation without
    /// a number is shown without a mark.
    pub citation_number: &'a dyn Fn(GroupId) -> Option<u32>,
    /// The public title of a referenced document, in the page's locale.
    pub titles: &'a dyn Fn(GroupId) -> Option<String>,
}

impl<'a> Context<'a> {
    /// A context that knows no other document: references show what the block itself says.
    pub fn bare(locale: &'a Locale) -> Self {
        Self { locale, citation_number: &|_| None, titles: &|_| None }
    }

    pub(crate) fn title(&self, target: Option<GroupId>) -> Option<String> {
        target.and_then(self.titles)
    }

    pub(crate) fn number(&self, citation: Option<GroupId>) -> Option<u32> {
        citation.and_then(self.citation_number)
    }
}
