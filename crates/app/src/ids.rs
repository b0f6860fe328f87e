//! The only reader of randomness, and the maker of ids.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use bihuan_domain::time::Timestamp;
use rand::RngExt as _;
use uuid::Uuid;

/// Makes ids and secrets.
pub trait IdGenerator: fmt::Debug + Send + Sync {
    /// A fresh id of version 7, ordered by `now` and, within one process, by the order of the calls.
    fn id(&self, now: Timestamp) -> Uuid;

    /// 32 bytes that nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// Ids and secrets from the operating system's randomness.
#[derive(Debug, Default)]
pub struct RandomIds {
    counter: AtomicU64,
}

impl IdGenerator for RandomIds {
    fn id(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_micros() / 1_000).unwrap_or_default();
        // Twelve bits of counter behind the time keep ids of one millisecond in order; the rest is random.
        let count = self.counter.fetch_add(1, Ordering::Relaxed);
        let mut random: [u8; 10] = rand::rng().random();
        random[0] = u8::try_from((count >> 8) & 0x0f).unwrap_or_default();
        random[1] = u8::try_from(count & 0xff).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        rand::rng().random()
    }
}

/// Ids that count up, for tests whose output must repeat.
#[derive(Debug, Default)]
pub struct CountingIds {
    counter: AtomicU64,
}

impl IdGenerator for CountingIds {
    fn id(&self, _now: Timestamp) -> Uuid {
        let count = self.counter.fetch_add(1, Ordering::SeqCst) + 1;
        let mut random = [0_u8; 10];
        random[2..].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(0, &random).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        let count = self.counter.fetch_add(1, Ordering::SeqCst) + 1;
        let mut secret = [7_u8; 32];
        secret[..8].copy_from_slice(&count.to_be_bytes());
        secret
    }
}
