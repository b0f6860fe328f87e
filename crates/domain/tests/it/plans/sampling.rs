//! Samples: the share, the same seed, nobody's influence.

use bihuan_domain::callback::{CallbackCommand, Cause};
use bihuan_domain::case::{self, Command, Until};
use bihuan_domain::id::TicketId;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::sampling::{DrawKey, LOTS, Lot};
use bihuan_domain::ticket::{Answer, Risk, TicketStage};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};
use uuid::Uuid;

use super::{demand_of, done, steward};
use crate::fixtures::{
    Centre, Story, approve, at, code, contact, contact_again, context, flag, industry, note, redo, reply, urge,
};

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

/// Tickets whose departments are done in the month.
const COMPLETED: u128 = 100_000;

/// The decisions that complete tickets, each like the one of the story but for its id: which of them are called back.
fn called_at_completion(story: &Story, centre: &'static Centre, ids: std::ops::Range<u128>) -> Vec<bool> {
    let context = context(centre, &story.rules, story.moment());
    let mut case = story.case.clone();
    let approve = Command::WorkOrder(case.work_orders[0].id, approve());
    let completed = ids.map(|id| {
        case.ticket.id = TicketId(Uuid::from_u128(id));
        let done = case::decide(&case, &approve, &context).unwrap().case;
        let calls = done.aftercare.len() + usize::from(done.callback.is_some());
        assert_eq!(done.ticket.lots.len(), 1, "every ticket has its lot");
        calls > 0
    });
    completed.collect()
}

#[test]
fn of_a_hundred_thousand_tickets_that_are_completed_the_share_is_called_and_the_same_again_by_the_same_seed() {
    let centre = with_share(30);
    let story = replied(centre);
    let halves = std::thread::scope(|scope| {
        let story = &story;
        let halves = [0..COMPLETED / 2, COMPLETED / 2..COMPLETED];
        let halves = halves.map(|ids| scope.spawn(move || called_at_completion(story, centre, ids)));
        halves.map(|half| half.join().unwrap()).concat()
    });
    let called = halves.iter().filter(|called| **called).count();
    // Five standard deviations of a binomial: 5 × sqrt(100 000 × 0.3 × 0.7) = 725.
    assert!((29_275..30_725).contains(&called), "{called}");
    let again = called_at_completion(&story, centre, 0..1_000);
    assert_eq!(again, halves[..1_000], "the same seed takes the same");
}

#[test]
fn nothing_that_staff_write_before_the_completion_changes_the_lot() {
    let centre = with_share(30);
    let plain = replied(centre).with(|story| story.lead(approve())).case.ticket.lots;
    assert_eq!(plain.len(), 1);
    let writes: [fn(&mut Story) -> &mut Story; 7] = [
        |story| story.act(note()),
        |story| story.act(urge()).act(urge()),
        |story| story.act(contact_again()),
        |story| story.act(flag(Risk::Press)),
        |story| story.lead(redo()).lead(contact()).lead(reply(ReplyOutcome::Resolved)),
        |story| story.lead(redo()).lead(reply(ReplyOutcome::NotOurs)),
        |story| story.wait(3 * 24 * 60),
    ];
    for (no, write) in writes.into_iter().enumerate() {
        let written = replied(centre).with(write).with(|story| story.lead(approve())).case.ticket.lots;
        assert_eq!(written, plain, "write {no}");
    }
}

/// A demand whose department has replied: its approval completes it.
fn replied(centre: &'static Centre) -> Story {
    let mut story = Story::open_on(centre, demand_of("help"), Until::Accepted, at(DONE));
    story.dispatch(&["works"]).lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved));
    story
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
