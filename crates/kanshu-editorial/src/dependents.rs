//! Taking down what other public pages rest on.

use std::collections::BTreeMap;

use kanshu_domain::{
    actor::Actor,
    event::{EventType, NewEvent, Seq},
    id::{DocumentId, GroupId},
    policy,
    workflow::{Dependent, EndedAs},
};
use kanshu_persistence::{Head, Work};
use serde_json::json;

use crate::{
    Dependents, Desk, EditorialError,
    publish_document::{log_staleness, targets},
};

/// Ends the publication of `head`, and of what rests on it or refuses.
pub(crate) async fn take_down(
    desk: &Desk,
    actor: &Actor,
    work: &mut Work,
    head: &Head,
    how: EndedAs,
    reason: Option<String>,
    dependents: Dependents,
) -> Result<Seq, EditorialError> {
    if head.publication.is_none() {
        return Err(EditorialError::NotPublic);
    }
    let resting = resting_on(desk, work, head.document, head.group).await?;
    if !resting.is_empty() && dependents == Dependents::Refuse {
        return Err(EditorialError::HasDependents(resting));
    }
    let mut doomed = BTreeMap::from([(head.document, (how, reason))]);
    for dependent in resting {
        let why = format!("rests on “{}”", head.content.title());
        doomed.entry(dependent.document).or_insert((EndedAs::Suspended, Some(why)));
    }
    let documents: Vec<DocumentId> = doomed.keys().copied().collect();
    let before = desk.store.public().by_ids(&documents).await?;
    let mut seq = desk.store.last_seq().await?;
    for document in &before {
        if document.id != head.document {
            policy::may_unpublish(actor, document.kind)
                .or_else(|denied| policy::may_withdraw(actor).map_err(|_| denied))?;
        }
        let Some((how, reason)) = doomed.get(&document.id) else { continue };
        work.end_publication(document.id, *how, reason.clone()).await?;
        let event = NewEvent {
            event_type: match how {
                EndedAs::Withdrawn => EventType::DocumentWithdrawn,
                _ => EventType::DocumentUnpublished,
            },
            actor: actor.to_string(),
            document: Some(document.id),
            payload: json!({
                "kind": document.kind,
                "group": document.group,
                "locale": document.locale,
                "revision": document.revision,
                "hash": document.hash,
                "old": targets(document.slug.as_ref(), &document.content),
            }),
        };
        seq = work.record(event).await?;
    }
    let groups: Vec<GroupId> = before.iter().map(|document| document.group).collect();
    Ok(log_staleness(work, actor, &groups).await?.unwrap_or(seq))
}

/// All public documents that rest on the group, directly or through others. As long as another
/// translation of the group is public, readers fall back to it and nothing rests on this one.
async fn resting_on(
    desk: &Desk,
    work: &Work,
    document: DocumentId,
    group: GroupId,
) -> Result<Vec<Dependent>, EditorialError> {
    let mut found: BTreeMap<DocumentId, Dependent> = BTreeMap::new();
    let mut falling = vec![(document, group)];
    while let Some((document, group)) = falling.pop() {
        let translations = desk.store.public().translations(&[group]).await?;
        let remaining =
            translations.get(&group).into_iter().flatten().any(|translation| {
                translation.id != document && !found.contains_key(&translation.id)
            });
        if remaining {
            continue;
        }
        let dependents = work.public_dependents(group).await?;
        let ids: Vec<DocumentId> = dependents.iter().map(|d| d.document).collect();
        let groups: BTreeMap<DocumentId, GroupId> =
            work.groups_of(&ids).await?.into_iter().collect();
        for dependent in dependents {
            let id = dependent.document;
            if id == document || found.contains_key(&id) {
                continue;
            }
            falling.extend(groups.get(&id).map(|group| (id, *group)));
            found.insert(id, dependent);
        }
    }
    Ok(found.into_values().collect())
}
