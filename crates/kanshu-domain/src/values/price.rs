//! Prices. Japanese law asks for the total including consumption tax (消費税法 63条), so no other price
//! can be written down.

use serde::{Deserialize, Serialize};

use super::{Invalid, Line};

/// Whole yen, tax included; 0 to 100,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Yen(i64);

impl Yen {
    /// The amount.
    pub fn amount(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Yen {
    type Error = Invalid;

    fn try_from(amount: i64) -> Result<Self, Self::Error> {
        if (0..=100_000_000).contains(&amount) {
            Ok(Self(amount))
        } else {
            Err(Invalid::because("an amount is a whole number of yen from 0 to 100,000,000"))
        }
    }
}

impl From<Yen> for i64 {
    fn from(yen: Yen) -> Self {
        yen.0
    }
}

/// What the price buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceUnit {
    Session,
    Course,
    Area,
    Month,
}

/// The standard cost: from `min` to `max` yen, tax included (省令1条の9の2 三 asks for it on the page).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PriceRangeFields", rename_all = "camelCase")]
pub struct PriceRange {
    min: Yen,
    max: Yen,
    per: PriceUnit,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PriceRangeFields {
    min: Yen,
    max: Yen,
    per: PriceUnit,
    note: Option<Line>,
}

impl TryFrom<PriceRangeFields> for PriceRange {
    type Error = Invalid;

    fn try_from(fields: PriceRangeFields) -> Result<Self, Self::Error> {
        let PriceRangeFields { min, max, per, note } = fields;
        if min > max {
            return Err(Invalid::because("the lower price must not exceed the upper price"));
        }
        Ok(Self { min, max, per, note })
    }
}

impl PriceRange {
    /// The lower price, yen, tax included.
    pub fn min(&self) -> Yen {
        self.min
    }

    /// The upper price, yen, tax included.
    pub fn max(&self) -> Yen {
        self.max
    }

    /// What the price buys.
    pub fn per(&self) -> PriceUnit {
        self.per
    }

    /// What the price depends on.
    pub fn note(&self) -> Option<&Line> {
        self.note.as_ref()
    }
}
