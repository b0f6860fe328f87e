//! When a delivery that was not taken is tried again: pure, so that a table can test it.

/// Seconds to wait after the first, second, … failed attempt.
pub const RETRY_SECONDS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Attempts after which a delivery is given up.
pub const ATTEMPTS_MAX: usize = RETRY_SECONDS.len() + 1;
/// Up to so many parts of a hundred are added to each wait, so that what failed together does not come back together.
const JITTER_PERCENT: i64 = 20;
/// The longest wait that a receiver may ask for.
const RETRY_AFTER_SECONDS_MAX: i64 = 86_400;

/// Seconds to wait after this attempt, counting from 1; none when it was the last. `asked` is what the receiver asked
/// for; a longer wait than ours is granted. `random` decides on the jitter.
pub(super) fn wait_after(attempt: i16, asked: Option<i64>, random: u64) -> Option<i64> {
    let place = usize::try_from(attempt).unwrap_or_default().saturating_sub(1);
    let planned = *RETRY_SECONDS.get(place)?;
    let wait = asked.map_or(planned, |asked| asked.clamp(planned, RETRY_AFTER_SECONDS_MAX.max(planned)));
    let span = u64::try_from(wait * JITTER_PERCENT / 100).unwrap_or_default() + 1;
    Some(wait + i64::try_from(random % span).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS_MAX, RETRY_SECONDS, wait_after};

    #[test]
    fn each_attempt_waits_longer_and_the_tenth_is_the_last() {
        for (place, seconds) in RETRY_SECONDS.iter().enumerate() {
            let attempt = i16::try_from(place + 1).unwrap();
            assert_eq!(wait_after(attempt, None, 0), Some(*seconds));
        }
        assert_eq!(wait_after(i16::try_from(ATTEMPTS_MAX).unwrap(), None, 0), None);
    }

    #[test]
    fn jitter_adds_up_to_a_fifth_and_takes_nothing_away() {
        let waits: Vec<i64> = (0..=60).map(|random| wait_after(2, None, random).unwrap()).collect();
        assert_eq!((waits.iter().min(), waits.iter().max()), (Some(&300), Some(&360)));
    }

    #[test]
    fn a_receiver_may_ask_for_a_longer_wait_but_not_for_ever_nor_for_a_shorter_one() {
        assert_eq!(wait_after(1, Some(120), 0), Some(120));
        assert_eq!(wait_after(1, Some(1), 0), Some(5));
        assert_eq!(wait_after(1, Some(i64::MAX), 0), Some(86_400));
    }
}
