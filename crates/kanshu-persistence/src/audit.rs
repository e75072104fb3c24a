//! Checking that what was written is still what was written.

use kanshu_domain::{
    event::{Event, Seq},
    id::DocumentId,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
};
use sea_orm::ConnectionTrait;

use crate::{
    AuditReport, BrokenLine, Store, StoreError,
    ledger::Ledger,
    sql::{Row, Sql},
};

const EVENTS_AT_A_TIME: u64 = 500;
const REVISIONS_AT_A_TIME: u64 = 100;

impl Store {
    /// Checks the event chain, every revision's hash, that signatures and publications name the hash of
    /// their revision, and that documents, revisions, reviews, signatures, publications, compliance
    /// reports and waivers are exactly those that the log vouches for; names the first broken line.
    pub async fn verify_audit(&self) -> Result<AuditReport, StoreError> {
        let reader = self.reader();
        let mut report = AuditReport { events: 0, revisions: 0, first_broken: None };
        let mut ledger = Ledger::default();
        report.first_broken = check_events(reader, &mut report.events, &mut ledger).await?;
        if report.first_broken.is_none() {
            report.first_broken = check_revisions(reader, &mut report.revisions).await?;
        }
        for table in ["review", "approval", "publication"] {
            if report.first_broken.is_none() {
                report.first_broken = check_hashes(reader, table).await?;
            }
        }
        if report.first_broken.is_none() {
            report.first_broken = ledger.check(reader).await?;
        }
        Ok(report)
    }

    /// Events after `seq`, oldest first, at most `limit`.
    pub async fn events_after(&self, seq: Seq, limit: u64) -> Result<Vec<Event>, StoreError> {
        event_rows(self.reader(), seq, limit).await?.iter().map(event).collect()
    }

    /// The newest event's place; `Seq(0)` when there is none.
    pub async fn last_seq(&self) -> Result<Seq, StoreError> {
        let row = Sql::new("SELECT MAX(seq) AS seq FROM event").one(self.reader()).await?;
        let seq = row.map(|row| row.get::<Option<i64>>("seq")).transpose()?.flatten();
        Ok(Seq(seq.unwrap_or(0)))
    }
}

async fn event_rows(
    on: &impl ConnectionTrait,
    after: Seq,
    limit: u64,
) -> Result<Vec<Row>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = Sql::new("SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?");
    sql.bind(after.0).bind(limit).all(on).await
}

fn event(row: &Row) -> Result<Event, StoreError> {
    Ok(Event {
        seq: Seq(row.get("seq")?),
        at: row.instant("at")?,
        actor: row.get("actor")?,
        event_type: row.get("type")?,
        document: row.get::<Option<uuid::Uuid>>("document")?.map(DocumentId),
        payload: row.json("payload")?,
        payload_digest: row.hash("payload_digest")?,
        prev_hash: row.hash("prev_hash")?,
        hash: row.hash("hash")?,
    })
}

async fn check_events(
    on: &impl ConnectionTrait,
    checked: &mut u64,
    ledger: &mut Ledger,
) -> Result<Option<BrokenLine>, StoreError> {
    let (mut seq, mut hash) = (Seq(0), Event::genesis());
    loop {
        let rows = event_rows(on, seq, EVENTS_AT_A_TIME).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for row in &rows {
            let place: i64 = row.get("seq")?;
            if let Some(why) = wrong_with_event(row, seq, hash)? {
                return Ok(Some(BrokenLine { line: format!("event {place}"), why }));
            }
            ledger.read(&row.json("payload")?)?;
            (seq, hash) = (Seq(place), row.hash("hash")?);
            *checked += 1;
        }
    }
}

/// What is wrong with the event after `seq` and `hash`.
fn wrong_with_event(row: &Row, seq: Seq, hash: Sha256Hash) -> Result<Option<String>, StoreError> {
    let event = match event(row) {
        Ok(event) => event,
        Err(StoreError::Corrupt(why)) => return Ok(Some(why)),
        Err(error) => return Err(error),
    };
    let why = if event.seq.0 != seq.0 + 1 {
        format!("it follows event {}: what stood between them is gone", seq.0)
    } else if event.prev_hash != hash {
        "it does not name the hash of the event before".to_owned()
    } else if Sha256Hash::of_json(&event.payload) != event.payload_digest {
        "its payload is not the one that was written".to_owned()
    } else if event.computed_hash() != event.hash {
        "its content does not have its hash".to_owned()
    } else {
        return Ok(None);
    };
    Ok(Some(why))
}

async fn check_revisions(
    on: &impl ConnectionTrait,
    checked: &mut u64,
) -> Result<Option<BrokenLine>, StoreError> {
    const COLUMNS: &str = "SELECT r.document, r.number, r.schema_version, r.bytes, r.hash,
        d.kind, d.locale FROM revision r JOIN document d ON d.id = r.document";
    let mut last: Option<(DocumentId, RevisionNumber)> = None;
    loop {
        let sql = match last {
            Some((document, number)) => Sql::new(COLUMNS)
                .push(" WHERE (r.document, r.number) > (?, ?)")
                .bind(document.0)
                .bind(i64::from(number.0)),
            None => Sql::new(COLUMNS),
        };
        let end = format!(" ORDER BY r.document, r.number LIMIT {REVISIONS_AT_A_TIME}");
        let rows = sql.push(&end).all(on).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for row in &rows {
            let document = row.id("document", DocumentId)?;
            let number = row.revision("number")?;
            let expected = match last {
                Some((before, number)) if before == document => number.next(),
                _ => RevisionNumber::FIRST,
            };
            let why = match number == expected {
                true => wrong_with_revision(row)?,
                false => Some(format!("revision {expected} before it is gone")),
            };
            if let Some(why) = why {
                let line = format!("revision {number} of document {document}");
                return Ok(Some(BrokenLine { line, why }));
            }
            last = Some((document, number));
            *checked += 1;
        }
    }
}

fn wrong_with_revision(row: &Row) -> Result<Option<String>, StoreError> {
    let bytes: Vec<u8> = row.get("bytes")?;
    let hash: String = row.get("hash")?;
    if Sha256Hash::of(&bytes).to_string() != hash {
        return Ok(Some("its bytes do not have its hash".to_owned()));
    }
    let manuscript = match Manuscript::read(&bytes) {
        Ok(manuscript) => manuscript,
        Err(error) => return Ok(Some(format!("its bytes cannot be read: {error}"))),
    };
    let is_about_its_row = manuscript.document == row.id("document", DocumentId)?
        && i64::from(manuscript.schema_version) == row.get::<i64>("schema_version")?
        && manuscript.kind.name() == row.get::<String>("kind")?
        && manuscript.locale == row.locale("locale")?;
    Ok((!is_about_its_row).then(|| "its bytes are those of another document".to_owned()))
}

/// Whether each row of a table names the hash of the revision it is about.
async fn check_hashes(
    on: &impl ConnectionTrait,
    table: &str,
) -> Result<Option<BrokenLine>, StoreError> {
    let row = Sql::new(format!(
        "SELECT t.id, t.revision, t.document FROM {table} t
         LEFT JOIN revision r ON r.document = t.document AND r.number = t.revision
         WHERE r.hash IS NULL OR r.hash <> t.hash ORDER BY t.id LIMIT 1"
    ));
    let Some(row) = row.one(on).await? else { return Ok(None) };
    let id: uuid::Uuid = row.get("id")?;
    let why = format!(
        "it does not name the hash of revision {} of document {}",
        row.revision("revision")?,
        row.id("document", DocumentId)?
    );
    Ok(Some(BrokenLine { line: format!("{table} {id}"), why }))
}
