//! The caller's notifications.

use std::sync::Arc;

use bihuan_domain::id::NotificationId;
use bihuan_domain::notification::{Message, message};
use bihuan_persistence::Tx;
use bihuan_persistence::notifications::{self as rows, Notification};
use bihuan_persistence::page::PageRequest;

pub use bihuan_persistence::notifications::InboxFilter;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// Counting unread notifications ends here.
pub const UNREAD_COUNT_MAX: i64 = 200;
/// Notifications that one request marks as read.
pub const READ_ALL_MAX: i64 = 1_000;

/// A notification and its words.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The notification.
    pub notification: Notification,
    /// Its words in both languages.
    pub message: Message,
}

/// One page of the caller's notifications.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: InboxFilter,
    page: PageRequest,
) -> Result<Vec<Shown>, Error> {
    let (inner, user) = (app.clone(), caller.principal.user);
    app.database
        .snapshot(move |tx| {
            let found = rows::list(tx, user, filter, page)?;
            found.into_iter().map(|notification| show(&inner, tx, notification)).collect()
        })
        .await
}

/// How many notifications the caller has not read, counted up to [`UNREAD_COUNT_MAX`].
///
/// # Errors
/// When the database cannot be read.
pub async fn unread_count(app: &Arc<App>, caller: &Caller) -> Result<usize, Error> {
    let user = caller.principal.user;
    app.database.read(move |tx| Ok(rows::count(tx, user, UNREAD_COUNT_MAX)?)).await
}

/// Marks one of the caller's notifications as read.
///
/// # Errors
/// Not found, also when it is somebody else's.
pub async fn read(
    app: &Arc<App>,
    caller: &Caller,
    id: NotificationId,
    reply: Reply<Shown>,
) -> Result<StoredReply, Error> {
    mark(app, caller, id, reply, false).await
}

/// Acknowledges one of the caller's notifications, and so reads it. The first time counts.
///
/// # Errors
/// Not found, also when it is somebody else's.
pub async fn acknowledge(
    app: &Arc<App>,
    caller: &Caller,
    id: NotificationId,
    reply: Reply<Shown>,
) -> Result<StoredReply, Error> {
    mark(app, caller, id, reply, true).await
}

async fn mark(
    app: &Arc<App>,
    caller: &Caller,
    id: NotificationId,
    reply: Reply<Shown>,
    acknowledge: bool,
) -> Result<StoredReply, Error> {
    let (inner, user) = (app.clone(), caller.principal.user);
    reply::once(app, reply, move |tx| {
        let now = inner.clock.now();
        let missing = || Error::NotFound { what: "notification" };
        let mut found = rows::find(tx, user, id)?.ok_or_else(missing)?;
        if found.read_at.is_none() {
            rows::read(tx, id, now)?;
            found.read_at = Some(now);
        }
        if acknowledge && found.acknowledged_at.is_none() {
            rows::acknowledge(tx, id, now)?;
            found.acknowledged_at = Some(now);
        }
        show(&inner, tx, found)
    })
    .await
}

/// Marks the caller's oldest unread notifications as read, at most [`READ_ALL_MAX`]; answers how many.
///
/// # Errors
/// When the database cannot be written.
pub async fn read_all(app: &Arc<App>, caller: &Caller, reply: Reply<usize>) -> Result<StoredReply, Error> {
    let (inner, user) = (app.clone(), caller.principal.user);
    reply::once(app, reply, move |tx| Ok(rows::read_all(tx, user, inner.clock.now(), READ_ALL_MAX)?)).await
}

/// A notification with its words, found now.
pub(super) fn show(app: &App, tx: &mut Tx<'_>, notification: Notification) -> Result<Shown, Error> {
    let policy = app.directory.policy(tx, notification.policy)?;
    let Notification { code, subject, emergency, .. } = &notification;
    let message = message(&policy, &app.directory.organisation(), code, subject, *emergency);
    Ok(Shown { notification, message })
}
