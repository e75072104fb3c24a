//! Words that are not saved, before the rule packs.

use async_graphql::{Context, Object, Result, SimpleObject};

use crate::{
    Caller, Services,
    compliance::ComplianceReport,
    errors::{UserError, user_errors},
    inputs::CheckComplianceInput,
};

#[derive(Default)]
pub(crate) struct ComplianceQueries;

/// What the rule packs say about words that are not saved, or what to put right first.
#[derive(SimpleObject)]
pub(crate) struct CheckCompliancePayload {
    /// Null when the input cannot be read.
    report: Option<ComplianceReport>,
    /// What to put right; empty when it was checked.
    user_errors: Vec<UserError>,
}

#[Object]
impl ComplianceQueries {
    /// What the rule packs in force today say about words that are not saved; stores nothing. For staff,
    /// and for keys that check, read drafts or write. It costs 200 points.
    #[graphql(complexity = "200 + child_complexity")]
    async fn check_compliance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A text, or a document as it would be created.")]
        input: CheckComplianceInput,
    ) -> Result<CheckCompliancePayload> {
        let refused = |user_errors| CheckCompliancePayload { report: None, user_errors };
        let unsaved = match input.unsaved() {
            Ok(unsaved) => unsaved,
            Err(errors) => return Ok(refused(errors)),
        };
        let desk = &ctx.data::<Services>()?.desk;
        let actor = &ctx.data::<Caller>()?.actor;
        match kanshu_editorial::check_compliance(desk, actor, unsaved).await {
            Ok(report) => {
                Ok(CheckCompliancePayload { report: Some(report.into()), user_errors: Vec::new() })
            }
            Err(error) => user_errors(error).map(refused),
        }
    }
}
