//! What clients see of the time split (时间归属): in whose hands something was, from when to when.

use std::collections::BTreeMap;

use bihuan_app::time_split::Split;
use bihuan_domain::time::Timestamp;
use bihuan_domain::time_split::{Holder, Leg};
use serde::Serialize;
use utoipa::ToSchema;

use super::schema::{HolderName, Moment};

/// In whose hands something was. A unit other than the one that took the demand sees its own legs only.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimeSplitResponse {
    /// Whether these are all legs; then they follow one another without a gap and sum to the whole time it was open.
    complete: bool,
    /// Time that still runs is counted up to this moment.
    seen_at: Moment,
    /// Seconds of the legs together.
    seconds: i64,
    /// Seconds in each pair of hands.
    by_holder: Vec<HolderSeconds>,
    /// Seconds for which each unit answers.
    by_unit: Vec<UnitSeconds>,
    /// The legs, in order.
    legs: Vec<LegResponse>,
}

/// Seconds in one pair of hands.
#[derive(Debug, Serialize, ToSchema)]
struct HolderSeconds {
    /// Whose.
    #[schema(value_type = HolderName)]
    holder: Holder,
    /// How many.
    seconds: i64,
}

/// Seconds for which a unit answers.
#[derive(Debug, Serialize, ToSchema)]
struct UnitSeconds {
    /// The code of the unit.
    unit: String,
    /// How many.
    seconds: i64,
}

/// A stretch of time in one pair of hands.
#[derive(Debug, Serialize, ToSchema)]
struct LegResponse {
    /// In whose hands.
    #[schema(value_type = HolderName)]
    holder: Holder,
    /// The code of the unit that answers for it.
    unit: String,
    /// From this moment.
    from: Moment,
    /// To this one, exclusive.
    to: Moment,
    /// Seconds, rounded so that legs that follow one another sum to the time from the first to the last.
    seconds: i64,
}

impl From<&Leg> for LegResponse {
    fn from(leg: &Leg) -> Self {
        Self {
            holder: leg.holder,
            unit: leg.unit.to_string(),
            from: leg.from.into(),
            to: leg.to.into(),
            seconds: seconds(leg),
        }
    }
}

impl From<&Split> for TimeSplitResponse {
    fn from(split: &Split) -> Self {
        let (mut by_holder, mut by_unit) = (BTreeMap::<Holder, i64>::new(), BTreeMap::<&str, i64>::new());
        for leg in &split.legs {
            *by_holder.entry(leg.holder).or_default() += seconds(leg);
            *by_unit.entry(leg.unit.as_str()).or_default() += seconds(leg);
        }
        let units = by_unit.into_iter().map(|(unit, seconds)| UnitSeconds { unit: unit.to_owned(), seconds });
        Self {
            complete: split.complete,
            seen_at: split.seen_at.into(),
            seconds: split.legs.iter().map(seconds).sum(),
            by_holder: by_holder.into_iter().map(|(holder, seconds)| HolderSeconds { holder, seconds }).collect(),
            by_unit: units.collect(),
            legs: split.legs.iter().map(LegResponse::from).collect(),
        }
    }
}

fn seconds(leg: &Leg) -> i64 {
    let epoch = Timestamp::from_micros(0);
    leg.to.seconds_since(epoch) - leg.from.seconds_since(epoch)
}
