//! Kinds, blocks, workflow, publish gate, policy.
//!
//! This crate never does I/O, never reads the clock and never draws a random number: instants and ids
//! are handed in. A value that exists is valid; what may still be missing in a draft is an `Option`,
//! and [`gate`] says whether it may be missing on a public page.

pub mod actor;
pub mod block;
pub mod claim;
pub mod compliance;
pub mod content;
pub mod decode;
pub mod derived;
pub mod document;
pub mod dossier;
pub mod event;
pub mod gate;
pub mod id;
pub mod kind;
pub mod kinds;
pub mod policy;
pub mod query;
pub mod reference;
pub mod retraction;
pub mod revision;
pub mod time;
pub mod values;
pub mod workflow;
