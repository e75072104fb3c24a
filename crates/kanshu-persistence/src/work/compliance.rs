//! Compliance reports that are kept, and accepted findings.

use kanshu_domain::{
    compliance::{ComplianceReport, Waiver},
    gate::Publishable,
    id::{DocumentId, WaiverId},
    revision::Sha256Hash,
    workflow::Revocation,
};

use super::Work;
use crate::{
    StoreError, facts,
    ledger::{ReportFacts, Voucher},
    sql::{Sql, micros},
};

impl Work {
    /// Keeps the report that let a revision pass. A report that is kept already is not kept twice.
    pub(super) async fn keep_report(
        &mut self,
        publishable: &Publishable,
        report: &ComplianceReport,
    ) -> Result<(), StoreError> {
        let bytes = report.canonical_bytes();
        let digest = Sha256Hash::of(&bytes);
        if digest != publishable.report() {
            return Err(StoreError::Corrupt("a report that the gate has not seen".to_owned()));
        }
        let kept = Sql::new("SELECT 1 AS there FROM compliance_report WHERE digest = ?");
        if kept.bind(digest.to_string()).one(&self.tx).await?.is_some() {
            return Ok(());
        }
        let facts = ReportFacts {
            digest,
            document: publishable.document(),
            revision: publishable.revision(),
            dossier: report.dossier,
            on: report.on,
            at: self.now,
        };
        self.unlogged.push(Voucher::report(digest, &facts));
        Sql::new(
            "INSERT INTO compliance_report
                 (digest, document, ordinal, revision, dossier, day, bytes, at)
             VALUES (?, ?, (SELECT COALESCE(MAX(o.ordinal), 0) + 1 FROM compliance_report o
                            WHERE o.document = ?), ?, ?, ?, ?, ?)",
        )
        .bind(digest.to_string())
        .bind(facts.document.0)
        .bind(facts.document.0)
        .bind(i64::from(facts.revision.0))
        .bind(facts.dossier.to_string())
        .bind(facts.on.to_string())
        .bind(bytes)
        .bind(micros(facts.at))
        .run(&self.tx)
        .await?;
        Ok(())
    }

    /// All waivers of a document, oldest first, be they expired or taken back: one statement.
    pub async fn waivers(&self, document: DocumentId) -> Result<Vec<Waiver>, StoreError> {
        let recorded = facts::waivers(&self.tx, document).await?;
        Ok(recorded.into_iter().map(|recorded| recorded.waiver).collect())
    }

    /// Adds a waiver.
    pub async fn record_waiver(&mut self, waiver: &Waiver) -> Result<(), StoreError> {
        self.unlogged.push(Voucher::waiver(waiver));
        Sql::new(
            "INSERT INTO waiver
                 (id, document, ordinal, rule, span_hash, reason, actor, at, expires_on)
             VALUES (?, ?, (SELECT COALESCE(MAX(o.ordinal), 0) + 1 FROM waiver o
                            WHERE o.document = ?), ?, ?, ?, ?, ?, ?)",
        )
        .bind(waiver.id.0)
        .bind(waiver.document.0)
        .bind(waiver.document.0)
        .bind(waiver.rule.as_str())
        .bind(waiver.span_hash.to_string())
        .bind(waiver.reason.as_str())
        .bind(waiver.by.as_str())
        .bind(micros(waiver.at))
        .bind(waiver.expires_on.to_string())
        .run(&self.tx)
        .await?;
        Ok(())
    }

    /// Takes a waiver back.
    pub async fn revoke_waiver(
        &mut self,
        waiver: WaiverId,
        revocation: &Revocation,
    ) -> Result<(), StoreError> {
        self.unlogged.push(Voucher::waiver_revocation(waiver, revocation));
        Sql::new("INSERT INTO waiver_revocation (waiver, actor, at, reason) VALUES (?, ?, ?, ?)")
            .bind(waiver.0)
            .bind(revocation.by.as_str())
            .bind(micros(revocation.at))
            .bind(revocation.reason.as_str())
            .run(&self.tx)
            .await?;
        Ok(())
    }
}
