//! The store from outside the crate: the promises that the backbone makes, on both engines.

mod append_only;
mod audit;
mod backbone;
mod desk;
mod lists;
mod migrations;
mod projections;
mod public;
mod writers;
