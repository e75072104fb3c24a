//! Batched reading: however many objects of one level refer to something, one question is asked of the
//! store for each perspective and language.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use async_graphql::{
    Error,
    dataloader::{DataLoader, HashMapCache, Loader},
};
use kanshu_domain::{
    document::Document,
    id::GroupId,
    kind::Kind,
    reference::Role,
    retraction::{RetractionDataset, RetractionStatus},
    values::{Doi, Locale, Pmid},
};

use crate::{Caller, Services, errors, view::Perspective};

/// What one request has read so far.
pub(crate) struct Loaders {
    pub(crate) documents: DataLoader<Documents, HashMapCache>,
    pub(crate) sources: DataLoader<Sources, HashMapCache>,
}

impl Loaders {
    pub(crate) fn new(services: &Services, caller: &Caller) -> Self {
        let documents = Documents { services: services.clone(), caller: caller.clone() };
        let sources = Sources { services: services.clone() };
        Self {
            documents: DataLoader::with_cache(documents, tokio::spawn, HashMapCache::default()),
            sources: DataLoader::with_cache(sources, tokio::spawn, HashMapCache::default()),
        }
    }

    /// Forgets what was read before a write.
    pub(crate) fn forget(&self) {
        self.documents.clear::<GroupKey>();
        self.documents.clear::<TranslationsKey>();
        self.documents.clear::<ReferringKey>();
    }
}

/// The document of a group in a reader's language.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct GroupKey {
    pub(crate) perspective: Perspective,
    pub(crate) locale: Locale,
    pub(crate) group: GroupId,
}

/// All documents of a group.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct TranslationsKey {
    pub(crate) perspective: Perspective,
    pub(crate) group: GroupId,
}

/// The first documents of a kind that refer to a target.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct ReferringKey {
    pub(crate) perspective: Perspective,
    pub(crate) kind: Kind,
    pub(crate) role: Role,
    /// `None` for every language.
    pub(crate) locale: Option<Locale>,
    pub(crate) size: u16,
    pub(crate) target: GroupId,
}

/// The first documents that refer to a target, and whether there are more.
pub(crate) type Referring = Arc<(Vec<Arc<Document>>, bool)>;

/// Reads through the perspective that the key names; the policy is asked again for drafts.
pub(crate) struct Documents {
    services: Services,
    caller: Caller,
}

impl Documents {
    fn drafts(&self) -> Result<kanshu_editorial::Drafts, Error> {
        self.services.desk.drafts(&self.caller.actor).map_err(errors::editorial)
    }
}

/// A source, by what registries know it by.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct SourceKey {
    pub(crate) group: GroupId,
    pub(crate) doi: Option<Doi>,
    pub(crate) pmid: Option<Pmid>,
}

/// Reads what became of sources. The same for everybody.
pub(crate) struct Sources {
    services: Services,
}

impl Loader<SourceKey> for Sources {
    type Value = (RetractionStatus, Option<RetractionDataset>);
    type Error = Error;

    async fn load(&self, keys: &[SourceKey]) -> Result<HashMap<SourceKey, Self::Value>, Error> {
        let asked = keys.iter().map(|key| (key.group, key.doi.as_ref(), key.pmid.as_ref()));
        let known = self.services.delivery.sources(asked).await.map_err(errors::store)?;
        let unchecked = RetractionStatus::unchecked;
        let each = keys.iter().map(|key| {
            let status = known.status.get(&key.group).cloned().unwrap_or_else(unchecked);
            (key.clone(), (status, known.dataset.clone()))
        });
        Ok(each.collect())
    }
}

/// Sorts keys into batches that one question can answer.
fn batches<K, B: Eq + Hash>(
    keys: &[K],
    batch: impl Fn(&K) -> (B, GroupId),
) -> HashMap<B, Vec<GroupId>> {
    let mut batches: HashMap<B, Vec<GroupId>> = HashMap::new();
    for key in keys {
        let (batch, group) = batch(key);
        batches.entry(batch).or_default().push(group);
    }
    batches
}

impl Loader<GroupKey> for Documents {
    type Value = Arc<Document>;
    type Error = Error;

    async fn load(&self, keys: &[GroupKey]) -> Result<HashMap<GroupKey, Self::Value>, Error> {
        let mut loaded = HashMap::new();
        let batches = batches(keys, |key| ((key.perspective, key.locale.clone()), key.group));
        for ((perspective, locale), groups) in batches {
            let found = match perspective {
                Perspective::Published => {
                    let delivery = &self.services.delivery;
                    delivery.by_groups(&groups, &locale).await.map_err(errors::store)?
                }
                Perspective::Draft => {
                    self.drafts()?.by_groups(&groups, &locale).await.map_err(errors::editorial)?
                }
            };
            for (group, document) in found {
                let key = GroupKey { perspective, locale: locale.clone(), group };
                loaded.insert(key, Arc::new(document));
            }
        }
        Ok(loaded)
    }
}

impl Loader<TranslationsKey> for Documents {
    type Value = Arc<Vec<Arc<Document>>>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[TranslationsKey],
    ) -> Result<HashMap<TranslationsKey, Self::Value>, Error> {
        let mut loaded = HashMap::new();
        for (perspective, groups) in batches(keys, |key| (key.perspective, key.group)) {
            let found = match perspective {
                Perspective::Published => {
                    self.services.delivery.translations(&groups).await.map_err(errors::store)?
                }
                Perspective::Draft => {
                    self.drafts()?.translations(&groups).await.map_err(errors::editorial)?
                }
            };
            for (group, documents) in found {
                let documents = documents.into_iter().map(Arc::new).collect();
                loaded.insert(TranslationsKey { perspective, group }, Arc::new(documents));
            }
        }
        Ok(loaded)
    }
}

impl Loader<ReferringKey> for Documents {
    type Value = Referring;
    type Error = Error;

    async fn load(
        &self,
        keys: &[ReferringKey],
    ) -> Result<HashMap<ReferringKey, Self::Value>, Error> {
        let mut loaded = HashMap::new();
        let batches = batches(keys, |key| {
            ((key.perspective, key.kind, key.role, key.locale.clone(), key.size), key.target)
        });
        for ((perspective, kind, role, locale, size), targets) in batches {
            let language = locale.as_ref();
            let found = match perspective {
                Perspective::Published => {
                    let delivery = &self.services.delivery;
                    delivery
                        .referring(kind, language, role, &targets, size)
                        .await
                        .map_err(errors::store)?
                }
                Perspective::Draft => {
                    let drafts = self.drafts()?;
                    drafts
                        .referring(kind, language, role, &targets, size)
                        .await
                        .map_err(errors::editorial)?
                }
            };
            for (target, (documents, more)) in found {
                let documents = documents.into_iter().map(Arc::new).collect();
                let locale = locale.clone();
                let key = ReferringKey { perspective, kind, role, locale, size, target };
                loaded.insert(key, Arc::new((documents, more)));
            }
        }
        Ok(loaded)
    }
}
