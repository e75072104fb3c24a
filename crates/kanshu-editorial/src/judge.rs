//! Everything that is checked about a page, in one report.

use chrono::NaiveDate;
use kanshu_citation::integrity;
use kanshu_domain::{
    compliance::{ComplianceReport, Waiver},
    dossier::Dossier,
};

use crate::Desk;

impl Desk {
    /// What the rule packs in force `on` that day say of a dossier, and whether its translations say
    /// what their originals say, with the waivers that hold.
    pub(crate) fn judge(
        &self,
        dossier: &Dossier,
        waivers: &[Waiver],
        on: NaiveDate,
    ) -> ComplianceReport {
        let mut report = self.compliance.report(dossier, waivers, on);
        if integrity::concerns(dossier) {
            report.packs.push(integrity::pack_used(&self.glossary));
        }
        for mut finding in integrity::findings(dossier, &self.glossary) {
            let cover = waivers.iter().find(|waiver| waiver.covers(&finding, on));
            finding.waiver = cover.map(|waiver| waiver.id);
            report.findings.push(finding);
        }
        report
    }
}
