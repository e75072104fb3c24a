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

/// Refuses UPDATE and DELETE on a table, and on SQLite the `INSERT OR REPLACE` that would delete past
/// the triggers.
pub(crate) fn append_only(backend: DbBackend, table: &str, same: &str) -> String {
    match backend {
        DbBackend::Sqlite => {
            let refusal = format!("SELECT RAISE(ABORT, '{table} is append-only');");
            format!(
                "CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table}
                 BEGIN {refusal} END;
                 CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table}
                 BEGIN {refusal} END;
                 CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table}
                 WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
                 BEGIN {refusal} END;"
            )
        }
        _ => format!(
            "CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
             CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                 FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();"
        ),
    }
}
