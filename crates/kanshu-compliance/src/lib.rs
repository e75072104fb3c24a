//! Rule packs: a dossier in, findings out. Pure: no I/O, no clock.
//!
//! A [`Pack`] is data: its folder says which words break which rule, and what silences a finding. An
//! [`Engine`] holds compiled packs and makes reports: the same dossier, packs, waivers and date give the
//! same report, byte for byte.

mod builtin;
mod engine;
mod examples;
mod pack;
mod passages;
mod scan;
mod structure;
mod text;

pub use engine::{Engine, Passage, SilencedFinding};
pub use pack::{Pack, PackError};
pub use passages::passages;
