//! When customers are called: their own word, their own hours, and what is held against reaching them.

use bihuan_domain::callback::{Attempt, AttemptReport, CallbackStage};
use bihuan_domain::case::Until;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::callbacks::{Hours, Post};
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Answer, TicketStage};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use super::{at, local, of_closing};
use crate::fixtures::{
    CALLER, Centre, REPAIR, SAMPLE, Story, approve, attempt_to_call, close, code, demand, reply, satisfied, unsatisfied,
};

/// A fault that was repaired, whose customer may be called from 09:00 on.
fn repaired(centre: &'static Centre) -> Story {
    let mut story = Story::open_on(centre, demand("fault"), Until::Accepted, at("2026-03-02T08:30:00+08:00"));
    story.dispatch(&[REPAIR]).go_out().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved));
    story.lead(approve()).go_to("2026-03-02T09:00:00+08:00");
    story
}

fn changed(change: impl FnOnce(&mut Bundle)) -> &'static Centre {
    Box::leak(Box::new(SAMPLE.with(change)))
}

fn hours(from: &str, to: &str) -> Hours {
    serde_json::from_value(serde_json::json!({ "from": from, "to": to })).unwrap()
}

#[test]
fn who_asks_for_another_time_is_called_exactly_then_though_nobody_is_called_at_noon_and_is_not_called_late() {
    let mut story = repaired(&SAMPLE);
    let until = story.callback().until.unwrap();
    let wish = at("2026-03-03T12:30:00+08:00");
    assert!(until < wish, "after the end of the window, in the quiet hours of noon");
    story.act(attempt_to_call(Attempt::OtherTime { at: wish }));
    assert_eq!((story.callback().due_at, story.callback().agreed_at), (wish, Some(wish)));
    story.go_to("2026-03-03T12:00:00+08:00").wake();
    assert_eq!(story.callback().overdue_at, None, "whoever waits for the hour he named is not late");
    assert_eq!(story.refused(attempt_to_call(satisfied())), RefusalCode::TooEarlyToCall);
    story.go_to("2026-03-03T12:30:00+08:00").wake();
    let mut later = story.clone();
    story.act(attempt_to_call(satisfied()));
    assert_eq!(story.callback().overdue_at, None);

    later.go_to("2026-03-03T14:31:00+08:00").wake();
    assert!(later.callback().overdue_at.is_some(), "two hours after it the promise is broken");
    later.go_to("2026-03-04T12:30:00+08:00").wake();
    let refused = later.refused(attempt_to_call(satisfied()));
    assert_eq!(refused, RefusalCode::TooEarlyToCall, "noon of another day was not asked for");
}

#[test]
fn after_another_attempt_the_hour_that_was_agreed_on_counts_no_more() {
    let mut story = repaired(&SAMPLE);
    story.act(attempt_to_call(Attempt::OtherTime { at: at("2026-03-02T12:30:00+08:00") }));
    story.go_to("2026-03-02T12:30:00+08:00").act(attempt_to_call(Attempt::NoAnswer));
    assert_eq!(story.callback().agreed_at, None);
    assert_eq!(local(story.callback().due_at), "03-02 18:00", "spaced, and at another part of the day");
}

#[test]
fn a_customer_whose_hours_leave_no_time_within_those_of_the_plan_is_called_by_the_plans() {
    let mut story = repaired(&SAMPLE);
    let plan = story.centre.policy.plan(&story.callback().plan).unwrap().clone();
    let next = |own: &[Hours], from: &str| local(story.centre.policy.next_callable(&plan, own, at(from)));
    // Quiet are noon, 12 to 14, and the night from 21 to 8.
    assert_eq!(next(&[hours("13:00", "15:00")], "2026-03-02T09:00:00+08:00"), "03-02 14:00");
    assert_eq!(next(&[hours("12:15", "13:45")], "2026-03-02T09:00:00+08:00"), "03-02 09:00");
    assert_eq!(next(&[hours("12:15", "13:45")], "2026-03-02T12:30:00+08:00"), "03-02 14:00");
    let whole = |own: &[Hours]| {
        let (from, to) = (at("2026-03-02T09:00:00+08:00"), at("2026-03-02T18:00:00+08:00"));
        story.centre.policy.callable_stretches(&plan, own, from, to).len()
    };
    assert_eq!((whole(&[hours("12:15", "13:45")]), whole(&[hours("13:00", "15:00")])), (2, 1));
    story.case.ticket.demand.contact.hours = vec![hours("12:15", "13:45")];
    story.act(attempt_to_call(satisfied()));
}

#[test]
fn reaching_some_of_those_who_are_to_be_reached_is_not_held_against_reaching_the_others() {
    let posts = ["owner", "tenant", "guard"];
    let centre = changed(|bundle| {
        let post = |code: &str| -> Post {
            serde_json::from_value(serde_json::json!({ "code": code, "name": { "zh": "甲", "en": "One" } })).unwrap()
        };
        bundle.callback_plans.iter_mut().for_each(|plan| plan.must_reach = posts.map(post).to_vec());
    });
    let mut story = repaired(centre);
    for post in ["owner", "tenant"] {
        let reached = AttemptReport { reached: vec![code(post)], ..Attempt::Partly.into() };
        story.try_as(&CALLER, of_closing(reached)).unwrap();
        story.now = story.callback().due_at;
    }
    story.try_as(&CALLER, of_closing(Attempt::NoAnswer.into())).unwrap();
    assert_eq!(story.callback().stage, CallbackStage::Scheduled, "one of three attempts was in vain");
    assert_eq!((story.callback().attempts, story.callback().in_vain()), (3, 1));
    for _ in 0..2 {
        story.now = story.callback().due_at;
        story.try_as(&CALLER, of_closing(Attempt::Busy.into())).unwrap();
    }
    assert_eq!(story.stages(), "answered (unreachable) / approved");
}

#[test]
fn who_wants_no_more_calls_is_not_called_again_though_this_one_told_nothing_yet() {
    for attempt in [Attempt::OtherTime { at: at("2026-03-03T10:00:00+08:00") }, Attempt::NoAnswer] {
        let mut story = repaired(&SAMPLE);
        let report = AttemptReport { do_not_call: true, ..attempt.into() };
        story.try_as(&CALLER, of_closing(report)).unwrap();
        assert_eq!(story.stages(), "answered (declined) / approved");
    }
    let mut told = repaired(&SAMPLE);
    let report = AttemptReport { do_not_call: true, ..unsatisfied(close()).into() };
    told.try_as(&CALLER, of_closing(report)).unwrap();
    let how = TicketStage::Answered { how: Answer::Unsatisfied };
    assert_eq!(told.case.ticket.stage, how, "what he said counts");
}
