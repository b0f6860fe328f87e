//! Writing notifications beside the events that cause them, in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::case::{Context, Decision};
use bihuan_domain::id::{NotificationId, UserId};
use bihuan_domain::notification::{Intent, PushTerms, intents};
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::events::NewEvent;
use bihuan_persistence::notifications::{self as rows, Delivery, Notification};

use super::receivers::{self, Receiver};
use crate::App;
use crate::error::Error;

/// The time over which pushes to one person are counted.
const CAP_SECONDS: i64 = 3_600;

/// Writes who is told of the events of a decision; `entries` are the same events as the log keeps them. Most decisions
/// tell nobody anything: then nothing is asked of the database.
///
/// Notifications are no events, so none can cause another.
pub(crate) fn raise(
    app: &App,
    tx: &mut Tx<'_>,
    decision: &Decision,
    entries: &[NewEvent],
    context: &Context<'_>,
) -> Result<(), Error> {
    let intents = intents(decision, context);
    if intents.is_empty() {
        return Ok(());
    }
    let receivers = receivers::find(app, tx, &intents, context)?;
    let mut drafts = drafts(app, &intents, receivers, context);
    cap(tx, &mut drafts)?;
    let (mut notifications, mut deliveries) = (Vec::new(), Vec::new());
    for ((cause, user), draft) in drafts {
        let Some(entry) = entries.get(cause) else { continue };
        let id = NotificationId(app.ids.id(context.now));
        let at = draft.terms.after;
        deliveries.extend(draft.channels.iter().map(|channel| Delivery {
            notification: id,
            channel: *channel,
            capped: draft.capped,
            at,
        }));
        notifications.push(Notification {
            id,
            user,
            ticket: decision.case.ticket.id,
            event: entry.id,
            policy: context.policy.version(),
            code: draft.intent.code.clone(),
            subject: draft.intent.subject.clone(),
            emergency: draft.emergency,
            pushed: draft.is_pushed(),
            push_after: at,
            created_at: context.now,
            read_at: None,
            acknowledged_at: None,
        });
    }
    if !notifications.is_empty() {
        rows::append(tx, &notifications)?;
    }
    if !deliveries.is_empty() {
        rows::write_deliveries(tx, &deliveries)?;
        app.pushes.raise();
    }
    Ok(())
}

/// What one person is told of one event.
struct Draft<'i> {
    intent: &'i Intent,
    emergency: bool,
    channels: BTreeSet<PushChannel>,
    terms: PushTerms,
    capped: bool,
}

impl Draft<'_> {
    fn is_pushed(&self) -> bool {
        !self.channels.is_empty() && !self.capped
    }
}

type Drafts<'i> = BTreeMap<(usize, UserId), Draft<'i>>;

/// One draft for each event and person, however many rules and roles lead there.
fn drafts<'i>(app: &App, intents: &'i [Intent], receivers: Vec<Vec<Receiver>>, context: &Context<'_>) -> Drafts<'i> {
    let mut drafts = Drafts::new();
    for (intent, receivers) in intents.iter().zip(receivers) {
        for Receiver { user, role } in receivers {
            let terms = PushTerms::of(context.policy, &role, context.now, intent.emergency);
            let reachable = |channel: &PushChannel| match channel {
                PushChannel::Webhook => app.pushes.is_open(*channel),
                PushChannel::Smtp => app.pushes.is_open(*channel) && user.email.is_some(),
            };
            let channels = intent.channels.iter().copied().filter(reachable);
            drafts
                .entry((intent.cause, user.id))
                .and_modify(|draft| {
                    draft.emergency |= intent.emergency;
                    draft.terms = draft.terms.or(terms);
                    draft.channels.extend(channels.clone());
                })
                .or_insert_with(|| Draft {
                    intent,
                    emergency: intent.emergency,
                    channels: channels.clone().collect(),
                    terms,
                    capped: false,
                });
        }
    }
    drafts
}

/// Keeps back what goes beyond the cap of its receiver. Transactions at the same moment do not see each other, so a cap
/// may be passed by as many as run at once.
fn cap(tx: &mut Tx<'_>, drafts: &mut Drafts<'_>) -> Result<(), Error> {
    let mut by_moment: BTreeMap<Timestamp, BTreeSet<UserId>> = BTreeMap::new();
    for ((_, user), draft) in drafts.iter() {
        if draft.is_pushed() && draft.terms.cap.is_some() {
            by_moment.entry(draft.terms.after).or_default().insert(*user);
        }
    }
    for (moment, users) in by_moment {
        let users: Vec<UserId> = users.into_iter().collect();
        let counted = rows::pushed_between(tx, &users, moment.plus_seconds(-CAP_SECONDS), moment)?;
        let mut counts: BTreeMap<UserId, i64> = counted.into_iter().collect();
        for ((_, user), draft) in drafts.iter_mut() {
            let Some(cap) = draft.terms.cap else { continue };
            if draft.is_pushed() && draft.terms.after == moment {
                let count = counts.entry(*user).or_default();
                *count += 1;
                draft.capped = *count > i64::from(cap);
            }
        }
    }
    Ok(())
}
