//! Blocks to and from Markdown, HTML, Portable Text, plain text. Pure.
//!
//! Four renderers of a body ([`html`], [`markdown`], [`portable_text`], [`plain_text`]) and one importer
//! ([`mod@column`]). This crate never does I/O, never reads the clock, and takes its ids from the caller. No
//! renderer passes markup through: whatever an editor types comes out as text.

pub mod column;
mod context;
pub mod html;
pub mod markdown;
pub mod plain_text;
pub mod portable_text;
mod quoted;
mod spans;
mod words;

pub use context::Context;
