//! Scalars of our own.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;
use kanshu_domain::values;
use serde::Serialize;

/// A BCP 47 language tag of language and optional region or script: `ja`, `en`, `en-US`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Locale(pub values::Locale);

/// A BCP 47 language tag of language and optional region or script: `ja`, `en`, `en-US`, `zh-Hant`.
#[Scalar]
impl ScalarType for Locale {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => {
                values::Locale::parse(text).map(Self).map_err(InputValueError::custom)
            }
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self(values::Locale::ja())
    }
}

/// A calendar date as a person reads it, `2026-04-01`; derived from an instant in Asia/Tokyo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Date(pub NaiveDate);

/// A calendar date as a person reads it, `2026-04-01`; derived from an instant in Asia/Tokyo.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text
                .parse()
                .map(Self)
                .map_err(|_| InputValueError::custom("a date looks like 2026-04-01")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
