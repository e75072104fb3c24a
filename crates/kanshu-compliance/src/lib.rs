//! Rule packs: a dossier in, findings out. Pure: no I/O, no clock.

mod engine;
mod pack;

pub use engine::{Engine, Passage};
pub use pack::{Pack, PackError};
