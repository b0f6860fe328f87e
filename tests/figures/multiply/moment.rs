//! Moments as documents write them: `2026-11-23T02:19:47.000Z`.

const LENGTH: usize = 24;
const DAY_SECONDS: i64 = 86_400;

/// A moment so many seconds later; none when the text is no moment.
pub(super) fn later(text: &str, seconds: i64) -> Option<String> {
    let bytes = text.as_bytes();
    let shaped = |place: usize, byte: u8| bytes.get(place) == Some(&byte);
    let is_moment = bytes.len() == LENGTH
        && [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')]
            .into_iter()
            .all(|(place, byte)| shaped(place, byte));
    if !is_moment {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let days = days_of(number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let second = days * DAY_SECONDS + number(11, 13)? * 3_600 + number(14, 16)? * 60 + number(17, 19)? + seconds;
    let (days, second) = (second.div_euclid(DAY_SECONDS), second.rem_euclid(DAY_SECONDS));
    let (year, month, day) = date_of(days);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let fraction = text.get(20..23)?;
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction}Z"))
}

/// Days since 1970-01-01, counted from a March so that leap days come last.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + later, month, day)
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn a_moment_is_moved_across_months_and_leap_days_and_nothing_else_is_taken_for_one() {
        for (from, seconds, to) in [
            ("2026-11-30T23:59:59.123Z", 1, "2026-12-01T00:00:00.123Z"),
            ("2028-02-28T12:00:00.000Z", 86_400, "2028-02-29T12:00:00.000Z"),
            ("2027-01-01T00:00:00.000Z", -1, "2026-12-31T23:59:59.000Z"),
        ] {
            assert_eq!(later(from, seconds).as_deref(), Some(to));
        }
        assert_eq!(later("01a20633-c9b8-702a-8894-9d0afd7325a9", 1), None);
        assert_eq!(later("2026-11-30", 1), None);
    }
}
