//! What became of a source since it appeared.

use async_graphql::{Context, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kanshu_domain::retraction as domain;

use crate::{
    enums::{NoticeNature, RetractionState},
    loaders::{Loaders, SourceKey},
    objects::Citation,
    scalars::Date,
};

/// What a dataset of notices says of a source. That a source is not listed never means that it is sound.
#[derive(SimpleObject)]
pub(crate) struct RetractionStatus {
    /// How it stands.
    state: RetractionState,
    /// The notices that say so, the newest first.
    notices: Vec<RetractionNotice>,
    /// The dataset that was asked; null when none was imported.
    dataset: Option<RetractionDataset>,
}

/// One notice about a paper.
#[derive(SimpleObject)]
pub(crate) struct RetractionNotice {
    /// What it does to the paper.
    nature: NoticeNature,
    /// When it appeared.
    date: Option<Date>,
    /// The DOI of the notice itself.
    doi: Option<String>,
    /// Why, in the dataset's words.
    reasons: Vec<String>,
}

/// A dataset of notices.
#[derive(SimpleObject)]
pub(crate) struct RetractionDataset {
    /// SHA-256 of its file.
    hash: String,
    /// The day in Asia/Tokyo on which it was current.
    as_of: Date,
    /// When it was taken in.
    imported_at: DateTime<Utc>,
    /// How many notices it holds.
    notices: u64,
}

impl RetractionStatus {
    /// Of one citation; all of a request are asked for at once.
    pub(crate) async fn of(ctx: &Context<'_>, key: SourceKey) -> Result<Self> {
        let found = ctx.data::<Loaders>()?.sources.load_one(key).await?;
        let (status, dataset) = found.unwrap_or((domain::RetractionStatus::unchecked(), None));
        Ok(Self::new(&status, dataset.as_ref()))
    }

    /// What is known of some citations, in their order: one question for all of them.
    pub(crate) async fn known<'a>(
        ctx: &Context<'_>,
        citations: impl Iterator<Item = &'a Citation>,
    ) -> Result<Vec<domain::RetractionStatus>> {
        let keys: Vec<SourceKey> = citations.map(Citation::source_key).collect();
        let mut found = ctx.data::<Loaders>()?.sources.load_many(keys.iter().cloned()).await?;
        let unchecked = domain::RetractionStatus::unchecked;
        let each = keys.iter().map(|key| found.remove(key).map_or_else(unchecked, |known| known.0));
        Ok(each.collect())
    }

    pub(crate) fn new(
        status: &domain::RetractionStatus,
        dataset: Option<&domain::RetractionDataset>,
    ) -> Self {
        Self {
            state: status.state.into(),
            notices: status.notices.iter().map(RetractionNotice::from).collect(),
            dataset: dataset.map(RetractionDataset::from),
        }
    }
}

impl From<&domain::Notice> for RetractionNotice {
    fn from(notice: &domain::Notice) -> Self {
        Self {
            nature: notice.nature.into(),
            date: notice.date.map(Date),
            doi: notice.notice_doi.as_ref().map(ToString::to_string),
            reasons: notice.reasons.clone(),
        }
    }
}

impl From<&domain::RetractionDataset> for RetractionDataset {
    fn from(dataset: &domain::RetractionDataset) -> Self {
        Self {
            hash: dataset.hash.to_string(),
            as_of: Date(dataset.as_of),
            imported_at: dataset.imported_at,
            notices: dataset.notices,
        }
    }
}
