//! Treatments: what the clinic offers, with everything a patient must be told before choosing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    block::{Block, EligibilityRule},
    claim::{Claim, claim_references},
    content::{KindContent, body_references, listed, single},
    id::GroupId,
    reference::{Reference, Role},
    values::{Invalid, Line, PriceRange, Prose, RichText, Seo},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Treatment {
    pub name: Line,
    /// What is done, in short (通常必要とされる治療内容).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<RichText>,
    #[serde(default)]
    pub body: Vec<Block>,
    /// What the body asserts, and what that rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<TreatmentClass>,
    /// The notified plan and its committee, for regenerative medicine (再生医療等安全性確保法 4条).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regenerative_plan: Option<RegenerativePlan>,
    #[serde(default)]
    pub indications: Vec<Line>,
    #[serde(default)]
    pub contraindications: Vec<Line>,
    #[serde(default)]
    pub eligibility: Vec<EligibilityRule>,
    /// Who decides in the end: the physician, on examination (G12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_note: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceRange>,
    #[serde(default)]
    pub risks: Vec<Line>,
    #[serde(default)]
    pub side_effects: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downtime: Option<Line>,
    #[serde(default)]
    pub products: Vec<GroupId>,
    #[serde(default)]
    pub conditions: Vec<GroupId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervising_physician: Option<GroupId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<GroupId>,
    #[serde(default)]
    pub seo: Seo,
}

/// How the law sees the treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentClass {
    Insured,
    PrivatePay,
    /// Private pay; outside the Act on regenerative medicine, and not to be called by its name.
    Exosome,
    #[serde(rename = "regenerative_1")]
    Regenerative1,
    #[serde(rename = "regenerative_2")]
    Regenerative2,
    #[serde(rename = "regenerative_3")]
    Regenerative3,
}

impl TreatmentClass {
    /// The name, as in JSON and in filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Insured => "insured",
            Self::PrivatePay => "private_pay",
            Self::Exosome => "exosome",
            Self::Regenerative1 => "regenerative_1",
            Self::Regenerative2 => "regenerative_2",
            Self::Regenerative3 => "regenerative_3",
        }
    }

    /// Whether the patient pays the whole (自由診療).
    pub fn is_private_pay(self) -> bool {
        self != Self::Insured
    }

    /// Whether the Act on regenerative medicine asks for a notified plan.
    pub fn needs_plan(self) -> bool {
        matches!(self, Self::Regenerative1 | Self::Regenerative2 | Self::Regenerative3)
    }

    /// The statement on insurance that stands on the page, in Japanese and English.
    pub fn insurance_statement(self, japanese: bool) -> &'static str {
        match (self.is_private_pay(), japanese) {
            (true, true) => "公的医療保険が適用されない自由診療です。",
            (true, false) => {
                "Not covered by public health insurance; the patient pays the whole cost."
            }
            (false, true) => "公的医療保険が適用される診療です。",
            (false, false) => "Covered by public health insurance.",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegenerativePlan {
    pub number: Line,
    pub committee: Line,
}

/// From `min` to `max`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SpanFields")]
pub struct Span {
    min: u32,
    max: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanFields {
    min: u32,
    max: u32,
}

impl TryFrom<SpanFields> for Span {
    type Error = Invalid;

    fn try_from(SpanFields { min, max }: SpanFields) -> Result<Self, Self::Error> {
        Self::new(min, max)
    }
}

impl Span {
    /// # Errors
    /// When `min` exceeds `max`, or a bound exceeds 10,000.
    pub fn new(min: u32, max: u32) -> Result<Self, Invalid> {
        if min <= max && max <= 10_000 {
            Ok(Self { min, max })
        } else {
            Err(Invalid("a range runs from `min` to `max`, at most 10,000".to_owned()))
        }
    }

    /// The least.
    pub fn min(self) -> u32 {
        self.min
    }

    /// The most.
    pub fn max(self) -> u32 {
        self.max
    }
}

/// How often and how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Course {
    /// Number of sessions.
    pub sessions: Span,
    /// Days between two sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_days: Option<Span>,
    /// Weeks from the first session to the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_weeks: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Line>,
}

impl KindContent for Treatment {
    fn title(&self) -> String {
        self.name.to_string()
    }

    fn references(&self) -> Vec<Reference> {
        let mut found = body_references(&self.body);
        found.extend(claim_references(&self.claims));
        if let Some(summary) = &self.summary {
            found.extend(listed(Role::Citation, "summary", &summary.citations()));
        }
        found.extend(listed(Role::Product, "products", &self.products));
        found.extend(listed(Role::Condition, "conditions", &self.conditions));
        found.extend(single(
            Role::SupervisingPhysician,
            "supervisingPhysician",
            self.supervising_physician,
        ));
        found.extend(single(Role::Clinic, "clinic", self.clinic));
        found
    }

    fn attributes(&self) -> Vec<(&'static str, String)> {
        self.class.map(|class| ("class", class.name().to_owned())).into_iter().collect()
    }

    fn signed_view(&self) -> Value {
        let mut view = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = view.as_object_mut() {
            fields.remove("seo");
        }
        view
    }

    fn body(&self) -> &[Block] {
        &self.body
    }

    fn claims(&self) -> &[Claim] {
        &self.claims
    }

    fn seo(&self) -> Option<&Seo> {
        Some(&self.seo)
    }

    fn supervising_physician(&self) -> Option<GroupId> {
        self.supervising_physician
    }
}
