//! `kanshu migrate`, `index rebuild`, `audit verify`.

use crate::{
    CommandError, Site,
    cli::{AuditCommand, IndexCommand},
};

use super::say;

/// Opening the site has migrated the database.
pub(super) fn migrate(site: &Site) -> Result<(), CommandError> {
    say(&format!("The database ({:?}) is up to date.", site.store().engine()))
}

pub(super) async fn index(site: &Site, command: &IndexCommand) -> Result<(), CommandError> {
    match command {
        IndexCommand::Rebuild => {
            let report = site.store().rebuild_index(site.desk().clock.now()).await?;
            say(&format!(
                "Rebuilt: {} public and {} desk documents; {}.",
                report.public_documents,
                report.desk_documents,
                if report.changed {
                    "the projections were wrong before"
                } else {
                    "nothing differed"
                }
            ))
        }
    }
}

pub(super) async fn audit(site: &Site, command: &AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::Verify => {
            let report = site.store().verify_audit().await?;
            match report.first_broken {
                Some(broken) => Err(CommandError::Broken(broken)),
                None => say(&format!(
                    "Intact: {} events and {} revisions.",
                    report.events, report.revisions
                )),
            }
        }
    }
}
