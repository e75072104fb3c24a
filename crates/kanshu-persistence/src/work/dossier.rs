//! The dossier: a revision with everything its publication depends on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kanshu_domain::{
    dossier::{Dossier, Referenced, Standing},
    id::{DocumentId, GroupId},
    policy::SitePolicy,
    revision::RevisionNumber,
    values::Locale,
    workflow::ReviewStep,
};

use super::{Head, Work};
use crate::{
    StoreError,
    sql::Sql,
    truth::{self, Truth},
};

impl Work {
    /// The dossier of a document's newest revision. Documents in `along` count as published together
    /// with it.
    pub async fn dossier(
        &self,
        head: &Head,
        along: &BTreeSet<DocumentId>,
        policy: &SitePolicy,
    ) -> Result<Dossier, StoreError> {
        let mut along = along.clone();
        along.insert(head.document);
        let own = truth::load(&self.tx, &[head.document]).await?.into_iter().next();
        let verified_at = own.as_ref().and_then(|truth| {
            let verified = truth.newest.step == Some(ReviewStep::Verified);
            truth.newest.step_at.filter(|_| verified && truth.newest.hash == head.hash)
        });
        Ok(Dossier {
            document: head.document,
            group: head.group,
            kind: head.kind,
            locale: head.locale.clone(),
            slug: head.slug.clone(),
            revision: head.revision,
            hash: head.hash,
            content: head.content.clone(),
            approval: self.approval_of(head).await?,
            desk_state: head.desk_state,
            verified_at,
            references: self.references(head, &along).await?,
            slug_taken_by: self
                .public_at(head.kind, head.locale.as_ref(), head.slug.as_ref(), head.document)
                .await?,
            withdrawn_at: own.as_ref().and_then(Truth::last_withdrawn_at),
            policy: policy.clone(),
        })
    }

    /// Everything referred to, directly and through others: breadth first, a fixed number of
    /// statements for each step away from the page.
    async fn references(
        &self,
        head: &Head,
        along: &BTreeSet<DocumentId>,
    ) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
        let mut found = BTreeMap::new();
        let mut asked = BTreeSet::new();
        let mut frontier: BTreeSet<GroupId> =
            head.content.references().into_iter().map(|reference| reference.target).collect();
        while !frontier.is_empty() {
            asked.extend(frontier.iter().copied());
            let level = self.referenced(&frontier, head.locale.as_ref(), along).await?;
            frontier = level
                .values()
                .flat_map(|referenced| referenced.content.references())
                .map(|reference| reference.target)
                .filter(|target| !asked.contains(target))
                .collect();
            found.extend(level);
        }
        Ok(found)
    }

    pub(super) async fn referenced(
        &self,
        groups: &BTreeSet<GroupId>,
        locale: Option<&Locale>,
        along: &BTreeSet<DocumentId>,
    ) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
        let rows = Sql::new("SELECT id FROM document WHERE group_id IN ")
            .list(groups.iter().map(|group| group.0))
            .all(&self.tx)
            .await?;
        let ids: Vec<DocumentId> =
            rows.iter().map(|row| row.id("id", DocumentId)).collect::<Result<_, _>>()?;
        let mut translations: HashMap<GroupId, Vec<Truth>> = HashMap::new();
        for truth in truth::load(&self.tx, &ids).await? {
            translations.entry(truth.group).or_default().push(truth);
        }
        let chosen: Vec<(Truth, Standing, RevisionNumber)> = translations
            .into_values()
            .filter_map(|truths| choose(truths, locale, along))
            .map(|truth| {
                let (standing, number) = stands(&truth, along);
                (truth, standing, number)
            })
            .collect();
        let keys = chosen.iter().map(|(truth, _, number)| (truth.document, *number));
        let decoded = self.revisions.load(&self.tx, keys).await?;
        let referenced = chosen.iter().filter_map(|(truth, standing, number)| {
            let content = decoded.get(&(truth.document, *number))?.content.clone();
            let (document, kind, standing) = (truth.document, truth.kind, *standing);
            Some((truth.group, Referenced { document, kind, standing, content }))
        });
        Ok(referenced.collect())
    }
}

/// The document that readers of the page will be shown for a group: of those that are or will be public
/// (of all, when none is) the one in the page's locale, else in Japanese, else the oldest.
fn choose(
    truths: Vec<Truth>,
    locale: Option<&Locale>,
    along: &BTreeSet<DocumentId>,
) -> Option<Truth> {
    truths.into_iter().min_by_key(|truth| {
        let hidden = matches!(stands(truth, along).0, Standing::NotPublic(_));
        let foreign = truth.locale.is_some() && truth.locale.as_ref() != locale;
        let not_japanese = truth.locale != Some(Locale::ja());
        (hidden, foreign, not_japanese, truth.created_at, truth.document)
    })
}

fn stands(truth: &Truth, along: &BTreeSet<DocumentId>) -> (Standing, RevisionNumber) {
    if along.contains(&truth.document) {
        return (Standing::Along, truth.newest.number);
    }
    match truth.open() {
        Some(open) => (Standing::Public, open.publication.revision),
        None => (Standing::NotPublic(truth.public_state()), truth.newest.number),
    }
}
