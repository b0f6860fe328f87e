//! What a newly published calendar or policy makes of a case that is open.

use crate::clock::RevisionCause;
use crate::policy::Policy;
use crate::ticket::TicketEvent;

use super::decide::carry_out;
use super::{Case, Context, Decision};

/// Works the running clocks out anew on the calendars of `context.current`. No events when no deadline moves.
#[must_use]
pub fn recompute(case: &Case, context: &Context<'_>) -> Decision {
    carry_out(case.clone(), case.recompute(RevisionCause::CalendarPublished, context), context)
}

/// Moves an open case to `context.policy` and works its running clocks out by the rules there. None when that policy
/// lacks what the ticket is about.
#[must_use]
pub fn move_to(case: &Case, context: &Context<'_>) -> Option<Decision> {
    if !is_known(case, context.policy) {
        return None;
    }
    let moved = TicketEvent::PolicyMoved { from: case.ticket.policy, to: context.policy.version() };
    let mut decision = carry_out(case.clone(), vec![moved.into()], context);
    let clocks = decision.case.recompute(RevisionCause::PolicyPublished, context);
    let after = carry_out(decision.case, clocks, context);
    decision.events.extend(after.events);
    Some(Decision { case: after.case, events: decision.events })
}

fn is_known(case: &Case, policy: &Policy) -> bool {
    let demand = &case.ticket.demand;
    let plan = case.callback.as_ref().map(|callback| &callback.plan);
    let of_kind = |code| policy.service_type(code).is_some_and(|node| node.kind == demand.kind);
    policy.kind(&demand.kind).is_some_and(|kind| demand.level.iter().all(|level| kind.levels.contains(level)))
        && demand.service_type.iter().all(of_kind)
        && policy.area(&demand.area).is_some()
        && plan.is_none_or(|plan| policy.plan(plan).is_some())
}
