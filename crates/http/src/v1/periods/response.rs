//! Closed periods as clients see them.

use bihuan_app::figures::{Period, Restatement};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{CalendarDay, Moment};

/// A closed period.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Period)]
pub(super) struct PeriodResponse {
    /// Its id.
    id: Uuid,
    /// Its first day.
    from: CalendarDay,
    /// Its last day.
    to: CalendarDay,
    /// The version of the policy whose rules its figures followed.
    policy_version: i64,
    /// The time of the last entry of the log that was counted.
    as_of: Moment,
    /// When it was closed.
    closed_at: Moment,
    /// By whom.
    closed_by: Uuid,
}

impl From<&Period> for PeriodResponse {
    fn from(period: &Period) -> Self {
        Self {
            id: period.id,
            from: CalendarDay(period.from),
            to: CalendarDay(period.to),
            policy_version: period.policy.0,
            as_of: period.as_of.into(),
            closed_at: period.closed_at.into(),
            closed_by: period.closed_by.0,
        }
    }
}

/// A later change of a closed period, with the ticket that brought it about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Restatement)]
pub(super) struct RestatementResponse {
    /// The ticket.
    ticket_id: Uuid,
    /// The numbers that moved, such as `satisfaction_rate.numerator`; with `.adjusted` behind it, by how much the number with
    /// upheld appeals moved beyond the raw one.
    numbers: Vec<String>,
    /// Path of the unit at which it moved.
    unit: String,
    /// Of which kind.
    kind: String,
    /// By how much.
    difference: i64,
    /// When that was noticed.
    at: Moment,
}

impl RestatementResponse {
    pub(super) fn new(restatement: &Restatement, numbers: Vec<String>) -> Self {
        Self {
            ticket_id: restatement.ticket.0,
            numbers,
            unit: restatement.unit.clone(),
            kind: restatement.kind.clone(),
            difference: restatement.difference,
            at: restatement.at.into(),
        }
    }
}
