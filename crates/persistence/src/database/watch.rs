//! Watching the statements of a transaction, because what the use case returns hides the database's own error.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::Connection as _;
use diesel::connection::{Instrumentation, InstrumentationEvent};

use crate::connection::AnyConnection;
use crate::error::is_retryable;

/// What happened to the statements since [`Watch::reset`].
#[derive(Clone, Default)]
pub(super) struct Watch {
    flags: Arc<Flags>,
}

#[derive(Default)]
struct Flags {
    any_failed: AtomicBool,
    last_failed: AtomicBool,
    collided: AtomicBool,
}

impl Watch {
    /// Starts to watch a connection.
    pub(super) fn attach(connection: &mut AnyConnection) -> Self {
        let watch = Self::default();
        connection.set_instrumentation(watch.clone());
        watch
    }

    pub(super) fn reset(&self) {
        self.flags.any_failed.store(false, Ordering::Relaxed);
        self.flags.last_failed.store(false, Ordering::Relaxed);
        self.flags.collided.store(false, Ordering::Relaxed);
    }

    /// A statement failed, whether or not the use case went on.
    pub(super) fn any_failed(&self) -> bool {
        self.flags.any_failed.load(Ordering::Relaxed)
    }

    /// The last statement failed and no savepoint was rolled back since: PostgreSQL would answer COMMIT with a silent
    /// rollback.
    pub(super) fn last_failed(&self) -> bool {
        self.flags.last_failed.load(Ordering::Relaxed)
    }

    /// A statement failed because of a collision, which running the transaction again may cure.
    pub(super) fn collided(&self) -> bool {
        self.flags.collided.load(Ordering::Relaxed)
    }
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::FinishQuery { error: Some(error), .. } => {
                self.flags.any_failed.store(true, Ordering::Relaxed);
                self.flags.last_failed.store(true, Ordering::Relaxed);
                if is_retryable(error) {
                    self.flags.collided.store(true, Ordering::Relaxed);
                }
            }
            InstrumentationEvent::FinishQuery { error: None, .. }
            | InstrumentationEvent::RollbackTransaction { .. } => {
                self.flags.last_failed.store(false, Ordering::Relaxed);
            }
            _ => {}
        }
    }
}
