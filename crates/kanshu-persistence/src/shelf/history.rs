//! What happened to a document. Nothing of this is the public's: on the public shelf there is none.

use std::sync::Arc;

use kanshu_domain::{
    compliance::RecordedWaiver,
    document::{DeskFacts, Document},
    id::DocumentId,
    revision::{RevisionNumber, Sha256Hash},
    workflow::{Approval, DeskState, Publication, Review, ReviewStep},
};

use super::{Perspective, Shelf};
use crate::{
    StoreError, facts,
    sql::{Row, Sql},
    truth,
};

impl Shelf {
    /// The review steps of a document, oldest first. Desk shelf only.
    pub async fn reviews(&self, id: DocumentId) -> Result<Vec<Review>, StoreError> {
        let sql = Sql::new("SELECT * FROM review WHERE document = ? ORDER BY ordinal").bind(id.0);
        self.history(sql).await?.iter().map(facts::review).collect()
    }

    /// The signatures of a document, oldest first. Desk shelf only.
    pub async fn approvals(&self, id: DocumentId) -> Result<Vec<Approval>, StoreError> {
        let sql = Sql::new("SELECT")
            .push(facts::APPROVAL_COLUMNS)
            .push(
                " FROM approval a LEFT JOIN approval_revocation v ON v.approval = a.id
                  WHERE a.document = ? ORDER BY a.ordinal",
            )
            .bind(id.0);
        let rows = self.history(sql).await?;
        rows.iter().filter_map(|row| facts::approval(row).transpose()).collect()
    }

    /// The publications of a document, oldest first. Desk shelf only.
    pub async fn publications(&self, id: DocumentId) -> Result<Vec<Publication>, StoreError> {
        let sql = Sql::new("SELECT")
            .push(facts::PUBLICATION_COLUMNS)
            .push(" FROM publication p WHERE p.document = ? ORDER BY p.ordinal")
            .bind(id.0);
        self.history(sql).await?.iter().map(facts::publication).collect()
    }

    /// The waivers of a document, oldest first: one statement. Desk shelf only.
    pub async fn waivers(&self, id: DocumentId) -> Result<Vec<RecordedWaiver>, StoreError> {
        match self.perspective {
            Perspective::Public => Ok(Vec::new()),
            Perspective::Desk => facts::waivers(self.store.reader(), id).await,
        }
    }

    /// The canonical bytes of the kept compliance report of a document with this digest. Desk shelf
    /// only.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the bytes do not have the digest.
    pub async fn report(
        &self,
        id: DocumentId,
        digest: Sha256Hash,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = Sql::new("SELECT bytes FROM compliance_report WHERE digest = ? AND document = ?");
        let rows = self.history(sql.bind(digest.to_string()).bind(id.0)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let bytes: Vec<u8> = row.get("bytes")?;
        if Sha256Hash::of(&bytes) != digest {
            return Err(StoreError::Corrupt(format!(
                "the bytes of compliance report {digest} do not have its digest"
            )));
        }
        Ok(Some(bytes))
    }

    async fn history(&self, sql: Sql) -> Result<Vec<Row>, StoreError> {
        match self.perspective {
            Perspective::Public => Ok(Vec::new()),
            Perspective::Desk => sql.all(self.store.reader()).await,
        }
    }

    /// One revision of a document, whatever its number. Desk shelf only.
    pub async fn revision(
        &self,
        id: DocumentId,
        number: RevisionNumber,
    ) -> Result<Option<Document>, StoreError> {
        let sql = Sql::new("SELECT r.hash, r.author, r.note, r.at, s.reason AS stale,")
            .push(facts::APPROVAL_COLUMNS)
            .push(
                ", (SELECT w.step FROM review w
                    WHERE w.document = r.document AND w.revision = r.number
                    ORDER BY w.ordinal DESC LIMIT 1) AS step
                 FROM revision r
                 LEFT JOIN staleness s ON s.document = r.document
                 LEFT JOIN approval a ON a.document = r.document AND a.revision = r.number
                     AND a.ordinal = (SELECT MAX(o.ordinal) FROM approval o
                                      WHERE o.document = r.document AND o.revision = r.number)
                 LEFT JOIN approval_revocation v ON v.approval = a.id
                 WHERE r.document = ? AND r.number = ?",
            )
            .bind(id.0)
            .bind(i64::from(number.0));
        let rows = self.history(sql).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let reader = self.store.reader();
        let Some(truth) = truth::load(reader, &[id]).await?.into_iter().next() else {
            return Ok(None);
        };
        let decoded = self.store.revisions().load_one(reader, (id, number)).await?;
        let step: Option<ReviewStep> = match row.get::<Option<String>>("step")? {
            Some(_) => Some(row.named("step")?),
            None => None,
        };
        let desk = DeskFacts {
            state: step.map_or(DeskState::Draft, ReviewStep::desk_state),
            public_state: truth.public_state(),
            author: row.get("author")?,
            note: row.get("note")?,
            stale: row.get("stale")?,
        };
        Ok(Some(Document {
            id,
            group: truth.group,
            kind: truth.kind,
            slug: decoded.slug.clone(),
            revision: number,
            hash: row.hash("hash")?,
            content: decoded.content.clone(),
            created_at: truth.created_at,
            updated_at: row.instant("at")?,
            published: truth.published(),
            approval: facts::approval(row)?.map(Arc::new),
            desk: Some(desk),
            locale: truth.locale,
        }))
    }
}
