//! Whether public pages still rest on what their signer saw.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kanshu_domain::{
    id::{DocumentId, GroupId},
    revision::Sha256Hash,
    values::Locale,
};

use super::Work;
use crate::{
    StoreError,
    sql::{Sql, micros},
};

/// A public page and what its signer saw.
struct SignedPage {
    locale: Option<Locale>,
    revoked: bool,
    was_stale: bool,
    views: Vec<(GroupId, Sha256Hash)>,
}

/// Why the approval of a public page no longer carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaleCause {
    /// What the signer saw has changed, or the signature was taken back.
    Reference,
    /// A source was retracted.
    Retraction,
}

/// The reason when a signature was taken back.
pub const TAKEN_BACK: &str = "the signature was taken back";

impl StaleCause {
    fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Retraction => "retraction",
        }
    }
}

impl Work {
    /// Takes the mark that a source was retracted from all public pages but these, of which it is still
    /// true. Returns what the signers of those pages had seen: the mark may have stood before another,
    /// which [`Work::refresh_staleness`] finds again.
    pub async fn keep_retraction_marks(
        &mut self,
        documents: &[DocumentId],
    ) -> Result<Vec<GroupId>, StoreError> {
        let lifted = "s.cause = 'retraction' AND s.document NOT IN (
            SELECT p.document FROM publication p WHERE p.until_at IS NULL AND p.document IN ";
        let ids = || documents.iter().map(|id| id.0);
        let seen = Sql::new(
            "SELECT DISTINCT w.target FROM staleness s
             JOIN publication o ON o.document = s.document AND o.until_at IS NULL
             JOIN approval_view w ON w.approval = o.approval WHERE ",
        )
        .push(lifted)
        .list(ids())
        .push(") ORDER BY w.target")
        .all(&self.tx)
        .await?;
        Sql::new("DELETE FROM staleness AS s WHERE ")
            .push(lifted)
            .list(ids())
            .push(")")
            .run(&self.tx)
            .await?;
        seen.iter().map(|row| row.id("target", GroupId)).collect()
    }

    /// Marks the open publications of these documents as resting on a stale approval, for a reason. That
    /// a source was retracted outweighs every other reason.
    pub async fn mark_stale(
        &mut self,
        documents: &[DocumentId],
        cause: StaleCause,
        reason: &str,
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO staleness (document, cause, reason, at) SELECT document, ")
            .push("CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT)")
            .bind(cause.name())
            .bind(reason)
            .bind(micros(self.now))
            .push(" FROM publication WHERE until_at IS NULL AND document IN ")
            .list(documents.iter().map(|id| id.0))
            .push(
                " ON CONFLICT (document) DO UPDATE
                  SET cause = excluded.cause, reason = excluded.reason, at = excluded.at
                  WHERE staleness.cause <> 'retraction' OR excluded.cause = 'retraction'",
            )
            .run(&self.tx)
            .await?;
        Ok(())
    }

    /// Looks again at the public pages whose signers saw any of the groups: marks those stale to which
    /// readers are now shown something else, each in its own language, or whose signature was taken
    /// back, and clears the mark of those that rest on what was signed (again). Returns the pages that
    /// were not stale before.
    pub async fn refresh_staleness(
        &mut self,
        changed: &[GroupId],
    ) -> Result<Vec<DocumentId>, StoreError> {
        let pages = self.pages_resting_on(changed).await?;
        let mut newly_stale = Vec::new();
        let mut fresh = Vec::new();
        let mut by_reason: BTreeMap<String, Vec<DocumentId>> = BTreeMap::new();
        let mut by_locale: BTreeMap<Option<Locale>, BTreeSet<GroupId>> = BTreeMap::new();
        for page in pages.values() {
            let seen = by_locale.entry(page.locale.clone()).or_default();
            seen.extend(page.views.iter().map(|(group, _)| *group));
        }
        let mut shown: HashMap<(Option<Locale>, GroupId), (Sha256Hash, String)> = HashMap::new();
        for (locale, groups) in by_locale {
            let level = self.referenced(&groups, locale.as_ref()).await?;
            for (group, referenced) in level {
                let digest = Sha256Hash::of_json(&referenced.content.signed_view());
                shown.insert((locale.clone(), group), (digest, referenced.content.title()));
            }
        }
        for (document, page) in pages {
            let differs = page.views.iter().find_map(|(group, digest)| {
                let now = shown.get(&(page.locale.clone(), *group));
                match now {
                    Some((today, _)) if today == digest => None,
                    Some((_, title)) => Some(title.clone()),
                    None => Some(group.to_string()),
                }
            });
            let reason = match differs {
                Some(title) => Some(format!("“{title}” has changed since the signature")),
                None if page.revoked => Some(TAKEN_BACK.to_owned()),
                None => None,
            };
            match reason {
                Some(reason) => {
                    by_reason.entry(reason).or_default().push(document);
                    if !page.was_stale {
                        newly_stale.push(document);
                    }
                }
                None if page.was_stale => fresh.push(document),
                None => {}
            }
        }
        for (reason, documents) in by_reason {
            self.mark_stale(&documents, StaleCause::Reference, &reason).await?;
        }
        if !fresh.is_empty() {
            Sql::new("DELETE FROM staleness WHERE cause = 'reference' AND document IN ")
                .list(fresh.iter().map(|id| id.0))
                .run(&self.tx)
                .await?;
        }
        Ok(newly_stale)
    }

    async fn pages_resting_on(
        &self,
        changed: &[GroupId],
    ) -> Result<BTreeMap<DocumentId, SignedPage>, StoreError> {
        if changed.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = Sql::new(
            "SELECT p.document, d.locale, w.target, w.digest, s.reason, v.approval AS revoked
             FROM publication p
             JOIN document d ON d.id = p.document
             JOIN approval_view w ON w.approval = p.approval
             LEFT JOIN staleness s ON s.document = p.document
             LEFT JOIN approval_revocation v ON v.approval = p.approval
             WHERE p.until_at IS NULL AND p.approval IN (
                 SELECT x.approval FROM approval_view x WHERE x.target IN ",
        )
        .list(changed.iter().map(|group| group.0))
        .push(") ORDER BY p.document, w.target")
        .all(&self.tx)
        .await?;
        let mut pages: BTreeMap<DocumentId, SignedPage> = BTreeMap::new();
        for row in &rows {
            let locale = row.locale("locale")?;
            let was_stale = row.get::<Option<String>>("reason")?.is_some();
            let revoked = row.get::<Option<uuid::Uuid>>("revoked")?.is_some();
            let page = pages.entry(row.id("document", DocumentId)?).or_insert_with(|| SignedPage {
                locale,
                revoked,
                was_stale,
                views: Vec::new(),
            });
            page.views.push((row.id("target", GroupId)?, row.hash("digest")?));
        }
        Ok(pages)
    }
}
