//! What an event makes of the clocks of a case.

use crate::callback::{CallbackEvent, CallbackStage};
use crate::clock::{self, Clock, ClockSubject, Ground, Occurrence, RevisionCause};
use crate::code::{LevelCode, UnitCode};
use crate::id::WorkOrderId;
use crate::policy::clocks::{ClockRule, Condition, OnBreach};
use crate::ticket::{TicketEvent, TicketStage};
use crate::time::Timestamp;
use crate::work_order::{Suspension, WorkOrderStage};

use super::carrying::Carrying;
use super::{Case, CaseEvent, Context};

impl Case {
    /// The clocks that watch over a work order.
    pub fn clocks_of(&self, order: WorkOrderId) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(move |clock| clock.subject == ClockSubject::WorkOrder(order))
    }

    /// The clocks of a work order that ran out and must be explained first.
    pub(crate) fn unexplained(&self, order: WorkOrderId, context: &Context<'_>) -> impl Iterator<Item = &Clock> {
        let rules = self.clock_rules(context);
        self.clocks_of(order).filter(move |clock| {
            let asked = rules.iter().any(|rule| rule.code == clock.code && rule.explain);
            asked && clock.explained_at.is_none() && clock.is_late(context.now)
        })
    }

    /// The rules for the clocks of this case.
    #[must_use]
    pub fn clock_rules<'a>(&self, context: &Context<'a>) -> Vec<&'a ClockRule> {
        let demand = &self.ticket.demand;
        let mut rules = context.policy.clock_rules(&demand.traits());
        rules.retain(|rule| demand.may_be_contacted() || !rule.awaits_contact());
        rules
    }

    /// What plans of clocks that watch over `subject` are made on, at a moment.
    #[must_use]
    pub fn ground<'a>(&'a self, subject: ClockSubject, context: &Context<'a>, at: Timestamp) -> Ground<'a> {
        Ground {
            policy: context.policy,
            current: context.current,
            organisation: context.organisation,
            holder: self.holder_of(subject),
            target_at: self.ticket.demand.target_at,
            next_reply_at: self.next_reply_of(subject),
            at,
        }
    }

    /// When the unit said that the customer would hear again.
    fn next_reply_of(&self, subject: ClockSubject) -> Option<Timestamp> {
        match subject {
            ClockSubject::WorkOrder(id) => self.work_order(id)?.next_reply_at,
            ClockSubject::Ticket | ClockSubject::Callback(_) => None,
        }
    }

    /// The unit whose calendar a clock may follow.
    fn holder_of(&self, subject: ClockSubject) -> Option<&UnitCode> {
        match subject {
            ClockSubject::WorkOrder(id) => self.work_order(id)?.holder(),
            ClockSubject::Ticket | ClockSubject::Callback(_) => Some(&self.ticket.accept_unit),
        }
    }

    /// Keeps the clocks in step with an event that the aggregates have taken in already.
    pub(super) fn follow_clocks(&mut self, event: &CaseEvent, context: &Context<'_>) {
        if matches!(event, CaseEvent::Survey { .. } | CaseEvent::ClockMoved { .. }) || self.is_aftercare(event) {
            return;
        }
        let at = event.effective_at(context.now);
        let rules = self.clock_rules(context);
        let mut clocks = std::mem::take(&mut self.clocks);
        let carrying = Carrying { case: self, rules: &rules, context, at };
        match event {
            CaseEvent::Clock { alarm } => clock::announce(&mut clocks, alarm, context.now),
            CaseEvent::Ticket { event } => carrying.ticket(&mut clocks, event),
            CaseEvent::WorkOrder { work_order, event } => carrying.work_order(&mut clocks, *work_order, event),
            CaseEvent::Callback { .. } | CaseEvent::Survey { .. } | CaseEvent::ClockMoved { .. } => {}
        }
        let occurrence = self.occurrence(event);
        if let Some(occurrence) = &occurrence {
            let subject = occurrence.work_order.map_or(ClockSubject::Ticket, ClockSubject::WorkOrder);
            clock::follow(&mut clocks, &rules, occurrence, &self.ground(subject, context, at));
        }
        let ground = self.ground(ClockSubject::Ticket, context, at);
        clock::stand_still(
            &mut clocks,
            &rules,
            occurrence.map(|occurrence| occurrence.milestone),
            |condition, subject| self.holds(condition, subject),
            |subject| occurrence.is_some_and(|occurrence| occurrence.is_heard_by(subject)),
            &ground,
        );
        self.clocks = clocks;
    }

    /// Whether it happened to a call of aftercare, which has its own window and no clocks.
    fn is_aftercare(&self, event: &CaseEvent) -> bool {
        match event {
            CaseEvent::Callback { event: CallbackEvent::Opened { closes, .. }, .. } => !closes,
            CaseEvent::Callback { callback, .. } => self.aftercare.iter().any(|care| care.callback.id == *callback),
            _ => false,
        }
    }

    fn occurrence(&self, event: &CaseEvent) -> Option<Occurrence> {
        let (milestone, order) = match event {
            CaseEvent::Ticket { event } => (event.milestone()?, None),
            CaseEvent::WorkOrder { work_order, event } => (event.milestone(), Some(*work_order)),
            CaseEvent::Callback { event, .. } => (event.milestone()?, None),
            CaseEvent::Survey { .. } | CaseEvent::Clock { .. } | CaseEvent::ClockMoved { .. } => return None,
        };
        let order = order.and_then(|id| self.work_order(id));
        Some(Occurrence {
            milestone,
            work_order: order.map(|order| order.id),
            lead: order.is_some_and(|order| order.lead),
            callback: self.callback.as_ref().map(|callback| callback.id),
            ends: order.map_or(self.ticket.stage.is_end(), |order| order.stage.is_end()),
            callback_ends: self.callback.as_ref().is_some_and(|callback| callback.stage == CallbackStage::Dropped),
        })
    }

    /// Whether a clock that watches over `subject` finds the case in this state.
    fn holds(&self, condition: Condition, subject: ClockSubject) -> bool {
        // The ticket's own clocks look at the work order that leads.
        let order = match subject {
            ClockSubject::WorkOrder(id) => self.work_order(id),
            ClockSubject::Ticket | ClockSubject::Callback(_) => self.lead(),
        };
        match condition {
            Condition::Suspended => order.and_then(|order| order.suspension.as_ref()).is_some_and(Suspension::in_force),
            Condition::AwaitingCustomer => order.is_some_and(|order| order.awaiting_customer_since.is_some()),
            Condition::Returned => order.is_some_and(|order| matches!(order.stage, WorkOrderStage::Returned { .. })),
            Condition::CallbackScheduled => {
                self.callback.as_ref().is_some_and(|callback| callback.stage == CallbackStage::Scheduled)
            }
            Condition::Draft => self.ticket.stage == TicketStage::Draft,
        }
    }

    /// What running out brings about besides being announced.
    pub(super) fn supervise(&mut self, alarm: &clock::Alarm, context: &Context<'_>) {
        let rules = self.clock_rules(context);
        let supervises = rules.iter().any(|rule| rule.code == alarm.code && rule.on_breach == OnBreach::Supervise);
        self.ticket.supervised |= alarm.is_breach() && supervises;
    }

    /// The grade to which these alarms raise the ticket: never lower than it is, so that raising comes to an end.
    pub(super) fn raised_by(&self, alarms: &[clock::Alarm], context: &Context<'_>) -> Option<TicketEvent> {
        let rank = |code: &LevelCode| context.policy.level(code).map(|level| level.rank);
        let from = self.ticket.demand.level.clone();
        let present = from.as_ref().and_then(rank);
        let rules = self.clock_rules(context);
        let raised = alarms.iter().filter(|alarm| alarm.is_breach()).filter_map(|alarm| {
            let to = rules.iter().find(|rule| rule.code == alarm.code)?.raise_level.as_ref()?;
            (rank(to) > present).then(|| (rank(to), to.clone(), alarm.code.clone()))
        });
        let (_, to, clock) = raised.max_by_key(|(rank, ..)| *rank)?;
        Some(TicketEvent::LevelRaised { from, to, clock })
    }

    /// Works the running clocks out anew and answers those that moved.
    pub(super) fn recompute(&self, cause: RevisionCause, context: &Context<'_>) -> Vec<CaseEvent> {
        let rules = self.clock_rules(context);
        let moved = self.clocks.iter().filter(|clock| clock.is_running()).filter_map(|clock| {
            let rule = rules.iter().find(|rule| rule.code == clock.code)?;
            let mut again = clock.clone();
            let from = clock::recompute(&mut again, rule, cause, &self.ground(clock.subject, context, context.now))?;
            Some(CaseEvent::ClockMoved { no: clock.no, code: clock.code.clone(), from, to: again.due_at, cause })
        });
        moved.collect()
    }

    /// Moves a clock as [`Case::recompute`] found.
    pub(super) fn move_clock(&mut self, no: u16, cause: RevisionCause, context: &Context<'_>) {
        let rules = self.clock_rules(context);
        let mut clocks = std::mem::take(&mut self.clocks);
        for clock in clocks.iter_mut().filter(|clock| clock.no == no && clock.is_running()) {
            if let Some(rule) = rules.iter().find(|rule| rule.code == clock.code) {
                clock::recompute(clock, rule, cause, &self.ground(clock.subject, context, context.now));
            }
        }
        self.clocks = clocks;
    }
}

impl Occurrence {
    /// Whether clocks of this subject hear it.
    fn is_heard_by(&self, subject: ClockSubject) -> bool {
        match (subject, self.work_order) {
            (ClockSubject::WorkOrder(own), Some(order)) => own == order,
            (ClockSubject::WorkOrder(_), None) => false,
            (ClockSubject::Ticket | ClockSubject::Callback(_), order) => order.is_none() || self.lead,
        }
    }
}
