//! What the log vouches for: each event carries, in its payload under `rows`, the digest of every row
//! that its write added or ended. So nobody can add, change or remove a signature or a publication
//! without breaking the chain, and no write can be committed that no event tells of.

use std::collections::HashMap;

use chrono::NaiveDate;
use kanshu_domain::{
    compliance::Waiver,
    id::{ApprovalId, DocumentId, WaiverId},
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    workflow::{Approval, Publication, Review, Revocation},
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    BrokenLine, StoreError, facts,
    sql::{Row, Sql},
};

const ROWS_AT_A_TIME: u64 = 500;

/// The digest of one row, and how people call the row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Voucher {
    pub(crate) row: String,
    pub(crate) digest: Sha256Hash,
}

impl Voucher {
    fn of(row: String, content: &impl Serialize) -> Self {
        Self { row, digest: Sha256Hash::of_json(content) }
    }

    pub(crate) fn document(facts: &DocumentFacts<'_>) -> Self {
        Self::of(format!("document {}", facts.id), facts)
    }

    pub(crate) fn revision(facts: &RevisionFacts<'_>) -> Self {
        let row = format!("revision {} of document {}", facts.number, facts.document);
        Self::of(row, facts)
    }

    pub(crate) fn review(review: &Review) -> Self {
        Self::of(format!("review {}", review.id), review)
    }

    /// The signature as it was made; a revocation is a row of its own.
    pub(crate) fn approval(approval: &Approval) -> Self {
        let made = Approval { revoked: None, ..approval.clone() };
        Self::of(format!("approval {}", approval.id), &made)
    }

    pub(crate) fn revocation(approval: ApprovalId, revocation: &Revocation) -> Self {
        Self::of(format!("revocation of approval {approval}"), revocation)
    }

    /// The publication as it began.
    pub(crate) fn publication(publication: &Publication) -> Self {
        let begun = Publication { until: None, end: None, ..publication.clone() };
        Self::of(format!("publication {}", publication.id), &begun)
    }

    /// A kept compliance report, by the digest that its row is found by.
    pub(crate) fn report(named: Sha256Hash, facts: &ReportFacts) -> Self {
        Self::of(format!("compliance report {named}"), facts)
    }

    /// The waiver as it was given; a revocation is a row of its own.
    pub(crate) fn waiver(waiver: &Waiver) -> Self {
        let given = Waiver { revoked_at: None, ..waiver.clone() };
        Self::of(format!("waiver {}", waiver.id), &given)
    }

    pub(crate) fn waiver_revocation(waiver: WaiverId, revocation: &Revocation) -> Self {
        Self::of(format!("revocation of waiver {waiver}"), revocation)
    }

    /// The publication as it ended.
    pub(crate) fn end(publication: &Publication) -> Self {
        Self::of(format!("end of publication {}", publication.id), publication)
    }
}

/// A row of `document`.
#[derive(Serialize)]
pub(crate) struct DocumentFacts<'a> {
    pub(crate) id: DocumentId,
    pub(crate) group: Uuid,
    pub(crate) kind: &'a str,
    pub(crate) locale: &'a str,
    pub(crate) created_at: Instant,
    pub(crate) created_by: &'a str,
}

/// A row of `revision`; its bytes are there by their hash.
#[derive(Serialize)]
pub(crate) struct RevisionFacts<'a> {
    pub(crate) document: DocumentId,
    pub(crate) number: RevisionNumber,
    pub(crate) hash: Sha256Hash,
    pub(crate) author: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) at: Instant,
}

/// A row of `compliance_report`; its bytes are there by their digest.
#[derive(Serialize)]
pub(crate) struct ReportFacts {
    pub(crate) digest: Sha256Hash,
    pub(crate) document: DocumentId,
    pub(crate) revision: RevisionNumber,
    pub(crate) dossier: Sha256Hash,
    pub(crate) on: NaiveDate,
    pub(crate) at: Instant,
}

/// Puts the vouchers of a write into the payload of its event.
pub(crate) fn attach(payload: &mut Value, vouchers: Vec<Voucher>) -> Result<(), StoreError> {
    if vouchers.is_empty() {
        return Ok(());
    }
    let rows = serde_json::to_value(vouchers).map_err(|error| {
        StoreError::Corrupt(format!("the rows of a write have no JSON form: {error}"))
    })?;
    match payload.as_object_mut() {
        Some(fields) => {
            fields.insert("rows".to_owned(), rows);
            Ok(())
        }
        None => Err(StoreError::Corrupt("the payload of an event is no object".to_owned())),
    }
}

/// Everything that the events read so far vouch for.
#[derive(Default)]
pub(crate) struct Ledger(HashMap<String, Sha256Hash>);

impl Ledger {
    /// Reads what an event vouches for.
    pub(crate) fn read(&mut self, payload: &Value) -> Result<(), StoreError> {
        let Some(rows) = payload.get("rows") else { return Ok(()) };
        let vouchers: Vec<Voucher> = serde_json::from_value(rows.clone())
            .map_err(|error| StoreError::Corrupt(format!("an event's rows: {error}")))?;
        self.0.extend(vouchers.into_iter().map(|voucher| (voucher.row, voucher.digest)));
        Ok(())
    }

    /// Compares the rows of all tables with what the log vouches for, and names the first that
    /// differs, that no event tells of, or that is gone.
    pub(crate) async fn check(
        mut self,
        on: &impl ConnectionTrait,
    ) -> Result<Option<BrokenLine>, StoreError> {
        for table in TABLES {
            if let Some(broken) = self.check_table(on, table).await? {
                return Ok(Some(broken));
            }
        }
        let gone = self.0.into_keys().min();
        Ok(gone.map(|line| BrokenLine { line, why: "it is gone".to_owned() }))
    }

    async fn check_table(
        &mut self,
        on: &impl ConnectionTrait,
        table: &Table,
    ) -> Result<Option<BrokenLine>, StoreError> {
        let mut last: Option<(Uuid, i64)> = None;
        loop {
            let sql = Sql::new(format!("SELECT {}", table.columns));
            let sql = match last {
                Some((id, part)) => sql
                    .push(&format!(" WHERE ({}, {}) > (?, ?)", table.id, table.part))
                    .bind(id)
                    .bind(part),
                None => sql,
            };
            let order = format!(" ORDER BY key_id, key_part LIMIT {ROWS_AT_A_TIME}");
            let rows = sql.push(&order).all(on).await?;
            let Some(end) = rows.last() else { return Ok(None) };
            last = Some((end.get("key_id")?, end.get("key_part")?));
            for row in &rows {
                for voucher in (table.vouchers)(row)? {
                    if let Some(why) = self.wrong_with(&voucher) {
                        return Ok(Some(BrokenLine { line: voucher.row, why: why.to_owned() }));
                    }
                }
            }
        }
    }

    fn wrong_with(&mut self, voucher: &Voucher) -> Option<&'static str> {
        match self.0.remove(&voucher.row) {
            None => Some("no event tells of it"),
            Some(digest) if digest != voucher.digest => Some("it is not the one that was written"),
            Some(_) => None,
        }
    }
}

/// How the rows of a table are read in the order of a key of two parts.
struct Table {
    columns: &'static str,
    id: &'static str,
    part: &'static str,
    vouchers: fn(&Row) -> Result<Vec<Voucher>, StoreError>,
}

const TABLES: &[Table] = &[
    Table {
        columns: "id AS key_id, CAST(0 AS BIGINT) AS key_part, id, group_id, kind, locale,
                  created_at, created_by FROM document",
        id: "id",
        part: "0",
        vouchers: |row| {
            let (kind, locale): (String, String) = (row.get("kind")?, row.get("locale")?);
            let created_by: String = row.get("created_by")?;
            Ok(vec![Voucher::document(&DocumentFacts {
                id: row.id("id", DocumentId)?,
                group: row.get("group_id")?,
                kind: &kind,
                locale: &locale,
                created_at: row.instant("created_at")?,
                created_by: &created_by,
            })])
        },
    },
    Table {
        columns: "document AS key_id, number AS key_part, document, number, hash, author, note, at
                  FROM revision",
        id: "document",
        part: "number",
        vouchers: |row| {
            let (author, note): (String, Option<String>) = (row.get("author")?, row.get("note")?);
            Ok(vec![Voucher::revision(&RevisionFacts {
                document: row.id("document", DocumentId)?,
                number: row.revision("number")?,
                hash: row.hash("hash")?,
                author: &author,
                note: note.as_deref(),
                at: row.instant("at")?,
            })])
        },
    },
    Table {
        columns: "id AS key_id, CAST(0 AS BIGINT) AS key_part, id, document, revision, hash, step,
                  actor, at, comment FROM review",
        id: "id",
        part: "0",
        vouchers: |row| Ok(vec![Voucher::review(&facts::review(row)?)]),
    },
    Table {
        columns: "a.id AS key_id, CAST(0 AS BIGINT) AS key_part,
            a.id AS a_id, a.document AS a_document, a.revision AS a_revision, a.hash AS a_hash,
            a.user_id AS a_user_id, a.physician AS a_physician,
            a.physician_name AS a_physician_name, a.credentials AS a_credentials,
            a.statement AS a_statement, a.four_eyes AS a_four_eyes, a.at AS a_at,
            a.valid_until AS a_valid_until, a.signed_views AS a_signed_views,
            v.actor AS v_actor, v.at AS v_at, v.reason AS v_reason
            FROM approval a LEFT JOIN approval_revocation v ON v.approval = a.id",
        id: "a.id",
        part: "0",
        vouchers: |row| {
            let Some(approval) = facts::approval(row)? else { return Ok(Vec::new()) };
            let mut vouchers = vec![Voucher::approval(&approval)];
            if let Some(revocation) = &approval.revoked {
                vouchers.push(Voucher::revocation(approval.id, revocation));
            }
            Ok(vouchers)
        },
    },
    Table {
        columns: "p.id AS key_id, CAST(0 AS BIGINT) AS key_part,
            p.id AS p_id, p.document AS p_document, p.revision AS p_revision, p.hash AS p_hash,
            p.approval AS p_approval, p.report AS p_report, p.from_at AS p_from_at, p.until_at AS p_until_at,
            p.ended_as AS p_ended_as, p.reason AS p_reason FROM publication p",
        id: "p.id",
        part: "0",
        vouchers: |row| {
            let publication = facts::publication(row)?;
            let mut vouchers = vec![Voucher::publication(&publication)];
            if publication.until.is_some() {
                vouchers.push(Voucher::end(&publication));
            }
            Ok(vouchers)
        },
    },
    Table {
        columns: "document AS key_id, ordinal AS key_part, digest, document, revision, dossier, day,
                  bytes, at FROM compliance_report",
        id: "document",
        part: "ordinal",
        vouchers: |row| {
            let bytes: Vec<u8> = row.get("bytes")?;
            Ok(vec![Voucher::report(
                row.hash("digest")?,
                &ReportFacts {
                    digest: Sha256Hash::of(&bytes),
                    document: row.id("document", DocumentId)?,
                    revision: row.revision("revision")?,
                    dossier: row.hash("dossier")?,
                    on: row.parsed("day", str::parse)?,
                    at: row.instant("at")?,
                },
            )])
        },
    },
    Table {
        columns: "w.id AS key_id, CAST(0 AS BIGINT) AS key_part,
            w.id AS w_id, w.document AS w_document, w.rule AS w_rule, w.span_hash AS w_span_hash,
            w.reason AS w_reason, w.actor AS w_actor, w.at AS w_at, w.expires_on AS w_expires_on,
            v.actor AS v_actor, v.at AS v_at, v.reason AS v_reason
            FROM waiver w LEFT JOIN waiver_revocation v ON v.waiver = w.id",
        id: "w.id",
        part: "0",
        vouchers: |row| {
            let recorded = facts::waiver(row)?;
            let mut vouchers = vec![Voucher::waiver(&recorded.waiver)];
            if let Some(revocation) = &recorded.revocation {
                vouchers.push(Voucher::waiver_revocation(recorded.waiver.id, revocation));
            }
            Ok(vouchers)
        },
    },
];
