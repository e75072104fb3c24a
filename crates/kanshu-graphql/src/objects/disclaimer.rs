//! Shared disclaimers.

use async_graphql::{Context, Object, Result};

use crate::{document::kind_object, enums::DisclaimerKind, objects::Physician, text::text};

kind_object! {
    /// A disclaimer that several pages share.
    Disclaimer, disclaimer, DisclaimerFields, DisclaimerLinks
}

impl Disclaimer {
    /// The words shown on pages.
    pub(crate) fn words(&self) -> Option<String> {
        text(&self.1.content().text)
    }
}

#[Object]
impl DisclaimerFields {
    /// How the newsroom calls it.
    async fn name(&self) -> String {
        self.content().name.to_string()
    }

    /// What it limits.
    async fn disclaimer_kind(&self) -> Option<DisclaimerKind> {
        self.content().disclaimer_kind.map(DisclaimerKind::from)
    }

    /// The words shown on pages.
    async fn text(&self) -> Option<String> {
        text(&self.content().text)
    }

    /// The physician who answers for it.
    async fn supervising_physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        self.0.view.one(ctx, self.content().supervising_physician).await
    }
}
