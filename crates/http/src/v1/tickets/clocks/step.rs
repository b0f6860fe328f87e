//! A stretch of time in an explanation.

use bihuan_domain::calendar::SegmentKind;
use bihuan_domain::clock::Step;
use bihuan_domain::policy::calendars::Weekday;
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::PauseCauseResponse;
use crate::v1::schema::Moment;

/// A stretch of time, and whether it counts or why not. Each begins where the one before ends.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct StepResponse {
    /// From this moment.
    from: Moment,
    /// To this one, exclusive.
    to: Moment,
    /// Whether it counts.
    counts: bool,
    /// Seconds of it that count.
    counted_seconds: i64,
    /// Why it counts or not.
    kind: StepKind,
    /// The weekday of a day off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "sunday")]
    weekday: Option<Weekday>,
    /// The occasion of a day off, as the calendar names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    occasion: Option<String>,
    /// Why it stood still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<PauseCauseResponse>,
    /// The same as a sentence, in the language of the answer.
    text: String,
}

/// Why a stretch of time counts or not.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepKind {
    /// It counts.
    Counted,
    /// Nobody works at these hours of a working day.
    OutsideHours,
    /// Nobody works on this day.
    DayOff,
    /// The rest of the day of the start: working days count from the next.
    StartDay,
    /// The clock stands still.
    Paused,
    /// The hours of the last day are over; the day is not.
    TailOfDay,
}

impl StepResponse {
    /// The step with its sentence.
    pub(super) fn new(step: Step, text: String) -> Self {
        let segment = step.segment;
        let (kind, weekday, occasion) = match segment.kind {
            SegmentKind::Counted => (StepKind::Counted, None, None),
            SegmentKind::OutsideHours => (StepKind::OutsideHours, None, None),
            SegmentKind::DayOff { weekday, name } => (StepKind::DayOff, Some(weekday), name),
            SegmentKind::StartDay => (StepKind::StartDay, None, None),
            SegmentKind::Paused { .. } => (StepKind::Paused, None, None),
            SegmentKind::TailOfDay => (StepKind::TailOfDay, None, None),
        };
        Self {
            from: segment.from.into(),
            to: segment.to.into(),
            counts: matches!(kind, StepKind::Counted),
            counted_seconds: step.counted_seconds,
            kind,
            weekday,
            occasion,
            pause: step.pause.map(|pause| pause.cause.into()),
            text,
        }
    }
}
