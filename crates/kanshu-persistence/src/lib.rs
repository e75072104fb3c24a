//! Documents, revisions, publications, projections and events on SQLite and PostgreSQL.
//!
//! [`Store`] is one concrete type that speaks to both engines. Writing goes through [`Work`], one
//! transaction under the site-wide writer's lock; reading through [`Shelf`]s, which carry what the
//! reader may see in their constructor: [`Store::public`] or [`Store::desk`].

pub mod accounts;
mod audit;
mod citations;
mod connect;
mod dossier;
mod error;
mod facts;
mod ledger;
mod projections;
mod rebuild;
mod retractions;
mod revisions;
mod shelf;
mod sql;
mod store;
mod truth;
mod work;

pub use citations::{Citations, ReadUpTo, StoredCitation};
pub use error::StoreError;
pub use retractions::{Adopted, ChangedSource, NoticedSource, StagedDataset};
pub use shelf::Shelf;
pub use store::{AuditReport, BrokenLine, Engine, RebuildReport, Store};
pub use work::{Head, NewDocument, NewRevision, StaleCause, TAKEN_BACK, Work};
