//! Physicians. Licence numbers are no content: they never enter a revision.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    content::{KindContent, listed},
    decode::FieldError,
    id::GroupId,
    reference::{Reference, Role},
    values::{Image, Line, Localized, WebUrl},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Physician {
    pub name: Localized,
    /// Reading in kana.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_kana: Option<Line>,
    /// Position: 院長.
    #[serde(default)]
    pub position: Localized,
    #[serde(default)]
    pub credentials: Vec<Credential>,
    #[serde(default)]
    pub biography: Localized,
    #[serde(default)]
    pub conflicts_of_interest: Localized,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Image>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_url: Option<WebUrl>,
    /// Where the physician works.
    #[serde(default)]
    pub clinics: Vec<GroupId>,
}

/// A specialist title, always with the body that issued it (医療広告ガイドライン on 専門性資格).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credential {
    pub name: Localized,
    #[serde(default)]
    pub issuing_body: Localized,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
}

impl KindContent for Physician {
    fn title(&self) -> String {
        self.name.any()
    }

    fn references(&self) -> Vec<Reference> {
        listed(Role::Clinic, "clinics", &self.clinics)
    }

    fn signed_view(&self) -> Value {
        json!({ "name": self.name, "position": self.position, "credentials": self.credentials })
    }

    fn check(&self) -> Vec<FieldError> {
        named(&self.name)
    }

    fn images(&self) -> Vec<(String, &Image)> {
        self.photo.iter().map(|image| ("photo".to_owned(), image)).collect()
    }
}

/// A document that exists once for all locales needs a name in at least one.
pub(crate) fn named(name: &Localized) -> Vec<FieldError> {
    if name.is_empty() {
        vec![FieldError::coded("name", "required", "a name in at least one language")]
    } else {
        Vec::new()
    }
}
