//! Documents and their revisions.

use kanshu_domain::{
    event::{NewEvent, Seq},
    id::{DocumentId, GroupId},
    kind::Kind,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    values::Locale,
};

use super::{Head, NewDocument, NewRevision, Work};
use crate::{
    StoreError,
    ledger::{self, DocumentFacts, RevisionFacts, Voucher},
    projections,
    revisions::Decoded,
    sql::{Sql, locale_text, micros},
    truth,
};

impl Work {
    /// A document's newest revision and standing.
    pub async fn head(&self, id: DocumentId) -> Result<Option<Head>, StoreError> {
        let Some(truth) = truth::load(&self.tx, &[id]).await?.into_iter().next() else {
            return Ok(None);
        };
        let key = (truth.document, truth.newest.number);
        let decoded = self.revisions.load_one(&self.tx, key).await?;
        Ok(Some(Head {
            document: truth.document,
            group: truth.group,
            kind: truth.kind,
            slug: decoded.slug.clone(),
            revision: truth.newest.number,
            hash: truth.newest.hash,
            author: truth.newest.author.clone(),
            content: decoded.content.clone(),
            desk_state: truth.desk_state(),
            public_state: truth.public_state(),
            publication: truth.open().map(|published| published.publication.clone()),
            locale: truth.locale,
            creator: truth.creator,
        }))
    }

    /// For each group that exists: its id, kind, and the locales taken.
    pub async fn groups(
        &self,
        groups: &[GroupId],
    ) -> Result<Vec<(GroupId, Kind, Vec<Option<Locale>>)>, StoreError> {
        let rows = Sql::new("SELECT group_id, kind, locale FROM document WHERE group_id IN ")
            .list(groups.iter().map(|group| group.0))
            .push(" ORDER BY group_id, id")
            .all(&self.tx)
            .await?;
        let mut found: Vec<(GroupId, Kind, Vec<Option<Locale>>)> = Vec::new();
        for row in &rows {
            let group = row.id("group_id", GroupId)?;
            let locale = row.locale("locale")?;
            match found.last_mut() {
                Some((last, _, locales)) if *last == group => locales.push(locale),
                _ => found.push((group, row.parsed("kind", str::parse)?, vec![locale])),
            }
        }
        Ok(found)
    }

    /// The group of each document that exists.
    pub async fn groups_of(
        &self,
        documents: &[DocumentId],
    ) -> Result<Vec<(DocumentId, GroupId)>, StoreError> {
        let rows = Sql::new("SELECT id, group_id FROM document WHERE id IN ")
            .list(documents.iter().map(|id| id.0))
            .all(&self.tx)
            .await?;
        rows.iter()
            .map(|row| Ok((row.id("id", DocumentId)?, row.id("group_id", GroupId)?)))
            .collect()
    }

    /// Adds a document without any revision yet.
    pub async fn create_document(&mut self, new: NewDocument) -> Result<(), StoreError> {
        let locale = locale_text(new.locale.as_ref());
        self.unlogged.push(Voucher::document(&DocumentFacts {
            id: new.id,
            group: new.group.0,
            kind: new.kind.name(),
            locale: &locale,
            created_at: self.now,
            created_by: &new.creator,
        }));
        Sql::new(
            "INSERT INTO document (id, kind, locale, group_id, created_at, created_by)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(new.kind.name())
        .bind(locale)
        .bind(new.group.0)
        .bind(micros(self.now))
        .bind(new.creator)
        .run(&self.tx)
        .await?;
        Ok(())
    }

    /// Adds a revision and brings the desk's projections up to it.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the document is not there or is of another kind or locale.
    pub async fn append_revision(
        &mut self,
        new: NewRevision,
    ) -> Result<(RevisionNumber, Sha256Hash), StoreError> {
        let document = new.manuscript.document;
        let number = self.next_revision(&new).await?;
        let bytes = new.manuscript.canonical_bytes();
        let hash = Sha256Hash::of(&bytes);
        let length = bytes.len();
        self.unlogged.push(Voucher::revision(&RevisionFacts {
            document,
            number,
            hash,
            author: &new.author,
            note: new.note.as_deref(),
            at: self.now,
        }));
        Sql::new(
            "INSERT INTO revision
                 (document, number, schema_version, bytes, hash, author, note, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(document.0)
        .bind(i64::from(number.0))
        .bind(i64::from(new.manuscript.schema_version))
        .bind(bytes)
        .bind(hash.to_string())
        .bind(new.author)
        .bind(new.note)
        .bind(micros(self.now))
        .run(&self.tx)
        .await?;
        let decoded = Decoded::of(new.manuscript, length);
        self.revisions.add_uncommitted((document, number), decoded);
        projections::refresh_desk(&self.tx, &self.revisions, document).await?;
        Ok((number, hash))
    }

    /// Adds documents that were never there, each with its first revision and the event that tells of
    /// it: eight statements, whatever their number. Meant for batches of at most
    /// [`Work::MOST_NEW_DOCUMENTS`]. What was decoded is not kept, so that bulk work leaves memory alone.
    /// Returns the place of the last event.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a manuscript is of another document than the one it stands beside,
    /// or of another kind or locale.
    pub async fn create_documents(
        &mut self,
        new: Vec<(NewDocument, Manuscript)>,
        note: Option<&str>,
        told: impl Fn(&NewDocument, RevisionNumber, Sha256Hash) -> NewEvent,
    ) -> Result<Option<Seq>, StoreError> {
        if new.is_empty() {
            return Ok(None);
        }
        let number = RevisionNumber::FIRST;
        let mut documents = Sql::new(
            "INSERT INTO document (id, kind, locale, group_id, created_at, created_by) VALUES ",
        );
        let mut revisions = Sql::new(
            "INSERT INTO revision
                 (document, number, schema_version, bytes, hash, author, note, at) VALUES ",
        );
        let mut decoded = self.revisions.clone();
        let mut ids = Vec::with_capacity(new.len());
        let mut events = Vec::with_capacity(new.len());
        for (i, (document, manuscript)) in new.into_iter().enumerate() {
            let id = document.id;
            let belongs = manuscript.document == id
                && manuscript.kind == document.kind
                && manuscript.locale == document.locale;
            if !belongs {
                let message = format!("a first revision that is not of document {id}");
                return Err(StoreError::Corrupt(message));
            }
            let bytes = manuscript.canonical_bytes();
            let hash = Sha256Hash::of(&bytes);
            let locale = locale_text(document.locale.as_ref());
            let vouchers = vec![
                Voucher::document(&DocumentFacts {
                    id,
                    group: document.group.0,
                    kind: document.kind.name(),
                    locale: &locale,
                    created_at: self.now,
                    created_by: &document.creator,
                }),
                Voucher::revision(&RevisionFacts {
                    document: id,
                    number,
                    hash,
                    author: &document.creator,
                    note,
                    at: self.now,
                }),
            ];
            let mut event = told(&document, number, hash);
            ledger::attach(&mut event.payload, vouchers)?;
            events.push(event);
            let comma = if i == 0 { "" } else { ", " };
            revisions = revisions
                .push(comma)
                .push("(?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(id.0)
                .bind(i64::from(number.0))
                .bind(i64::from(manuscript.schema_version));
            decoded.add_uncommitted((id, number), Decoded::of(manuscript, bytes.len()));
            revisions = revisions
                .bind(bytes)
                .bind(hash.to_string())
                .bind(document.creator.clone())
                .bind(note.map(str::to_owned))
                .bind(micros(self.now));
            documents = documents
                .push(comma)
                .push("(?, ?, ?, ?, ?, ?)")
                .bind(id.0)
                .bind(document.kind.name())
                .bind(locale)
                .bind(document.group.0)
                .bind(micros(self.now))
                .bind(document.creator);
            ids.push(id);
        }
        documents.run(&self.tx).await?;
        revisions.run(&self.tx).await?;
        projections::add_desk(&self.tx, &decoded, &ids).await?;
        self.append(events).await.map(Some)
    }

    /// Documents that [`Work::create_documents`] takes at once: their rows stay far below the 32,766
    /// values that SQLite takes in one statement.
    pub const MOST_NEW_DOCUMENTS: usize = 500;

    async fn next_revision(&self, new: &NewRevision) -> Result<RevisionNumber, StoreError> {
        let document = new.manuscript.document;
        let row = Sql::new(
            "SELECT d.kind, d.locale,
                 (SELECT MAX(r.number) FROM revision r WHERE r.document = d.id) AS newest
             FROM document d WHERE d.id = ?",
        );
        let row = row.bind(document.0).one(&self.tx).await?.ok_or_else(|| {
            StoreError::Corrupt(format!("a revision of document {document}, which is not there"))
        })?;
        let kind: Kind = row.parsed("kind", str::parse)?;
        if kind != new.manuscript.kind || row.locale("locale")? != new.manuscript.locale {
            return Err(StoreError::Corrupt(format!(
                "a revision of document {document} in another kind or locale"
            )));
        }
        Ok(row.maybe_revision("newest")?.map_or(RevisionNumber::FIRST, RevisionNumber::next))
    }
}
