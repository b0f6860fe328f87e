//! A writing transaction on PostgreSQL.

use super::pool::{Outcome, Pooled};
use super::statistics::count;
use super::transaction::{Tx, begin, commit, roll_back};
use crate::error::{DbError, is_retryable};

/// How often a transaction is run before a collision is reported.
const COLLISION_ATTEMPTS: u32 = 5;

/// Runs `f` in a transaction, again when it collides with others.
pub(super) fn transact<T, E: From<DbError>>(
    pooled: &mut Pooled,
    f: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Outcome<T, E> {
    for attempt in 1..=COLLISION_ATTEMPTS {
        if attempt > 1 {
            count(&pooled.counters.retries);
        }
        pooled.watch.reset();
        if let Err(error) = begin(&mut pooled.connection) {
            return Outcome::Lost(DbError::from(error).into());
        }
        match f(&mut Tx::new(&mut pooled.connection)) {
            Ok(value) => match finish(pooled) {
                Ok(()) => return Outcome::Done(Ok(value)),
                Err(Failure::Collided) => {}
                Err(Failure::Final(error)) => return Outcome::Done(Err(error.into())),
            },
            Err(error) => {
                let collided = pooled.watch.collided();
                undo(pooled);
                if !collided {
                    return Outcome::Done(Err(error));
                }
            }
        }
    }
    Outcome::Done(Err(DbError::Serialization.into()))
}

enum Failure {
    Collided,
    Final(DbError),
}

fn finish(pooled: &mut Pooled) -> Result<(), Failure> {
    if pooled.watch.last_failed() {
        undo(pooled);
        return Err(Failure::Final(DbError::Other("a failed statement was passed over; nothing was written".into())));
    }
    // Rolls back by itself when it fails.
    commit(&mut pooled.connection)
        .map_err(|error| if is_retryable(&error) { Failure::Collided } else { Failure::Final(error.into()) })
}

fn undo(pooled: &mut Pooled) {
    if let Err(error) = roll_back(&mut pooled.connection) {
        tracing::warn!(%error, "a transaction could not be rolled back; its connection is replaced");
    }
}
