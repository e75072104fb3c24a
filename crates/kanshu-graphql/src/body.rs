//! A body as a whole: its blocks, its renderings, and what is derived from it.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Json, Object, Result, SimpleObject};
use kanshu_domain::{
    block::Block as DomainBlock, content::Content, derived, document::Document, id::GroupId,
    values::Locale,
};
use kanshu_formats::{html, markdown, plain_text, portable_text};
use serde_json::Value;

use crate::{
    blocks::{Block, Ordinal},
    document::Reading,
    text::Page,
};

/// The body of an article, treatment or condition.
pub(crate) struct Body(pub(crate) Reading);

impl Body {
    fn blocks_of(&self) -> &[DomainBlock] {
        self.0.document.content.body()
    }

    /// Renders the body with the titles and numbers of everything it refers to.
    async fn render<T>(
        &self,
        ctx: &Context<'_>,
        render: impl Fn(&[DomainBlock], &kanshu_formats::Context<'_>) -> T,
    ) -> Result<T> {
        let references = self.0.document.content.references();
        let referenced =
            self.0.view.all(ctx, references.iter().map(|reference| reference.target)).await?;
        let page = Page::of(&self.0);
        let locale = self.0.document.locale.as_ref().unwrap_or(self.0.view.locale());
        let context = kanshu_formats::Context {
            locale,
            citation_number: &|citation| page.number(citation),
            titles: &|group| words_for(&referenced, group, locale),
        };
        Ok(render(self.blocks_of(), &context))
    }
}

/// What a rendering shows of a document referred to: its title, or the words of a shared disclaimer.
fn words_for(
    referenced: &HashMap<GroupId, Arc<Document>>,
    group: GroupId,
    locale: &Locale,
) -> Option<String> {
    let content = &referenced.get(&group)?.content;
    let name = match &**content {
        Content::Disclaimer(disclaimer) => {
            return disclaimer.text.as_ref().map(ToString::to_string);
        }
        Content::Physician(physician) => &physician.name,
        Content::Product(product) => &product.name,
        Content::Clinic(clinic) => &clinic.name,
        Content::Tag(tag) => &tag.name,
        other => return Some(other.title()),
    };
    name.get(locale).map(ToString::to_string)
}

/// The body of an article, treatment or condition.
#[Object]
impl Body {
    /// The typed pieces, in order.
    async fn blocks(&self) -> Vec<Block> {
        let page = Page::of(&self.0);
        self.blocks_of().iter().map(|block| Block::new(&page, block)).collect()
    }

    /// The body as Portable Text; the key of a block is its id.
    #[graphql(complexity = 10)]
    async fn portable_text(&self, ctx: &Context<'_>) -> Result<Json<Value>> {
        self.render(ctx, portable_text::render).await.map(Json)
    }

    /// The body as HTML. Headings carry the anchors of the table of contents; a citation mark links to
    /// `#ref-n`, the n-th entry of `citations`.
    #[graphql(complexity = 10)]
    async fn html(&self, ctx: &Context<'_>) -> Result<String> {
        self.render(ctx, html::render).await
    }

    /// The body as Markdown.
    #[graphql(complexity = 10)]
    async fn markdown(&self, ctx: &Context<'_>) -> Result<String> {
        self.render(ctx, markdown::render).await
    }

    /// The words of the body.
    #[graphql(complexity = 10)]
    async fn plain_text(&self, ctx: &Context<'_>) -> Result<String> {
        self.render(ctx, plain_text::render).await
    }
}

/// Whole minutes that reading a page takes.
pub(crate) fn reading_time_minutes(reading: &Reading, locale: &Locale) -> u32 {
    let words = plain_text::of_content(&reading.document.content);
    derived::reading_time_minutes(&words, locale)
}

/// A heading in the table of contents.
#[derive(SimpleObject)]
pub(crate) struct TocEntry {
    /// The heading's address within the page, without `#`. It survives edits of the heading's words.
    anchor: String,
    /// The heading's level, 2 to 6.
    level: u8,
    /// The number printed before the heading.
    ordinal: Option<Ordinal>,
    /// The heading's words.
    text: String,
    /// The headings below it.
    children: Vec<TocEntry>,
}

impl TocEntry {
    pub(crate) fn all(body: &[DomainBlock], max_level: u8) -> Vec<Self> {
        derived::table_of_contents(body, max_level).into_iter().map(Self::from).collect()
    }
}

impl From<derived::TocEntry> for TocEntry {
    fn from(entry: derived::TocEntry) -> Self {
        Self {
            anchor: entry.anchor,
            level: entry.level,
            ordinal: entry.ordinal.as_ref().map(Ordinal::from),
            text: entry.text,
            children: entry.children.into_iter().map(Self::from).collect(),
        }
    }
}
