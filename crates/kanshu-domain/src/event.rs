//! Events: the append-only log, each line bound to the one before by its hash.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{id::DocumentId, revision::Sha256Hash, time::Instant};

/// The place of an event in the log, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub i64);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventType {
    #[serde(rename = "document.created")]
    DocumentCreated,
    #[serde(rename = "document.revised")]
    DocumentRevised,
    #[serde(rename = "document.submitted")]
    DocumentSubmitted,
    #[serde(rename = "document.changes_requested")]
    ChangesRequested,
    #[serde(rename = "document.approved")]
    RevisionApproved,
    #[serde(rename = "document.verified")]
    DocumentVerified,
    #[serde(rename = "document.approval_revoked")]
    ApprovalRevoked,
    #[serde(rename = "document.approval_stale")]
    ApprovalStale,
    #[serde(rename = "document.published")]
    DocumentPublished,
    #[serde(rename = "document.unpublished")]
    DocumentUnpublished,
    #[serde(rename = "document.withdrawn")]
    DocumentWithdrawn,
    #[serde(rename = "compliance.waived")]
    FindingWaived,
    #[serde(rename = "compliance.waiver_revoked")]
    WaiverRevoked,
    #[serde(rename = "retractions.imported")]
    RetractionsImported,
    /// A citation was retracted, came under concern, was corrected or reinstated.
    #[serde(rename = "source.status_changed")]
    SourceStatusChanged,
    #[serde(rename = "user.added")]
    UserAdded,
    #[serde(rename = "user.disabled")]
    UserDisabled,
    #[serde(rename = "user.enabled")]
    UserEnabled,
    #[serde(rename = "user.linked_to_physician")]
    UserLinkedToPhysician,
    #[serde(rename = "api_key.added")]
    ApiKeyAdded,
    #[serde(rename = "api_key.revoked")]
    ApiKeyRevoked,
}

impl EventType {
    /// The name, as stored: `document.published`.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(name)) => name,
            _ => String::new(),
        }
    }
}

/// What a use case wants logged. Payloads name ids and digests, never personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    pub event_type: EventType,
    /// The id of the user or key that acted, `operator` at the machine's console.
    pub actor: String,
    pub document: Option<DocumentId>,
    /// Old and new targets, revision numbers, hashes.
    pub payload: Value,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub seq: Seq,
    pub at: Instant,
    pub actor: String,
    #[serde(rename = "type")]
    pub event_type: String,
    pub document: Option<DocumentId>,
    pub payload: Value,
    pub payload_digest: Sha256Hash,
    pub prev_hash: Sha256Hash,
    pub hash: Sha256Hash,
}

/// What is hashed of an event: everything but the payload, which is there by its digest (so that a
/// lawful erasure leaves the chain intact).
#[derive(Serialize)]
struct Chained<'a> {
    seq: Seq,
    /// Microseconds since 1970.
    at: i64,
    actor: &'a str,
    #[serde(rename = "type")]
    event_type: &'a str,
    document: Option<DocumentId>,
    payload_digest: Sha256Hash,
    prev_hash: Sha256Hash,
}

impl Event {
    /// The `prev_hash` of the first event.
    pub fn genesis() -> Sha256Hash {
        Sha256Hash::of(b"")
    }

    /// The next line of a log that ends with `prev`.
    pub fn chain(new: NewEvent, at: Instant, prev: Option<(Seq, Sha256Hash)>) -> Self {
        let (seq, prev_hash) = match prev {
            Some((Seq(seq), hash)) => (Seq(seq + 1), hash),
            None => (Seq(1), Self::genesis()),
        };
        let payload_digest = Sha256Hash::of_json(&new.payload);
        let mut event = Self {
            seq,
            at,
            actor: new.actor,
            event_type: new.event_type.name(),
            document: new.document,
            payload: new.payload,
            payload_digest,
            prev_hash,
            hash: prev_hash,
        };
        event.hash = event.computed_hash();
        event
    }

    /// The hash that this line should have.
    pub fn computed_hash(&self) -> Sha256Hash {
        Sha256Hash::of_json(&Chained {
            seq: self.seq,
            at: self.at.timestamp_micros(),
            actor: &self.actor,
            event_type: &self.event_type,
            document: self.document,
            payload_digest: self.payload_digest,
            prev_hash: self.prev_hash,
        })
    }
}
