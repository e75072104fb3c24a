//! Adds a document.

use kanshu_domain::{
    actor::Actor,
    content::Content,
    decode::FieldError,
    event::{EventType, NewEvent, Seq},
    id::{DocumentId, GroupId},
    kind::Kind,
    policy,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    values::{Locale, Slug},
};
use kanshu_persistence::{NewDocument, NewRevision, Work};
use serde_json::{Value, json};

use crate::{
    Desk, Done, EditorialError,
    input::{check_references, decode, optional_words},
};

/// A first revision as a client hands it in.
#[derive(Clone, Debug)]
pub struct NewContent {
    pub kind: Kind,
    /// Required for localised kinds, refused for the others.
    pub locale: Option<Locale>,
    pub slug: Option<Slug>,
    /// The kind's own JSON. Block ids are minted.
    pub content: Value,
    pub note: Option<String>,
}

/// Adds a document with its first revision: a draft.
///
/// # Errors
/// When the actor may not, or the input is not valid.
#[tracing::instrument(skip_all, fields(kind = %new.kind))]
pub async fn create_document(
    desk: &Desk,
    actor: &Actor,
    new: NewContent,
) -> Result<Done, EditorialError> {
    policy::may_create(actor, new.kind)?;
    let content = decode(new.kind, new.content, &[], desk.ids.as_ref())?;
    let note = optional_words("note", new.note)?;

    let mut work = desk.store.begin(desk.clock.now()).await?;
    work.require_live(actor).await?;
    check_references(&work, &content, &[]).await?;
    let id = DocumentId(desk.ids.next());
    let first = FirstRevision {
        id,
        group: id.founding_group(),
        locale: new.locale,
        slug: new.slug,
        content,
        note,
    };
    let (revision, seq) = add(&mut work, actor, first).await?;
    work.commit().await?;
    Ok(Done { document: id, revision, seq })
}

/// Adds a translation to a group that has no document in this locale yet.
///
/// # Errors
/// When the actor may not, the group does not exist or has a document in the locale, or the input is
/// not valid.
#[tracing::instrument(skip_all, fields(kind = %new.kind, group = %of))]
pub async fn create_translation(
    desk: &Desk,
    actor: &Actor,
    of: GroupId,
    new: NewContent,
) -> Result<Done, EditorialError> {
    policy::may_create(actor, new.kind)?;
    if !new.kind.is_localised() {
        return Err(EditorialError::WrongKind("translated: it holds all its languages"));
    }
    let content = decode(new.kind, new.content, &[], desk.ids.as_ref())?;
    let note = optional_words("note", new.note)?;

    let mut work = desk.store.begin(desk.clock.now()).await?;
    work.require_live(actor).await?;
    let (_, kind, locales) =
        work.groups(&[of]).await?.into_iter().next().ok_or(EditorialError::NotFound)?;
    if kind != new.kind {
        return Err(EditorialError::NotFound);
    }
    if locales.contains(&new.locale) {
        return Err(EditorialError::LocaleTaken);
    }
    check_references(&work, &content, &[]).await?;
    let id = DocumentId(desk.ids.next());
    let first = FirstRevision { id, group: of, locale: new.locale, slug: new.slug, content, note };
    let (revision, seq) = add(&mut work, actor, first).await?;
    work.commit().await?;
    Ok(Done { document: id, revision, seq })
}

/// A document about to exist, already decoded.
pub(crate) struct FirstRevision {
    pub(crate) id: DocumentId,
    pub(crate) group: GroupId,
    pub(crate) locale: Option<Locale>,
    pub(crate) slug: Option<Slug>,
    pub(crate) content: Content,
    pub(crate) note: Option<String>,
}

/// Adds a document, its first revision and the event.
pub(crate) async fn add(
    work: &mut Work,
    actor: &Actor,
    first: FirstRevision,
) -> Result<(RevisionNumber, Seq), EditorialError> {
    let FirstRevision { id, group, locale, slug, content, note } = first;
    let kind = content.kind();
    check_locale(kind, locale.as_ref())?;
    let creator = actor.to_string();
    let document =
        NewDocument { id, group, kind, locale: locale.clone(), creator: creator.clone() };
    work.create_document(document.clone()).await?;
    let manuscript = Manuscript::new(id, locale, slug, content);
    let (revision, hash) =
        work.append_revision(NewRevision { manuscript, author: creator, note }).await?;
    let seq = work.record(created(&document, revision, hash)).await?;
    Ok((revision, seq))
}

/// Tells of a document and its first revision.
pub(crate) fn created(
    document: &NewDocument,
    revision: RevisionNumber,
    hash: Sha256Hash,
) -> NewEvent {
    NewEvent {
        event_type: EventType::DocumentCreated,
        actor: document.creator.clone(),
        document: Some(document.id),
        payload: json!({
            "kind": document.kind, "group": document.group, "locale": document.locale,
            "revision": revision, "hash": hash,
        }),
    }
}

/// Refuses a localised document without a locale, and one with a locale that exists once for all.
pub(crate) fn check_locale(kind: Kind, locale: Option<&Locale>) -> Result<(), EditorialError> {
    match (kind.is_localised(), locale) {
        (true, None) => {
            let message = format!("each {kind} is written in one locale; say which");
            Err(EditorialError::Invalid(vec![FieldError::coded("locale", "required", message)]))
        }
        (false, Some(_)) => {
            let message = format!("a {kind} exists once for all locales");
            Err(EditorialError::Invalid(vec![FieldError::invalid("locale", message)]))
        }
        _ => Ok(()),
    }
}
