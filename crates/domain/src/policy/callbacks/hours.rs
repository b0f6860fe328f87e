//! When customers may be called.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A time of day at which customers are called; ends on the day it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Start, local time.
    #[schemars(with = "String")]
    pub from: Time,
    /// End, local time.
    #[schemars(with = "String")]
    pub to: Time,
}

impl Hours {
    /// Whether `time` lies within: the start does, the end does not.
    #[must_use]
    pub fn covers(self, time: Time) -> bool {
        self.from <= time && time < self.to
    }
}

/// A time of day at which nobody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Start, local time.
    #[schemars(with = "String")]
    pub from: Time,
    /// End, local time; earlier than `from` means the next day.
    #[schemars(with = "String")]
    pub to: Time,
}

impl QuietHours {
    /// Whether the window covers `time`: its start does, its end does not.
    #[must_use]
    pub fn covers(self, time: Time) -> bool {
        if self.from < self.to { self.from <= time && time < self.to } else { self.from <= time || time < self.to }
    }
}
