//! Text: language maps, and plain text with marks beside it.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use kanshu_domain::{
    derived::bibliography,
    id::GroupId,
    values::{self, MarkStyle},
};
use serde::Serialize;

use crate::{
    document::Reading,
    objects::Citation,
    scalars::{self, Locale},
    view::View,
};

/// One text of a language map.
#[derive(SimpleObject)]
pub(crate) struct LocalizedText {
    /// The language.
    locale: Locale,
    /// The text.
    text: String,
}

/// All texts of a language map.
pub(crate) fn localized(texts: &values::Localized) -> Vec<LocalizedText> {
    texts
        .iter()
        .map(|(locale, text)| LocalizedText {
            locale: scalars::Locale(locale.clone()),
            text: text.to_string(),
        })
        .collect()
}

/// A text in several languages.
pub(crate) struct LocalizedString {
    view: View,
    texts: values::Localized,
}

impl LocalizedString {
    pub(crate) fn new(view: &View, texts: &values::Localized) -> Self {
        Self { view: view.clone(), texts: texts.clone() }
    }
}

/// A text in several languages.
#[Object]
impl LocalizedString {
    /// The text in the reader's language, else Japanese, else English, else any; null when there is none.
    async fn text(
        &self,
        #[graphql(desc = "Another language than the reader's.")] locale: Option<Locale>,
    ) -> Option<String> {
        self.view.pick(&self.texts, locale.as_ref())
    }

    /// The text in every language.
    async fn texts(&self) -> Vec<LocalizedText> {
        localized(&self.texts)
    }
}

/// An optional value as text.
pub(crate) fn text<T: ToString>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

/// Values as texts.
pub(crate) fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// What the parts of a page need to know of it: the view, and the numbers of its papers.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) view: View,
    numbers: Arc<HashMap<GroupId, u32>>,
}

impl Page {
    pub(crate) fn of(reading: &Reading) -> Self {
        let numbers = bibliography(&reading.document.content)
            .into_iter()
            .map(|(number, group)| (group, number))
            .collect();
        Self { view: reading.view.clone(), numbers: Arc::new(numbers) }
    }

    /// The number of a paper in the page's bibliography, counted from 1.
    pub(crate) fn number(&self, citation: GroupId) -> Option<u32> {
        self.numbers.get(&citation).copied()
    }

    pub(crate) fn rich(&self, text: &values::RichText) -> RichText {
        RichText { page: self.clone(), text: text.clone() }
    }

    pub(crate) fn rich_all(&self, texts: &[values::RichText]) -> Vec<RichText> {
        texts.iter().map(|text| self.rich(text)).collect()
    }
}

/// Plain text, and the marks on it.
pub(crate) struct RichText {
    page: Page,
    text: values::RichText,
}

/// Plain text, and the marks on it.
#[Object]
impl RichText {
    /// The plain text.
    async fn text(&self) -> &str {
        self.text.text()
    }

    /// The marks, each on a range of characters (Unicode scalar values).
    async fn marks(&self) -> Vec<Mark> {
        let mark = |mark: &values::Mark| Mark { page: self.page.clone(), mark: mark.clone() };
        self.text.marks().iter().map(mark).collect()
    }
}

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MarkType {
    /// Strong.
    Strong,
    /// Emphasised.
    Emphasis,
    /// Below the line.
    Subscript,
    /// Above the line.
    Superscript,
    /// A link to a page.
    Link,
    /// The words rest on a paper.
    Citation,
}

/// A mark on a range of characters.
pub(crate) struct Mark {
    page: Page,
    mark: values::Mark,
}

impl Mark {
    fn cited(&self) -> Option<GroupId> {
        match self.mark.style {
            MarkStyle::Citation { citation } => Some(citation),
            _ => None,
        }
    }
}

/// A mark on a range of characters.
#[Object]
impl Mark {
    /// What the mark means.
    #[graphql(name = "type")]
    async fn mark_type(&self) -> MarkType {
        match self.mark.style {
            MarkStyle::Strong => MarkType::Strong,
            MarkStyle::Emphasis => MarkType::Emphasis,
            MarkStyle::Subscript => MarkType::Subscript,
            MarkStyle::Superscript => MarkType::Superscript,
            MarkStyle::Link { .. } => MarkType::Link,
            MarkStyle::Citation { .. } => MarkType::Citation,
        }
    }

    /// The first character.
    async fn start(&self) -> usize {
        self.mark.start
    }

    /// One past the last character.
    async fn end(&self) -> usize {
        self.mark.end
    }

    /// Where a link leads.
    async fn href(&self) -> Option<String> {
        match &self.mark.style {
            MarkStyle::Link { href } => Some(href.to_string()),
            _ => None,
        }
    }

    /// The paper that the words rest on.
    async fn citation(&self, ctx: &Context<'_>) -> Result<Option<Citation>> {
        self.page.view.one(ctx, self.cited()).await
    }

    /// The paper's number in the page's bibliography.
    async fn number(&self) -> Option<u32> {
        self.cited().and_then(|citation| self.page.number(citation))
    }
}
