//! Where something was shown: in vitro, the species, how patients were looked at.

use std::{collections::BTreeSet, ops::Range};

use kanshu_domain::compliance::Severity;

use super::{
    context::{Both, spans},
    finding,
};
use crate::integrity::{
    IntegrityFinding, Kind,
    signs::{Condition, Sign, What},
};

/// Conditions of the study that are gone.
pub(super) fn conditions(both: &Both) -> Vec<IntegrityFinding> {
    let mut findings = Vec::new();
    let mut reported = BTreeSet::new();
    for (here, there) in spans(both) {
        for sign in &both.original.signs {
            let What::Condition(condition) = sign.what else { continue };
            if !(here.start <= sign.range.start && sign.range.end <= here.end) {
                continue;
            }
            let weight = weight(condition);
            let nearby = both.translation.signs_in(sign.what, &there).next().is_some();
            if nearby || weight == Weight::Light {
                continue;
            }
            let strict = weight == Weight::Everywhere;
            // Species are named once and then understood; "in vitro" limits each sentence it stands in.
            let elsewhere = both.translation.has(sign.what);
            let fewer = both.original.signs.iter().filter(|s| s.what == sign.what).count()
                > both.translation.signs.iter().filter(|s| s.what == sign.what).count();
            if (!elsewhere || (strict && fewer)) && reported.insert((condition, here.start)) {
                findings.push(lost(both, sign, condition, &there));
            }
        }
    }
    findings
}

#[derive(PartialEq, Eq)]
enum Weight {
    /// Each time.
    Everywhere,
    /// Once in the translation is enough.
    Once,
    /// Too many ways to say it.
    Light,
}

fn weight(condition: Condition) -> Weight {
    match condition {
        Condition::InVitro
        | Condition::ExVivo
        | Condition::InVivo
        | Condition::Preliminary
        | Condition::Retrospective
        | Condition::DoseDependent => Weight::Everywhere,
        Condition::Mouse
        | Condition::Rat
        | Condition::OtherAnimal
        | Condition::AnimalModel
        | Condition::DoubleBlind
        | Condition::HealthyVolunteers => Weight::Once,
        Condition::Human | Condition::Significant => Weight::Light,
    }
}

fn lost(both: &Both, sign: &Sign, condition: Condition, there: &Range<usize>) -> IntegrityFinding {
    let words = both.original.text(&sign.range);
    finding(
        Kind::ConditionLost,
        Severity::Block,
        Some(both.original.original(&sign.range)),
        Some(both.translation.original(there)),
        format!("条件「{words}」({})が訳文にありません。", condition.ja()),
        format!("The condition “{words}” ({}) is not in the translation.", condition.en()),
    )
}
