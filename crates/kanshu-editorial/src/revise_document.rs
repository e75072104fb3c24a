//! Adds a revision to a document.

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent},
    id::DocumentId,
    kind::Kind,
    policy,
    revision::{Manuscript, RevisionNumber},
    values::Slug,
};
use kanshu_persistence::NewRevision;
use serde_json::{Value, json};

use crate::{
    Desk, Done, EditorialError,
    input::{check_references, decode, merge_patch, optional_words},
    opened::{Opened, open},
};

/// What becomes of the content.
#[derive(Clone, Debug)]
pub enum Change {
    /// The whole content anew.
    Replace(Value),
    /// A JSON merge-patch (RFC 7396) on the newest revision. Lists, a body too, are replaced whole;
    /// known block ids are kept, new ones minted.
    MergePatch(Value),
}

/// What becomes of the slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugChange {
    Keep,
    Set(Slug),
    Clear,
}

/// A next revision as a client hands it in.
#[derive(Clone, Debug)]
pub struct RevisedContent {
    /// The kind that the client takes the document for.
    pub kind: Kind,
    pub change: Change,
    pub slug: SlugChange,
    pub note: Option<String>,
}

/// Mints a revision. A change that changes nothing mints none and returns the newest.
///
/// # Errors
/// When the actor may not, the document moved on or is of another kind, or the input is not valid.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn revise_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    revised: RevisedContent,
) -> Result<Done, EditorialError> {
    let may = |head: &kanshu_persistence::Head| policy::may_revise(actor, head.kind, &head.creator);
    let Opened { mut work, head } = open(desk, actor, id, expected, may).await?;
    let RevisedContent { kind, change, slug, note } = revised;
    if kind != head.kind {
        return Err(EditorialError::NotFound);
    }
    let note = optional_words("note", note)?;

    let value = match change {
        Change::Replace(value) => value,
        Change::MergePatch(patch) => {
            let mut value = serde_json::to_value(head.content.as_ref()).unwrap_or_default();
            merge_patch(&mut value, patch);
            value
        }
    };
    let content = decode(head.kind, value, head.content.body(), desk.ids.as_ref())?;
    let slug = match slug {
        SlugChange::Keep => head.slug.clone(),
        SlugChange::Set(slug) => Some(slug),
        SlugChange::Clear => None,
    };
    if content == *head.content && slug == head.slug {
        let seq = desk.store.last_seq().await?;
        return Ok(Done { document: id, revision: head.revision, seq });
    }
    check_references(&work, &content, &[]).await?;

    let manuscript = Manuscript::new(id, head.locale, slug, content);
    let author = actor.to_string();
    let (revision, hash) =
        work.append_revision(NewRevision { manuscript, author: author.clone(), note }).await?;
    let event = NewEvent {
        event_type: EventType::DocumentRevised,
        actor: author,
        document: Some(id),
        payload: json!({ "revision": revision, "hash": hash, "from": head.revision }),
    };
    let seq = work.record(event).await?;
    work.commit().await?;
    Ok(Done { document: id, revision, seq })
}
