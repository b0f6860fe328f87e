//! Writing notifications, and the columns they consist of.

use bihuan_domain::code::NotificationCode;
use bihuan_domain::id::{EventId, NotificationId, TicketId, UserId};
use bihuan_domain::notification::Subject;
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use crate::Tx;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::notifications;
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

/// One person told of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Its id.
    pub id: NotificationId,
    /// Who is told.
    pub user: UserId,
    /// Of which ticket; none when it is about none.
    pub ticket: Option<TicketId>,
    /// The entry of the log that caused it.
    pub event: EventId,
    /// The policy whose rule it is.
    pub policy: PolicyVersion,
    /// The rule.
    pub code: NotificationCode,
    /// What is said.
    pub subject: Subject,
    /// Whether it was an emergency.
    pub emergency: bool,
    /// Whether it is pushed, and so counts towards the cap.
    pub pushed: bool,
    /// Not pushed before.
    pub push_after: Timestamp,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Timestamp>,
}

/// Where a notification goes besides the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Of which notification.
    pub notification: NotificationId,
    /// Where to.
    pub channel: PushChannel,
    /// Whether the cap keeps it back for ever.
    pub capped: bool,
    /// When to try first.
    pub at: Timestamp,
}

#[derive(Queryable)]
pub(super) struct NotificationRow {
    id: Id,
    user_id: Id,
    ticket_id: Option<Id>,
    event_id: Id,
    policy: i64,
    code: String,
    subject: Json<Subject>,
    emergency: bool,
    pushed: bool,
    push_after: Instant,
    created_at: Instant,
    read_at: Option<Instant>,
    acknowledged_at: Option<Instant>,
}

impl NotificationRow {
    pub(super) fn into_notification(self) -> Result<Notification, DbError> {
        Ok(Notification {
            code: NotificationCode::try_from(self.code)
                .map_err(|error| DbError::corrupt("notifications", "code", self.id.0, error))?,
            id: self.id.into(),
            user: self.user_id.into(),
            ticket: self.ticket_id.map(TicketId::from),
            event: self.event_id.into(),
            policy: PolicyVersion(self.policy),
            subject: self.subject.0,
            emergency: self.emergency,
            pushed: self.pushed,
            push_after: self.push_after.into(),
            created_at: self.created_at.into(),
            read_at: self.read_at.map(Timestamp::from),
            acknowledged_at: self.acknowledged_at.map(Timestamp::from),
        })
    }
}

/// Writes notifications.
///
/// # Errors
/// [`DbError::Unique`] on `notifications(event_id, user_id)`: nobody is told twice of the same event.
pub fn append(tx: &mut Tx<'_>, entries: &[Notification]) -> Result<(), DbError> {
    insert_rows!(tx, notifications, entries, |entry| {
        id: DbUuid = Id::from(entry.id),
        user_id: DbUuid = Id::from(entry.user),
        ticket_id: Nullable<DbUuid> = entry.ticket.map(Id::from),
        event_id: DbUuid = Id::from(entry.event),
        policy: BigInt = entry.policy.0,
        code: Text = entry.code.as_str(),
        subject: DbJson = Json(&entry.subject),
        emergency: Bool = entry.emergency,
        pushed: Bool = entry.pushed,
        push_after: DbInstant = Instant::from(entry.push_after),
        created_at: DbInstant = Instant::from(entry.created_at),
        read_at: Nullable<DbInstant> = entry.read_at.map(Instant::from),
        acknowledged_at: Nullable<DbInstant> = entry.acknowledged_at.map(Instant::from),
    })?;
    Ok(())
}

/// How many pushes each of these users has behind `from` and up to `until`; those without any are left out.
pub fn pushed_between(
    tx: &mut Tx<'_>,
    users: &[UserId],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(UserId, i64)>, DbError> {
    let ids: Vec<Id> = users.iter().copied().map(Id::from).collect();
    let rows = notifications::table
        .filter(notifications::user_id.eq_any(ids))
        // In words, not as a value: only so do the engines see that the partial index serves.
        .filter(sql::<Bool>("pushed"))
        .filter(notifications::push_after.gt(Instant::from(from)))
        .filter(notifications::push_after.le(Instant::from(until)))
        .group_by(notifications::user_id)
        .select((notifications::user_id, diesel::dsl::count_star()))
        .load::<(Id, i64)>(tx.connection)?;
    Ok(rows.into_iter().map(|(user, pushed)| (user.into(), pushed)).collect())
}
