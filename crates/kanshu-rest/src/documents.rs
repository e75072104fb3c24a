//! Documents over HTTP: reading, writing, and the actions of a document's life.

mod approve;
mod create;
mod done;
mod history;
mod list;
mod read;
mod revise;
mod steps;
mod writing;

pub(crate) use approve::approve;
pub(crate) use create::create;
pub(crate) use history::{history, readiness, revision};
pub(crate) use list::list;
pub(crate) use read::{get, get_any, get_by_slug};
pub(crate) use revise::revise;
pub(crate) use steps::{
    publish, request_changes, revoke_approval, submit, unpublish, verify, withdraw,
};
