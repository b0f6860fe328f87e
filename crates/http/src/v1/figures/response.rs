//! Figures as clients see them.

use bihuan_app::appeals::Adjustment;
use bihuan_app::figures::{Comparison, Figure, FigureState, ListedFact, Value};
use bihuan_domain::indicator::Unit;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Bilingual, CalendarDay, MeasureName, Moment, StandingName};

/// A figure: the whole, or one group of a cut.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Figure)]
pub(super) struct FigureResponse {
    /// The group; empty for the whole, and for what belongs to no group.
    key: String,
    /// What people call the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Bilingual>,
    /// Whether the group is the unit itself, without those below it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    itself: bool,
    /// The value; as it was closed, when the period is.
    #[serde(flatten)]
    value: ValueResponse,
    /// The value as it stands now, when the period was closed with another. What the lists count is this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    restated: Option<ValueResponse>,
    /// The place among the groups with a large enough sample, from 1; equal values share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<usize>,
    /// What it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<ValueResponse>,
    /// By how much it changed since then: shares and scores by the difference, everything else by its part of the earlier
    /// value. None when there is nothing to compare with.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<f64>,
}

/// A value with the numbers behind it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FigureValue)]
pub(super) struct ValueResponse {
    /// What is counted above the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<i64>,
    /// What is counted below the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<i64>,
    /// The value; none when there is nothing to divide by.
    value: Option<f64>,
    /// Between which shares the true one lies, at 95 % (Wilson).
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<IntervalResponse>,
    /// Whether there are too few to compare or rank.
    sample_too_small: bool,
}

/// A confidence interval.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Interval)]
pub(super) struct IntervalResponse {
    /// The lower bound.
    low: f64,
    /// The upper bound.
    high: f64,
}

impl From<Value> for ValueResponse {
    fn from(value: Value) -> Self {
        Self {
            numerator: value.numerator,
            denominator: value.denominator,
            value: value.value,
            interval: value.interval.map(|interval| IntervalResponse { low: interval.low, high: interval.high }),
            sample_too_small: value.small,
        }
    }
}

impl FigureResponse {
    /// A figure of an indicator that is counted in this.
    pub(super) fn new(figure: Figure, unit: Unit) -> Self {
        let before = figure.before.map(|before| before.value);
        Self {
            change: before.and_then(|before| Comparison::change(unit, before, figure.value.value)),
            before: figure.before.map(ValueResponse::from),
            key: figure.key,
            name: figure.name.map(Bilingual::from),
            itself: figure.itself,
            value: figure.value.into(),
            restated: figure.restated.map(ValueResponse::from),
            rank: figure.rank,
        }
    }
}

/// Something that was counted, and its ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CountedTicket)]
pub(super) struct CountedResponse {
    /// The ticket.
    ticket_id: Uuid,
    /// Its number.
    number: String,
    /// What was counted: `ticket`, `work_order`, `callback`, `inspection` or `praise`.
    family: &'static str,
    /// The id of what was counted.
    subject_id: Uuid,
    /// What it adds to the number.
    adds: i64,
    /// The day on which it began.
    begun: CalendarDay,
    /// The day on which it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<CalendarDay>,
    /// Path of the unit that answers for it.
    unit: String,
    /// The kind.
    kind: String,
    /// In which readings it counts.
    #[schema(value_type = StandingName)]
    standing: &'static str,
    /// The upheld appeals that changed how it counts, in the order of the rulings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    appeals: Vec<UpheldResponse>,
}

/// An upheld appeal behind a number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UpheldAppeal)]
pub(super) struct UpheldResponse {
    /// The appeal.
    appeal_id: Uuid,
    /// What was contested.
    #[schema(value_type = MeasureName)]
    against: &'static str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    /// What counts instead; `excluded` for nothing.
    adjusted: String,
    /// When it was ruled.
    ruled_at: Moment,
}

impl From<&Adjustment> for UpheldResponse {
    fn from(adjustment: &Adjustment) -> Self {
        Self {
            appeal_id: adjustment.appeal.0,
            against: adjustment.against.as_str(),
            raw: adjustment.raw.clone(),
            adjusted: adjustment.adjusted.clone(),
            ruled_at: adjustment.ruled_at.into(),
        }
    }
}

impl From<&ListedFact> for CountedResponse {
    fn from(listed: &ListedFact) -> Self {
        let fact = &listed.fact;
        Self {
            ticket_id: fact.ticket.0,
            number: listed.number.clone(),
            family: fact.family.as_str(),
            subject_id: fact.subject,
            adds: listed.adds,
            begun: CalendarDay(fact.begun),
            done: fact.done.map(CalendarDay),
            unit: fact.place.unit.clone(),
            kind: fact.place.kind.to_string(),
            standing: fact.standing.as_str(),
            appeals: listed.appeals.iter().map(UpheldResponse::from).collect(),
        }
    }
}

/// How far the figures follow the log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FigureState)]
pub(super) struct StateResponse {
    /// The time of the last entry of the log that is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Moment>,
    /// Whether everything is being counted anew; figures can be read meanwhile.
    recounting: bool,
    /// How many tickets cannot be counted as they stand, because what is stored of them cannot be read; figures lack what
    /// changed in them.
    uncounted: i64,
    /// The first hundred of them that were taken in the caller's scope, the longest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uncounted_tickets: Vec<UncountedResponse>,
}

/// A ticket that cannot be counted as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UncountedTicket)]
struct UncountedResponse {
    /// The ticket.
    ticket_id: Uuid,
    /// Since when.
    since: Moment,
}

impl From<&FigureState> for StateResponse {
    fn from(FigureState { cursor, uncounted, uncounted_tickets }: &FigureState) -> Self {
        let tickets = uncounted_tickets.iter();
        Self {
            as_of: cursor.as_of.map(Moment),
            recounting: cursor.recount_after.is_some(),
            uncounted: *uncounted,
            uncounted_tickets: tickets
                .map(|(ticket, since)| UncountedResponse { ticket_id: ticket.0, since: Moment(*since) })
                .collect(),
        }
    }
}
