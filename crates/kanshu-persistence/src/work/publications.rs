//! Making public and taking down.

use kanshu_domain::{
    compliance::ComplianceReport,
    gate::Publishable,
    id::{DocumentId, GroupId, PublicationId},
    kind::Kind,
    values::{Locale, Slug},
    workflow::{Dependent, EndedAs, Publication, PublicationEnd},
};

use sea_orm::ConnectionTrait;

use super::Work;
use crate::{
    StoreError, facts,
    ledger::Voucher,
    projections,
    sql::{Sql, locale_text, micros},
};

impl Work {
    /// Makes a revision public with the report that let it pass, ends the publication it takes the
    /// place of, and writes the public projections.
    ///
    /// # Errors
    /// [`StoreError::SlugTaken`]; [`StoreError::Corrupt`] when it is another report than the gate saw.
    pub async fn publish(
        &mut self,
        id: PublicationId,
        publishable: &Publishable,
        report: &ComplianceReport,
    ) -> Result<Publication, StoreError> {
        let document = publishable.document();
        let (kind, locale) = (publishable.kind(), publishable.locale());
        let taken = public_at(&self.tx, kind, locale, publishable.slug(), document).await?;
        if taken.is_some() {
            return Err(StoreError::SlugTaken);
        }
        self.keep_report(publishable, report).await?;
        self.end(document, EndedAs::Superseded, None).await?;
        let publication = Publication {
            id,
            document,
            revision: publishable.revision(),
            hash: publishable.hash(),
            approval: publishable.approval(),
            report: Some(publishable.report()),
            from: self.now,
            until: None,
            end: None,
        };
        self.unlogged.push(Voucher::publication(&publication));
        Sql::new(
            "INSERT INTO publication
                 (id, document, ordinal, revision, hash, approval, report, from_at)
             VALUES (?, ?, (SELECT COALESCE(MAX(o.ordinal), 0) + 1 FROM publication o
                            WHERE o.document = ?), ?, ?, ?, ?, ?)",
        )
        .bind(publication.id.0)
        .bind(document.0)
        .bind(document.0)
        .bind(i64::from(publication.revision.0))
        .bind(publication.hash.to_string())
        .bind(publication.approval.map(|id| id.0))
        .bind(publication.report.map(|digest| digest.to_string()))
        .bind(micros(publication.from))
        .run(&self.tx)
        .await?;
        self.follow(document).await?;
        Ok(publication)
    }

    /// Ends the open publication of a document and clears the public projections of it.
    pub async fn end_publication(
        &mut self,
        document: DocumentId,
        how: EndedAs,
        reason: Option<String>,
    ) -> Result<Option<Publication>, StoreError> {
        let ended = self.end(document, how, reason).await?;
        if ended.is_some() {
            self.follow(document).await?;
        }
        Ok(ended)
    }

    /// Brings projections and side tables up to what is public now.
    async fn follow(&self, document: DocumentId) -> Result<(), StoreError> {
        let fresh = Sql::new("DELETE FROM staleness WHERE document = ?").bind(document.0);
        fresh.run(&self.tx).await?;
        projections::refresh(&self.tx, &self.revisions, document).await
    }

    async fn end(
        &mut self,
        document: DocumentId,
        how: EndedAs,
        reason: Option<String>,
    ) -> Result<Option<Publication>, StoreError> {
        let open = Sql::new("SELECT")
            .push(facts::PUBLICATION_COLUMNS)
            .push(" FROM publication p WHERE p.document = ? AND p.until_at IS NULL")
            .bind(document.0)
            .one(&self.tx)
            .await?;
        let Some(mut open) = open.as_ref().map(facts::publication).transpose()? else {
            return Ok(None);
        };
        Sql::new("UPDATE publication SET until_at = ?, ended_as = ?, reason = ? WHERE id = ?")
            .bind(micros(self.now))
            .bind(how.name())
            .bind(reason.clone())
            .bind(open.id.0)
            .run(&self.tx)
            .await?;
        open.until = Some(self.now);
        open.end = Some(PublicationEnd { how, reason });
        self.unlogged.push(Voucher::end(&open));
        Ok(Some(open))
    }

    /// Public documents that refer to the group directly: each once, with its first reference. The
    /// group's own documents are not among them.
    pub async fn public_dependents(&self, group: GroupId) -> Result<Vec<Dependent>, StoreError> {
        let rows = Sql::new(
            "SELECT DISTINCT i.document, i.revision FROM public_link l
             JOIN public_index i ON i.document = l.source
             WHERE l.target = ? AND i.group_id <> ? ORDER BY i.document",
        )
        .bind(group.to_string())
        .bind(group.0)
        .all(&self.tx)
        .await?;
        let keys: Vec<_> = rows
            .iter()
            .map(|row| Ok((row.id("document", DocumentId)?, row.revision("revision")?)))
            .collect::<Result<_, StoreError>>()?;
        let decoded = self.revisions.load(&self.tx, keys.iter().copied()).await?;
        let dependents = keys.iter().filter_map(|key| {
            let content = &decoded.get(key)?.content;
            let reference = content.references().into_iter().find(|r| r.target == group)?;
            Some(Dependent { document: key.0, title: content.title(), reference })
        });
        Ok(dependents.collect())
    }
}

/// The other public document with this slug.
pub(crate) async fn public_at(
    on: &impl ConnectionTrait,
    kind: Kind,
    locale: Option<&Locale>,
    slug: Option<&Slug>,
    other_than: DocumentId,
) -> Result<Option<DocumentId>, StoreError> {
    let Some(slug) = slug else { return Ok(None) };
    let row = Sql::new(
        "SELECT document FROM public_index
         WHERE kind = ? AND locale = ? AND slug = ? AND document <> ?",
    )
    .bind(kind.name())
    .bind(locale_text(locale))
    .bind(slug.as_str())
    .bind(other_than.0)
    .one(on)
    .await?;
    row.map(|row| row.id("document", DocumentId)).transpose()
}
