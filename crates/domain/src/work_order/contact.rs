//! Contacts of the handling unit with the customer, and when it told him that he would hear again (约定答复时间).

use crate::case::{Case, Context};
use crate::policy::catalogue::NEXT_REPLY_DAYS_MAX;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{WorkOrder, WorkOrderEvent};

const DAY_SECONDS: i64 = 86_400;

/// Records a contact. Where the policy says so, whoever has no answer for the customer yet says when he will have one, so that
/// nobody waits without knowing how long (J-20).
pub(super) fn decide(
    case: &Case,
    order: &WorkOrder,
    note: &str,
    (next_reply_at, answered): (Option<Timestamp>, bool),
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    let days = context.rules.next_reply_days;
    let until = context.now.plus_seconds(i64::from(days.unwrap_or(NEXT_REPLY_DAYS_MAX)) * DAY_SECONDS);
    match next_reply_at {
        None if days.is_some() && !answered && order.lead && case.ticket.demand.may_be_contacted() => {
            Err(Refusal::new(RefusalCode::NextReplyRequired).with("until", until))
        }
        Some(at) if at <= context.now || at > until => {
            Err(Refusal::new(RefusalCode::NextReplyOutOfRange).with("at", at).with("until", until))
        }
        _ => Ok(WorkOrderEvent::Contacted { note: note.to_owned(), next_reply_at, answered }),
    }
}
