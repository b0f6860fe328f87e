//! What clients see of a clock (时限).

use bihuan_domain::clock::{Clock, ClockState};
use bihuan_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{ClockStateName, Moment};

/// A time limit that runs or ran.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClockResponse {
    /// Number within the ticket.
    no: u16,
    /// Which rule of the policy.
    code: String,
    /// The work order it watches over; absent when it watches over the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    work_order_id: Option<Uuid>,
    /// Where it stands.
    #[schema(value_type = ClockStateName)]
    state: ClockState,
    /// When it started.
    started_at: Moment,
    /// When to warn.
    #[serde(skip_serializing_if = "Option::is_none")]
    warn_at: Option<Moment>,
    /// When the time is used up. While it stands still: when it would be, had it not stood still this time.
    due_at: Moment,
    /// Whether the deadline lies beyond what the calendar knows for certain.
    provisional: bool,
    /// When the warning was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    warned_at: Option<Moment>,
    /// When it was announced that the time is used up.
    #[serde(skip_serializing_if = "Option::is_none")]
    breached_at: Option<Moment>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Whether the time was used up before it ended, as of now.
    late: bool,
}

impl ClockResponse {
    /// The clock as it looks at a moment.
    pub(crate) fn seen(clock: &Clock, at: Timestamp) -> Self {
        Self {
            no: clock.no,
            code: clock.code.to_string(),
            work_order_id: clock.subject.work_order().map(|id| id.0),
            state: clock.state(),
            started_at: clock.started_at.into(),
            warn_at: clock.warn_at().map(Moment),
            due_at: clock.due_at.into(),
            provisional: clock.provisional,
            warned_at: clock.warned_at().map(Moment),
            breached_at: clock.breached_at().map(Moment),
            ended_at: clock.end.map(|end| end.at().into()),
            late: clock.is_late(at),
        }
    }
}
