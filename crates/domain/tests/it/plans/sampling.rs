//! Samples: the share, the same seed, nobody's influence.

use bihuan_domain::callback::{CallbackCommand, Cause};
use bihuan_domain::case::Command;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::sampling::{DrawKey, LOTS, Lot};
use bihuan_domain::ticket::{Answer, TicketStage};
use uuid::Uuid;

use super::{demand_of, done, steward};
use crate::fixtures::{Centre, Story, code, industry};

#[test]
fn of_a_hundred_thousand_tickets_thirty_percent_are_drawn_and_the_same_seed_draws_the_same() {
    let key = DrawKey::derive(b"secret", "2026-03");
    let lots = |key: &DrawKey| -> Vec<u32> { (0..100_000).map(|n| key.draw("repair", Uuid::from_u128(n))).collect() };
    let drawn = lots(&key);
    let taken = drawn.iter().filter(|lot| Lot { period: String::new(), lot: **lot, percent: 30 }.is_taken()).count();
    // Five standard deviations of a binomial: 5 × sqrt(100 000 × 0.3 × 0.7) = 725.
    assert!((29_275..30_725).contains(&taken), "{taken}");
    assert_eq!(lots(&DrawKey::derive(b"secret", "2026-03")), drawn);
    assert_ne!(lots(&DrawKey::derive(b"secret", "2026-04")), drawn);
    assert!(drawn.iter().all(|lot| *lot < LOTS));
    // Even over the whole range, not only around the threshold: each tenth holds a tenth, within five deviations.
    for tenth in 0..10 {
        let inside = drawn.iter().filter(|lot| **lot / (LOTS / 10) == tenth).count();
        assert!((9_525..10_475).contains(&inside), "{tenth}: {inside}");
    }
}

#[test]
fn another_plan_draws_other_lots_for_the_same_tickets() {
    let key = DrawKey::derive(b"secret", "2026-03");
    let same = (0..10_000).map(Uuid::from_u128).filter(|id| key.draw("repair", *id) == key.draw("help", *id)).count();
    assert!(same < 5, "{same}");
}

fn with_share(percent: u8) -> &'static Centre {
    let centre = industry("property").with(|bundle| {
        bundle.callback_plans.iter_mut().flat_map(|plan| &mut plan.samples).for_each(|row| row.percent = percent);
    });
    Box::leak(Box::new(centre))
}

const DONE: &str = "2024-05-20T10:00:00+08:00";

/// The lot of the one ticket that stories are about decides between two shares.
fn share_around_the_lot() -> (u8, u8) {
    let story = done(with_share(50), demand_of("help"), DONE);
    let lot = story.case.ticket.lot.unwrap().lot;
    let percent = u8::try_from(lot / (LOTS / 100)).unwrap();
    (percent.max(1), percent + 1)
}

#[test]
fn whom_the_lot_leaves_out_is_answered_and_whom_it_takes_is_called() {
    let (below, above) = share_around_the_lot();
    let left_out = done(with_share(below), demand_of("help"), DONE);
    assert_eq!(left_out.case.ticket.stage, TicketStage::Answered { how: Answer::NotSampled });
    let taken = done(with_share(above), demand_of("help"), DONE);
    assert!(matches!(taken.callback().cause, Cause::Drawn { .. }));
}

#[test]
fn only_what_the_lot_chose_can_be_removed_and_it_stays_on_record() {
    let (_, above) = share_around_the_lot();
    let mut taken = done(with_share(above), demand_of("help"), DONE);
    let remove = || CallbackCommand::Remove { reason: "the owner moved abroad".into() };
    taken.try_as(&steward(), remove()).unwrap();
    assert_eq!(taken.case.ticket.stage, TicketStage::Answered { how: Answer::NotSampled });
    let mut all = done(with_share(100), demand_of("help"), DONE);
    assert_eq!(all.try_as(&steward(), remove()).unwrap_err().code, RefusalCode::NotSampled);
}

#[test]
fn whom_the_lot_left_out_can_be_called_to_reach_the_share_and_nobody_else() {
    let (below, above) = share_around_the_lot();
    let call = || Command::CallBack { plan: code("service"), cause: Cause::ToppedUp };
    let mut left_out = done(with_share(below), demand_of("help"), DONE);
    left_out.act(call());
    assert_eq!(left_out.case.aftercare[0].callback.cause, Cause::ToppedUp);
    assert_eq!(left_out.refused(call()), RefusalCode::NotSampled, "once is enough");
    let mut taken: Story = done(with_share(above), demand_of("help"), DONE);
    assert_eq!(taken.refused(call()), RefusalCode::NotSampled);
}
