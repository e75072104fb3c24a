//! Images, by address.

use serde::{Deserialize, Serialize};

use super::{Line, WebUrl};

/// An image on the web. Its alternative text may be missing in a draft, never on a public page (G14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Image {
    pub url: WebUrl,
    /// What somebody who cannot see the image should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<Line>,
    /// Width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Who holds the rights, and the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Line>,
}
