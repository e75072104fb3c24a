//! The steps of a document's life, once for all kinds.

use async_graphql::{Context, Object, Result};
use kanshu_domain::revision::RevisionNumber;
use secrecy::SecretString;

use super::{DocumentPayload, answer, document_id};
use crate::{
    Caller, Services,
    desk::dependencies,
    errors::proof_errors,
    inputs::{
        ApproveRevisionInput, PublishDocumentInput, RequestChangesInput, RevokeApprovalInput,
        SubmitForReviewInput, UnpublishDocumentInput, VerifyDocumentInput, WithdrawDocumentInput,
    },
};

#[derive(Default)]
pub(crate) struct LifeMutations;

#[Object]
impl LifeMutations {
    /// Hands the newest revision in for review.
    async fn submit_for_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document.")] input: SubmitForReviewInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::submit_for_review(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
        )
        .await;
        answer(ctx, done).await
    }

    /// Sends the newest revision back with a comment.
    async fn request_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document, and what to change.")]
        input: RequestChangesInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::request_changes(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            &input.comment,
        )
        .await;
        answer(ctx, done).await
    }

    /// Signs the newest revision as the supervising physician whom it names. Asks for the password.
    async fn approve_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document, and the proof of who signs.")]
        input: ApproveRevisionInput,
    ) -> Result<DocumentPayload> {
        let services = ctx.data::<Services>()?;
        let caller = ctx.data::<Caller>()?;
        let document = document_id(&input.document)?;
        let expected = RevisionNumber(input.expected_revision);
        let password = SecretString::from(input.password);
        let proof = services
            .identity
            .prove(&caller.actor, password, &caller.address, document, expected)
            .await;
        let proof = match proof {
            Ok(proof) => proof,
            Err(error) => return proof_errors(error).map(DocumentPayload::refused),
        };
        let done = kanshu_editorial::approve_revision(
            &services.desk,
            &caller.actor,
            proof,
            document,
            expected,
            input.statement,
        )
        .await;
        answer(ctx, done).await
    }

    /// Takes the signature of the newest revision back. What is public stays public and is marked stale.
    async fn revoke_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document, and why.")] input: RevokeApprovalInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::revoke_approval(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            &input.reason,
        )
        .await;
        answer(ctx, done).await
    }

    /// Records that an administrator verified the facts of a physician or clinic.
    async fn verify_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document, and how it was verified.")]
        input: VerifyDocumentInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::verify_document(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            input.comment,
        )
        .await;
        answer(ctx, done).await
    }

    /// Makes the newest revision public, through the gate. A refusal lists every condition that does not
    /// hold.
    async fn publish_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision of which document.")] input: PublishDocumentInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::publish_document(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            dependencies(input.with_dependencies),
        )
        .await;
        answer(ctx, done).await
    }

    /// Suspends a public document; it can be published again through the gate.
    async fn unpublish_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which document, and why.")] input: UnpublishDocumentInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::unpublish_document(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            input.reason,
            input.dependents.into(),
        )
        .await;
        answer(ctx, done).await
    }

    /// Takes a public document down for safety: visitors are told that it was withdrawn, and it can come
    /// back only with a new signature.
    async fn withdraw_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which document, and why.")] input: WithdrawDocumentInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::withdraw_document(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            &input.reason,
            input.dependents.into(),
        )
        .await;
        answer(ctx, done).await
    }
}
