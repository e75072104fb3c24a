//! Look-ups against a recorded server on this machine. The papers are invented.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod answers;
mod lookups;
mod recorded;
