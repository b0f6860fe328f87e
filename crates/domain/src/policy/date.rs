//! Dates as bundles write them: as text, `"2026-05-01"`, or as TOML has them, `2026-05-01`.

use std::fmt;

use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    deserializer.deserialize_any(DateVisitor)
}

/// A date that may be left out.
pub(super) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    struct Given(#[serde(deserialize_with = "deserialize")] Date);
    Ok(Option::<Given>::deserialize(deserializer)?.map(|given| given.0))
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as 2026-05-01")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        let known = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
        known.ok_or_else(|| {
            let shown: String = text.chars().take(32).collect();
            E::custom(format_args!("`{shown}` is not a date, such as 2026-05-01"))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let given = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
        self.visit_str(&given.to_string())
    }
}
