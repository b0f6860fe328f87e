//! The only reader of time.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use bihuan_domain::time::Timestamp;

/// Says what time it is.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The real time.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
    fn now(&self) -> Timestamp {
        Timestamp::new(jiff::Timestamp::now())
    }
}

/// A clock that stands still until it is moved, and never runs backwards: sandboxes and tests.
#[derive(Debug)]
pub struct VirtualClock {
    micros: AtomicI64,
}

impl VirtualClock {
    /// A clock that stands at this moment.
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self { micros: AtomicI64::new(moment.as_micros()) }
    }

    /// Moves the clock; a moment in its past changes nothing. Answers what time it is then.
    pub fn move_to(&self, moment: Timestamp) -> Timestamp {
        let before = self.micros.fetch_max(moment.as_micros(), Ordering::SeqCst);
        Timestamp::from_micros(before.max(moment.as_micros()))
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.micros.load(Ordering::SeqCst))
    }
}
