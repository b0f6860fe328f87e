//! Answering a request exactly once, however often it is sent.

use std::sync::Arc;

use bihuan_domain::id::UserId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::idempotency::{self, Claim};
use bihuan_persistence::{DbError, Tx};

use crate::App;
use crate::error::Error;
use crate::principal::Principal;

pub use bihuan_persistence::idempotency::{RequestKey, StoredReply};

/// How a use case answers: the key under which the answer is kept, and how the result is written.
#[derive(Debug)]
pub struct Reply<T> {
    /// The key the client chose; none means that a repetition is a new request.
    pub key: Option<RequestKey>,
    /// Writes the answer.
    pub render: fn(&T) -> StoredReply,
}

impl<T> Clone for Reply<T> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), render: self.render }
    }
}

impl<T> Reply<T> {
    /// An answer that is not kept.
    #[must_use]
    pub const fn unkeyed(render: fn(&T) -> StoredReply) -> Self {
        Self { key: None, render }
    }
}

/// The key of a request: who asks, what for, the client's own key, and the fingerprint of the whole request.
#[must_use]
pub fn request_key(user: UserId, route: &str, key: String, fingerprint: &[u8]) -> RequestKey {
    RequestKey { principal: user, route: route.to_owned(), key, fingerprint: hex(fingerprint) }
}

/// Programs must name a key on requests that create something.
///
/// # Errors
/// [`Error::IdempotencyKeyRequired`].
pub fn require_key(principal: &Principal, key: Option<&RequestKey>) -> Result<(), Error> {
    if principal.machine && key.is_none() { Err(Error::IdempotencyKeyRequired) } else { Ok(()) }
}

/// Runs `work` in one transaction with the claim of the key and the keeping of the answer.
pub(crate) async fn once<T: 'static>(
    app: &Arc<App>,
    reply: Reply<T>,
    work: impl Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
) -> Result<StoredReply, Error> {
    app.database.write(claimed(app.wall.now(), reply, work)).await
}

/// The same for work that touches only new rows and seldom fails: it may share its commit with others.
pub(crate) async fn once_grouped<T: 'static>(
    app: &Arc<App>,
    reply: Reply<T>,
    work: impl Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
) -> Result<StoredReply, Error> {
    app.database.write_grouped(claimed(app.wall.now(), reply, work)).await
}

fn claimed<T: 'static>(
    now: Timestamp,
    reply: Reply<T>,
    work: impl Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
) -> impl Fn(&mut Tx<'_>) -> Result<StoredReply, Error> + Send + Sync + 'static {
    move |tx| {
        if let Some(key) = &reply.key {
            match idempotency::claim(tx, key, now)? {
                Claim::New => {}
                Claim::Answered(stored) => return Ok(stored),
                Claim::Mismatch => return Err(Error::IdempotencyMismatch),
            }
        }
        let stored = (reply.render)(&work(tx)?);
        if let Some(key) = &reply.key {
            idempotency::answer(tx, key, stored.clone())?;
        }
        Ok(stored)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for digit in [byte >> 4, byte & 0x0f] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        text
    })
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy | DbError::Serialization | DbError::Unavailable { .. } => Self::Busy,
            DbError::Stale => Self::Busy,
            other => Self::Internal(Box::new(other)),
        }
    }
}
