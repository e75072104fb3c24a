//! Look-ups against a recorded server on this machine. The papers are invented.

mod answers;
mod lookups;
mod recorded;
