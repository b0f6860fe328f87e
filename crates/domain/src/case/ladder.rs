//! The escalation ladder (升级) and who does work again: what follows of repetition and risk.

use crate::callback::FollowUp;
use crate::code::{LevelCode, UnitCode};
use crate::policy::ladder::{LadderRung, RungCondition};
use crate::policy::redo::{RedoRule, RedoTo};
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::{Ticket, TicketEvent, TicketStage};
use crate::work_order::{WorkOrder, WorkOrderEvent, WorkOrderStage};

use super::decide::carry_out;
use super::{Case, CaseEvent, Context, Decision};

/// Tells a case how many tickets of its matter there are within the window, itself included.
#[must_use]
pub fn count_repeats(case: Case, count: u32, context: &Context<'_>) -> Decision {
    // Nobody needs to be told that a ticket stands alone.
    let news = case.ticket.repeats.unwrap_or(1) != count;
    let counted = news.then(|| TicketEvent::RepeatsCounted { count }.into());
    carry_out(case, counted.into_iter().collect(), context)
}

impl Case {
    /// The rungs that the case has reached and nobody has noted yet.
    pub(super) fn rungs_reached(&self, context: &Context<'_>) -> Vec<CaseEvent> {
        if matches!(self.ticket.stage, TicketStage::Draft | TicketStage::Cancelled) {
            return Vec::new();
        }
        let reached = |rung: &&LadderRung| {
            !self.ticket.rungs.contains_key(&rung.code)
                && holds(&rung.when, &self.ticket)
                && context.policy.applies(&rung.applies_to, &self.ticket.demand.traits())
        };
        // One at a time: the grade to which one raises the ticket is the grade from which the next starts.
        let next = context.policy.bundle().ladder.iter().find(reached);
        next.map(|rung| self.escalated(rung, context).into()).into_iter().collect()
    }

    fn escalated(&self, rung: &LadderRung, context: &Context<'_>) -> TicketEvent {
        let rank = |code: &LevelCode| context.policy.level(code).map(|level| level.rank);
        let from = self.ticket.demand.level.clone();
        let kind = context.policy.kind(&self.ticket.demand.kind);
        let higher = |to: &&LevelCode| {
            rank(to) > from.as_ref().and_then(rank) && kind.is_some_and(|kind| kind.levels.contains(to))
        };
        let to = rung.raise_level.as_ref().filter(higher).cloned();
        TicketEvent::Escalated { rung: rung.code.clone(), from, to, supervised: rung.supervise }
    }

    /// Work that was sent back goes to the unit that the policy names for it, if that is another.
    pub(super) fn redo_elsewhere(&self, context: &Context<'_>) -> Vec<CaseEvent> {
        let redone = |order: &&WorkOrder| order.stage == WorkOrderStage::Redo;
        let Some(lead) = self.lead().filter(redone) else { return Vec::new() };
        match self.redo_rule(self.sent_back(), context).map(|rule| &rule.to) {
            Some(RedoTo::Unit(unit)) => transferred(lead, unit).into_iter().collect(),
            Some(RedoTo::Same | RedoTo::Chosen) | None => Vec::new(),
        }
    }

    /// What a unit named by whoever sends the work back brings about.
    pub(super) fn redo_by(&self, unit: &UnitCode) -> Option<CaseEvent> {
        self.lead().and_then(|lead| transferred(lead, unit))
    }

    /// Whether what follows a bad answer is possible here.
    ///
    /// # Errors
    /// When a unit is named though the policy leaves no choice, or the unit does not handle work orders.
    pub(crate) fn check_follow_up(&self, follow_up: &FollowUp, context: &Context<'_>) -> Result<(), Refusal> {
        let FollowUp::RedoBy { unit } = follow_up else { return Ok(()) };
        let chosen = self.redo_rule(self.sent_back() + 1, context).is_some_and(|rule| rule.to == RedoTo::Chosen);
        if !chosen {
            return Err(Refusal::new(RefusalCode::NotInPlan).with("unit", unit));
        }
        if !context.organisation.handles_work_orders(unit) {
            return Err(Refusal::new(RefusalCode::NoUnit).with("unit", unit));
        }
        Ok(())
    }

    /// How often the customer's answer sent the work back.
    fn sent_back(&self) -> u32 {
        self.ticket.redo_count.saturating_add(self.ticket.reopen_count)
    }

    fn redo_rule<'a>(&self, nth: u32, context: &Context<'a>) -> Option<&'a RedoRule> {
        let traits = self.ticket.demand.traits();
        let applies = |rule: &&RedoRule| nth >= rule.from && context.policy.applies(&rule.applies_to, &traits);
        context.policy.bundle().redos.iter().find(applies)
    }
}

fn transferred(order: &WorkOrder, unit: &UnitCode) -> Option<CaseEvent> {
    let from = order.holder().filter(|holder| *holder != unit)?.clone();
    Some(WorkOrderEvent::Transferred { from, to: unit.clone(), reason: "redo".to_owned() }.of(order.id))
}

fn holds(condition: &RungCondition, ticket: &Ticket) -> bool {
    match condition {
        RungCondition::Repeats(least) => ticket.repeats.is_some_and(|count| count >= *least),
        RungCondition::Redos(least) => ticket.redo_count.saturating_add(ticket.reopen_count) >= *least,
        RungCondition::Contacts(least) => {
            ticket.urge_count.saturating_add(ticket.contact_count).saturating_add(1) >= *least
        }
        RungCondition::Risk(risks) => !ticket.demand.risks.is_disjoint(risks),
    }
}
