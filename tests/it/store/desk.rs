//! A desk of the simplest kind, for tests of the store: tags, which nobody signs.

use std::collections::BTreeSet;

use kanshu_domain::{
    compliance::{ComplianceReport, Waiver},
    content::Content,
    dossier::Dossier,
    event::{EventType, NewEvent},
    gate,
    id::{ApprovalId, DocumentId, GroupId, Ids, PublicationId, SequentialIds, UserId, WaiverId},
    kind::Kind,
    policy::SitePolicy,
    revision::{Manuscript, RevisionNumber, Sha256Hash},
    time::{Instant, tokyo_date},
    values::{Line, Locale, Localized, Slug},
    workflow::{Approval, EndedAs, Publication, SignedView},
};
use kanshu_persistence::{Head, NewDocument, NewRevision, Store, StoreError, Work};
use serde_json::{Value, json};
use uuid::Uuid;

/// Writes through the store as the newsroom would.
pub(crate) struct TestDesk {
    pub(crate) store: Store,
    ids: SequentialIds,
}

/// Noon in Tokyo.
pub(crate) fn noon() -> Instant {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn tag(name: &str) -> Content {
    Content::decode(Kind::Tag, json!({ "name": { "ja": name } })).unwrap()
}

impl TestDesk {
    pub(crate) fn at(store: &Store) -> Self {
        Self { store: store.clone(), ids: SequentialIds::default() }
    }

    pub(crate) fn new_id(&self) -> DocumentId {
        DocumentId(self.ids.next())
    }

    pub(crate) async fn begin(&self) -> Work {
        self.store.begin(noon()).await.unwrap()
    }

    /// A new document of any kind with its first revision.
    pub(crate) async fn create(
        &self,
        kind: Kind,
        locale: Option<Locale>,
        slug: Option<Slug>,
        content: Value,
    ) -> DocumentId {
        let content = Content::decode(kind, content).unwrap();
        let mut work = self.begin().await;
        let id = self.new_id();
        create_in(&mut work, id, locale, slug, content).await;
        work.commit().await.unwrap();
        id
    }

    /// A new tag.
    pub(crate) async fn tag(&self, name: &str) -> DocumentId {
        self.create(Kind::Tag, None, Some(slug(name)), json!({ "name": { "ja": name } })).await
    }

    /// A new tag that is public.
    pub(crate) async fn public_tag(&self, name: &str) -> DocumentId {
        let id = self.tag(name).await;
        self.publish(id).await.unwrap();
        id
    }

    /// A new revision.
    pub(crate) async fn revise(&self, id: DocumentId, name: &str, address: &str) -> RevisionNumber {
        let mut work = self.begin().await;
        let manuscript = Manuscript::new(id, None, Some(slug(address)), tag(name));
        let number = append(&mut work, manuscript).await;
        work.commit().await.unwrap();
        number
    }

    /// The newest revision, through the gate.
    pub(crate) async fn publish(&self, id: DocumentId) -> Result<Publication, StoreError> {
        self.publish_along(id, BTreeSet::new()).await
    }

    /// The newest revision, through the gate, as if the others were published with it.
    pub(crate) async fn publish_along(
        &self,
        id: DocumentId,
        along: BTreeSet<DocumentId>,
    ) -> Result<Publication, StoreError> {
        let mut work = self.begin().await;
        let head = work.head(id).await?.unwrap();
        let dossier = work.dossier(&head, &along, &SitePolicy::default()).await?;
        let report = clean_report(&dossier, work.now());
        let publishable = match gate::check(&dossier, &report, work.now()) {
            Ok(publishable) => publishable,
            Err(_) if dossier.slug_taken_by.is_some() => return Err(StoreError::SlugTaken),
            Err(unmet) => panic!("{unmet:?}"),
        };
        let id = PublicationId(self.ids.next());
        let publication = work.publish(id, &publishable, &report).await?;
        record(&mut work, EventType::DocumentPublished, publication.document).await;
        work.commit().await?;
        Ok(publication)
    }

    pub(crate) async fn end(&self, id: DocumentId, how: EndedAs) -> Option<Publication> {
        let mut work = self.begin().await;
        let reason = Some("安全のため".to_owned());
        let ended = work.end_publication(id, how, reason).await.unwrap();
        record(&mut work, EventType::DocumentUnpublished, id).await;
        work.commit().await.unwrap();
        ended
    }
}

pub(crate) async fn create_in(
    work: &mut Work,
    id: DocumentId,
    locale: Option<Locale>,
    slug: Option<Slug>,
    content: Content,
) {
    let document = NewDocument {
        id,
        group: id.founding_group(),
        kind: content.kind(),
        locale: locale.clone(),
        creator: "operator".to_owned(),
    };
    work.create_document(document).await.unwrap();
    append(work, Manuscript::new(id, locale, slug, content)).await;
}

/// A report that objects to nothing.
pub(crate) fn clean_report(dossier: &Dossier, now: Instant) -> ComplianceReport {
    ComplianceReport {
        document: Some(dossier.document),
        revision: Some(dossier.revision),
        dossier: dossier.digest(),
        on: tokyo_date(now),
        engine: "test".to_owned(),
        packs: Vec::new(),
        findings: Vec::new(),
        declarations: Vec::new(),
        unchecked_jurisdictions: Vec::new(),
    }
}

/// A finding of an imaginary rule, accepted for a month.
pub(crate) fn waiver(document: DocumentId, at: Instant) -> Waiver {
    Waiver {
        id: WaiverId(Uuid::from_u128(6)),
        document,
        rule: "XX-F01".to_owned(),
        span_hash: Sha256Hash::of(b"words"),
        reason: "引用の一部です".to_owned(),
        by: "operator".to_owned(),
        at,
        expires_on: "2026-12-22".parse().unwrap(),
        revoked_at: None,
    }
}

/// A signature of the newest revision, resting on what group 5 said.
pub(crate) fn signature(head: &Head, at: Instant) -> Approval {
    Approval {
        id: ApprovalId(Uuid::from_u128(2)),
        document: head.document,
        revision: head.revision,
        hash: head.hash,
        user: UserId(Uuid::from_u128(3)),
        physician: GroupId(Uuid::from_u128(4)),
        physician_name: Localized::one(Locale::ja(), Line::parse("架空 花子").unwrap()),
        credentials: Vec::new(),
        statement: "監修しました".to_owned(),
        four_eyes: true,
        at,
        valid_until: noon() + chrono::Duration::days(365),
        signed_views: vec![SignedView { target: viewed(), digest: Sha256Hash::of(b"view") }],
        revoked: None,
    }
}

/// What [`signature`] rests on.
pub(crate) fn viewed() -> GroupId {
    GroupId(Uuid::from_u128(5))
}

async fn append(work: &mut Work, manuscript: Manuscript) -> RevisionNumber {
    let document = manuscript.document;
    let new = NewRevision { manuscript, author: "operator".to_owned(), note: None };
    let (number, _) = work.append_revision(new).await.unwrap();
    record(work, EventType::DocumentRevised, document).await;
    number
}

/// An event that vouches for what was written since the last.
pub(crate) async fn record(work: &mut Work, event_type: EventType, document: DocumentId) {
    let event = NewEvent {
        event_type,
        actor: "operator".to_owned(),
        document: Some(document),
        payload: json!({ "document": document }),
    };
    work.record(event).await.unwrap();
}
