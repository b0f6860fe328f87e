//! What each person is told of each event, and how much of it is pushed.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::id::{EventId, UserId};
use bihuan_domain::notification::{Intent, PushTerms};
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::notifications as rows;

use super::raise::Announcement;
use super::receivers::{PEOPLE_AT_ONCE, Receiver};
use crate::App;
use crate::error::Error;

/// The time over which pushes to one person are counted.
const CAP_SECONDS: i64 = 3_600;

/// What one person is told of one event.
pub(super) struct Draft<'a> {
    pub(super) announcement: &'a Announcement,
    pub(super) intent: &'a Intent,
    pub(super) user: UserId,
    pub(super) emergency: bool,
    pub(super) channels: BTreeSet<PushChannel>,
    pub(super) terms: PushTerms,
    pub(super) capped: bool,
}

impl Draft<'_> {
    pub(super) fn is_pushed(&self) -> bool {
        !self.channels.is_empty() && !self.capped
    }
}

/// In the order in which things happened, as ids are.
pub(super) type Drafts<'a> = BTreeMap<(EventId, UserId), Draft<'a>>;

/// One draft for each event and person, however many rules and roles lead there. `receivers` are those of each intent.
pub(super) fn of<'a>(app: &App, announcements: &'a [Announcement], receivers: Vec<Vec<Receiver>>) -> Drafts<'a> {
    let mut drafts = Drafts::new();
    let intents = announcements
        .iter()
        .flat_map(|announcement| announcement.intents.iter().map(move |intent| (announcement, intent)));
    for ((announcement, intent), receivers) in intents.zip(receivers) {
        let Some(event) = announcement.entries.get(intent.cause) else { continue };
        for receiver in receivers {
            let draft = draft(app, announcement, intent, &receiver);
            drafts.entry((*event, draft.user)).and_modify(|earlier| join(earlier, &draft)).or_insert(draft);
        }
    }
    drafts
}

fn draft<'a>(app: &App, announcement: &'a Announcement, intent: &'a Intent, receiver: &Receiver) -> Draft<'a> {
    let reachable = |channel: &PushChannel| match channel {
        PushChannel::Webhook => app.pushes.is_open(*channel),
        PushChannel::Smtp => app.pushes.is_open(*channel) && receiver.user.email.is_some(),
    };
    Draft {
        announcement,
        intent,
        user: receiver.user.id,
        emergency: intent.emergency,
        channels: intent.channels.iter().copied().filter(reachable).collect(),
        terms: PushTerms::of(&announcement.policy, &receiver.role, announcement.at, intent.emergency),
        capped: false,
    }
}

/// The same event, told to the same person under another rule or in another role.
fn join(earlier: &mut Draft<'_>, draft: &Draft<'_>) {
    earlier.emergency |= draft.emergency;
    earlier.terms = earlier.terms.or(draft.terms);
    earlier.channels.extend(&draft.channels);
}

/// Keeps back what goes beyond the cap of its receiver. Transactions at the same moment do not see each other, so a cap
/// may be passed by as many as run at once.
pub(super) fn cap(tx: &mut Tx<'_>, drafts: &mut Drafts<'_>) -> Result<(), Error> {
    let mut by_moment: BTreeMap<Timestamp, BTreeSet<UserId>> = BTreeMap::new();
    for draft in drafts.values().filter(|draft| draft.is_pushed() && draft.terms.cap.is_some()) {
        by_moment.entry(draft.terms.after).or_default().insert(draft.user);
    }
    for (moment, users) in by_moment {
        let users: Vec<UserId> = users.into_iter().collect();
        let mut counts: BTreeMap<UserId, i64> = BTreeMap::new();
        for users in users.chunks(PEOPLE_AT_ONCE) {
            counts.extend(rows::pushed_between(tx, users, moment.plus_seconds(-CAP_SECONDS), moment)?);
        }
        for draft in drafts.values_mut().filter(|draft| draft.is_pushed() && draft.terms.after == moment) {
            let Some(cap) = draft.terms.cap else { continue };
            let count = counts.entry(draft.user).or_default();
            *count += 1;
            draft.capped = *count > i64::from(cap);
        }
    }
    Ok(())
}
