//! The schema, one file a step, both engines. Steps only move forward.
//!
//! Instants are stored as whole microseconds since 1970, ids as 16 bytes (`uuid` on PostgreSQL), hashes
//! as 64 hexadecimal digits: they sort and compare alike on both engines.

mod dialect;
mod m20261122_000001_documents;
mod m20261122_000002_accounts;
mod m20261122_000003_compliance;
mod m20261122_000004_retractions;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait::async_trait};

/// Every step, oldest first.
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_documents::Migration),
            Box::new(m20261122_000002_accounts::Migration),
            Box::new(m20261122_000003_compliance::Migration),
            Box::new(m20261122_000004_retractions::Migration),
        ]
    }
}
