//! One write that waits for the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use super::transaction::Tx;
use crate::error::DbError;

/// A write whose types are forgotten, so that different ones fit into one queue.
pub(super) trait Job: Send {
    /// Runs inside an open transaction and keeps the result; may be called again after a rollback.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran;
    /// Replaces the result, because the transaction did not hold.
    fn fail(&mut self, error: DbError);
    /// Tells whoever waits.
    fn answer(self: Box<Self>);
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    /// It wants its writes committed.
    Well,
    /// It wants them undone.
    Failed,
    /// It panicked.
    Panicked,
}

pub(super) struct Write<F, T, E> {
    f: F,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Write<F, T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    pub(super) fn new(f: F, answer: oneshot::Sender<Result<T, E>>) -> Self {
        Self { f, result: None, answer }
    }
}

impl<F, T, E> Job for Write<F, T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran {
        let Ok(result) = catch_unwind(AssertUnwindSafe(|| (self.f)(tx))) else {
            self.fail(DbError::Panicked);
            return Ran::Panicked;
        };
        let ran = if result.is_ok() { Ran::Well } else { Ran::Failed };
        self.result = Some(result);
        ran
    }

    fn fail(&mut self, error: DbError) {
        self.result = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        if let Some(result) = self.result {
            // Whoever asked may have gone; the write stands all the same.
            self.answer.send(result).ok();
        }
    }
}
