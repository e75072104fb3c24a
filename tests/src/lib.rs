//! The whole server from outside: HTTP, both engines, contracts.
//!
//! [`both_engines!`] makes of one story two tests, one on SQLite and one on PostgreSQL, each with a
//! database of its own.

mod database;
mod postgres;

pub use database::{TestDb, on_postgres, on_sqlite};

/// Declares a test that runs on both engines, as `name::sqlite` and `name::postgres`.
///
/// ```ignore
/// both_engines!(a_new_database_is_empty, |db: TestDb| async move {
///     assert!(db.store().is_empty().await.unwrap());
/// });
/// ```
#[macro_export]
macro_rules! both_engines {
    ($name:ident, |$db:ident: $type:ty| async move $story:block) => {
        mod $name {
            use super::*;

            async fn story($db: $type) $story

            #[test]
            fn sqlite() {
                $crate::on_sqlite(story);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres(story);
            }
        }
    };
}
