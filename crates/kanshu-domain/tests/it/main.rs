//! The domain's rules, from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod claims;
mod compliance;
mod content;
mod derived;
mod fixtures;
mod gate;
mod policy;
mod revision;
mod values;
mod workflow;
