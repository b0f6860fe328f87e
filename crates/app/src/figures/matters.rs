//! Which tickets are about the same matter (重复诉求), as far as what is counted anew needs it.
//!
//! One number may have asked for the same thing thousands of times within a window, a switchboard or a sensor: what is
//! looked up for each ticket is looked up in order, never one by one.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::{Fact, matter_of};
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{self, StoredHistory};

use crate::error::Error;

/// The matter of a ticket, and when it was opened.
type Asked = (String, Timestamp);

/// Tickets by matter.
pub(super) struct Matters {
    /// In seconds.
    window: i64,
    /// When tickets about a matter were opened, in order.
    opened: BTreeMap<String, Vec<(Timestamp, TicketId)>>,
    /// Other tickets whose count changes.
    pub(super) neighbours: Vec<TicketId>,
}

impl Matters {
    pub(super) fn read(tx: &mut Tx<'_>, histories: &[StoredHistory], old: &[Fact], window: i64) -> Result<Self, Error> {
        let own: BTreeSet<TicketId> = histories.iter().map(|history| history.case.ticket.id).collect();
        let asked = |history: &StoredHistory| {
            let ticket = &history.case.ticket;
            // Nobody asked for what is only called: it is nobody's earlier demand either.
            if ticket.is_only_called() {
                return None;
            }
            Some((ticket.id, (matter_of(&history.case)?, ticket.opened_at)))
        };
        let new: BTreeMap<TicketId, Asked> = histories.iter().filter_map(asked).collect();
        let counted = |fact: &Fact| Some((fact.ticket, (fact.place.matter.clone()?, fact.opened_at)));
        let old: BTreeMap<TicketId, Asked> = old.iter().filter_map(counted).collect();
        let all = || new.values().chain(old.values());
        let mut read = Self { window, opened: BTreeMap::new(), neighbours: Vec::new() };
        let (Some(first), Some(last)) = (all().map(|row| row.1).min(), all().map(|row| row.1).max()) else {
            return Ok(read);
        };
        let matters: BTreeSet<String> = all().map(|row| row.0.clone()).collect();
        let matters: Vec<String> = matters.into_iter().collect();
        // A neighbour lies within a window behind a ticket, so its own window begins after the first of these.
        let found = facts::related(tx, &matters, first.plus_seconds(-window), last.plus_seconds(window))?;
        let changed = changed(&new, &old);
        for row in found.into_iter().filter(|row| !own.contains(&row.ticket)) {
            if changed.get(&row.matter).is_some_and(|times| is_behind(times, row.opened_at, window)) {
                read.neighbours.push(row.ticket);
            }
            read.opened.entry(row.matter).or_default().push((row.opened_at, row.ticket));
        }
        for (ticket, (matter, opened_at)) in new {
            read.opened.entry(matter).or_default().push((opened_at, ticket));
        }
        for opened in read.opened.values_mut() {
            opened.sort_unstable();
        }
        Ok(read)
    }

    /// How many tickets about the matter were opened within the window before this one.
    pub(super) fn earlier(&self, matter: &str, opened_at: Timestamp, ticket: TicketId) -> u32 {
        let from = opened_at.plus_seconds(-self.window);
        let Some(opened) = self.opened.get(matter) else { return 0 };
        let first = opened.partition_point(|(at, _)| *at < from);
        let own = opened.partition_point(|before| *before < (opened_at, ticket));
        u32::try_from(own.saturating_sub(first)).unwrap_or(u32::MAX)
    }
}

/// When tickets were opened that a matter gained or lost, in order.
fn changed(new: &BTreeMap<TicketId, Asked>, old: &BTreeMap<TicketId, Asked>) -> BTreeMap<String, Vec<Timestamp>> {
    let gained = new.iter().filter(|(ticket, now)| old.get(ticket) != Some(now));
    let lost = old.iter().filter(|(ticket, then)| new.get(ticket) != Some(then));
    let mut changed: BTreeMap<String, Vec<Timestamp>> = BTreeMap::new();
    for (_, (matter, opened_at)) in gained.chain(lost) {
        changed.entry(matter.clone()).or_default().push(*opened_at);
    }
    changed.values_mut().for_each(|times| times.sort_unstable());
    changed
}

/// Whether a moment lies within the window behind one of these.
fn is_behind(times: &[Timestamp], moment: Timestamp, window: i64) -> bool {
    let until = times.partition_point(|time| *time <= moment);
    until.checked_sub(1).and_then(|last| times.get(last)).is_some_and(|last| moment <= last.plus_seconds(window))
}
