//! Accepting findings.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use kanshu_domain::{id::WaiverId, revision::RevisionNumber};

use super::{DocumentPayload, answer, document_id};
use crate::{
    Caller, Services,
    document::Document,
    errors::{UserError, user_errors},
    inputs::{RevokeWaiverInput, WaiveFindingInput},
    view::uuid,
};

#[derive(Default)]
pub(crate) struct ComplianceMutations;

/// What became of a finding, or what to put right.
#[derive(SimpleObject)]
pub(crate) struct WaiveFindingPayload {
    /// The document as the newsroom sees it now. Null when nothing was done.
    document: Option<Document>,
    /// The id of the waiver. Null when nothing was done.
    waiver: Option<ID>,
    /// What to put right; empty when it was done.
    user_errors: Vec<UserError>,
}

#[Object]
impl ComplianceMutations {
    /// Accepts a finding in spite of its rule, for the exact words it was found in and for a time.
    async fn waive_finding(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which finding of which document, why, and until when.")]
        input: WaiveFindingInput,
    ) -> Result<WaiveFindingPayload> {
        let refused =
            |user_errors| WaiveFindingPayload { document: None, waiver: None, user_errors };
        let document = document_id(&input.document)?;
        let expected = RevisionNumber(input.expected_revision);
        let accepted = match input.accepted() {
            Ok(accepted) => accepted,
            Err(errors) => return Ok(refused(errors)),
        };
        let waived = kanshu_editorial::waive_finding(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document,
            expected,
            accepted,
        )
        .await;
        match waived {
            Ok(waived) => {
                let DocumentPayload { document, user_errors } =
                    answer(ctx, Ok(waived.done)).await?;
                let waiver = Some(waived.waiver.into());
                Ok(WaiveFindingPayload { document, waiver, user_errors })
            }
            Err(error) => user_errors(error).map(refused),
        }
    }

    /// Takes a waiver back: the finding counts again. What is public stays public.
    async fn revoke_waiver(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which waiver of which document, and why.")] input: RevokeWaiverInput,
    ) -> Result<DocumentPayload> {
        let done = kanshu_editorial::revoke_waiver(
            &ctx.data::<Services>()?.desk,
            &ctx.data::<Caller>()?.actor,
            document_id(&input.document)?,
            RevisionNumber(input.expected_revision),
            WaiverId(uuid("input.waiver", &input.waiver)?),
            &input.reason,
        )
        .await;
        answer(ctx, done).await
    }
}
