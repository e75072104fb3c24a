//! Which failures of the database pass by themselves.

use sea_orm::{DbErr, RuntimeErr, sqlx};

use super::StoreError;

/// SQLSTATE classes of a server that is not there for us: connection exceptions, and the operator's
/// interventions (shutting down, starting up).
const AWAY_CLASSES: [&str; 2] = ["08", "57P"];
/// SQLSTATE of a server that has no connection left.
const TOO_MANY_CONNECTIONS: &str = "53300";

impl StoreError {
    /// Whether the database is away rather than unwilling: the same request may succeed in a moment.
    pub fn is_unavailable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => lost(error),
            _ => false,
        }
    }
}

/// Whether a statement failed because its connection did.
fn lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // SQLite's codes are short numbers and resemble none of these.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code == TOO_MANY_CONNECTIONS
                || code.len() == 5 && AWAY_CLASSES.iter().any(|class| code.starts_with(class))
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::{io, sync::Arc};

    use sea_orm::ConnAcquireErr;

    use super::*;

    fn failed_with(error: sqlx::Error) -> StoreError {
        StoreError::Database(DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))))
    }

    #[test]
    fn a_lost_connection_is_not_taken_for_a_failed_statement() {
        let away = [
            StoreError::Database(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
            StoreError::Database(DbErr::Conn(RuntimeErr::Internal("refused".to_owned()))),
            failed_with(sqlx::Error::Io(io::ErrorKind::UnexpectedEof.into())),
            failed_with(sqlx::Error::WorkerCrashed),
        ];
        for error in away {
            assert!(error.is_unavailable(), "{error:?}");
        }
        let failed = [
            failed_with(sqlx::Error::RowNotFound),
            StoreError::Database(DbErr::Query(RuntimeErr::Internal("no column".to_owned()))),
            StoreError::Corrupt("row 1".to_owned()),
            StoreError::SlugTaken,
        ];
        for error in failed {
            assert!(!error.is_unavailable(), "{error:?}");
        }
    }
}
