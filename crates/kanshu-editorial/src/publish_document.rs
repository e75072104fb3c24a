//! Makes a revision public, through the gate.

use std::{collections::BTreeSet, sync::Arc};

use kanshu_domain::{
    actor::Actor,
    compliance::ComplianceReport,
    content::Content,
    document::Document,
    dossier::{Dossier, Standing},
    event::{EventType, NewEvent, Seq},
    gate::{self, Publishable, Unmet},
    id::{DocumentId, GroupId, PublicationId},
    policy,
    revision::RevisionNumber,
    time::tokyo_date,
    values::Slug,
    workflow::PublicState,
};
use kanshu_persistence::{Head, Work};
use serde_json::{Value, json};

use crate::{
    Desk, Done, EditorialError,
    opened::{Opened, open},
};

/// What becomes of references whose targets are not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependencies {
    /// They are a reason to refuse (G15).
    MustBePublic,
    /// Those that never were public are published along, through the same gate, all or nothing. What
    /// somebody suspended or withdrew comes back only by name; until then it is a reason to refuse.
    PublishAlong,
}

/// Makes the newest revision public. Publishing what is public already does nothing.
///
/// # Errors
/// [`EditorialError::NotPublishable`] with every unmet condition of every document concerned.
#[tracing::instrument(skip_all, fields(document.id = %id))]
pub async fn publish_document(
    desk: &Desk,
    actor: &Actor,
    id: DocumentId,
    expected: RevisionNumber,
    dependencies: Dependencies,
) -> Result<Done, EditorialError> {
    let may = |head: &Head| policy::may_publish(actor, head.kind);
    let Opened { mut work, head } = open(desk, actor, id, expected, may).await?;
    if is_public_as_it_stands(desk, &work, &head).await? {
        let seq = desk.store.last_seq().await?;
        return Ok(Done { document: id, revision: head.revision, seq });
    }

    let candidates = pass_the_gate(desk, actor, &work, &head, dependencies).await?;
    let documents: Vec<DocumentId> =
        candidates.iter().map(|candidate| candidate.publishable.document()).collect();
    // Under the writer's lock the readers still see exactly what stood before.
    let before = desk.store.public().by_ids(&documents).await?;
    let mut seq = desk.store.last_seq().await?;
    for Candidate { publishable, content, report } in &candidates {
        work.publish(PublicationId(desk.ids.next()), publishable, report).await?;
        let old = before.iter().find(|document| document.id == publishable.document());
        seq = work.record(published(actor, publishable, content, old)).await?;
    }
    let groups: Vec<GroupId> =
        candidates.iter().map(|candidate| candidate.publishable.group()).collect();
    if let Some(last) = log_staleness(&mut work, actor, &groups).await? {
        seq = last;
    }
    work.commit().await?;
    Ok(Done { document: id, revision: head.revision, seq })
}

/// Whether publishing would change nothing: the newest revision is public, carried by its newest
/// signature, and rests on what was signed.
async fn is_public_as_it_stands(
    desk: &Desk,
    work: &Work,
    head: &Head,
) -> Result<bool, EditorialError> {
    let Some(public) = head.publication.as_ref().filter(|p| p.revision == head.revision) else {
        return Ok(false);
    };
    let newest = work.approval_of(head).await?.map(|approval| approval.id);
    let shown = desk.store.desk().by_ids(&[head.document]).await?;
    let stale = shown.iter().any(|d| d.desk.as_ref().is_some_and(|desk| desk.stale.is_some()));
    Ok(newest == public.approval && !stale)
}

/// Marks the public pages that no longer rest on what was signed, and logs which are new among them.
pub(crate) async fn log_staleness(
    work: &mut Work,
    actor: &Actor,
    changed: &[GroupId],
) -> Result<Option<Seq>, EditorialError> {
    let mut seq = None;
    for document in work.refresh_staleness(changed).await? {
        let event = NewEvent {
            event_type: EventType::ApprovalStale,
            actor: actor.to_string(),
            document: Some(document),
            payload: json!({ "dependencies": changed }),
        };
        seq = Some(work.record(event).await?);
    }
    Ok(seq)
}

/// What the gate let pass.
pub(crate) struct Candidate {
    publishable: Publishable,
    content: Arc<Content>,
    report: ComplianceReport,
}

/// Judges the document, and what goes along with it, without publishing anything.
pub(crate) async fn judge(
    desk: &Desk,
    work: &Work,
    head: &Head,
    dependencies: Dependencies,
) -> Result<(Vec<Candidate>, Vec<Unmet>), EditorialError> {
    let mut along = BTreeSet::new();
    if dependencies == Dependencies::PublishAlong {
        let dossier = work.dossier(head, &along, &desk.policy).await?;
        along = never_public(&dossier);
        along.insert(head.document);
    }
    let mut candidates = Vec::new();
    let mut unmet = Vec::new();
    for document in along.iter().filter(|document| **document != head.document) {
        let Some(dependency) = work.head(*document).await? else { continue };
        let dossier = work.dossier(&dependency, &along, &desk.policy).await?;
        match pass(desk, work, &dossier).await? {
            Ok(candidate) => candidates.push(candidate),
            Err(conditions) => unmet.extend(conditions.into_iter().map(|mut condition| {
                let title = dossier.content.title();
                condition.message = format!("{} “{title}”: {}", dossier.kind, condition.message);
                condition.target = Some(dossier.group);
                condition
            })),
        }
    }
    let dossier = work.dossier(head, &along, &desk.policy).await?;
    match pass(desk, work, &dossier).await? {
        Ok(candidate) => candidates.push(candidate),
        Err(conditions) => unmet.splice(0..0, conditions).for_each(drop),
    }
    Ok((candidates, unmet))
}

/// Makes today's report about the dossier and shows both to the gate.
async fn pass(
    desk: &Desk,
    work: &Work,
    dossier: &Dossier,
) -> Result<Result<Candidate, Vec<Unmet>>, EditorialError> {
    let waivers = work.waivers(dossier.document).await?;
    let report = desk.judge(dossier, &waivers, tokyo_date(work.now()));
    Ok(gate::check(dossier, &report, work.now()).map(|publishable| Candidate {
        publishable,
        content: dossier.content.clone(),
        report,
    }))
}

async fn pass_the_gate(
    desk: &Desk,
    actor: &Actor,
    work: &Work,
    head: &Head,
    dependencies: Dependencies,
) -> Result<Vec<Candidate>, EditorialError> {
    let (candidates, unmet) = judge(desk, work, head, dependencies).await?;
    if !unmet.is_empty() {
        return Err(EditorialError::NotPublishable(unmet));
    }
    for candidate in &candidates {
        policy::may_publish(actor, candidate.publishable.kind())?;
    }
    Ok(candidates)
}

fn never_public(dossier: &Dossier) -> BTreeSet<DocumentId> {
    dossier
        .references
        .values()
        .filter(|referenced| referenced.standing == Standing::NotPublic(PublicState::Never))
        .map(|referenced| referenced.document)
        .collect()
}

/// The event, with old and new targets: whoever caches answers drops exactly the ones concerned.
fn published(
    actor: &Actor,
    publishable: &Publishable,
    content: &Content,
    old: Option<&Document>,
) -> NewEvent {
    NewEvent {
        event_type: EventType::DocumentPublished,
        actor: actor.to_string(),
        document: Some(publishable.document()),
        payload: json!({
            "kind": publishable.kind(),
            "group": publishable.group(),
            "locale": publishable.locale(),
            "revision": publishable.revision(),
            "hash": publishable.hash(),
            "approval": publishable.approval(),
            "report": publishable.report(),
            "old": old.map(|old| targets(old.slug.as_ref(), &old.content)),
            "new": targets(publishable.slug(), content),
        }),
    }
}

/// Slug and references of a revision, as events name them.
pub(crate) fn targets(slug: Option<&Slug>, content: &Content) -> Value {
    let references: BTreeSet<(&str, String)> = content
        .references()
        .iter()
        .map(|reference| (reference.role.name(), reference.target.to_string()))
        .collect();
    json!({ "slug": slug, "targets": references })
}
