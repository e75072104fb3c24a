//! Clinics.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    content::{KindContent, single},
    decode::FieldError,
    id::GroupId,
    reference::{Reference, Role},
    values::{Line, Localized, WebUrl},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Clinic {
    pub name: Localized,
    #[serde(default)]
    pub address: Localized,
    /// The physician in charge (管理者).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrator: Option<GroupId>,
    #[serde(default)]
    pub departments: Vec<Line>,
    #[serde(default)]
    pub contact_points: Vec<ContactPoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactChannel {
    Phone,
    Email,
    Form,
    Chat,
}

/// Where patients can ask. A line that only takes bookings does not count (医療広告ガイドラインQ&A 5-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactPoint {
    pub channel: ContactChannel,
    /// Number or address.
    pub value: Line,
    #[serde(default)]
    pub hours: Localized,
    /// Whether questions are answered there, not only bookings taken.
    #[serde(default)]
    pub answers_questions: bool,
}

impl KindContent for Clinic {
    fn title(&self) -> String {
        self.name.any()
    }

    fn references(&self) -> Vec<Reference> {
        single(Role::Administrator, "administrator", self.administrator).into_iter().collect()
    }

    fn signed_view(&self) -> Value {
        json!({ "name": self.name, "contactPoints": self.contact_points })
    }

    fn check(&self) -> Vec<FieldError> {
        super::physician::named(&self.name)
    }
}
