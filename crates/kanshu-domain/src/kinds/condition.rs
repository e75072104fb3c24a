//! Conditions: diseases and complaints.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    block::Block,
    content::{KindContent, body_references, listed, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Line, RichText, Seo},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Condition {
    pub name: Line,
    #[serde(default)]
    pub alternate_names: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<RichText>,
    #[serde(default)]
    pub body: Vec<Block>,
    #[serde(default)]
    pub codes: Vec<MedicalCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervising_physician: Option<GroupId>,
    #[serde(default)]
    pub seo: Seo,
}

/// A code in a classification: `{"system": "icd10", "value": "L20"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MedicalCode {
    pub system: CodingSystem,
    pub value: Line,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodingSystem {
    Icd10,
    Icd11,
    Mesh,
}

impl KindContent for Condition {
    fn title(&self) -> String {
        self.name.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        let mut found = body_references(&self.body);
        if let Some(summary) = &self.summary {
            found.extend(listed(Role::Citation, "summary", &summary.citations()));
        }
        found.extend(single(
            Role::SupervisingPhysician,
            "supervisingPhysician",
            self.supervising_physician,
        ));
        found
    }

    fn signed_view(&self) -> Value {
        json!({
            "name": self.name, "alternateNames": self.alternate_names, "summary": self.summary,
            "body": self.body, "codes": self.codes,
        })
    }

    fn body(&self) -> &[Block] {
        &self.body
    }

    fn seo(&self) -> Option<&Seo> {
        Some(&self.seo)
    }

    fn supervising_physician(&self) -> Option<GroupId> {
        self.supervising_physician
    }
}
