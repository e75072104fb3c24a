//! Opening: pools with the settings we rely on, and the schema brought up to date under a lock.

use std::{path::Path, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use crate::{Engine, StoreError, sql::Sql};

/// The advisory lock of the one writer. Any constant will do, as long as it never changes.
pub(crate) const WRITER_LOCK: i64 = 0x4b61_6e73_6875;
/// The advisory lock of whoever migrates.
const MIGRATION_LOCK: i64 = WRITER_LOCK + 1;

const READERS: u32 = 8;
/// Writers wait for the advisory lock inside their connection.
const POSTGRES_WRITERS: u32 = 4;
const STATEMENTS_CACHED: usize = 256;

/// The two pools of a store.
pub(crate) struct Pools {
    pub(crate) engine: Engine,
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

/// Opens the database at `url`, migrating it first.
pub(crate) async fn open(url: &str) -> Result<Pools, StoreError> {
    let engine = engine_of(url)?;
    if engine == Engine::Sqlite {
        make_folder_of(url)?;
    }
    migrate(engine, url).await?;
    let (writers, readers) = match engine {
        Engine::Sqlite => (1, READERS),
        Engine::Postgres => (POSTGRES_WRITERS, READERS),
    };
    let writer = connect(engine, url, Access::Write, writers).await?;
    let reader = connect(engine, url, Access::Read, readers).await?;
    if engine == Engine::Sqlite {
        require_durable(&writer).await?;
    }
    Ok(Pools { engine, writer, reader })
}

/// Begins the transaction of a write.
pub(crate) async fn begin_write(
    connection: &DatabaseConnection,
) -> Result<DatabaseTransaction, StoreError> {
    // A plain BEGIN on SQLite takes the lock only at the first write, and then fails instead of waiting.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    Ok(connection.begin_with_options(options).await?)
}

fn engine_of(url: &str) -> Result<Engine, StoreError> {
    if url.starts_with("sqlite:") {
        if url.contains(":memory:") || url.contains("mode=memory") {
            let message = "the database must be a file: one in memory is lost with its connection";
            return Err(StoreError::Unsuitable(message.to_owned()));
        }
        return Ok(Engine::Sqlite);
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Engine::Postgres);
    }
    // What stands before the first colon names the engine; the rest may hold a password.
    let scheme = url.split(':').next().unwrap_or_default();
    Err(StoreError::UnknownEngine(scheme.to_owned()))
}

fn make_folder_of(url: &str) -> Result<(), StoreError> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        StoreError::Unsuitable(format!("the folder {} cannot be made: {error}", folder.display()))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    Read,
}

async fn connect(
    engine: Engine,
    url: &str,
    access: Access,
    connections: u32,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(0)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| sqlite_options(options, access))
        .map_sqlx_postgres_opts(move |options| postgres_options(options, access));
    if engine == Engine::Sqlite {
        // A file does not hang up.
        options.test_before_acquire(false).min_connections(1);
    }
    Ok(Database::connect(options).await?)
}

fn sqlite_options(options: SqliteConnectOptions, access: Access) -> SqliteConnectOptions {
    let options = options
        .create_if_missing(access == Access::Write)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(STATEMENTS_CACHED)
        .pragma("cache_size", "-20000")
        .pragma("mmap_size", "268435456");
    match access {
        Access::Write => options,
        Access::Read => options.pragma("query_only", "ON"),
    }
}

fn postgres_options(options: PgConnectOptions, access: Access) -> PgConnectOptions {
    let options = options.application_name("kanshu").statement_cache_capacity(STATEMENTS_CACHED);
    match access {
        Access::Write => options,
        Access::Read => options.options([("default_transaction_read_only", "on")]),
    }
}

/// An acknowledged signature survives a power cut, and references hold.
async fn require_durable(writer: &DatabaseConnection) -> Result<(), StoreError> {
    let durability = durability(Engine::Sqlite, writer).await?;
    if durability != "synchronous=2 journal_mode=wal" {
        return Err(StoreError::Unsuitable(format!(
            "SQLite cannot keep a durable write-ahead log here ({durability}): use a local disk"
        )));
    }
    if setting(writer, "PRAGMA foreign_keys", "foreign_keys").await? != "1" {
        let message = "SQLite was built without foreign keys";
        return Err(StoreError::Unsuitable(message.to_owned()));
    }
    Ok(())
}

/// How a connection keeps what is acknowledged, in the engine's own words.
pub(crate) async fn durability(
    engine: Engine,
    writer: &DatabaseConnection,
) -> Result<String, StoreError> {
    let (prefix, settings) = match engine {
        Engine::Sqlite => ("PRAGMA", ["synchronous", "journal_mode"]),
        Engine::Postgres => ("SHOW", ["synchronous_commit", "fsync"]),
    };
    let mut said = Vec::new();
    for name in settings {
        said.push(format!("{name}={}", setting(writer, &format!("{prefix} {name}"), name).await?));
    }
    Ok(said.join(" "))
}

async fn setting(
    connection: &DatabaseConnection,
    question: &str,
    column: &str,
) -> Result<String, StoreError> {
    let Some(row) = Sql::new(question).one(connection).await? else { return Ok(String::new()) };
    match row.get::<String>(column) {
        Ok(text) => Ok(text),
        Err(_) => Ok(row.get::<i64>(column)?.to_string()),
    }
}

/// Brings the schema up to date over a connection of its own, closed before the real pools open: the
/// migrator changes pragmas of the connection it runs on.
async fn migrate(engine: Engine, url: &str) -> Result<(), StoreError> {
    let connection = connect(engine, url, Access::Write, 1).await?;
    let migrated = migrate_locked(engine, &connection).await;
    connection.close().await?;
    migrated
}

async fn migrate_locked(engine: Engine, connection: &DatabaseConnection) -> Result<(), StoreError> {
    let transaction = begin_write(connection).await?;
    if engine == Engine::Postgres {
        let lock = Sql::new("SELECT pg_advisory_xact_lock(?)").bind(MIGRATION_LOCK);
        lock.run(&transaction).await?;
    }
    let known: Vec<String> =
        Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let applied = applied_steps(engine, &transaction).await?;
    if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
        return Err(StoreError::Unsuitable(format!(
            "the database was made by a newer program (it has the step {unknown}); use that one"
        )));
    }
    if applied.len() < known.len() {
        Migrator::up(&transaction, None).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn applied_steps(
    engine: Engine,
    connection: &impl ConnectionTrait,
) -> Result<Vec<String>, StoreError> {
    let there = match engine {
        Engine::Sqlite => "SELECT 1 AS there FROM sqlite_master WHERE name = 'seaql_migrations'",
        Engine::Postgres => {
            "SELECT 1 AS there FROM pg_tables
             WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'"
        }
    };
    if Sql::new(there).one(connection).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = Sql::new("SELECT version FROM seaql_migrations ORDER BY version").all(connection);
    rows.await?.iter().map(|row| row.get("version")).collect()
}
