//! Banners.

use async_graphql::{Context, Object, Result};

use crate::{document::kind_object, objects::Treatment, parts::Image, text::text};

kind_object! {
    /// An image that advertises a treatment or an article.
    Banner, banner, BannerFields, BannerLinks
}

#[Object]
impl BannerFields {
    /// How the newsroom calls it.
    async fn name(&self) -> String {
        self.content().name.to_string()
    }

    /// The image.
    async fn image(&self) -> Option<Image> {
        self.content().image.as_ref().map(Image::from)
    }

    /// The words in the picture.
    async fn overlay_text(&self) -> Option<String> {
        text(&self.content().overlay_text)
    }

    /// Where a click leads.
    async fn target_url(&self) -> Option<String> {
        text(&self.content().target_url)
    }

    /// The treatment that it advertises.
    async fn treatment(&self, ctx: &Context<'_>) -> Result<Option<Treatment>> {
        self.0.view.one(ctx, self.content().treatment).await
    }
}
