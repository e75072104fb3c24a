//! What search engines and link previews show.

use serde::{Deserialize, Serialize};

use super::{Image, Line, WebUrl};

/// Overrides of what a page's head says. Everything is optional: the title stands in for `meta_title`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_title: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_description: Option<Line>,
    /// The one address of the page; must end with the slug (G16).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical_url: Option<WebUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}
