//! Who can have a treatment, by clinical state.

use serde::{Deserialize, Serialize};

use crate::{
    id::GroupId,
    values::{Line, Prose},
};

/// The clinical state of the skin (or the disease) that an eligibility rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClinicalState {
    /// 安定期.
    Stable,
    /// 活動期.
    Active,
    Other,
}

/// Whether a patient in that state can have the treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Eligible,
    NotEligible,
    Conditional,
}

/// One clinical state: what it looks like, and what follows for the treatment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EligibilityRule {
    pub state: ClinicalState,
    pub verdict: Verdict,
    /// The name of the state or of its list of criteria, as printed: `アトピー安定期の肌状態`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Line>,
    /// The verdict in words, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Line>,
    /// How to tell the state.
    #[serde(default)]
    pub criteria: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Eligibility {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<GroupId>,
    pub rules: Vec<EligibilityRule>,
    /// Who decides in the end: the physician, on examination (G12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_note: Option<Prose>,
}
