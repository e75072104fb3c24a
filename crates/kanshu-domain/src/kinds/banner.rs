//! Banners: images that advertise a treatment or an article.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    content::{KindContent, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Image, Line, WebUrl},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Banner {
    pub name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The words in the picture. Rules read them; so do people who cannot see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlay_text: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<GroupId>,
    /// Where a click leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_url: Option<WebUrl>,
}

impl KindContent for Banner {
    fn title(&self) -> String {
        self.name.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        single(Role::Treatment, "treatment", self.treatment).into_iter().collect()
    }

    fn signed_view(&self) -> Value {
        json!({ "overlayText": self.overlay_text, "treatment": self.treatment })
    }

    fn images(&self) -> Vec<(String, &Image)> {
        self.image.iter().map(|image| ("image".to_owned(), image)).collect()
    }
}
