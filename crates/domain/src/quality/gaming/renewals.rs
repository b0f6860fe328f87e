//! Clocks that begin again because a matter was closed and opened anew, or merged and parted again.

use crate::case::{Case, CaseEvent};
use crate::id::{TicketId, UserId};
use crate::phone;
use crate::policy::quality::GamingCheck;
use crate::quality::Check;
use crate::ticket::{Demand, TicketEvent};
use crate::time::Timestamp;

use super::{Suspicion, Trace};

/// Somebody's deed in a ticket, with its moment.
type Deed = (TicketId, UserId, Timestamp);

/// Tickets that one person ended without a department's work though he opened the same matter anew within minutes, and
/// tickets that he merged and parted again: the new clocks begin at nothing. `cases` are those of the traces; a matter is
/// the same when kind, type and customer are. `traces` are in the order of time.
#[must_use]
pub fn renewals(rule: &GamingCheck, cases: &[&Case], traces: &[Trace]) -> Vec<Suspicion> {
    let normal = i64::from(rule.minutes.unwrap_or_default());
    let of = |wanted: fn(&TicketEvent) -> bool| -> Vec<Deed> {
        let deed = |trace: &Trace| match &trace.event {
            CaseEvent::Ticket { event } if wanted(event) => Some((trace.ticket, trace.by?, trace.at)),
            _ => None,
        };
        traces.iter().filter_map(deed).collect()
    };
    let opened = of(|event| matches!(event, TicketEvent::Opened { .. }));
    let ended = of(|event| matches!(event, TicketEvent::Cancelled { .. } | TicketEvent::AnsweredOnSpot { .. }));
    let merged = of(|event| matches!(event, TicketEvent::Merged { .. }));
    let parted = of(|event| matches!(event, TicketEvent::Unmerged { .. }));
    let demand = |id: TicketId| cases.iter().find(|case| case.ticket.id == id).map(|case| &case.ticket.demand);
    let same = |one: TicketId, other: TicketId| {
        one != other && demand(one).zip(demand(other)).is_some_and(|(one, other)| is_same_matter(one, other))
    };
    let place = |id: TicketId| opened.iter().position(|deed| deed.0 == id);
    // Of two tickets the one that was opened first is the one that was given up.
    let later = |old: TicketId, new: TicketId| place(old).is_none_or(|old| place(new).is_some_and(|new| old < new));
    let again =
        ended.iter().filter_map(|end| nearest(end, &opened, |new| same(end.0, new.0) && later(end.0, new.0), normal));
    let back = parted.iter().filter_map(|end| nearest(end, &merged, |before| before.0 == end.0, normal));
    again.chain(back).collect()
}

/// The suspicion that follows from the deed of the same person that lies nearest in time, if that is within the rule.
fn nearest(end: &Deed, others: &[Deed], fits: impl Fn(&Deed) -> bool, normal: i64) -> Option<Suspicion> {
    let (ticket, by, at) = *end;
    let apart = |other: &Deed| other.2.seconds_since(at).abs();
    let found = others.iter().filter(|other| other.1 == by && fits(other)).map(apart).min()?;
    (found <= normal * 60).then_some(Suspicion {
        check: Check::Renewal,
        ticket,
        person: Some(by),
        at,
        seen: found / 60,
        normal,
        about: None,
    })
}

fn is_same_matter(one: &Demand, other: &Demand) -> bool {
    let number = |demand: &Demand| demand.contact.phone.as_deref().and_then(phone::normalise);
    let customer = one.customer.is_some() && one.customer == other.customer;
    let called = number(one).is_some_and(|called| number(other) == Some(called));
    one.kind == other.kind && one.service_type == other.service_type && (customer || called)
}
