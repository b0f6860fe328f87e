//! By what figures are cut.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// By what figures are cut: what the rows of a table stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// Days.
    Day,
    /// Weeks, by their Mondays.
    Week,
    /// Months, by their first days.
    Month,
    /// Quarters, by their first days.
    Quarter,
    /// Years, by their first days.
    Year,
    /// The units right below, and the unit itself.
    Unit,
    /// Kinds.
    Kind,
    /// Types.
    #[serde(rename = "type")]
    ServiceType,
    /// Classes of area.
    Area,
    /// Regions.
    Region,
    /// Lines of the network.
    Line,
    /// Channels.
    Channel,
    /// Grades.
    Level,
    /// People.
    Person,
    /// Crews.
    Crew,
    /// Callback plans.
    Plan,
    /// Versions of the policy that tickets are under.
    Policy,
}

impl Cut {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Unit,
        Self::Kind,
        Self::ServiceType,
        Self::Area,
        Self::Region,
        Self::Line,
        Self::Channel,
        Self::Level,
        Self::Person,
        Self::Crew,
        Self::Plan,
        Self::Policy,
    ];

    /// The name in bundles and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::ServiceType => "type",
            Self::Area => "area",
            Self::Region => "region",
            Self::Line => "line",
            Self::Channel => "channel",
            Self::Level => "level",
            Self::Person => "person",
            Self::Crew => "crew",
            Self::Plan => "plan",
            Self::Policy => "policy",
        }
    }
}
