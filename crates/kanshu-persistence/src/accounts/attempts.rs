//! Counted login attempts, for all nodes together.

use chrono::Duration;
use kanshu_domain::time::Instant;

use super::{Attempts, for_update};
use crate::{
    Store, StoreError,
    connect::begin_write,
    sql::{Row, Sql, micros},
};

impl Store {
    /// The counters of the subjects that were ever counted, as last committed.
    pub async fn attempts(&self, subjects: Vec<String>) -> Result<Vec<Attempts>, StoreError> {
        let rows = Sql::new(
            "SELECT subject, attempts, since, blocked_until FROM login_attempt WHERE subject IN ",
        )
        .list(subjects)
        .all(self.reader())
        .await?;
        rows.iter().map(attempts).collect()
    }

    /// Shows `change` the counters of the subjects, locked, and keeps what it made of them; on an `Err`
    /// of it nothing is kept. Subjects never seen have a count of nought since `now`.
    pub async fn count_attempts<E>(
        &self,
        mut subjects: Vec<String>,
        now: Instant,
        change: impl FnOnce(&mut [Attempts]) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        // One order for everybody, so that no two callers wait for each other.
        subjects.sort();
        let tx = begin_write(self.writer()).await?;
        for subject in &subjects {
            Sql::new(
                "INSERT INTO login_attempt (subject, attempts, since) VALUES (?, 0, ?)
                 ON CONFLICT (subject) DO NOTHING",
            )
            .bind(subject.as_str())
            .bind(micros(now))
            .run(&tx)
            .await?;
        }
        let rows = Sql::new(
            "SELECT subject, attempts, since, blocked_until FROM login_attempt WHERE subject IN ",
        )
        .list(subjects)
        .push(" ORDER BY subject")
        .push(for_update(&tx))
        .all(&tx)
        .await?;
        let mut counters = rows.iter().map(attempts).collect::<Result<Vec<_>, _>>()?;
        if let Err(refusal) = change(&mut counters) {
            return Ok(Err(refusal));
        }
        for counter in counters {
            Sql::new(
                "UPDATE login_attempt SET attempts = ?, since = ?, blocked_until = ?
                 WHERE subject = ?",
            )
            .bind(counter.count)
            .bind(micros(counter.since))
            .bind(counter.blocked_until.map(micros))
            .bind(counter.subject)
            .run(&tx)
            .await?;
        }
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// Drops counters that nobody has needed for a day.
    pub async fn forget_old_attempts(&self, now: Instant) -> Result<(), StoreError> {
        Sql::new("DELETE FROM login_attempt WHERE since < ?")
            .bind(micros(now - Duration::days(1)))
            .run(self.writer())
            .await?;
        Ok(())
    }
}

fn attempts(row: &Row) -> Result<Attempts, StoreError> {
    Ok(Attempts {
        subject: row.get("subject")?,
        count: row.get("attempts")?,
        since: row.instant("since")?,
        blocked_until: row.maybe_instant("blocked_until")?,
    })
}
