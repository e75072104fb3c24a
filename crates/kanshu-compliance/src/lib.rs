//! Rule packs: a dossier in, findings out. Pure: no I/O, no clock.
//!
//! A [`Pack`] is data: its folder says which words break which rule, and what silences a finding. An
//! [`Engine`] holds compiled packs and makes reports: the same dossier, packs, waivers and date give the
//! same report, byte for byte.

mod builtin;
mod engine;
mod examples;
mod lint;
pub mod markdown;
mod pack;
mod passages;
pub mod render;
mod scan;
mod source;
mod structure;
mod text;

pub use engine::{Candidate, Engine, Passage, Silencer};
pub use examples::PackExample;
pub use lint::{
    Form, LintReport, LintSettings, LintedText, LocatedFinding, Summary, in_plain_text,
};
pub use pack::{Pack, PackError, grams};
pub use passages::passages;
pub use source::{Position, SourceText};
