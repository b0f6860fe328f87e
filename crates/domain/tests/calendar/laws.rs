//! Laws that always hold.

use bihuan_domain::calendar::{Budget, Counting, Pause, SegmentKind};
use bihuan_domain::policy::clocks::Unit;
use bihuan_domain::time::Timestamp;

use crate::fixtures::{OFFICE, PAPER_SHIFTS, Walk, amount, at, china, elapsed, workweek};
use crate::random::{Both, calendars, moment_after, pauses};
use crate::slow_walk::{DAY, millis, moment};

#[test]
fn a_deadline_is_exactly_its_amount_of_working_time_away_and_later_never_earlier() {
    let new_york = workweek("America/New_York", OFFICE);
    let mut walk = Walk(7);
    let first = at("2024-01-01T00:00:00Z");
    for calendar in [china(OFFICE), china(PAPER_SHIFTS), new_york] {
        for _ in 0..400 {
            let start = first.plus_seconds(walk.below(2 * 365 * 86_400));
            let start = Timestamp::from_micros(start.as_micros() + walk.below(1_000) * 1_000);
            let minutes = 1 + u32::try_from(walk.below(5_000)).unwrap();
            let end = calendar.deadline(start, &amount(minutes, Unit::WorkingMinutes));
            assert_eq!(elapsed(&calendar, start, end), i64::from(minutes) * 60, "{minutes} from {start}");
            assert_eq!(elapsed(&calendar, end, start), 0, "nothing elapses backwards");

            let later = start.plus_seconds(walk.below(200_000));
            for unit in [Unit::WorkingMinutes, Unit::WorkingDays] {
                let value = minutes.min(60);
                let (one, two) = (amount(value, unit), amount(value + 1, unit));
                let end = calendar.deadline(start, &one);
                assert!(end > start, "{value} {unit:?} from {start}");
                assert!(end <= calendar.deadline(later, &one), "a later start is not due earlier: {start} {later}");
                assert!(end < calendar.deadline(start, &two), "more is due later: {value} {unit:?} from {start}");
            }

            let middle = start.plus_seconds(walk.below(400_000));
            let last = middle.plus_seconds(walk.below(400_000));
            let parts = elapsed(&calendar, start, middle) + elapsed(&calendar, middle, last);
            let whole = elapsed(&calendar, start, last);
            // Each part is cut to whole seconds.
            assert!((0..=1).contains(&(whole - parts)), "{start} {middle} {last}");
        }
    }
}

/// Complaint 1: pausing and resuming, at any instants, never changes how much working time a promise takes.
#[test]
fn complaint_1_pausing_and_resuming_at_any_instants_takes_the_same_working_time() {
    let calendars = calendars();
    let mut walk = Walk(1);
    for case in 0..6_000 {
        let Both { quick, around, text, .. } = walk.pick(&calendars);
        let start = moment_after(&mut walk, *around, 6 * DAY, -4 * DAY);
        let pauses: Vec<Pause> = pauses(&mut walk, start).into_iter().filter(|pause| pause.to.is_some()).collect();
        let counting = *walk.pick(&[Counting::Working, Counting::Always]);
        let budget = Budget::new(start, 1_000 * (1 + walk.below(20 * 3_600_000)), counting);
        let end = quick.run_out(&budget, &pauses).unwrap();
        assert_eq!(quick.counted(counting, start, end, &pauses), budget.micros, "{case}: {start} {pauses:?} {text}");
        let just_before = Timestamp::from_micros(end.as_micros() - 1_000);
        assert!(quick.counted(counting, start, just_before, &pauses) < budget.micros, "not a moment later than needed");

        // Stopped at any instant and gone on with later, what is left takes it to the same end.
        let now = moment_after(&mut walk, start, 3 * DAY, 0).max(start);
        let rest = budget.micros - quick.counted(counting, start, now, &pauses);
        if rest > 0 {
            assert_eq!(quick.run_out(&Budget::new(now, rest, counting), &pauses), Some(end), "{case}: {now} {text}");
        }
    }
}

#[test]
fn the_segments_of_an_explanation_have_no_holes_and_sum_to_the_budget() {
    let calendars = calendars();
    let mut walk = Walk(3);
    for case in 0..3_000 {
        let Both { quick, around, text, .. } = walk.pick(&calendars);
        let start = moment_after(&mut walk, *around, 6 * DAY, -4 * DAY);
        let pauses: Vec<Pause> = pauses(&mut walk, start).into_iter().filter(|pause| pause.to.is_some()).collect();
        let unit = *walk.pick(&[Unit::WorkingDays, Unit::WorkingHours, Unit::Hours]);
        let budget = quick.budget(start, &amount(u32::try_from(1 + walk.below(4)).unwrap(), unit));
        let end = quick.run_out(&budget, &pauses).unwrap();
        let to = moment(millis(end) + walk.below(2) * walk.below(2 * 86_400_000));
        let segments = quick.explain(start, &budget, to, &pauses);
        let mut at = start;
        let mut sum = 0;
        for segment in &segments {
            assert_eq!(segment.from, at, "{case}: {segments:?}");
            assert!(segment.from < segment.to, "{case}: {segments:?}");
            at = segment.to;
            if segment.kind == SegmentKind::Counted && segment.from < end {
                sum += segment.to.min(end).as_micros() - segment.from.as_micros();
            }
        }
        assert_eq!((at, sum), (to, budget.micros), "{case}: {start} {pauses:?} {segments:?} {text}");
        for pair in segments.windows(2) {
            assert!(
                pair[0].kind != pair[1].kind || matches!(pair[0].kind, SegmentKind::Counted),
                "{case}: {segments:?}"
            );
        }
    }
}
