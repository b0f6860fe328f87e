//! The one timestamp of the system: an instant, truncated to the precision that both engines and the API share.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An instant with millisecond precision, in UTC.
///
/// Truncated on construction, so a value survives both databases and the API unchanged. Shown as
/// `2026-11-22T01:02:03.456Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(jiff::Timestamp);

/// Why a text is not a timestamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an RFC 3339 date-time with an offset, such as 2026-11-22T09:02:03.456+08:00")]
pub struct InvalidTimestamp(pub String);

impl Timestamp {
    /// The given instant, truncated to milliseconds.
    #[must_use]
    pub fn new(instant: jiff::Timestamp) -> Self {
        Self::from_micros(instant.as_microsecond())
    }

    /// The instant `micros` microseconds after 1970, truncated to milliseconds and to the years jiff can represent.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        // jiff counts milliseconds up to the last whole second only.
        let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
        let millis = micros.div_euclid(1_000).clamp(first * 1_000, last * 1_000);
        Self(jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn as_micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The instant for calendar arithmetic.
    #[must_use]
    pub fn instant(self) -> jiff::Timestamp {
        self.0
    }

    /// This instant moved by whole seconds, either way; stays at the ends of the representable range.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.as_micros().saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The first instant after this one: a millisecond later.
    #[must_use]
    pub fn just_after(self) -> Self {
        Self::from_micros(self.as_micros().saturating_add(1_000))
    }

    /// Whole seconds from `earlier` to this instant, negative when it lies before.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.as_micros() - earlier.as_micros()).div_euclid(1_000_000)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;
    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        text.parse::<jiff::Timestamp>().map(Self::new).map_err(|_| InvalidTimestamp(text.chars().take(64).collect()))
    }
}

impl TryFrom<String> for Timestamp {
    type Error = InvalidTimestamp;
    fn try_from(text: String) -> Result<Self, InvalidTimestamp> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}
