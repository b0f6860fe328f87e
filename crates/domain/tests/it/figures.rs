//! Indicators: their registry, their intervals, and the calendar of reports.

#![expect(clippy::expect_used, reason = "tests may fail by panicking, their helper functions too")]

use std::collections::BTreeSet;

use bihuan_domain::fact::{Day, Flag};
use bihuan_domain::indicator::{Comparison, MISSING, Registry, Unit, wilson};
use bihuan_domain::policy::figures::FigureRules;
use bihuan_domain::policy::reports::{ReportPeriod, ReportSchedule};
use bihuan_domain::report::{due_at, last_over, stretch};
use bihuan_domain::time::Timestamp;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

#[test]
fn the_interval_of_wilson_agrees_with_published_values_and_stays_within_bounds() {
    // 10 of 10 and 0 of 10: Wilson (1927) gives 0.7225 to 1 and 0 to 0.2775; 81 of 263: 0.2553 to 0.3662 (Newcombe 1998).
    for (successes, trials, low, high) in
        [(10, 10, 0.722_5, 1.0), (0, 10, 0.0, 0.277_5), (81, 263, 0.255_3, 0.366_2), (15, 148, 0.062_4, 0.160_5)]
    {
        let interval = wilson(successes, trials).expect("a share");
        assert!((interval.low - low).abs() < 5e-5, "{successes} of {trials}: {interval:?}");
        assert!((interval.high - high).abs() < 5e-5, "{successes} of {trials}: {interval:?}");
    }
    assert_eq!(wilson(0, 0), None);
    assert_eq!(wilson(3, 2), None, "no share");
    for trials in 1..200 {
        for successes in 0..=trials {
            let interval = wilson(successes, trials).expect("a share");
            let share =
                f64::from(i32::try_from(successes).expect("small")) / f64::from(i32::try_from(trials).expect("small"));
            assert!(0.0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1.0);
        }
    }
}

#[test]
fn every_indicator_has_one_definition_two_languages_and_sums_that_are_kept_once() {
    let registry = Registry::new(&FigureRules::default());
    let codes: BTreeSet<&str> = Registry::codes().collect();
    assert_eq!(codes.len(), registry.indicators.len(), "no code twice");
    assert!(MISSING.iter().all(|missing| !codes.contains(missing.code)), "what is missing is not there");
    for indicator in &registry.indicators {
        let one = &indicator.definition;
        for text in [one.name.0, one.name.1, one.words.0, one.words.1, one.source] {
            assert!(!text.is_empty(), "{}", one.code);
        }
        for sum in indicator.sums() {
            assert!(registry.sums.iter().any(|kept| kept == sum), "{}", one.code);
        }
    }
    let keys: BTreeSet<&String> = registry.sums.iter().map(|sum| &sum.key).collect();
    assert_eq!(keys.len(), registry.sums.len());
}

#[test]
fn every_flag_has_a_bit_of_its_own_that_fits_the_column() {
    let bits: BTreeSet<i64> = Flag::ALL.iter().map(|flag| flag.bit()).collect();
    assert_eq!(bits.len(), Flag::ALL.len());
    assert!(bits.iter().all(|bit| *bit > 0), "none is the sign");
}

#[test]
fn periods_begin_and_end_where_the_calendar_says() {
    for (period, inside, from, to) in [
        (ReportPeriod::Day, "2026-06-03", "2026-06-03", "2026-06-03"),
        (ReportPeriod::Week, "2026-06-07", "2026-06-01", "2026-06-07"),
        (ReportPeriod::Week, "2027-01-01", "2026-12-28", "2027-01-03"),
        (ReportPeriod::Month, "2028-02-29", "2028-02-01", "2028-02-29"),
        (ReportPeriod::Quarter, "2026-06-30", "2026-04-01", "2026-06-30"),
        (ReportPeriod::Quarter, "2026-12-31", "2026-10-01", "2026-12-31"),
        (ReportPeriod::Year, "2026-06-30", "2026-01-01", "2026-12-31"),
    ] {
        assert_eq!(stretch(period, day(inside)), (day(from), day(to)), "{inside}");
        assert_eq!(last_over(period, day(to).plus(1)), (day(from), day(to)), "the day after");
    }
    assert!("2026-6-1".parse::<Day>().is_err() && "2026-02-30".parse::<Day>().is_err());
}

#[test]
fn a_report_runs_at_its_hour_by_the_clock_on_the_wall_also_when_clocks_are_put_forward() {
    let boston = jiff::tz::TimeZone::get("America/New_York").expect("a zone");
    let schedule = ReportSchedule { days_after: 1, hour: 7 };
    for (last, due) in [
        ("2026-03-07", "2026-03-08T11:00:00Z"),
        ("2026-03-08", "2026-03-09T11:00:00Z"),
        ("2026-10-31", "2026-11-01T12:00:00Z"),
        ("2026-01-14", "2026-01-15T12:00:00Z"),
    ] {
        let due: Timestamp = due.parse().expect("a moment");
        assert_eq!(due_at(schedule, day(last), &boston), Some(due), "the day after {last}");
    }
}

#[test]
fn a_stretch_is_compared_with_the_same_days_of_the_year_before_also_at_the_end_of_february() {
    for (from, to, first, last) in [
        ("2027-06-01", "2027-06-30", "2026-06-01", "2026-06-30"),
        ("2027-06-03", "2027-06-20", "2026-06-03", "2026-06-20"),
        ("2028-02-01", "2028-02-29", "2027-02-01", "2027-02-28"),
        ("2029-02-01", "2029-02-28", "2028-02-01", "2028-02-29"),
        ("2029-02-01", "2029-02-27", "2028-02-01", "2028-02-27"),
        ("2027-01-01", "2027-12-31", "2026-01-01", "2026-12-31"),
    ] {
        let days = Comparison::YearBefore.days(day(from), day(to));
        assert_eq!(days, (day(first), day(last)), "{from} to {to}");
    }
    let change = |unit, before, now| Comparison::change(unit, before, now);
    assert_eq!(change(Unit::Count, Some(4.0), Some(5.0)), Some(0.25));
    assert_eq!(change(Unit::Share, Some(0.75), Some(0.5)), Some(-0.25), "shares differ by points");
    assert_eq!((change(Unit::Count, Some(0.0), Some(5.0)), change(Unit::Share, None, Some(0.5))), (None, None));
}
