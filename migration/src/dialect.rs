//! One text of SQL for both engines.

use sea_orm_migration::{
    SchemaManager,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

/// Runs `sql` (one or more statements) with the engine's own words for `{id}`, `{int}`, `{bytes}` and
/// for the end of a table, `{table}`.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let sql = match connection.get_database_backend() {
        DbBackend::Sqlite => sql
            .replace("{id}", "BLOB")
            .replace("{int}", "INTEGER")
            .replace("{bytes}", "BLOB")
            .replace("{table}", "STRICT"),
        _ => sql
            .replace("{id}", "UUID")
            .replace("{int}", "BIGINT")
            .replace("{bytes}", "BYTEA")
            .replace("{table}", ""),
    };
    connection.execute_unprepared(&sql).await.map(|_| ())
}
