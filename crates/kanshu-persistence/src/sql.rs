//! Statements in one spelling for both engines, and fallible reading of rows.

use chrono::DateTime;
use kanshu_domain::{
    revision::{RevisionNumber, Sha256Hash},
    time::Instant,
    values::{Locale, Slug},
};
use sea_orm::{ConnectionTrait, DbBackend, ExecResult, QueryResult, Statement, TryGetable, Value};
use uuid::Uuid;

use crate::StoreError;

/// A statement being written. Values are `?` in the text on both engines; our SQL has no other `?`.
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new() }
    }

    /// Adds text.
    pub(crate) fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Gives the value of the next `?`.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds a parenthesised list of values; of no values, one that nothing is in.
    pub(crate) fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.text.push('(');
        let mut count = 0;
        for value in values {
            self.text.push_str(if count == 0 { "?" } else { ", ?" });
            self.values.push(value.into());
            count += 1;
        }
        if count == 0 {
            self.text.push_str("NULL");
        }
        self.text.push(')');
        self
    }

    fn statement(self, backend: DbBackend) -> Statement {
        let text = match backend {
            DbBackend::Postgres => numbered(&self.text),
            _ => self.text,
        };
        Statement::from_sql_and_values(backend, text, self.values)
    }

    pub(crate) async fn all(self, on: &impl ConnectionTrait) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(on.get_database_backend());
        Ok(on.query_all_raw(statement).await?.into_iter().map(Row).collect())
    }

    pub(crate) async fn one(self, on: &impl ConnectionTrait) -> Result<Option<Row>, StoreError> {
        let statement = self.statement(on.get_database_backend());
        Ok(on.query_one_raw(statement).await?.map(Row))
    }

    pub(crate) async fn run(self, on: &impl ConnectionTrait) -> Result<ExecResult, StoreError> {
        let statement = self.statement(on.get_database_backend());
        Ok(on.execute_raw(statement).await?)
    }
}

/// `?` becomes `$1`, `$2`, …
fn numbered(text: &str) -> String {
    let mut pieces = text.split('?');
    let mut numbered = pieces.next().unwrap_or_default().to_owned();
    for (i, piece) in pieces.enumerate() {
        numbered.push('$');
        numbered.push_str(&(i + 1).to_string());
        numbered.push_str(piece);
    }
    numbered
}

/// A row whose columns may not mean what they should: each reading can fail, naming the column.
pub(crate) struct Row(QueryResult);

impl Row {
    pub(crate) fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError> {
        Ok(self.0.try_get("", column)?)
    }

    /// An id of any of the domain's types.
    pub(crate) fn id<T>(&self, column: &str, of: impl FnOnce(Uuid) -> T) -> Result<T, StoreError> {
        Ok(of(self.get::<Uuid>(column)?))
    }

    pub(crate) fn instant(&self, column: &str) -> Result<Instant, StoreError> {
        instant(column, self.get(column)?)
    }

    pub(crate) fn maybe_instant(&self, column: &str) -> Result<Option<Instant>, StoreError> {
        self.get::<Option<i64>>(column)?.map(|micros| instant(column, micros)).transpose()
    }

    pub(crate) fn revision(&self, column: &str) -> Result<RevisionNumber, StoreError> {
        number(column, self.get(column)?)
    }

    pub(crate) fn maybe_revision(
        &self,
        column: &str,
    ) -> Result<Option<RevisionNumber>, StoreError> {
        self.get::<Option<i64>>(column)?.map(|value| number(column, value)).transpose()
    }

    pub(crate) fn hash(&self, column: &str) -> Result<Sha256Hash, StoreError> {
        self.parsed(column, Sha256Hash::parse)
    }

    pub(crate) fn maybe_hash(&self, column: &str) -> Result<Option<Sha256Hash>, StoreError> {
        self.get::<Option<String>>(column)?
            .map(|text| Sha256Hash::parse(&text).map_err(|e| damaged(column, &text, e)))
            .transpose()
    }

    /// The locale; `None` for locale-neutral documents, whose column is empty.
    pub(crate) fn locale(&self, column: &str) -> Result<Option<Locale>, StoreError> {
        match self.get::<String>(column)? {
            text if text.is_empty() => Ok(None),
            text => Locale::parse(&text).map(Some).map_err(|e| damaged(column, &text, e)),
        }
    }

    pub(crate) fn slug(&self, column: &str) -> Result<Option<Slug>, StoreError> {
        self.get::<Option<String>>(column)?
            .map(|text| Slug::parse(&text).map_err(|e| damaged(column, &text, e)))
            .transpose()
    }

    /// A text that the domain parses.
    pub(crate) fn parsed<T, E: std::fmt::Display>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, StoreError> {
        let text: String = self.get(column)?;
        parse(&text).map_err(|error| damaged(column, &text, error))
    }

    /// A text that is the name of one of the domain's closed lists.
    pub(crate) fn named<T: serde::de::DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<T, StoreError> {
        self.parsed(column, |text| {
            serde_json::from_value(serde_json::Value::String(text.to_owned()))
        })
    }

    /// A text that is JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<T, StoreError> {
        self.parsed(column, |text| serde_json::from_str(text))
    }
}

fn damaged(column: &str, text: &str, error: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("column {column} holds `{text}`: {error}"))
}

fn instant(column: &str, micros: i64) -> Result<Instant, StoreError> {
    DateTime::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Corrupt(format!("column {column} holds no instant: {micros}")))
}

fn number(column: &str, value: i64) -> Result<RevisionNumber, StoreError> {
    u32::try_from(value).map(RevisionNumber).map_err(|_| {
        StoreError::Corrupt(format!("column {column} holds no revision number: {value}"))
    })
}

/// An instant as stored.
pub(crate) fn micros(instant: Instant) -> i64 {
    instant.timestamp_micros()
}

/// A locale as stored.
pub(crate) fn locale_text(locale: Option<&Locale>) -> String {
    locale.map(ToString::to_string).unwrap_or_default()
}
