//! Deliveries: a pending one that is due is the job. Claimed by any number of nodes, sent outside the transaction, and
//! recorded only by whoever still holds the claim.

use bihuan_domain::id::NotificationId;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, SmallInt, Text};

use super::rows::{Delivery, Notification, NotificationRow};
use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::notification_deliveries::{self, self as deliveries};
use crate::schema::notifications;
use crate::types::{DbInstant, DbUuid, Id, Instant};

/// In words, not as a value: only so do the engines see that the partial index serves.
const PENDING: &str = "state = 'pending'";

/// A delivery that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// What is told.
    pub notification: Notification,
    /// Which attempt this is, from 1. Also what the claim is recognised by.
    pub attempt: i16,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// It was taken.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// It is tried again.
    Retry {
        /// When.
        at: Timestamp,
        /// Why.
        error: String,
    },
    /// It is given up.
    Failed {
        /// Why.
        error: String,
    },
    /// The receiver wants nothing more.
    Disabled {
        /// Why.
        error: String,
    },
}

/// What waits to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many.
    pub pending: i64,
    /// When the longest due was due.
    pub oldest: Option<Timestamp>,
}

/// Writes where notifications are pushed.
pub fn write(tx: &mut Tx<'_>, entries: &[Delivery]) -> Result<(), DbError> {
    insert_rows!(tx, notification_deliveries, entries, |entry| {
        notification_id: DbUuid = Id::from(entry.notification),
        channel: Text = entry.channel.as_str(),
        state: Text = if entry.capped { "capped" } else { "pending" },
        attempts: SmallInt = 0_i16,
        next_attempt_at: DbInstant = Instant::from(entry.at),
    })?;
    Ok(())
}

/// Claims deliveries of a channel that are due at `now`, longest due first, until `until`: nobody else takes them before.
pub fn claim(
    tx: &mut Tx<'_>,
    channel: PushChannel,
    now: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<Claimed>, DbError> {
    let due = deliveries::table
        .filter(deliveries::channel.eq(channel.as_str()))
        .filter(sql::<Bool>(PENDING))
        .filter(deliveries::next_attempt_at.le(Instant::from(now)))
        .order(deliveries::next_attempt_at)
        .limit(limit)
        .select((deliveries::notification_id, deliveries::attempts));
    let due: Vec<(Id, i16)> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => due.for_update().skip_locked().load(connection)?,
        // One writer at a time: nobody else can hold them.
        AnyConnection::Sqlite(connection) => due.load(connection)?,
    };
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = due.iter().map(|(id, _)| *id).collect();
    let taken = deliveries::table
        .filter(deliveries::notification_id.eq_any(ids.clone()))
        .filter(deliveries::channel.eq(channel.as_str()));
    diesel::update(taken)
        .set((
            deliveries::attempts.eq(deliveries::attempts + 1_i16),
            deliveries::next_attempt_at.eq(Instant::from(until)),
        ))
        .execute(tx.connection)?;
    let told = notifications::table.filter(notifications::id.eq_any(ids)).load::<NotificationRow>(tx.connection)?;
    told.into_iter()
        .map(|row| {
            let notification = row.into_notification()?;
            let attempts = due.iter().find(|(id, _)| NotificationId::from(*id) == notification.id);
            Ok(Claimed { attempt: attempts.map_or(1, |(_, attempts)| attempts + 1), notification })
        })
        .collect()
}

/// Records what became of an attempt, unless the claim was lost to somebody else; answers whether it was recorded.
pub fn record(
    tx: &mut Tx<'_>,
    notification: NotificationId,
    channel: PushChannel,
    attempt: i16,
    outcome: Recorded,
) -> Result<bool, DbError> {
    let held = deliveries::table
        .find((Id::from(notification), channel.as_str()))
        .filter(deliveries::attempts.eq(attempt))
        .filter(sql::<Bool>(PENDING));
    let hit = match outcome {
        Recorded::Sent { at } => diesel::update(held)
            .set((deliveries::state.eq("sent"), deliveries::sent_at.eq(Some(Instant::from(at)))))
            .execute(tx.connection)?,
        Recorded::Retry { at, error } => diesel::update(held)
            .set((deliveries::next_attempt_at.eq(Instant::from(at)), deliveries::last_error.eq(Some(error))))
            .execute(tx.connection)?,
        Recorded::Failed { error } => diesel::update(held)
            .set((deliveries::state.eq("failed"), deliveries::last_error.eq(Some(error))))
            .execute(tx.connection)?,
        Recorded::Disabled { error } => diesel::update(held)
            .set((deliveries::state.eq("disabled"), deliveries::last_error.eq(Some(error))))
            .execute(tx.connection)?,
    };
    Ok(hit == 1)
}

/// Gives up deliveries of a channel that is switched off, longest due first, at most `limit`; answers how many.
pub fn disable_pending(
    tx: &mut Tx<'_>,
    channel: PushChannel,
    now: Timestamp,
    error: &str,
    limit: i64,
) -> Result<usize, DbError> {
    let ids: Vec<Id> = deliveries::table
        .filter(deliveries::channel.eq(channel.as_str()))
        .filter(sql::<Bool>(PENDING))
        .filter(deliveries::next_attempt_at.le(Instant::from(now)))
        .order(deliveries::next_attempt_at)
        .limit(limit)
        .select(deliveries::notification_id)
        .load(tx.connection)?;
    let off = deliveries::table
        .filter(deliveries::notification_id.eq_any(ids))
        .filter(deliveries::channel.eq(channel.as_str()))
        .filter(sql::<Bool>(PENDING));
    let set = (deliveries::state.eq("disabled"), deliveries::last_error.eq(Some(error)));
    Ok(diesel::update(off).set(set).execute(tx.connection)?)
}

/// When the next delivery of a channel is due.
pub fn next_due(tx: &mut Tx<'_>, channel: PushChannel) -> Result<Option<Timestamp>, DbError> {
    let at = deliveries::table
        .filter(deliveries::channel.eq(channel.as_str()))
        .filter(sql::<Bool>(PENDING))
        .order(deliveries::next_attempt_at)
        .select(deliveries::next_attempt_at)
        .first::<Instant>(tx.connection)
        .optional()?;
    Ok(at.map(Timestamp::from))
}

/// What waits to be sent by a channel.
pub fn backlog(tx: &mut Tx<'_>, channel: PushChannel) -> Result<Backlog, DbError> {
    let pending = deliveries::table
        .filter(deliveries::channel.eq(channel.as_str()))
        .filter(sql::<Bool>(PENDING))
        .count()
        .get_result(tx.connection)?;
    Ok(Backlog { pending, oldest: next_due(tx, channel)? })
}
