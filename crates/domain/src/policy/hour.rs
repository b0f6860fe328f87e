//! Hours of the day as bundles write them, read as ends: `24:00` is the end of the day.
//!
//! Within the program the end of a day is midnight, [`Time::midnight`]: nothing ever ends where its day begins.

use std::fmt;

use jiff::civil::Time;
use serde::de::Visitor;
use serde::{Deserializer, Serializer};

/// Why a text is no hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an hour of the day, such as 08:30 or 24:00")]
struct InvalidHour(String);

fn read(text: &str) -> Result<Time, InvalidHour> {
    if matches!(text, "24:00" | "24:00:00") {
        return Ok(Time::midnight());
    }
    text.parse().map_err(|_| InvalidHour(text.chars().take(32).collect()))
}

/// An end that must be given.
pub(super) mod end {
    use super::{Deserializer, EndVisitor, Serializer, Time};

    pub(in crate::policy) fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        if *time == Time::midnight() { serializer.serialize_str("24:00") } else { serializer.collect_str(time) }
    }

    pub(in crate::policy) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        deserializer.deserialize_str(EndVisitor)
    }
}

/// An end that may be left out.
pub(super) mod optional_end {
    use super::{Deserializer, Serializer, Time, end};

    pub(in crate::policy) fn serialize<S: Serializer>(time: &Option<Time>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => end::serialize(time, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(in crate::policy) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Time>, D::Error> {
        #[derive(serde::Deserialize)]
        struct Given(#[serde(with = "super::end")] Time);
        Ok(<Option<Given> as serde::Deserialize>::deserialize(deserializer)?.map(|given| given.0))
    }
}

struct EndVisitor;

impl Visitor<'_> for EndVisitor {
    type Value = Time;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an hour of the day, such as \"17:30\" or \"24:00\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Time, E> {
        read(text).map_err(E::custom)
    }
}
