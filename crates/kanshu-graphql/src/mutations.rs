//! What can be changed.

mod compliance;
mod kinds;
mod life;
mod sources;

use async_graphql::{Context, ID, MergedObject, Result, SimpleObject};
use kanshu_domain::{
    id::{DocumentId, GroupId},
    revision::RevisionNumber,
    values::Locale,
};
use kanshu_editorial::{Done, EditorialError};

use crate::{
    Caller, Services,
    document::Document,
    errors::{UserError, user_errors},
    inputs::{CreateInput, ReviseInput},
    loaders::Loaders,
    view::{Perspective, View, uuid},
};

/// What can be changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    life::LifeMutations,
    compliance::ComplianceMutations,
    sources::SourceMutations,
    kinds::ArticleMutations,
    kinds::TreatmentMutations,
    kinds::ProductMutations,
    kinds::PhysicianMutations,
    kinds::CitationMutations,
    kinds::ClinicMutations,
    kinds::ConditionMutations,
    kinds::BannerMutations,
    kinds::DisclaimerMutations,
    kinds::TagMutations,
);

/// What became of a document, or what to put right.
#[derive(SimpleObject)]
pub(crate) struct DocumentPayload {
    /// The document as the newsroom sees it now. Null when nothing was done, or when the caller may
    /// write but not read drafts.
    document: Option<Document>,
    /// What to put right; empty when it was done.
    user_errors: Vec<UserError>,
}

impl DocumentPayload {
    fn refused(user_errors: Vec<UserError>) -> Self {
        Self { document: None, user_errors }
    }
}

/// The id that an input names a document by.
fn document_id(id: &ID) -> Result<DocumentId> {
    uuid("input.document", id).map(DocumentId)
}

/// Answers a use case: with the document as it is now, with what to put right, or with an error.
async fn answer(ctx: &Context<'_>, done: Result<Done, EditorialError>) -> Result<DocumentPayload> {
    let done = match done {
        Ok(done) => done,
        Err(error) => return user_errors(error).map(DocumentPayload::refused),
    };
    ctx.data::<Loaders>()?.forget();
    // It is done: who may write but not read drafts must not be told that it failed.
    let document = match View::open(ctx, Perspective::Draft, Locale::ja()) {
        Ok(view) => {
            let found = view.by_ids(&[done.document]).await?.into_iter().next();
            found.map(|document| Document::from_reading(view.reading(document)))
        }
        Err(_) => None,
    };
    Ok(DocumentPayload { document, user_errors: Vec::new() })
}

async fn create(ctx: &Context<'_>, input: impl CreateInput) -> Result<DocumentPayload> {
    let creation = match input.creation() {
        Ok(creation) => creation,
        Err(errors) => return Ok(DocumentPayload::refused(errors)),
    };
    let desk = &ctx.data::<Services>()?.desk;
    let actor = &ctx.data::<Caller>()?.actor;
    let done = match creation.translation_of {
        Some(id) => {
            let of = group_of(ctx, DocumentId(uuid("input.translationOf", &id)?)).await?;
            kanshu_editorial::create_translation(desk, actor, of, creation.new).await
        }
        None => kanshu_editorial::create_document(desk, actor, creation.new).await,
    };
    answer(ctx, done).await
}

/// The group of a document, for callers who name a translation rather than its group.
async fn group_of(ctx: &Context<'_>, id: DocumentId) -> Result<GroupId> {
    let found = match View::open(ctx, Perspective::Draft, Locale::ja()) {
        Ok(view) => view.by_ids(&[id]).await?.into_iter().next(),
        Err(_) => None,
    };
    Ok(found.map_or_else(|| id.founding_group(), |document| document.group))
}

async fn revise(ctx: &Context<'_>, input: impl ReviseInput) -> Result<DocumentPayload> {
    let revision = match input.revision() {
        Ok(revision) => revision,
        Err(errors) => return Ok(DocumentPayload::refused(errors)),
    };
    let done = kanshu_editorial::revise_document(
        &ctx.data::<Services>()?.desk,
        &ctx.data::<Caller>()?.actor,
        document_id(&revision.document)?,
        RevisionNumber(revision.expected),
        revision.revised,
    )
    .await;
    answer(ctx, done).await
}
