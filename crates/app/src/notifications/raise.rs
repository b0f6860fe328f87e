//! Writing notifications beside the events that cause them, in the same transaction.

use std::sync::Arc;

use bihuan_domain::case::Decision;
use bihuan_domain::id::{EventId, NotificationId, TicketId};
use bihuan_domain::notification::{Intent, intents};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::events::NewEvent;
use bihuan_persistence::notifications::{self as rows, Delivery, Notification};

use super::drafts::{self, Draft};
use super::receivers;
use crate::App;
use crate::cases::Footing;
use crate::error::Error;

/// Rows written by one statement.
const ROWS_AT_ONCE: usize = 500;

/// What the events of one decision, or of something else that happened, have told, before anybody is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Announcement {
    pub(crate) ticket: Option<TicketId>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) at: Timestamp,
    pub(crate) intents: Vec<Intent>,
    /// The entries of the log, in the order of the decision's events.
    pub(crate) entries: Vec<EventId>,
}

/// What a decision has told; none for most decisions. `entries` are its events as the log keeps them. Pure.
pub(crate) fn announcement(decision: &Decision, entries: &[NewEvent], footing: &Footing) -> Option<Announcement> {
    let intents = intents(decision, &footing.policy, &footing.organisation);
    (!intents.is_empty()).then(|| Announcement {
        ticket: Some(decision.case.ticket.id),
        policy: footing.policy.clone(),
        at: footing.now,
        intents,
        entries: entries.iter().map(|entry| entry.id).collect(),
    })
}

/// Writes who is told of the events of one decision. When nobody is, nothing is asked of the database.
pub(crate) fn raise(
    app: &App,
    tx: &mut Tx<'_>,
    decision: &Decision,
    entries: &[NewEvent],
    footing: &Footing,
) -> Result<(), Error> {
    let told = announcement(decision, entries, footing);
    raise_all(app, tx, told.as_slice(), &footing.organisation)
}

/// Writes who is told of many decisions at once, with as many statements as for one.
///
/// Notifications are no events, so none can cause another.
pub(crate) fn raise_all(
    app: &App,
    tx: &mut Tx<'_>,
    announcements: &[Announcement],
    organisation: &Organisation,
) -> Result<(), Error> {
    if announcements.is_empty() {
        return Ok(());
    }
    let receivers = receivers::find(app, tx, announcements, organisation)?;
    let mut drafts = drafts::of(app, announcements, receivers);
    drafts::cap(tx, &mut drafts)?;
    let (mut notifications, mut deliveries) = (Vec::new(), Vec::new());
    for ((event, user), draft) in drafts {
        let notification = notification(app, event, &draft);
        deliveries.extend(draft.channels.iter().map(|channel| Delivery {
            notification: notification.id,
            channel: *channel,
            capped: draft.capped,
            at: draft.terms.after,
        }));
        notifications.push(Notification { user, ..notification });
    }
    for rows in notifications.chunks(ROWS_AT_ONCE) {
        rows::append(tx, rows)?;
    }
    for rows in deliveries.chunks(ROWS_AT_ONCE) {
        rows::write_deliveries(tx, rows)?;
        app.pushes.raise();
    }
    Ok(())
}

fn notification(app: &App, event: EventId, draft: &Draft<'_>) -> Notification {
    let Announcement { ticket, policy, at, .. } = draft.announcement;
    Notification {
        id: NotificationId(app.ids.id(*at)),
        user: draft.user,
        ticket: *ticket,
        event,
        policy: policy.version(),
        code: draft.intent.code.clone(),
        subject: draft.intent.subject.clone(),
        emergency: draft.emergency,
        pushed: draft.is_pushed(),
        push_after: draft.terms.after,
        created_at: *at,
        read_at: None,
        acknowledged_at: None,
    }
}
