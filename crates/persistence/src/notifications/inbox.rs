//! A user's notifications, as that user sees them.

use bihuan_domain::id::{NotificationId, UserId};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use super::rows::{Notification, NotificationRow};
use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, keyset};
use crate::schema::notifications;
use crate::types::{Id, Instant};

/// Which notifications.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// Only those that were not read.
    pub unread: bool,
    /// Only those that were not acknowledged.
    pub unacknowledged: bool,
}

/// One page of a user's notifications.
pub fn list(
    tx: &mut Tx<'_>,
    user: UserId,
    filter: InboxFilter,
    page: PageRequest,
) -> Result<Vec<Notification>, DbError> {
    let mut query = notifications::table.filter(notifications::user_id.eq(Id::from(user))).into_boxed();
    if filter.unread {
        query = query.filter(notifications::read_at.is_null());
    }
    if filter.unacknowledged {
        query = query.filter(notifications::acknowledged_at.is_null());
    }
    let query = keyset!(query, page, notifications::created_at, notifications::id);
    query.load::<NotificationRow>(tx.connection)?.into_iter().map(NotificationRow::into_notification).collect()
}

/// How many notifications a user has not read, counted up to `limit`.
pub fn count(tx: &mut Tx<'_>, user: UserId, limit: i64) -> Result<usize, DbError> {
    let ids = notifications::table
        .filter(notifications::user_id.eq(Id::from(user)))
        .filter(notifications::read_at.is_null())
        .limit(limit)
        .select(notifications::id)
        .load::<Id>(tx.connection)?;
    Ok(ids.len())
}

/// One of a user's notifications.
pub fn find(tx: &mut Tx<'_>, user: UserId, id: NotificationId) -> Result<Option<Notification>, DbError> {
    let row = notifications::table
        .find(Id::from(id))
        .filter(notifications::user_id.eq(Id::from(user)))
        .first::<NotificationRow>(tx.connection)
        .optional()?;
    row.map(NotificationRow::into_notification).transpose()
}

/// Marks a notification as read, unless it is.
pub fn read(tx: &mut Tx<'_>, id: NotificationId, at: Timestamp) -> Result<(), DbError> {
    let unread = notifications::table.filter(notifications::id.eq(Id::from(id)));
    diesel::update(unread.filter(notifications::read_at.is_null()))
        .set(notifications::read_at.eq(Some(Instant::from(at))))
        .execute(tx.connection)?;
    Ok(())
}

/// Marks a notification as acknowledged, unless it is; the first time counts.
pub fn acknowledge(tx: &mut Tx<'_>, id: NotificationId, at: Timestamp) -> Result<(), DbError> {
    let open = notifications::table.filter(notifications::id.eq(Id::from(id)));
    diesel::update(open.filter(notifications::acknowledged_at.is_null()))
        .set(notifications::acknowledged_at.eq(Some(Instant::from(at))))
        .execute(tx.connection)?;
    Ok(())
}

/// Marks a user's oldest unread notifications as read, at most `limit`; answers how many.
pub fn read_all(tx: &mut Tx<'_>, user: UserId, at: Timestamp, limit: i64) -> Result<usize, DbError> {
    let ids = notifications::table
        .filter(notifications::user_id.eq(Id::from(user)))
        .filter(notifications::read_at.is_null())
        .order((notifications::created_at, notifications::id))
        .limit(limit)
        .select(notifications::id)
        .load::<Id>(tx.connection)?;
    let count = ids.len();
    diesel::update(notifications::table.filter(notifications::id.eq_any(ids)))
        .set(notifications::read_at.eq(Some(Instant::from(at))))
        .execute(tx.connection)?;
    Ok(count)
}
