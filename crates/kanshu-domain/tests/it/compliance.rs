//! Findings, waivers, and how a report keeps a page from the public.

use chrono::{Days, Months};
use kanshu_domain::{
    compliance::{BadExpiry, ComplianceReport, Severity, Waivable, check_expiry},
    dossier::Dossier,
    gate::{Condition, Unmet, check},
    id::DocumentId,
    kind::Kind,
    kinds::article::Jurisdiction,
    revision::{RevisionNumber, Sha256Hash},
    time::tokyo_date,
};
use serde_json::json;
use uuid::Uuid;

use crate::fixtures::{
    TREATMENT, approved_article, blocking_finding, clean_report, group, noon, replace,
    signature_of, treatment, waiver_of,
};

fn unmet(dossier: &Dossier, report: &ComplianceReport) -> Vec<Unmet> {
    check(dossier, report, noon()).err().unwrap_or_default()
}

fn conditions(dossier: &Dossier, report: &ComplianceReport) -> Vec<Condition> {
    unmet(dossier, report).iter().map(|unmet| unmet.condition).collect()
}

#[test]
fn a_page_without_findings_passes_and_carries_the_digest_of_its_report() {
    let dossier = approved_article();
    let report = clean_report(&dossier);
    let publishable = check(&dossier, &report, noon()).unwrap();
    assert_eq!(publishable.report(), report.digest());
    assert_eq!(Sha256Hash::of(&report.canonical_bytes()), report.digest());
}

#[test]
fn a_jurisdiction_that_no_pack_judges_keeps_a_page_from_the_public() {
    let dossier = approved_article();
    let unchecked = vec![Jurisdiction::Uk];
    let report = ComplianceReport { unchecked_jurisdictions: unchecked, ..clean_report(&dossier) };
    let unmet = unmet(&dossier, &report);
    assert_eq!(unmet.len(), 1);
    assert_eq!((unmet[0].condition, &*unmet[0].field), (Condition::G03, "targetJurisdictions"));
}

#[test]
fn a_report_of_another_state_another_document_or_another_day_is_no_report() {
    let dossier = approved_article();
    let report = clean_report(&dossier);

    let yesterday = report.on.checked_sub_days(Days::new(1)).unwrap();
    let old = ComplianceReport { on: yesterday, ..report.clone() };
    assert_eq!(conditions(&dossier, &old), [Condition::G03]);

    let other = Some(DocumentId(Uuid::from_u128(51)));
    let other = ComplianceReport { document: other, ..report.clone() };
    assert_eq!(conditions(&dossier, &other), [Condition::G03]);

    let earlier = ComplianceReport { revision: Some(RevisionNumber(2)), ..report.clone() };
    assert_eq!(conditions(&dossier, &earlier), [Condition::G03]);

    let unsaved = ComplianceReport { document: None, revision: None, ..report.clone() };
    assert_eq!(conditions(&dossier, &unsaved), [Condition::G03]);

    let mut dearer = treatment();
    dearer["price"]["max"] = json!(66000);
    let mut changed = approved_article();
    replace(&mut changed, TREATMENT, Kind::Treatment, dearer);
    changed.approval = Some(signature_of(&changed));
    assert_eq!(conditions(&changed, &report), [Condition::G03]);

    let mut declared = approved_article();
    declared.policy.declarations.required_information_shown_openly = true;
    assert_eq!(conditions(&declared, &report), [Condition::G03]);
}

#[test]
fn a_blocking_finding_is_named_with_its_rule_and_its_place() {
    let dossier = approved_article();
    let mut report = clean_report(&dossier);
    report.findings.push(blocking_finding());
    let unmet = unmet(&dossier, &report);
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].condition, Condition::G04);
    assert_eq!(unmet[0].rule.as_deref(), Some("XX-F02"));
    assert_eq!(unmet[0].field, "body[2].text");
    assert!(unmet[0].message.contains("全く安全"), "{}", unmet[0].message);
}

#[test]
fn a_warning_keeps_nothing_from_the_public() {
    let dossier = approved_article();
    let mut report = clean_report(&dossier);
    for severity in [Severity::Warn, Severity::Info] {
        report.findings.push(kanshu_domain::compliance::Finding { severity, ..blocking_finding() });
    }
    assert_eq!(conditions(&dossier, &report), []);
    assert_eq!(report.count(Severity::Warn), 1);
    assert_eq!(report.count(Severity::Block), 0);
}

#[test]
fn a_missing_clearance_is_condition_17() {
    let dossier = approved_article();
    let mut report = clean_report(&dossier);
    let mut clearance = blocking_finding();
    clearance.rule = "XX-P01".to_owned();
    clearance.condition = Some(Condition::G17);
    report.findings.push(clearance);
    let unmet = unmet(&dossier, &report);
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].condition, Condition::G17);
    assert_eq!(unmet[0].rule.as_deref(), Some("XX-P01"));
}

#[test]
fn what_gate_and_pack_both_find_is_said_once_and_what_only_the_pack_finds_still_refuses() {
    let mut costs = blocking_finding();
    costs.condition = Some(Condition::G05);

    let mut priceless = treatment();
    priceless.as_object_mut().unwrap().remove("price");
    let mut dossier = approved_article();
    replace(&mut dossier, TREATMENT, Kind::Treatment, priceless);
    dossier.approval = Some(signature_of(&dossier));
    let mut report = clean_report(&dossier);
    report.findings.push(costs.clone());
    let both = unmet(&dossier, &report);
    assert_eq!(both.len(), 1);
    assert_eq!(both[0].rule, None, "in the gate's own words");
    assert_eq!(both[0].target, Some(group(TREATMENT)));

    let dossier = approved_article();
    let mut report = clean_report(&dossier);
    report.findings.push(costs);
    let only_the_pack = unmet(&dossier, &report);
    assert_eq!(only_the_pack.len(), 1);
    assert_eq!(only_the_pack[0].condition, Condition::G05);
    assert_eq!(only_the_pack[0].rule.as_deref(), Some("XX-F02"));
}

#[test]
fn an_accepted_finding_lets_the_page_pass_and_what_nobody_may_accept_never_does() {
    let dossier = approved_article();
    let mut finding = blocking_finding();
    finding.waiver = Some(waiver_of(&finding).id);
    let mut report = clean_report(&dossier);
    report.findings.push(finding);
    assert_eq!(conditions(&dossier, &report), []);
    assert_eq!(report.count(Severity::Block), 0);

    report.findings[0].waivable = Waivable::Never;
    assert_eq!(conditions(&dossier, &report), [Condition::G04]);
}

#[test]
fn a_waiver_covers_the_same_words_until_it_ends() {
    let finding = blocking_finding();
    let waiver = waiver_of(&finding);
    let today = tokyo_date(noon());
    assert!(waiver.covers(&finding, today));

    let last = waiver.expires_on.checked_sub_days(Days::new(1)).unwrap();
    assert!(waiver.covers(&finding, last));
    assert!(!waiver.covers(&finding, waiver.expires_on), "expired");

    let mut revoked = waiver.clone();
    revoked.revoked_at = Some(noon());
    assert!(!revoked.covers(&finding, today), "revoked");

    let mut reworded = finding.clone();
    reworded.span_hash = Sha256Hash::of("XX-F02 全く安全な治療です。".as_bytes());
    assert!(!waiver.covers(&reworded, today), "other words");

    let mut other_rule = finding.clone();
    other_rule.rule = "XX-F03".to_owned();
    assert!(!waiver.covers(&other_rule, today), "another rule");

    let mut never = finding;
    never.waivable = Waivable::Never;
    assert!(!waiver.covers(&never, today), "nobody may accept it");
}

#[test]
fn a_waiver_ends_in_the_future_and_within_a_year() {
    let today = tokyo_date(noon());
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap();
    let in_a_year = today.checked_add_months(Months::new(12)).unwrap();
    assert_eq!(check_expiry(tomorrow, today), Ok(()));
    assert_eq!(check_expiry(in_a_year, today), Ok(()));
    assert_eq!(check_expiry(today, today), Err(BadExpiry::NotInTheFuture { today }));
    let later = in_a_year.checked_add_days(Days::new(1)).unwrap();
    assert_eq!(check_expiry(later, today), Err(BadExpiry::TooFar { latest: in_a_year }));
}

#[test]
fn a_stored_report_reads_back_as_it_was() {
    let dossier = approved_article();
    let mut report = clean_report(&dossier);
    report.findings.push(blocking_finding());
    let read: ComplianceReport = serde_json::from_slice(&report.canonical_bytes()).unwrap();
    assert_eq!(read, report);
    assert_eq!(read.digest(), report.digest());
}
