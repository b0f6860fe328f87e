//! A clock with everything that is known of it.

use bihuan_app::tickets::ClockView;
use bihuan_domain::clock::{ClockSubject, Explanation};
use bihuan_domain::policy::vocabulary::Text;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::parts::{AlarmResponse, PauseResponse, RevisionResponse};
use super::response::ClockResponse;
use crate::v1::schema::Moment;

/// A time limit with everything that is known of it. Deadlines and remaining time are worked out here, never by clients.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClockDetailResponse {
    #[serde(flatten)]
    clock: ClockResponse,
    /// What people call it.
    name: ClockName,
    /// The round of the callback it watches over.
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_id: Option<Uuid>,
    /// The how manieth clock of this code over the same thing. A cycle that has ended is never rewritten.
    cycle: u16,
    /// The how manieth deadline of this cycle.
    generation: u16,
    /// What started it.
    #[schema(example = "dispatched")]
    started_by: &'static str,
    /// The moment from which the limit is counted.
    counted_from: Moment,
    /// The deadline it was started with.
    first_due_at: Moment,
    /// The earliest moment for what it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<Moment>,
    /// How much time there is, in seconds that count.
    budget_seconds: i64,
    /// How much of it is used up now, or was when it ended.
    used_seconds: i64,
    /// How much of it is left; negative once more has been used than there was.
    left_seconds: i64,
    /// Whether it stands still.
    paused: bool,
    /// When it stood still, in order.
    pauses: Vec<PauseResponse>,
    /// What it announces, in the order of time.
    alarms: Vec<AlarmResponse>,
    /// Earlier deadlines of this cycle, and why they moved.
    revisions: Vec<RevisionResponse>,
    /// When the unit said why it ran out.
    #[serde(skip_serializing_if = "Option::is_none")]
    explained_at: Option<Moment>,
}

/// What people call a clock, in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClockName {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

impl From<&Text> for ClockName {
    fn from(text: &Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

impl From<&ClockView> for ClockDetailResponse {
    fn from(view: &ClockView) -> Self {
        Self::new(&view.explain())
    }
}

impl ClockDetailResponse {
    /// The clock as it is explained.
    pub(super) fn new(told: &Explanation<'_>) -> Self {
        let clock = told.clock;
        Self {
            name: (&told.rule.name).into(),
            callback_id: match clock.subject {
                ClockSubject::Callback(id) => Some(id.0),
                ClockSubject::Ticket | ClockSubject::WorkOrder(_) => None,
            },
            cycle: clock.cycle,
            generation: clock.generation,
            started_by: clock.started_by.as_str(),
            counted_from: clock.plan.from.into(),
            first_due_at: clock.first_due_at.into(),
            not_before: clock.not_before.map(Moment),
            budget_seconds: told.budget_seconds,
            used_seconds: told.used_seconds,
            left_seconds: told.left_seconds(),
            paused: clock.is_paused(),
            pauses: clock.pauses.iter().map(PauseResponse::from).collect(),
            alarms: clock.alarms.iter().map(AlarmResponse::from).collect(),
            revisions: clock.revisions.iter().map(RevisionResponse::from).collect(),
            explained_at: clock.explained_at.map(Moment),
            clock: ClockResponse::seen(clock, told.at),
        }
    }
}
