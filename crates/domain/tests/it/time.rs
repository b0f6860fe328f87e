//! Timestamps at the ends of what can be represented.

use bihuan_domain::time::Timestamp;

use crate::fixtures::at;

#[test]
fn a_moment_beyond_the_last_is_the_last_and_one_before_the_first_is_the_first() {
    let last = Timestamp::from_micros(i64::MAX);
    let first = Timestamp::from_micros(i64::MIN);
    assert_eq!(last.to_string(), "9999-12-30T22:00:00.000Z");
    assert_eq!(first.to_string(), "-009999-01-02T01:59:59.000Z");
    assert_eq!(Timestamp::new(jiff::Timestamp::MAX), last);
    assert_eq!(Timestamp::new(jiff::Timestamp::MIN), first);
    for end in [first, last] {
        assert_eq!(Timestamp::from_micros(end.as_micros()), end);
        assert_eq!(at(&end.to_string()), end);
    }
}

#[test]
fn moving_past_an_end_stays_there() {
    let (first, last) = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
    assert_eq!((last.plus_seconds(1), last.plus_seconds(i64::MAX)), (last, last));
    assert_eq!((first.plus_seconds(-1), first.plus_seconds(i64::MIN)), (first, first));
    assert_eq!(last.plus_seconds(-1).to_string(), "9999-12-30T21:59:59.000Z");
}

#[test]
fn moments_are_kept_to_the_millisecond_before_and_after_1970() {
    assert_eq!(Timestamp::from_micros(1_999).as_micros(), 1_000);
    assert_eq!(Timestamp::from_micros(-1).as_micros(), -1_000);
    assert_eq!(at("2026-11-22T09:02:03.456789+08:00").to_string(), "2026-11-22T01:02:03.456Z");
}
