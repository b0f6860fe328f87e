//! Lots: fair, the same for everybody, and nobody's to choose.

use bihuan_domain::sampling::{DrawKey, Lot};
use uuid::Uuid;

/// Tickets of the month.
const TICKETS: u128 = 100_000;
/// The share that the plan inspects, in percent.
const PERCENT: u8 = 5;
/// Deviations of a binomial distribution beyond which chance is no excuse: one month in a million.
const DEVIATIONS: f64 = 5.0;

fn drawn(key: &DrawKey, plan: &str) -> Vec<u128> {
    let taken = |no: &u128| {
        let lot = key.draw(&format!("inspection {plan}"), Uuid::from_u128(*no));
        Lot { period: "2026-06".into(), lot, percent: PERCENT }.is_taken()
    };
    (1..=TICKETS).filter(taken).collect()
}

#[test]
fn inspections_draw_their_share_of_a_hundred_thousand_tickets_within_the_bounds_of_chance_and_the_same_each_time() {
    let key = DrawKey::derive(b"the secret of the centre", "2026-06");
    let sample = drawn(&key, "monthly");
    let (all, share) = (TICKETS as f64, f64::from(PERCENT) / 100.0);
    let deviation = (all * share * (1.0 - share)).sqrt();
    let off = (sample.len() as f64 - all * share).abs();
    assert!(off <= DEVIATIONS * deviation, "{} drawn", sample.len());
    assert_eq!(drawn(&DrawKey::derive(b"the secret of the centre", "2026-06"), "monthly"), sample, "the same key");
    assert_ne!(drawn(&DrawKey::derive(b"the secret of the centre", "2026-07"), "monthly"), sample, "another month");
    assert_ne!(drawn(&key, "weekly"), sample, "another plan");
    // No stretch of the month is favoured: each tenth holds about a tenth.
    for tenth in 0..10 {
        let (from, to) = (tenth * TICKETS / 10, (tenth + 1) * TICKETS / 10);
        let here = sample.iter().filter(|no| (from + 1..=to).contains(*no)).count() as f64;
        assert!((here - all * share / 10.0).abs() <= DEVIATIONS * deviation / 10_f64.sqrt(), "{here} in {tenth}");
    }
}
