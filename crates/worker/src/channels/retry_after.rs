//! How long a receiver asks us to wait: `Retry-After`, in seconds or as a moment.

use bihuan_domain::time::Timestamp;

/// Seconds to wait from `now`, when the header says something we understand.
pub(super) fn seconds(value: &str, now: Timestamp) -> Option<i64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(i64::from(seconds));
    }
    let moment = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(Timestamp::new(moment.timestamp()).seconds_since(now).max(0))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_and_moments_are_understood_and_nothing_else() {
        let now = "2026-06-01T01:00:00.000Z".parse().unwrap();
        assert_eq!(seconds("120", now), Some(120));
        assert_eq!(seconds("Mon, 01 Jun 2026 01:01:40 GMT", now), Some(100));
        assert_eq!(seconds("Mon, 01 Jun 2026 00:00:00 GMT", now), Some(0));
        assert_eq!(seconds("-5", now), None);
        assert_eq!(seconds("soon", now), None);
    }
}
