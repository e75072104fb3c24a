//! Tags.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{content::KindContent, decode::FieldError, reference::Reference, values::Localized};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tag {
    pub name: Localized,
    #[serde(default)]
    pub description: Localized,
}

impl KindContent for Tag {
    fn title(&self) -> String {
        self.name.any()
    }

    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }

    fn signed_view(&self) -> Value {
        json!({ "name": self.name })
    }

    fn check(&self) -> Vec<FieldError> {
        super::physician::named(&self.name)
    }
}
