//! What jobs about policies find: figures over all tickets, and one finding for each ticket that differs.

use std::collections::BTreeMap;

use bihuan_domain::case::Unknown;
use bihuan_domain::code::{ClockCode, KindCode, TypeCode, UnitCode};
use bihuan_domain::id::WorkOrderId;
use bihuan_domain::simulation::Compared;
use bihuan_domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What moving open clocks amounts to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MoveFigures {
    /// Open tickets that were looked at.
    pub tickets: i64,
    /// Tickets of which at least one deadline moves.
    pub tickets_moved: i64,
    /// Tickets that cannot move to the new policy, because it no longer knows what they are.
    pub tickets_kept: i64,
    /// Tickets that could not be worked on, because of a fault of ours.
    pub tickets_failed: i64,
    /// Deadlines that move, by the code of the clock.
    pub by_clock: BTreeMap<ClockCode, ClockMoves>,
}

/// What moving amounts to for the clocks of one code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClockMoves {
    /// Deadlines that come nearer.
    pub earlier: i64,
    /// Deadlines that go further away.
    pub later: i64,
    /// By how much at the most, either way, in seconds.
    pub largest_shift_seconds: i64,
}

impl MoveFigures {
    /// Counts what was found about one ticket.
    pub(crate) fn count(&mut self, moves: &TicketMoves) {
        self.tickets += 1;
        self.tickets_moved += i64::from(!moves.clocks.is_empty());
        self.tickets_kept += i64::from(moves.kept.is_some());
        self.tickets_failed += i64::from(moves.failed);
        for clock in &moves.clocks {
            let shift = clock.due_after.seconds_since(clock.due_before);
            let figures = self.by_clock.entry(clock.code.clone()).or_default();
            figures.earlier += i64::from(clock.due_after < clock.due_before);
            figures.later += i64::from(clock.due_after > clock.due_before);
            figures.largest_shift_seconds = figures.largest_shift_seconds.max(shift.abs());
        }
    }
}

/// What moves of one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketMoves {
    /// The number that people read aloud; none when the ticket could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What the new policy lacks, so that it cannot move there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Unknown>,
    /// Whether it could not be worked on.
    #[serde(default)]
    pub failed: bool,
    /// The deadlines that move.
    pub clocks: Vec<ClockMove>,
}

impl TicketMoves {
    /// Of a ticket that could not be worked on.
    pub(crate) fn failed() -> Self {
        Self { number: None, kept: None, failed: true, clocks: Vec::new() }
    }

    /// Whether there is anything to tell.
    pub(crate) fn is_worth_a_word(&self) -> bool {
        !self.clocks.is_empty() || self.kept.is_some() || self.failed
    }
}

/// A deadline that moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockMove {
    /// Number of the clock within its ticket.
    pub no: u16,
    /// Which rule.
    pub code: ClockCode,
    /// When the time is used up as things stand.
    pub due_before: Timestamp,
    /// When it would be, or is.
    pub due_after: Timestamp,
}

/// What a draft would have judged otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SimulationFigures {
    /// Tickets that were replayed.
    pub tickets: i64,
    /// Tickets that could not be replayed under the draft.
    pub tickets_skipped: i64,
    /// Tickets with at least one other verdict.
    pub tickets_changed: i64,
    /// Over all clocks.
    pub all: Tally,
    /// By the unit that answers for the clock.
    pub by_unit: BTreeMap<UnitCode, Tally>,
    /// By the node of the catalogue, or the kind for tickets without one.
    pub by_type: BTreeMap<String, Tally>,
    /// By the code of the clock.
    pub by_clock: BTreeMap<ClockCode, Tally>,
}

/// How clocks were judged, and how a draft would have judged them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tally {
    /// Clocks that ran, and those that would have run.
    pub clocks: i64,
    /// Clocks that were late.
    pub late_before: i64,
    /// Clocks that would have been late.
    pub late_after: i64,
    /// Clocks that were not late and would have been.
    pub became_late: i64,
    /// Clocks that were late and would not have been.
    pub became_in_time: i64,
}

impl Tally {
    /// Counts one clock.
    pub(crate) fn count(&mut self, late_before: bool, late_after: bool) {
        self.clocks += 1;
        self.late_before += i64::from(late_before);
        self.late_after += i64::from(late_after);
        self.became_late += i64::from(!late_before && late_after);
        self.became_in_time += i64::from(late_before && !late_after);
    }
}

/// What a draft would have judged otherwise on one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketVerdicts {
    /// The number that people read aloud.
    pub number: String,
    /// Its kind.
    pub kind: KindCode,
    /// Its node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Why it could not be replayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Skipped>,
    /// The clocks with another verdict.
    pub clocks: Vec<ClockVerdicts>,
}

/// Why a ticket could not be replayed under a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// The draft does not know its kind.
    UnknownKind,
    /// Its log does not begin with its opening.
    Incomplete,
    /// Its log cannot be read.
    Unreadable,
    /// More happened to it than is replayed.
    TooLong,
}

impl Skipped {
    /// All reasons.
    pub const ALL: &[Self] = &[Self::UnknownKind, Self::Incomplete, Self::Unreadable, Self::TooLong];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownKind => "unknown_kind",
            Self::Incomplete => "incomplete",
            Self::Unreadable => "unreadable",
            Self::TooLong => "too_long",
        }
    }
}

/// One clock with another verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockVerdicts {
    /// Which rule.
    pub code: ClockCode,
    /// The work order it watches over; none means the ticket.
    pub work_order: Option<WorkOrderId>,
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// When the time was used up; none when no such clock ran.
    pub due_before: Option<Timestamp>,
    /// When it would have been; none when no such clock would have run.
    pub due_after: Option<Timestamp>,
    /// Whether it was late.
    pub late_before: bool,
    /// Whether it would have been.
    pub late_after: bool,
}

impl ClockVerdicts {
    /// What is kept of a comparison.
    pub(crate) fn of(clock: Compared) -> Self {
        let (late_before, late_after) = (clock.late_before(), clock.late_after());
        Self {
            work_order: clock.subject.work_order(),
            due_before: clock.before.map(|judged| judged.due_at),
            due_after: clock.after.map(|judged| judged.due_at),
            code: clock.code,
            unit: clock.unit,
            late_before,
            late_after,
        }
    }
}
