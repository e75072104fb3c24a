//! Kept reports and waivers of many documents at once.

use std::collections::HashMap;

use kanshu_domain::{compliance::Waiver, id::DocumentId, revision::Sha256Hash};

use super::{Perspective, Shelf};
use crate::{StoreError, facts, sql::Sql};

impl Shelf {
    /// The canonical bytes of the reports under which these documents' open publications passed the
    /// gate: one statement. Documents that are not public, or were published before reports were kept,
    /// are left out. Desk shelf only.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the bytes of a report do not have its digest.
    pub async fn reports_of_public(
        &self,
        ids: &[DocumentId],
    ) -> Result<HashMap<DocumentId, Vec<u8>>, StoreError> {
        if ids.is_empty() || self.perspective == Perspective::Public {
            return Ok(HashMap::new());
        }
        let sql = Sql::new(
            "SELECT p.document AS document, k.digest AS digest, k.bytes AS bytes
             FROM publication p JOIN compliance_report k ON k.digest = p.report
             WHERE p.until_at IS NULL AND p.document IN ",
        );
        let rows = sql.list(ids.iter().map(|id| id.0)).all(self.store.reader()).await?;
        rows.iter()
            .map(|row| {
                let (digest, bytes) = (row.hash("digest")?, row.get::<Vec<u8>>("bytes")?);
                if Sha256Hash::of(&bytes) != digest {
                    return Err(StoreError::Corrupt(format!(
                        "the bytes of compliance report {digest} do not have its digest"
                    )));
                }
                Ok((row.id("document", DocumentId)?, bytes))
            })
            .collect()
    }

    /// The waivers of each document, oldest first, be they expired or taken back: one statement. Desk
    /// shelf only.
    pub async fn waivers_of(
        &self,
        ids: &[DocumentId],
    ) -> Result<HashMap<DocumentId, Vec<Waiver>>, StoreError> {
        if ids.is_empty() || self.perspective == Perspective::Public {
            return Ok(HashMap::new());
        }
        let sql = Sql::new("SELECT").push(facts::WAIVER_COLUMNS).push(
            " FROM waiver w LEFT JOIN waiver_revocation v ON v.waiver = w.id
              WHERE w.document IN ",
        );
        let sql = sql.list(ids.iter().map(|id| id.0)).push(" ORDER BY w.document, w.ordinal");
        let mut of_each: HashMap<DocumentId, Vec<Waiver>> = HashMap::new();
        for row in sql.all(self.store.reader()).await? {
            let waiver = facts::waiver(&row)?.waiver;
            of_each.entry(waiver.document).or_default().push(waiver);
        }
        Ok(of_each)
    }
}
