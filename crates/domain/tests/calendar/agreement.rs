//! Two implementations that share nothing agree.

use bihuan_domain::calendar::{Budget, Counting};
use bihuan_domain::policy::clocks::Unit;
use jiff::civil::Time;

use crate::fixtures::{Walk, amount};
use crate::random::{Both, HOURS, calendars, moment_after, pauses};
use crate::slow_walk::{DAY, HOUR};

const CASES: u32 = 100_000;

#[test]
fn a_slow_walk_along_the_clock_comes_to_the_same_answers() {
    let halves = [2026, 2027].map(|seed| std::thread::spawn(move || compare(seed, CASES / 2)));
    for half in halves {
        half.join().unwrap();
    }
}

fn compare(seed: u64, cases: u32) {
    let calendars = calendars();
    let mut walk = Walk(seed);
    for case in 0..cases {
        let Both { quick, slow, around, text } = walk.pick(&calendars);
        let start = moment_after(&mut walk, *around, 6 * DAY, -4 * DAY);
        let pauses = pauses(&mut walk, start);
        match case % 3 {
            0 => {
                let to = moment_after(&mut walk, start, 8 * DAY, -DAY);
                let counted = quick.counted(Counting::Working, start, to, &pauses);
                assert_eq!(counted, 1_000 * slow.counted(start, to, &pauses), "{start} {to} {pauses:?} {text}");
            }
            1 => {
                let most = *walk.pick(&[60_000, 8 * 3_600_000, 20 * 3_600_000]);
                let left = 1 + walk.below(most);
                let budget = Budget::new(start, 1_000 * left, Counting::Working);
                let found = quick.run_out(&budget, &pauses);
                assert_eq!(found, slow.after(start, left, &pauses), "{left} {start} {pauses:?} {text}");
            }
            _ => {
                let (days, hour) = (u32::try_from(walk.below(5)).unwrap(), *walk.pick(HOURS));
                let end = Time::new(i8::try_from(hour % 24).unwrap(), 0, 0, 0).unwrap();
                let budget = quick.budget(start, &amount(days, Unit::WorkingDays).ending_at(end));
                let found = quick.run_out(&budget, &pauses);
                let walked = slow.after_days(start, usize::try_from(days).unwrap(), hour * HOUR, &pauses);
                assert_eq!(found, walked, "{days} days at {hour} from {start} {pauses:?} {text}");
            }
        }
    }
}
