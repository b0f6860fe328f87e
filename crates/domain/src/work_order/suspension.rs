//! Suspension (挂起): time that the policy lets a unit stand still, asked for by one person and approved by another.

use serde::{Deserialize, Serialize};

use crate::case::{Case, Context};
use crate::code::ReasonCode;
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{WorkOrder, WorkOrderEvent};

const SECONDS_PER_DAY: i64 = 86_400;

/// A suspension that is asked for or in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suspension {
    /// Why, from the policy's list.
    pub reason: ReasonCode,
    /// When it ends by itself.
    pub until: Timestamp,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Who asked; none for programs.
    pub requested_by: Option<UserId>,
    /// When it was approved; none while it is only asked for.
    pub approved_at: Option<Timestamp>,
    /// Who approved.
    pub approved_by: Option<UserId>,
}

impl Suspension {
    pub(super) const fn asked_for(reason: ReasonCode, until: Timestamp, by: Option<UserId>, at: Timestamp) -> Self {
        Self { reason, until, requested_at: at, requested_by: by, approved_at: None, approved_by: None }
    }

    pub(super) fn approved(self, by: Option<UserId>, at: Timestamp) -> Self {
        Self { approved_at: Some(at), approved_by: by, ..self }
    }

    /// Whether it has been approved.
    #[must_use]
    pub const fn in_force(&self) -> bool {
        self.approved_at.is_some()
    }
}

pub(super) fn request(
    case: &Case,
    reason: &ReasonCode,
    until: Timestamp,
    by: Option<UserId>,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    let rules = context.rules.suspension.ok_or(RefusalCode::SuspensionNotAllowed)?;
    if context.policy.suspension_reason(reason).is_none() {
        return Err(Refusal::new(RefusalCode::UnknownReason).with("reason", reason));
    }
    let taken: u16 = case.work_orders.iter().map(|order| order.suspension_count).sum();
    if taken >= rules.per_ticket {
        return Err(Refusal::new(RefusalCode::SuspensionsExhausted).with("limit", rules.per_ticket));
    }
    let longest = context.now.plus_seconds(SECONDS_PER_DAY * i64::from(rules.days_max));
    if until <= context.now || until > longest {
        return Err(Refusal::new(RefusalCode::SuspensionTooLong).with("days", rules.days_max));
    }
    Ok(WorkOrderEvent::SuspensionRequested { reason: reason.clone(), until, by })
}

pub(super) fn approve(
    case: &Case,
    order: &WorkOrder,
    by: Option<UserId>,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    let Some(asked) = &order.suspension else { return Err(RefusalCode::NothingRequested.into()) };
    if by.is_some() && by == asked.requested_by {
        return Err(RefusalCode::SamePerson.into());
    }
    // The rules are asked again: other work orders of the ticket may have been suspended meanwhile.
    request(case, &asked.reason, asked.until, asked.requested_by, context)?;
    Ok(WorkOrderEvent::Suspended { reason: asked.reason.clone(), until: asked.until, by })
}
