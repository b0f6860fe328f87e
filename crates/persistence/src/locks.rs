//! Locks on words, for what has no row to be locked by.

use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Text};

use crate::error::DbError;
use crate::{Engine, Tx, connection};

diesel::define_sql_function! {
    /// A number for a text, the same on every node.
    fn hashtextextended(text: Text, seed: BigInt) -> BigInt;
}
diesel::define_sql_function! {
    /// Waits for the lock; answers nothing.
    fn pg_advisory_xact_lock(key: BigInt) -> Text;
}
diesel::define_sql_function! {
    /// Whether the lock was free, and is held from now on.
    fn pg_try_advisory_xact_lock(key: BigInt) -> Bool;
}

const SEED: i64 = 0;

/// Locks a word until the transaction ends; who needs several takes them in their order.
///
/// In a transaction that others have written in before, nobody knows in which order the locks of all of them were taken: there
/// a lock that is not free is not waited for, because two such groups could wait for each other.
///
/// # Errors
/// [`DbError::Serialization`] when the lock is not free and others wrote before: the write is done again by itself, and waits.
pub(crate) fn lock(tx: &mut Tx<'_>, word: &str) -> Result<(), DbError> {
    match tx.engine() {
        // Who writes at all is alone.
        Engine::Sqlite => Ok(()),
        Engine::Postgres if tx.shared => {
            let free = diesel::select(pg_try_advisory_xact_lock(hashtextextended(word, SEED)));
            let taken: bool = free.get_result(tx.connection)?;
            if taken { Ok(()) } else { Err(DbError::Serialization) }
        }
        Engine::Postgres => {
            let wait = diesel::select(pg_advisory_xact_lock(hashtextextended(word, SEED)));
            connection::each!(tx, |connection| wait.execute(connection))?;
            Ok(())
        }
    }
}
