//! What an event moves under the clocks that run: another type, another unit, a longer limit, a reason for a miss.

use std::collections::BTreeSet;

use crate::clock::{self, Clock, ClockSubject, Ground, Happening};
use crate::code::ClockCode;
use crate::id::WorkOrderId;
use crate::policy::clocks::ClockRule;
use crate::ticket::{Classification, TicketEvent};
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::{Case, Context};

/// An event at work on the clocks of a case.
pub(super) struct Carrying<'a> {
    pub(super) case: &'a Case,
    pub(super) rules: &'a [&'a ClockRule],
    pub(super) context: &'a Context<'a>,
    pub(super) at: Timestamp,
}

impl Carrying<'_> {
    /// What happened to the ticket moves its clocks and those of its work orders.
    pub(super) fn ticket(&self, clocks: &mut Vec<Clock>, event: &TicketEvent) {
        let (happening, cause) = match event {
            TicketEvent::Reclassified { from, to, .. } if Classification::same_type(from, to) => {
                (Happening::Retargeted, None)
            }
            TicketEvent::Reclassified { .. } => (Happening::Reclassified, None),
            TicketEvent::LevelRaised { clock, .. } => (Happening::Retargeted, Some(clock)),
            TicketEvent::Escalated { to: Some(_), .. } => (Happening::Retargeted, None),
            _ => return,
        };
        let subjects: BTreeSet<ClockSubject> = clocks.iter().map(|clock| clock.subject).collect();
        for subject in subjects {
            let concerns = |clock: &Clock| clock.subject == subject && !self.is_own(clock, cause);
            clock::carry(clocks, self.rules, happening, concerns, &self.ground(subject));
        }
    }

    /// What happened to a work order moves its own clocks.
    pub(super) fn work_order(&self, clocks: &mut Vec<Clock>, order: WorkOrderId, event: &WorkOrderEvent) {
        let subject = ClockSubject::WorkOrder(order);
        let of_order = |clock: &Clock| clock.subject == subject;
        match event {
            WorkOrderEvent::Transferred { .. } => {
                clock::carry(clocks, self.rules, Happening::Transferred, of_order, &self.ground(subject));
            }
            WorkOrderEvent::Returned { .. } => {
                clock::carry(clocks, self.rules, Happening::Returned, of_order, &self.ground(subject));
            }
            WorkOrderEvent::Extended { clock: code, by, .. } => {
                let Some(rule) = self.rules.iter().find(|rule| rule.code == *code) else { return };
                for clock in clocks.iter_mut().filter(|clock| of_order(clock) && clock.is_running()) {
                    if clock.code == *code {
                        clock::extend(clock, rule, *by, &self.ground(subject));
                    }
                }
            }
            WorkOrderEvent::Explained { clock: code, .. } => {
                for clock in clocks.iter_mut().filter(|clock| of_order(clock) && clock.code == *code) {
                    if clock.is_late(self.at) {
                        clock.explained_at.get_or_insert(self.at);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether the clock brought this about itself and, as its rule says, does not react to it.
    fn is_own(&self, clock: &Clock, cause: Option<&ClockCode>) -> bool {
        let reacts = self.rules.iter().any(|rule| rule.code == clock.code && rule.reacts_to_itself);
        cause == Some(&clock.code) && !reacts
    }

    fn ground(&self, subject: ClockSubject) -> Ground<'_> {
        self.case.ground(subject, self.context, self.at)
    }
}
