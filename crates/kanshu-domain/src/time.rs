//! Instants and dates. Stored instants are UTC cut to microseconds; dates a person sees are Asia/Tokyo.

use std::sync::Mutex;

use chrono::{DateTime, Duration, DurationRound, FixedOffset, NaiveDate, Utc};

/// A moment in UTC, cut to microseconds (both engines keep exactly that).
pub type Instant = DateTime<Utc>;

/// Where the present moment comes from. Handed in, so that tests can fix it.
pub trait Clock: Send + Sync {
    /// Now, cut to microseconds.
    fn now(&self) -> Instant;
}

/// Cuts an instant to microseconds.
pub fn cut(instant: Instant) -> Instant {
    instant.duration_trunc(Duration::microseconds(1)).unwrap_or(instant)
}

/// Japan Standard Time: nine hours ahead, no daylight saving.
#[expect(clippy::expect_used, reason = "nine hours is a valid offset")]
pub fn tokyo() -> FixedOffset {
    FixedOffset::east_opt(9 * 3600).expect("nine hours is a valid offset")
}

/// The date in Asia/Tokyo, as a reader of the page sees it.
pub fn tokyo_date(instant: Instant) -> NaiveDate {
    instant.with_timezone(&tokyo()).date_naive()
}

/// A clock that stands still until it is moved: for tests.
#[derive(Debug)]
pub struct FixedClock(Mutex<Instant>);

impl FixedClock {
    /// A clock standing at `instant`.
    pub fn at(instant: Instant) -> Self {
        Self(Mutex::new(cut(instant)))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
