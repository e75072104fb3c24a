//! Structural rules: on the document and its records.
//!
//! A check looks at facts that no single sentence shows: what a record lacks, what stands beside what.
//! It judges only what the dossier's digest covers (content of the page and of its records, the site's
//! declarations, the day), so that a report stays true as long as its digest does. Signatures and
//! verified records are the gate's (G01, G02).

mod claims;
mod clearance;
mod evidence_floor;
mod limits;
mod page;
mod parameters;
mod people;
mod photographs;
mod products;
mod retractions;
mod sources;
mod studies;
mod support;
mod treatments;
mod words;

#[cfg(test)]
pub(crate) mod tests;

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::{Finding, Place},
    dossier::Dossier,
};

use crate::Passage;

/// What a check looks at.
pub(crate) struct Case<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) on: NaiveDate,
    /// What the phrase rules found.
    pub(crate) phrases: &'a [Finding],
    pub(crate) passages: &'a [Passage],
}

/// One breach of a structural rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) place: Place,
    pub(crate) matched: String,
    /// What was judged: a waiver is bound to it.
    pub(crate) basis: String,
}

pub(crate) type Check = fn(&Case<'_>, &toml::Table) -> Vec<Breach>;

/// Every check: its name in packs, and the parameters that it needs in `with`.
const CHECKS: &[(&str, Check, &[&str])] = &[
    ("contact_answers_questions", limits::contact_answers_questions, &["booking_only"]),
    ("price_stated", limits::price_stated, &["said_by"]),
    ("risks_stated", limits::risks_stated, &["least_items"]),
    ("required_information_shown_openly", limits::required_information_shown_openly, &[]),
    ("insurance_stated", limits::insurance_stated, &["said_by"]),
    ("course_stated", limits::course_stated, &["said_by"]),
    ("banner_within_permitted", limits::banner_within_permitted, &["outside"]),
    ("says_not_approved", products::says_not_approved, &["said_by"]),
    ("says_acquisition_route", products::says_acquisition_route, &["said_by"]),
    ("says_domestic_alternatives", products::says_domestic_alternatives, &["none", "generic"]),
    ("says_foreign_safety", products::says_foreign_safety, &["said_by"]),
    ("says_relief_excluded", products::says_relief_excluded, &["biological"]),
    ("regulatory_status_known", products::regulatory_status_known, &["usually_unapproved"]),
    ("product_not_for_sale", products::product_not_for_sale, &["sale"]),
    ("no_cancer_drug", products::no_cancer_drug, &["drugs", "inviting", "declining"]),
    ("photographs_explained", photographs::photographs_explained, &[]),
    ("photographs_genuine", photographs::photographs_genuine, &[]),
    ("no_testimonials", photographs::no_testimonials, &["addresses", "rules"]),
    ("physician_by_record", people::physician_by_record, &["titles"]),
    ("supervising_physician_named", people::supervising_physician_named, &[]),
    ("author_named", people::author_named, &["anonymous"]),
    ("credentials_listed", people::credentials_listed, &["boards", "societies"]),
    (
        "departments_permitted",
        people::departments_permitted,
        &["alone", "bases", "modifiers", "unreasonable"],
    ),
    ("no_claim_in_address", people::no_claim_in_address, &["claims", "words", "except"]),
    ("pre_cleared", clearance::pre_cleared, &["jurisdiction"]),
    ("plan_notified", treatments::plan_notified, &[]),
    ("not_filed_as_regenerative", treatments::not_filed_as_regenerative, &["words", "exosomes"]),
    ("claims_have_evidence", claims::claims_have_evidence, &["rules", "numbers", "evidence"]),
    ("sponsorship_labelled", claims::sponsorship_labelled, &["addresses", "words", "labels"]),
    ("disclaimer_does_not_contradict", claims::disclaimer_does_not_contradict, &["strong", "soft"]),
    ("disclaimers_as_large_as_claims", claims::disclaimers_as_large_as_claims, &[]),
    ("efficacy_is_cited", claims::efficacy_is_cited, &["effects", "claims"]),
    ("claims_within_evidence", support::claims_within_evidence, &["in_vitro", "human", "animal"]),
    (
        "claims_about_what_was_studied",
        support::claims_about_what_was_studied,
        &["origins", "routes"],
    ),
    ("sources_complete", sources::sources_complete, &[]),
    ("papers_are_papers", sources::papers_are_papers, &["words", "except", "types"]),
    ("no_source_in_state", retractions::no_source_in_state, &["state"]),
    ("retractions_checked_lately", retractions::retractions_checked_lately, &[]),
    ("guidelines_current", sources::guidelines_current, &["editions"]),
    (
        "animal_evidence_admitted",
        studies::animal_evidence_admitted,
        &["effects", "claims", "in_vitro", "human", "animal", "said_by"],
    ),
    (
        "adverse_signals_acknowledged",
        studies::adverse_signals_acknowledged,
        &["agents", "signals", "except"],
    ),
    (
        "disease_claims_have_trials",
        evidence_floor::disease_claims_have_trials,
        &["diseases", "claims", "except", "trials", "not_human"],
    ),
    ("studied_as_offered", studies::studied_as_offered, &["origins", "routes", "said_by"]),
];

/// The check that a pack names.
pub(crate) fn check_named(name: &str) -> Option<Check> {
    CHECKS.iter().find(|(known, ..)| *known == name).map(|(_, check, _)| *check)
}
