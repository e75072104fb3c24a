//! Documents over HTTP: reading, writing, and the actions of a document's life.

mod approve;
mod check_compliance;
mod compliance_report;
mod create;
mod done;
mod history;
mod list;
mod read;
mod revise;
mod steps;
mod waivers;
mod writing;

pub(crate) use approve::approve;
pub(crate) use check_compliance::check_compliance;
pub(crate) use compliance_report::{compliance_report, kept_report};
pub(crate) use create::create;
pub(crate) use history::{history, readiness, revision};
pub(crate) use list::list;
pub(crate) use read::{get, get_any, get_by_slug};
pub(crate) use revise::revise;
pub(crate) use steps::{
    publish, request_changes, revoke_approval, submit, unpublish, verify, withdraw,
};
pub(crate) use waivers::{revoke_waiver, waive_finding};
