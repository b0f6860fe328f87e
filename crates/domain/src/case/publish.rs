//! What a newly published calendar or policy makes of a case that is open.

use serde::{Deserialize, Serialize};

use crate::callback::Callback;
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
    if unknown_to(case, context.policy).is_some() {
        return None;
    }
    let moved = TicketEvent::PolicyMoved { from: case.ticket.policy, to: context.policy.version() };
    let mut decision = carry_out(case.clone(), vec![moved.into()], context);
    let clocks = decision.case.recompute(RevisionCause::PolicyPublished, context);
    let after = carry_out(decision.case, clocks, context);
    decision.events.extend(after.events);
    Some(Decision { case: after.case, events: decision.events })
}

/// What a policy lacks of what an open case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Its kind.
    Kind,
    /// Its type, or the type is of another kind there.
    Type,
    /// Its grade, or the kind does not use it there.
    Level,
    /// Its class of area.
    Area,
    /// The plan of its callback.
    Plan,
}

/// What a policy lacks of what an open case is about; none when the case can move there.
#[must_use]
pub fn unknown_to(case: &Case, policy: &Policy) -> Option<Unknown> {
    let demand = &case.ticket.demand;
    let Some(kind) = policy.kind(&demand.kind) else { return Some(Unknown::Kind) };
    let of_kind = |code| policy.service_type(code).is_some_and(|node| node.kind == demand.kind);
    if !demand.service_type.iter().all(of_kind) {
        return Some(Unknown::Type);
    }
    if !demand.level.iter().all(|level| kind.levels.contains(level)) {
        return Some(Unknown::Level);
    }
    if policy.area(&demand.area).is_none() {
        return Some(Unknown::Area);
    }
    let unknown = |callback: &Callback| !callback.stage.is_end() && policy.plan(&callback.plan).is_none();
    case.callbacks().any(unknown).then_some(Unknown::Plan)
}
