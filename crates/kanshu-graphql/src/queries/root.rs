//! Reads that do not belong to one kind.

use async_graphql::{Context, ID, Object, Result};
use kanshu_domain::{id::DocumentId, values};
use kanshu_identity::User;

use crate::{
    Caller, Services,
    document::{Document, Node, Reading},
    enums::StaffRole,
    errors,
    objects::Physician,
    view::{Perspective, View, uuid},
};

#[derive(Default)]
pub(crate) struct RootQueries;

#[Object]
impl RootQueries {
    /// Whatever has this id. Null when there is nothing that the caller may see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id.")] id: ID,
        #[graphql(default, desc = "What to look at.")] perspective: Perspective,
    ) -> Result<Option<Node>> {
        Ok(anything(ctx, &id, perspective).await?.map(Node::from_reading))
    }

    /// The document with this id, whatever its kind. Null when there is nothing that the caller may see.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id.")] id: ID,
        #[graphql(default, desc = "What to look at.")] perspective: Perspective,
    ) -> Result<Option<Document>> {
        Ok(anything(ctx, &id, perspective).await?.map(Document::from_reading))
    }

    /// The member of staff who is asking; null for visitors and API keys.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        let actor = &ctx.data::<Caller>()?.actor;
        if actor.user_id().is_none() {
            return Ok(None);
        }
        let me = ctx.data::<Services>()?.identity.me(actor).await.map_err(errors::identity)?;
        Ok(Some(Viewer(me)))
    }
}

async fn anything(ctx: &Context<'_>, id: &ID, perspective: Perspective) -> Result<Option<Reading>> {
    let view = View::open(ctx, perspective, values::Locale::ja())?;
    let found = view.anything_at(DocumentId(uuid("id", id)?)).await?;
    Ok(found.map(|document| view.reading(document)))
}

/// The member of staff who is asking.
pub(crate) struct Viewer(User);

/// The member of staff who is asking.
#[Object]
impl Viewer {
    /// The id of the user, as the newsroom's records name them.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The e-mail address that they log in with.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// What they may do.
    async fn roles(&self) -> Vec<StaffRole> {
        self.0.roles.iter().map(|&role| role.into()).collect()
    }

    /// The physician that they sign as, in the DRAFT perspective.
    async fn physician(&self, ctx: &Context<'_>) -> Result<Option<Physician>> {
        let view = View::open(ctx, Perspective::Draft, values::Locale::ja())?;
        view.one(ctx, self.0.physician).await
    }
}
