//! Products: drugs, devices and preparations that treatments use.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    content::{KindContent, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Image, Line, Localized, WebUrl},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Product {
    pub name: Localized,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<ProductCategory>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regulatory_status: Option<RegulatoryStatus>,
    /// Made from human or animal tissue: the relief system for infections then applies as well.
    #[serde(default)]
    pub biological: bool,
    /// The five statements (医療広告ガイドライン, amended 2024-03-22).
    #[serde(default)]
    pub statements: UnapprovedStatements,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    #[serde(default)]
    pub manufacturer: Localized,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purity_claim: Option<PurityClaim>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervising_physician: Option<GroupId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductCategory {
    Drug,
    Device,
    CellDerived,
    Cosmetic,
}

/// The product's status in Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegulatoryStatus {
    ApprovedAsLabelled,
    OffLabel,
    Unapproved,
}

impl RegulatoryStatus {
    /// The name, as in JSON and in filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::ApprovedAsLabelled => "approved_as_labelled",
            Self::OffLabel => "off_label",
            Self::Unapproved => "unapproved",
        }
    }

    /// Whether the five statements must stand on every page that offers the product.
    pub fn needs_statements(self) -> bool {
        self != Self::ApprovedAsLabelled
    }
}

/// What must be said of an unapproved or off-label product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnapprovedStatements {
    /// That the product (or the use) is not approved.
    #[serde(default)]
    pub not_approved: Localized,
    /// How it was obtained: who made it, who imported it.
    #[serde(default)]
    pub acquisition_route: Localized,
    /// Whether an approved product with the same ingredient or performance exists, and which.
    #[serde(default)]
    pub domestic_alternatives: Localized,
    /// Approvals and safety information abroad.
    #[serde(default)]
    pub foreign_safety: Localized,
    /// That the relief systems do not apply.
    #[serde(default)]
    pub relief_exclusion: Localized,
    /// Which relief systems the statement above names.
    #[serde(default)]
    pub relief_systems: Vec<ReliefSystem>,
}

/// A public relief system that does not apply to unapproved products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReliefSystem {
    /// 医薬品副作用被害救済制度.
    AdverseDrugReactions,
    /// 生物由来製品感染等被害救済制度.
    InfectionsFromBiologicals,
}

/// Where the material comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Origin {
    #[serde(default)]
    pub tissue: Localized,
    #[serde(default)]
    pub donor: Localized,
    /// ISO 3166-1 alpha-2 country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Line>,
}

/// A claim such as 純度99%: shown only with its certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PurityClaim {
    pub value: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Certificate {
    pub title: Line,
    pub issuer: Line,
    pub issued_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
}

impl KindContent for Product {
    fn title(&self) -> String {
        self.name.any()
    }

    fn references(&self) -> Vec<Reference> {
        single(Role::SupervisingPhysician, "supervisingPhysician", self.supervising_physician)
            .into_iter()
            .collect()
    }

    fn attributes(&self) -> Vec<(&'static str, String)> {
        self.regulatory_status
            .map(|status| ("regulatoryStatus", status.name().to_owned()))
            .into_iter()
            .collect()
    }

    fn signed_view(&self) -> Value {
        let mut view = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = view.as_object_mut() {
            fields.remove("image");
        }
        view
    }

    fn check(&self) -> Vec<crate::decode::FieldError> {
        super::physician::named(&self.name)
    }

    fn images(&self) -> Vec<(String, &Image)> {
        self.image.iter().map(|image| ("image".to_owned(), image)).collect()
    }

    fn supervising_physician(&self) -> Option<GroupId> {
        self.supervising_physician
    }
}
