//! The dossier: a revision with everything its publication depends on. Under the writer's lock it is what
//! the gate judges; beside it, what a report about any revision is made of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kanshu_domain::{
    content::Content,
    document::Document,
    dossier::{Dossier, Referenced, Standing},
    id::{DocumentId, GroupId},
    policy::SitePolicy,
    retraction::Sources,
    revision::RevisionNumber,
    values::Locale,
    workflow::{DeskState, ReviewStep},
};
use sea_orm::ConnectionTrait;

use crate::{
    Head, Shelf, StoreError, Work, retractions,
    revisions::Revisions,
    shelf::Perspective,
    sql::Sql,
    truth::{self, Truth},
    work::public_at,
};

/// Which documents references lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    Everything,
    /// What is not public does not exist.
    PublicOnly,
}

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
        let bare = Dossier {
            document: head.document,
            group: head.group,
            kind: head.kind,
            locale: head.locale.clone(),
            slug: head.slug.clone(),
            revision: head.revision,
            hash: head.hash,
            content: head.content.clone(),
            approval: self.approval_of(head).await?,
            verified_at: None,
            desk_state: head.desk_state,
            references: BTreeMap::new(),
            sources: Sources::default(),
            slug_taken_by: None,
            withdrawn_at: None,
            policy: policy.clone(),
        };
        complete(self.tx(), self.revisions(), bare, &along).await
    }

    /// What readers of a page in `locale` are shown for each group.
    pub(crate) async fn referenced(
        &self,
        groups: &BTreeSet<GroupId>,
        locale: Option<&Locale>,
    ) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
        let alone = BTreeSet::new();
        referenced(self.tx(), self.revisions(), groups, locale, &alone, Sight::Everything).await
    }
}

impl Shelf {
    /// The dossier of a revision that was read from this shelf, with what its references say today.
    /// Read beside the writer's lock, so nothing may be published on its strength.
    pub async fn dossier(
        &self,
        document: &Document,
        policy: &SitePolicy,
    ) -> Result<Dossier, StoreError> {
        let bare = Dossier {
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
            desk_state: document.desk.as_ref().map_or(DeskState::Approved, |desk| desk.state),
            references: BTreeMap::new(),
            sources: Sources::default(),
            slug_taken_by: None,
            withdrawn_at: None,
            policy: policy.clone(),
        };
        let store = self.store();
        complete(store.reader(), store.revisions(), bare, &[document.id].into()).await
    }

    /// Everything that content in `locale` refers to, directly and through others, as far as this shelf
    /// shows it: from the public shelf, what is not public does not exist.
    pub async fn references_of(
        &self,
        content: &Content,
        locale: Option<&Locale>,
    ) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
        let sight = match self.perspective() {
            Perspective::Public => Sight::PublicOnly,
            Perspective::Desk => Sight::Everything,
        };
        let store = self.store();
        references(store.reader(), store.revisions(), content, locale, &BTreeSet::new(), sight)
            .await
    }
}

/// Adds what a dossier's own revision does not tell.
async fn complete(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    bare: Dossier,
    along: &BTreeSet<DocumentId>,
) -> Result<Dossier, StoreError> {
    let own = truth::load(on, &[bare.document]).await?.into_iter().next();
    let verified_at = own.as_ref().and_then(|truth| {
        let newest = &truth.newest;
        let is_this = newest.number == bare.revision && newest.hash == bare.hash;
        newest.step_at.filter(|_| newest.step == Some(ReviewStep::Verified) && is_this)
    });
    let locale = bare.locale.as_ref();
    let whole = Dossier {
        verified_at,
        references: references(on, revisions, &bare.content, locale, along, Sight::Everything)
            .await?,
        slug_taken_by: public_at(on, bare.kind, locale, bare.slug.as_ref(), bare.document).await?,
        withdrawn_at: own.as_ref().and_then(Truth::last_withdrawn_at),
        ..bare
    };
    retractions::complete(on, whole).await
}

/// Everything referred to, directly and through others: breadth first, a fixed number of statements for
/// each step away from the page.
async fn references(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    content: &Content,
    locale: Option<&Locale>,
    along: &BTreeSet<DocumentId>,
    sight: Sight,
) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
    let mut found = BTreeMap::new();
    let mut asked = BTreeSet::new();
    let mut frontier: BTreeSet<GroupId> =
        content.references().into_iter().map(|reference| reference.target).collect();
    while !frontier.is_empty() {
        asked.extend(frontier.iter().copied());
        let level = referenced(on, revisions, &frontier, locale, along, sight).await?;
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

async fn referenced(
    on: &impl ConnectionTrait,
    revisions: &Revisions,
    groups: &BTreeSet<GroupId>,
    locale: Option<&Locale>,
    along: &BTreeSet<DocumentId>,
    sight: Sight,
) -> Result<BTreeMap<GroupId, Referenced>, StoreError> {
    let rows = Sql::new("SELECT id FROM document WHERE group_id IN ")
        .list(groups.iter().map(|group| group.0))
        .all(on)
        .await?;
    let ids: Vec<DocumentId> =
        rows.iter().map(|row| row.id("id", DocumentId)).collect::<Result<_, _>>()?;
    let mut translations: HashMap<GroupId, Vec<Truth>> = HashMap::new();
    for truth in truth::load(on, &ids).await? {
        if sight == Sight::Everything || truth.open().is_some() {
            translations.entry(truth.group).or_default().push(truth);
        }
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
    let decoded = revisions.load(on, keys).await?;
    let referenced = chosen.iter().filter_map(|(truth, standing, number)| {
        let content = decoded.get(&(truth.document, *number))?.content.clone();
        let (document, kind, standing) = (truth.document, truth.kind, *standing);
        Some((truth.group, Referenced { document, kind, standing, content }))
    });
    Ok(referenced.collect())
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
