//! Extension (延期): a longer limit, asked for before the old one is used up.

use serde::{Deserialize, Serialize};

use crate::case::{Case, Context};
use crate::clock::Clock;
use crate::code::ClockCode;
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{WorkOrder, WorkOrderEvent};

const PERCENT: u64 = 100;

/// An extension that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtensionRequest {
    /// Which clock.
    pub clock: ClockCode,
    /// By how much, in the unit of its limit; minutes for a promised moment.
    pub by: u32,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Who asked; none for programs.
    pub requested_by: Option<UserId>,
}

pub(super) fn request(
    case: &Case,
    order: &WorkOrder,
    asked: ExtensionRequest,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    check(case, order, &asked, context)?;
    let ExtensionRequest { clock, by, reason, requested_by, .. } = asked;
    Ok(WorkOrderEvent::ExtensionRequested { clock, by, reason, requested_by })
}

pub(super) fn approve(
    case: &Case,
    order: &WorkOrder,
    approved_by: Option<UserId>,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    let Some(asked) = &order.extension else { return Err(RefusalCode::NothingRequested.into()) };
    if approved_by.is_some() && approved_by == asked.requested_by {
        return Err(RefusalCode::SamePerson.into());
    }
    // Approved too late, it would turn a miss into none.
    check(case, order, asked, context)?;
    Ok(WorkOrderEvent::Extended { clock: asked.clock.clone(), by: asked.by, approved_by })
}

fn check(case: &Case, order: &WorkOrder, asked: &ExtensionRequest, context: &Context<'_>) -> Result<(), Refusal> {
    let rules = context.rules.extension.as_ref().filter(|rules| rules.clocks.contains(&asked.clock));
    let rules = rules.ok_or(RefusalCode::ExtensionNotAllowed)?;
    if order.extension_count >= rules.per_work_order {
        return Err(Refusal::new(RefusalCode::ExtensionsExhausted).with("limit", rules.per_work_order));
    }
    let clock = case
        .clocks_of(order.id)
        .find(|clock| clock.is_running() && clock.code == asked.clock)
        .ok_or_else(|| Refusal::new(RefusalCode::NoSuchClock).with("clock", &asked.clock))?;
    if clock.is_late(context.now) {
        return Err(Refusal::new(RefusalCode::ExtensionTooLate).with("due", clock.due_at));
    }
    let most = most(clock, rules.share_max);
    if asked.by == 0 || u64::from(asked.by) > most {
        return Err(Refusal::new(RefusalCode::ExtensionTooLong).with("limit", most));
    }
    Ok(())
}

/// The most that may be added, in the unit of the limit.
fn most(clock: &Clock, share_max: u16) -> u64 {
    (clock.plan.whole() * u64::from(share_max) / PERCENT).max(1)
}
