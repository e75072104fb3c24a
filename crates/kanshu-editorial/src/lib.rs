//! The newsroom: every use case that changes content, and every read that needs an actor.
//!
//! One use case, one file, four beats: may they, load what they may see, change (a domain rule), record
//! the event. Transports call these functions and nothing below them.

mod approve_revision;
mod check_compliance;
mod compliance_report;
mod create_document;
mod dependents;
mod error;
mod import_citations;
mod import_column;
mod import_retractions;
mod input;
mod judge;
mod opened;
mod publish_document;
mod read;
mod recheck_published;
mod request_changes;
mod revise_document;
mod revoke_approval;
mod revoke_waiver;
mod submit_for_review;
mod unpublish_document;
mod verify_document;
mod waive_finding;
mod withdraw_document;

use std::sync::Arc;

use kanshu_citation::integrity::Glossary;
use kanshu_compliance::Engine;
use kanshu_domain::{id::Ids, policy::SitePolicy, time::Clock};
use kanshu_persistence::Store;

pub use approve_revision::approve_revision;
pub use check_compliance::{Unsaved, UnsavedText, check_compliance};
pub use compliance_report::compliance_report;
pub use create_document::{NewContent, create_document, create_translation};
pub use error::{EditorialError, ErrorKind};
pub use import_citations::{
    CitationImport, Earlier, ImportMode, ImportedCitation, TakenIn, import_citations,
};
pub use import_column::{Imported, import_column};
pub use import_retractions::{
    ImportedRetractions, RetractionImport, import_retractions, noticed_sources,
};
pub use publish_document::{Dependencies, publish_document};
pub use read::{Drafts, History};
pub use recheck_published::{Recheck, Rechecked, recheck_published};
pub use request_changes::request_changes;
pub use revise_document::{Change, RevisedContent, SlugChange, revise_document};
pub use revoke_approval::revoke_approval;
pub use revoke_waiver::revoke_waiver;
pub use submit_for_review::submit_for_review;
pub use unpublish_document::{Dependents, unpublish_document};
pub use verify_document::verify_document;
pub use waive_finding::{AcceptedFinding, Waived, waive_finding};
pub use withdraw_document::withdraw_document;

/// What every use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub policy: SitePolicy,
    /// The rule packs at work.
    pub compliance: Arc<Engine>,
    /// The site's terms, which translations of quotations keep to.
    pub glossary: Arc<Glossary>,
}

/// What a use case did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    pub document: kanshu_domain::id::DocumentId,
    pub revision: kanshu_domain::revision::RevisionNumber,
    /// The place of the event in the log.
    pub seq: kanshu_domain::event::Seq,
}
