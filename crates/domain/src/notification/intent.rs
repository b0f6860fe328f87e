//! From the events of a decision to what is to be told.

use std::collections::BTreeSet;

use crate::case::{Case, CaseEvent, Decision};
use crate::clock::Alarm;
use crate::code::{NotificationCode, RoleCode, UnitCode};
use crate::id::{UserId, WorkOrderId};
use crate::organisation::Organisation;
use crate::policy::Policy;
use crate::policy::notifications::{Place, PushChannel, Recipient};
use crate::ticket::TicketEvent;
use crate::work_order::WorkOrder;

use super::alarm::{Told, alarm_recipients, level, rules};
use super::subject::{Happening, Subject};

/// What one event has told to some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Which event of the decision, by its index.
    pub cause: usize,
    /// Under which code.
    pub code: NotificationCode,
    /// To whom.
    pub to: Vec<Addressee>,
    /// Where it is pushed besides the inbox.
    pub channels: Vec<PushChannel>,
    /// Whether it is pushed at once, whatever the hour.
    pub emergency: bool,
    /// What is said.
    pub subject: Subject,
}

/// A role at a unit, and perhaps the one person meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addressee {
    /// The role.
    pub role: RoleCode,
    /// The unit.
    pub unit: UnitCode,
    /// The person, as long as he is there; otherwise the role at the unit.
    pub person: Option<UserId>,
}

/// What the events of a decision have told. Nothing for most decisions.
#[must_use]
pub fn intents(decision: &Decision, policy: &Policy, organisation: &Organisation) -> Vec<Intent> {
    if policy.bundle().notifications.is_empty() && policy.bundle().ladder.is_empty() {
        return Vec::new();
    }
    let case = &decision.case;
    let of_event = |(cause, event): (usize, &CaseEvent)| {
        let told = told(policy, case, event);
        told.into_iter().map(move |told| intent(cause, event, told, case, (policy, organisation))).collect::<Vec<_>>()
    };
    decision.events.iter().enumerate().flat_map(of_event).collect()
}

fn told(policy: &Policy, case: &Case, event: &CaseEvent) -> Vec<Told> {
    if let CaseEvent::Clock { alarm } = event {
        return alarm_recipients(policy, case, alarm);
    }
    let Some(milestone) = event.milestone() else { return Vec::new() };
    let rung = match event {
        CaseEvent::Ticket { event: TicketEvent::Escalated { rung, .. } } => policy.rung(rung),
        _ => None,
    };
    let rung = rung.filter(|rung| !rung.notify.is_empty()).map(Told::from);
    rules(policy, case).filter(|rule| rule.on.contains(&milestone)).map(Told::from).chain(rung).collect()
}

/// What names and units are taken from.
type Ground<'a> = (&'a Policy, &'a Organisation);

fn intent(cause: usize, event: &CaseEvent, told: Told, case: &Case, (policy, organisation): Ground<'_>) -> Intent {
    let order = work_order(event).and_then(|id| case.work_order(id));
    let to: BTreeSet<Addressee> =
        told.to.iter().flat_map(|recipient| addressees(recipient, case, order, organisation)).collect();
    let happening = match event {
        CaseEvent::Clock { alarm } => Happening::Clock {
            clock: alarm.code.clone(),
            rule: rule(policy, case, alarm),
            level: level(alarm),
            due_at: alarm.deadline,
        },
        CaseEvent::Ticket { event: TicketEvent::Escalated { rung, .. } } => Happening::Rung { rung: rung.clone() },
        _ => Happening::Milestone { milestone: event.milestone() },
    };
    let concerned = order.or_else(|| case.lead().filter(|lead| !lead.stage.is_end()));
    let unit = concerned.and_then(WorkOrder::holder).unwrap_or(&case.ticket.accept_unit).clone();
    Intent {
        cause,
        code: told.code,
        to: to.into_iter().collect(),
        channels: told.channels,
        emergency: told.emergency,
        subject: Subject { number: case.ticket.number.clone(), unit, happening },
    }
}

/// Where the rule of the clock stands in this policy.
fn rule(policy: &Policy, case: &Case, alarm: &Alarm) -> Option<u16> {
    let clock = case.clocks.iter().find(|clock| clock.no == alarm.no)?;
    (clock.plan.policy == policy.version()).then_some(clock.plan.rule)
}

/// The work order an event is about.
fn work_order(event: &CaseEvent) -> Option<WorkOrderId> {
    match event {
        CaseEvent::WorkOrder { work_order, .. } => Some(*work_order),
        CaseEvent::Clock { alarm } => alarm.work_order(),
        CaseEvent::Ticket { .. }
        | CaseEvent::Callback { .. }
        | CaseEvent::Survey { .. }
        | CaseEvent::ClockMoved { .. } => None,
    }
}

fn addressees(
    recipient: &Recipient,
    case: &Case,
    order: Option<&WorkOrder>,
    organisation: &Organisation,
) -> Vec<Addressee> {
    let person = (recipient.at == Place::FirstAsked).then_some(case.ticket.accepted_by).flatten();
    units(recipient.at, case, order)
        .into_iter()
        .map(|unit| Addressee {
            role: recipient.role.clone(),
            unit: above(unit, recipient.up, organisation).clone(),
            person,
        })
        .collect()
}

/// The units a place stands for.
fn units<'c>(place: Place, case: &'c Case, order: Option<&'c WorkOrder>) -> Vec<&'c UnitCode> {
    let acceptor = &case.ticket.accept_unit;
    let open = || case.work_orders.iter().filter(|order| !order.stage.is_end());
    let orders: Vec<&WorkOrder> = order.map_or_else(|| open().collect(), |order| vec![order]);
    let units: Vec<&UnitCode> = match place {
        Place::Acceptor | Place::FirstAsked => Vec::new(),
        Place::Holder => orders.into_iter().filter_map(WorkOrder::holder).collect(),
        Place::Crew => orders.into_iter().filter_map(|order| order.crew.as_ref().or_else(|| order.holder())).collect(),
    };
    if units.is_empty() { vec![acceptor] } else { units }
}

/// The unit so many levels further up, or the highest there is.
fn above<'o>(unit: &'o UnitCode, levels: u8, organisation: &'o Organisation) -> &'o UnitCode {
    let parent = |unit: &&'o UnitCode| organisation.unit(unit)?.parent.as_ref();
    std::iter::successors(Some(unit), parent).take(usize::from(levels) + 1).last().unwrap_or(unit)
}
