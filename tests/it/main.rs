//! The whole server from outside. One binary: each integration binary links everything again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod architecture;
mod crash;
mod golden;
mod identity;
mod store;
mod stories;
