//! How every use case on one document begins: the coarse question, the writer's lock, the load.

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent},
    id::{DocumentId, ReviewId},
    policy::{self, Denied},
    revision::RevisionNumber,
    workflow::{Review, ReviewStep},
};
use kanshu_persistence::{Head, Work};
use serde_json::json;

use crate::{Desk, Done, EditorialError};

/// A document under the writer's lock.
pub(crate) struct Opened {
    pub(crate) work: Work,
    pub(crate) head: Head,
}

/// Takes the writer's lock and loads the document's newest revision.
pub(crate) async fn open(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    fine_rule: impl Fn(&Head) -> Result<(), Denied>,
) -> Result<Opened, EditorialError> {
    policy::may_enter_newsroom(actor)?;
    let work = desk.store.begin(desk.clock.now()).await?;
    work.require_live(actor).await?;
    let head = work.head(id).await?.ok_or(EditorialError::NotFound)?;
    fine_rule(&head).map_err(|denied| {
        // Whoever may not read drafts must not learn that this one exists.
        match policy::may_read_drafts(actor) {
            Ok(()) => EditorialError::Denied(denied),
            Err(_) => EditorialError::NotFound,
        }
    })?;
    if head.revision != expected {
        return Err(EditorialError::RevisionMoved { current: head.revision });
    }
    Ok(Opened { work, head })
}

impl Opened {
    /// Records a step of the review of the newest revision.
    pub(crate) async fn step(
        &mut self,
        desk: &Desk,
        actor: &Actor,
        step: ReviewStep,
        comment: Option<String>,
    ) -> Result<(), EditorialError> {
        self.head.desk_state.after(step)?;
        let review = Review {
            id: ReviewId(desk.ids.next()),
            document: self.head.document,
            revision: self.head.revision,
            hash: self.head.hash,
            step,
            by: actor.to_string(),
            at: self.work.now(),
            comment,
        };
        self.work.record_review(review).await?;
        Ok(())
    }

    /// Logs what was done to the newest revision, and makes it durable.
    pub(crate) async fn finish(
        mut self,
        actor: &Actor,
        event_type: EventType,
    ) -> Result<Done, EditorialError> {
        let event = NewEvent {
            event_type,
            actor: actor.to_string(),
            document: Some(self.head.document),
            payload: json!({ "revision": self.head.revision, "hash": self.head.hash }),
        };
        let seq = self.work.record(event).await?;
        let done = Done { document: self.head.document, revision: self.head.revision, seq };
        self.work.commit().await?;
        Ok(done)
    }
}
