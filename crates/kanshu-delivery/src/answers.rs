//! Finished answers, kept in memory: most visitors ask what somebody asked a moment ago.

use std::sync::Arc;

use chrono::Duration;
use kanshu_domain::{
    event::Seq,
    revision::Sha256Hash,
    time::{Clock, Instant},
};
use kanshu_persistence::Store;
use moka::sync::Cache;

/// How long an answer may be given again. Other nodes' publications and whatever depends on the time of
/// day are seen at most this much later.
const LONGEST: Duration = Duration::seconds(1);

/// Bytes kept at the most.
const ROOM: u64 = 128 * 1024 * 1024;

/// Answers to visitors, by what was asked. Cheap to clone.
///
/// An answer is given again for at most one second, and not at all once this node has committed any
/// event since the answer was begun: whoever writes here reads it here at once, and an answer that was
/// computed from what stood before a write is never given after it. Whoever keeps an answer vouches that
/// it was made for a visitor, from what is published alone.
pub struct Answers<T> {
    kept: Cache<Sha256Hash, Arc<Kept<T>>>,
    store: Store,
    clock: Arc<dyn Clock>,
}

impl<T> Clone for Answers<T> {
    fn clone(&self) -> Self {
        Self { kept: self.kept.clone(), store: self.store.clone(), clock: self.clock.clone() }
    }
}

struct Kept<T> {
    begun: Moment,
    answer: Arc<T>,
    bytes: u32,
}

/// When an answer was begun: before anything was read for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    applied: Seq,
    at: Instant,
}

impl<T: Send + Sync + 'static> Answers<T> {
    /// Nothing kept yet.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        let kept = Cache::builder()
            .weigher(|_, kept: &Arc<Kept<T>>| kept.bytes)
            .max_capacity(ROOM)
            .build();
        Self { kept, store, clock }
    }

    /// Taken before an answer is begun, and handed back with it.
    pub fn moment(&self) -> Moment {
        Moment { applied: self.store.applied(), at: self.clock.now() }
    }

    /// The answer to what was asked, when it may still be given.
    pub fn get(&self, asked: &Asked) -> Option<Arc<T>> {
        let kept = self.kept.get(&asked.0)?;
        let now = self.moment();
        let same = kept.begun.applied == now.applied;
        let age = now.at.signed_duration_since(kept.begun.at);
        (same && age >= Duration::zero() && age < LONGEST).then(|| Arc::clone(&kept.answer))
    }

    /// Keeps an answer of `bytes` bytes that was begun at `begun`.
    pub fn keep(&self, asked: Asked, begun: Moment, answer: Arc<T>, bytes: usize) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.kept.insert(asked.0, Arc::new(Kept { begun, answer, bytes }));
    }
}

/// Everything that an answer depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked(Sha256Hash);

impl Asked {
    /// The parts in order; no two different lists of parts are taken for one another.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut all = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
        for part in parts {
            all.extend_from_slice(&(part.len() as u64).to_be_bytes());
            all.extend_from_slice(part);
        }
        Self(Sha256Hash::of(&all))
    }
}
