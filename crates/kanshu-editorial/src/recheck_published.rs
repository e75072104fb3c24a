//! What today's rule packs say about everything public, and what of it is new.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use kanshu_domain::{
    actor::Actor,
    compliance::{ComplianceReport, Finding, Severity},
    document::Document,
    dossier::{Dossier, Referenced, Standing},
    id::GroupId,
    kind::Kind,
    policy,
    query::{Cursor, Direction, ListQuery, PageSize, Sort, SortKey, Window},
    retraction::Sources,
    revision::Sha256Hash,
    values::Locale,
    workflow::DeskState,
};

use crate::{Desk, EditorialError};

/// Documents read at a time: bounds memory and the length of statements, not the answer.
const BATCH: i64 = 50;

/// A public document under today's rules.
#[derive(Clone, Debug)]
pub struct Rechecked {
    pub document: Document,
    pub report: ComplianceReport,
    /// The unwaived findings that its publication's report has not, or has less grave or accepted.
    pub new: Vec<Finding>,
    /// Whether that report was kept. When not, all findings are new.
    pub has_kept_report: bool,
}

/// Everything public, batch by batch, in the order of kinds and of creation. Each batch is a fixed number
/// of statements for each language in it and each step away from its pages.
pub struct Recheck {
    desk: Desk,
    on: NaiveDate,
    kinds: std::slice::Iter<'static, Kind>,
    kind: Option<Kind>,
    after: Option<Cursor>,
}

/// Begins to check everything public under the packs in force `on` a day. Stores nothing.
///
/// # Errors
/// When the actor may not read drafts: accepted findings and kept reports are the newsroom's.
pub fn recheck_published(
    desk: &Desk,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Recheck, EditorialError> {
    policy::may_read_drafts(actor)?;
    let mut kinds = Kind::ALL.iter();
    let kind = kinds.next().copied();
    Ok(Recheck { desk: desk.clone(), on, kinds, kind, after: None })
}

impl Recheck {
    /// The next documents; none at the end.
    pub async fn next_batch(&mut self) -> Result<Option<Vec<Rechecked>>, EditorialError> {
        while let Some(kind) = self.kind {
            let page = self.desk.store.public().list(&self.query(kind)).await?;
            self.after = page.items.last().map(|(cursor, _)| *cursor);
            if !page.has_next {
                self.kind = self.kinds.next().copied();
                self.after = None;
            }
            if !page.items.is_empty() {
                let documents = page.items.into_iter().map(|(_, document)| document).collect();
                return Ok(Some(self.check(documents).await?));
            }
        }
        Ok(None)
    }

    /// By creation: whatever is published meanwhile, no document is passed over.
    fn query(&self, kind: Kind) -> ListQuery {
        let size = PageSize::new(BATCH).unwrap_or_default();
        ListQuery {
            kind,
            locale: None,
            filters: Vec::new(),
            sort: Sort { key: SortKey::CreatedAt, direction: Direction::Ascending },
            window: Window::First { size, after: self.after },
        }
    }

    async fn check(&self, documents: Vec<Document>) -> Result<Vec<Rechecked>, EditorialError> {
        let ids: Vec<_> = documents.iter().map(|document| document.id).collect();
        let newsroom = self.desk.store.desk();
        let mut kept = newsroom.reports_of_public(&ids).await?;
        let mut waivers = newsroom.waivers_of(&ids).await?;
        let references = self.references(&documents).await?;
        let mut dossiers: Vec<Dossier> = documents
            .iter()
            .map(|document| self.dossier(document, &references[&language(document)]))
            .collect();
        self.desk.store.public().add_sources(&mut dossiers).await?;
        documents
            .into_iter()
            .zip(dossiers)
            .map(|(document, dossier)| {
                let waivers = waivers.remove(&document.id).unwrap_or_default();
                let report = self.desk.judge(&dossier, &waivers, self.on);
                let before = kept
                    .remove(&document.id)
                    .map(|bytes| serde_json::from_slice::<ComplianceReport>(&bytes))
                    .transpose()
                    .map_err(|error| {
                        kanshu_persistence::StoreError::Corrupt(format!(
                            "the compliance report kept of {} cannot be read: {error}",
                            document.id
                        ))
                    })?;
                let new = newly_found(&report, before.as_ref());
                Ok(Rechecked { document, report, new, has_kept_report: before.is_some() })
            })
            .collect()
    }

    /// What readers in each language see of all that the documents rest on.
    async fn references(
        &self,
        documents: &[Document],
    ) -> Result<HashMap<Locale, HashMap<GroupId, Document>>, EditorialError> {
        let mut frontiers: HashMap<Locale, BTreeSet<GroupId>> = HashMap::new();
        for document in documents {
            frontiers.entry(language(document)).or_default().extend(targets(document));
        }
        let shelf = self.desk.store.public();
        let mut all = HashMap::new();
        for (locale, mut frontier) in frontiers {
            let mut found: HashMap<GroupId, Document> = HashMap::new();
            let mut asked = BTreeSet::new();
            while !frontier.is_empty() {
                asked.extend(frontier.iter().copied());
                let groups: Vec<GroupId> = frontier.into_iter().collect();
                let level = shelf.by_groups(&groups, &locale).await?;
                let next = level.values().flat_map(targets);
                frontier = next.filter(|target| !asked.contains(target)).collect();
                found.extend(level);
            }
            all.insert(locale, found);
        }
        Ok(all)
    }

    /// The dossier of a public page. What only the gate asks (signature, slug) is left out.
    fn dossier(&self, document: &Document, seen: &HashMap<GroupId, Document>) -> Dossier {
        let mut references = BTreeMap::new();
        let mut ahead: Vec<GroupId> = targets(document).collect();
        while let Some(group) = ahead.pop() {
            let Some(found) = seen.get(&group).filter(|_| !references.contains_key(&group)) else {
                continue;
            };
            ahead.extend(targets(found));
            references.insert(
                group,
                Referenced {
                    document: found.id,
                    kind: found.kind,
                    standing: Standing::Public,
                    content: found.content.clone(),
                },
            );
        }
        Dossier {
            document: document.id,
            group: document.group,
            kind: document.kind,
            locale: document.locale.clone(),
            slug: document.slug.clone(),
            revision: document.revision,
            hash: document.hash,
            content: document.content.clone(),
            approval: document.approval.as_deref().cloned(),
            verified_at: None,
            desk_state: DeskState::Approved,
            references,
            sources: Sources::default(),
            slug_taken_by: None,
            withdrawn_at: None,
            policy: self.desk.policy.clone(),
        }
    }
}

fn targets(document: &Document) -> impl Iterator<Item = GroupId> + use<> {
    document.content.references().into_iter().map(|reference| reference.target)
}

/// The language in which a page shows what it refers to.
fn language(document: &Document) -> Locale {
    document.locale.clone().unwrap_or_else(Locale::ja)
}

/// The unwaived findings of a report that stood not, or less gravely, in an earlier one. Findings are the
/// same when rule and words are; of several with the same words, as many are old as there were before.
fn newly_found(report: &ComplianceReport, before: Option<&ComplianceReport>) -> Vec<Finding> {
    let mut known: HashMap<(&str, Sha256Hash), Vec<Severity>> = HashMap::new();
    let stood = before.into_iter().flat_map(|before| &before.findings).filter(|f| !f.is_waived());
    for finding in stood {
        known.entry((&finding.rule, finding.span_hash)).or_default().push(finding.severity);
    }
    let mut new = Vec::new();
    for finding in report.findings.iter().filter(|finding| !finding.is_waived()) {
        let severities = known.get_mut(&(finding.rule.as_str(), finding.span_hash));
        let same = severities.and_then(|severities| {
            let at = severities.iter().position(|severity| *severity >= finding.severity)?;
            Some(severities.swap_remove(at))
        });
        if same.is_none() {
            new.push(finding.clone());
        }
    }
    new
}
