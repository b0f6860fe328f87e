//! What clients see of the figures that a job found.

use bihuan_app::policies::figures::{MoveFigures, SimulationFigures, Tally};
use serde::Serialize;
use utoipa::ToSchema;

/// What moving open clocks amounts to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobMoves)]
pub(super) struct MovesResponse {
    /// Open tickets that were looked at.
    tickets: i64,
    /// Tickets of which at least one deadline moves.
    tickets_moved: i64,
    /// Tickets that cannot move to the new policy, because it no longer knows what they are.
    tickets_kept: i64,
    /// Tickets that could not be worked on.
    tickets_failed: i64,
    /// Deadlines that move, by the code of the clock.
    by_clock: Vec<ClockMovesResponse>,
}

/// What moving amounts to for the clocks of one code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobClockMoves)]
struct ClockMovesResponse {
    /// The code of the clock.
    code: String,
    /// Deadlines that come nearer.
    earlier: i64,
    /// Deadlines that go further away.
    later: i64,
    /// By how much at the most, either way, in seconds.
    largest_shift_seconds: i64,
}

/// What a draft would have judged otherwise.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobVerdicts)]
pub(super) struct VerdictsResponse {
    /// Tickets that were replayed.
    tickets: i64,
    /// Tickets that could not be replayed under the draft.
    tickets_skipped: i64,
    /// Tickets with at least one other verdict.
    tickets_changed: i64,
    /// Over all clocks.
    all: TallyResponse,
    /// By the unit that answers for the clock.
    by_unit: Vec<GroupResponse>,
    /// By the node of the catalogue, or the kind for tickets without one.
    by_type: Vec<GroupResponse>,
    /// By the code of the clock.
    by_clock: Vec<GroupResponse>,
}

/// How clocks were judged, and how a draft would have judged them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobTally)]
struct TallyResponse {
    /// Clocks that ran, and those that would have run.
    clocks: i64,
    /// Clocks that were late.
    late_before: i64,
    /// Clocks that would have been late.
    late_after: i64,
    /// Clocks that were not late and would have been.
    became_late: i64,
    /// Clocks that were late and would not have been.
    became_in_time: i64,
}

/// The same for a part of the clocks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobTallyGroup)]
struct GroupResponse {
    /// The code of the unit, type or clock.
    code: String,
    #[serde(flatten)]
    tally: TallyResponse,
}

impl From<MoveFigures> for MovesResponse {
    fn from(figures: MoveFigures) -> Self {
        let by_clock = figures.by_clock.into_iter().map(|(code, moves)| ClockMovesResponse {
            code: code.into(),
            earlier: moves.earlier,
            later: moves.later,
            largest_shift_seconds: moves.largest_shift_seconds,
        });
        Self {
            tickets: figures.tickets,
            tickets_moved: figures.tickets_moved,
            tickets_kept: figures.tickets_kept,
            tickets_failed: figures.tickets_failed,
            by_clock: by_clock.collect(),
        }
    }
}

impl From<Tally> for TallyResponse {
    fn from(tally: Tally) -> Self {
        let Tally { clocks, late_before, late_after, became_late, became_in_time } = tally;
        Self { clocks, late_before, late_after, became_late, became_in_time }
    }
}

impl From<SimulationFigures> for VerdictsResponse {
    fn from(figures: SimulationFigures) -> Self {
        Self {
            tickets: figures.tickets,
            tickets_skipped: figures.tickets_skipped,
            tickets_changed: figures.tickets_changed,
            all: figures.all.into(),
            by_unit: groups(figures.by_unit),
            by_type: groups(figures.by_type),
            by_clock: groups(figures.by_clock),
        }
    }
}

fn groups<C: ToString>(tallies: impl IntoIterator<Item = (C, Tally)>) -> Vec<GroupResponse> {
    tallies.into_iter().map(|(code, tally)| GroupResponse { code: code.to_string(), tally: tally.into() }).collect()
}
