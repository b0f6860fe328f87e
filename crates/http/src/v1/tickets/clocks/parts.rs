//! What a clock consists of: pauses, announcements, earlier deadlines.

use bihuan_domain::clock::{AlarmLevel, AlarmPoint, ClockPause, PauseCause, Revision, RevisionCause};
use serde::Serialize;
use utoipa::ToSchema;

use crate::v1::schema::{Moment, RevisionCauseName};

/// A stretch of time during which a clock stood still.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PauseResponse {
    /// From this moment.
    from: Moment,
    /// To this one, from which it counted again; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Moment>,
    /// Why.
    cause: PauseCauseResponse,
}

/// Why a clock stood still.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PauseCauseResponse {
    /// Whether a state or a happening.
    by: PauseBy,
    /// Which state or happening.
    #[schema(example = "suspended")]
    which: &'static str,
}

/// What makes a clock stand still.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PauseBy {
    /// A state of the ticket or work order, for as long as it lasts.
    Condition,
    /// Something that happened, until something else does.
    Milestone,
}

/// Something that a clock announces.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlarmResponse {
    /// What.
    level: LevelName,
    /// Which of the warnings or rungs of the rule, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    rung: Option<u16>,
    /// When it is, or was, due.
    due_at: Moment,
    /// When it was announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    fired_at: Option<Moment>,
}

/// What a clock announces.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AlarmLevel)]
enum LevelName {
    /// Time is getting short.
    Warning,
    /// Time is used up.
    Breach,
    /// Time has been used up for a while.
    Escalation,
}

/// A deadline that a clock had before.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RevisionResponse {
    /// When it was given up.
    at: Moment,
    /// The how manieth deadline of the cycle it was.
    generation: u16,
    /// What it was.
    due_at: Moment,
    /// When it was announced that it had passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    breached_at: Option<Moment>,
    /// Why it moved.
    #[schema(value_type = RevisionCauseName)]
    cause: RevisionCause,
}

impl From<&ClockPause> for PauseResponse {
    fn from(pause: &ClockPause) -> Self {
        Self { from: pause.from.into(), to: pause.to.map(Moment), cause: pause.cause.into() }
    }
}

impl From<PauseCause> for PauseCauseResponse {
    fn from(cause: PauseCause) -> Self {
        match cause {
            PauseCause::Condition(condition) => Self { by: PauseBy::Condition, which: condition.as_str() },
            PauseCause::Milestone(milestone) => Self { by: PauseBy::Milestone, which: milestone.as_str() },
        }
    }
}

impl From<&AlarmPoint> for AlarmResponse {
    fn from(point: &AlarmPoint) -> Self {
        let (level, rung) = match point.level {
            AlarmLevel::Warning(rung) => (LevelName::Warning, Some(rung)),
            AlarmLevel::Breach => (LevelName::Breach, None),
            AlarmLevel::Escalation(rung) => (LevelName::Escalation, Some(rung)),
        };
        let rung = rung.map(|rung| u16::from(rung) + 1);
        Self { level, rung, due_at: point.at.into(), fired_at: point.fired_at.map(Moment) }
    }
}

impl From<&Revision> for RevisionResponse {
    fn from(revision: &Revision) -> Self {
        Self {
            at: revision.at.into(),
            generation: revision.generation,
            due_at: revision.due_at.into(),
            breached_at: revision.breached_at.map(Moment),
            cause: revision.cause,
        }
    }
}
