//! Local times of the file as instants.
//!
//! Twice a year a local clock is turned. A time that was skipped is taken as the moment it would have been had the
//! clock not been turned. A time that occurred twice is taken as the first of its two moments, unless that would put a
//! promise or a close before the opening: then it is the second.

use bihuan_domain::time::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// How the file writes its times.
#[derive(Debug, Clone)]
pub(super) struct LocalTimes {
    pub(super) zone: TimeZone,
    pub(super) format: String,
}

impl LocalTimes {
    /// The moment a text means; `opened` decides between the two moments of an hour that occurred twice.
    ///
    /// # Errors
    /// Why the text is not a time.
    pub(super) fn moment(&self, text: &str, opened: Option<Timestamp>) -> Result<Timestamp, String> {
        let refused = |error: jiff::Error| format!("`{text}` is not a time of the form {}: {error}", self.format);
        let local = DateTime::strptime(&self.format, text).map_err(refused)?;
        let possible = self.zone.to_ambiguous_timestamp(local);
        let ambiguous = possible.is_ambiguous();
        let first = Timestamp::new(possible.compatible().map_err(refused)?);
        if ambiguous && opened.is_some_and(|opened| first < opened) {
            let second = self.zone.to_ambiguous_timestamp(local).later().map_err(refused)?;
            return Ok(Timestamp::new(second));
        }
        Ok(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times() -> LocalTimes {
        LocalTimes { zone: TimeZone::get("America/New_York").unwrap(), format: "%Y-%m-%d %H:%M:%S".to_owned() }
    }

    fn moment(text: &str, opened: Option<&str>) -> String {
        let opened = opened.map(|opened| opened.parse().unwrap());
        times().moment(text, opened).unwrap().to_string()
    }

    #[test]
    fn a_local_time_is_one_instant() {
        assert_eq!(moment("2011-08-28 09:50:04", None), "2011-08-28T13:50:04.000Z");
    }

    #[test]
    fn an_hour_that_occurred_twice_is_the_first_unless_that_lies_before_the_opening() {
        assert_eq!(moment("2011-11-06 01:30:00", None), "2011-11-06T05:30:00.000Z");
        assert_eq!(moment("2011-11-06 01:30:00", Some("2011-11-06T05:00:00Z")), "2011-11-06T05:30:00.000Z");
        assert_eq!(moment("2011-11-06 01:30:00", Some("2011-11-06T05:40:00Z")), "2011-11-06T06:30:00.000Z");
    }

    #[test]
    fn an_hour_that_was_skipped_counts_on_as_if_it_had_not_been() {
        assert_eq!(moment("2011-03-13 02:30:00", None), "2011-03-13T07:30:00.000Z");
        assert_eq!(moment("2011-03-13 02:30:00", Some("2011-03-13T09:00:00Z")), "2011-03-13T07:30:00.000Z");
    }

    #[test]
    fn what_is_not_a_time_is_refused_with_its_text() {
        for broken in ["2011-02-30 10:00:00", "2011-08-28", "yesterday", "2011-08-28 25:00:00"] {
            let why = times().moment(broken, None).unwrap_err();
            assert!(why.starts_with(&format!("`{broken}` is not a time")), "{why}");
        }
    }
}
