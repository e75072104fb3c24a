//! What became of the site's sources.

use async_graphql::{Context, Object, Result, SimpleObject};
use kanshu_domain::document::Document as DomainDocument;

use crate::{
    Caller, Services,
    document::{Document, KindObject as _},
    errors,
    objects::{Citation, RetractionStatus},
    scalars::Locale,
    view::{Perspective, View},
};

#[derive(Default)]
pub(crate) struct SourceQueries;

/// A source that the dataset of retractions names, and the public documents that rest on it.
#[derive(SimpleObject)]
pub(crate) struct NoticedSource {
    /// The source.
    citation: Citation,
    /// How it stands.
    status: RetractionStatus,
    /// The public documents that rest on it.
    public_documents: Vec<Document>,
}

#[Object]
impl SourceQueries {
    /// The sources of the site that the imported dataset of retractions names, the gravest first. For
    /// those who may read drafts.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn noticed_sources(&self, ctx: &Context<'_>) -> Result<Vec<NoticedSource>> {
        let desk = &ctx.data::<Services>()?.desk;
        let actor = &ctx.data::<Caller>()?.actor;
        let noticed =
            kanshu_editorial::noticed_sources(desk, actor).await.map_err(errors::editorial)?;
        let view = View::open(ctx, Perspective::Draft, Locale::default().0)?;
        let mut ids: Vec<_> = noticed.iter().map(|source| source.document).collect();
        ids.extend(noticed.iter().flat_map(|source| &source.public_documents));
        ids.sort();
        ids.dedup();
        let found: Vec<DomainDocument> = view.by_ids(&ids).await?;
        let one = |id| found.iter().find(|document| document.id == id).cloned();
        Ok(noticed
            .into_iter()
            .filter_map(|source| {
                let citation = Citation::of(view.reading(one(source.document)?))?;
                let public = source.public_documents.into_iter().filter_map(one);
                Some(NoticedSource {
                    citation,
                    status: RetractionStatus::new(&source.status, None),
                    public_documents: public
                        .map(|document| Document::from_reading(view.reading(document)))
                        .collect(),
                })
            })
            .collect())
    }
}
