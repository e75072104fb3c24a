//! Disclaimers that several pages share.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    block::DisclaimerKind,
    content::{KindContent, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Line, Prose},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disclaimer {
    pub name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer_kind: Option<DisclaimerKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervising_physician: Option<GroupId>,
}

impl KindContent for Disclaimer {
    fn title(&self) -> String {
        self.name.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        single(Role::SupervisingPhysician, "supervisingPhysician", self.supervising_physician)
            .into_iter()
            .collect()
    }

    fn signed_view(&self) -> Value {
        json!({ "disclaimerKind": self.disclaimer_kind, "text": self.text })
    }

    fn supervising_physician(&self) -> Option<GroupId> {
        self.supervising_physician
    }
}
