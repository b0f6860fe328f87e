//! Callbacks (回访): when, how often, and what follows from each result.

use bihuan_domain::callback::{Attempt, AttemptResult, CallbackStage, FollowUp};
use bihuan_domain::case::Command;
use bihuan_domain::clock::ClockState;
use bihuan_domain::id::TicketId;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::survey::SurveyStage;
use bihuan_domain::ticket::{FollowOn, TicketCommand};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};
use uuid::Uuid;

use crate::fixtures::{Story, approve, at, close, code, minutes_after, reply, satisfied, unsatisfied};

/// shows: P-06
#[test]
fn the_department_being_done_does_not_close_the_ticket_only_the_customers_answer_does() {
    let mut story = Story::fault_in_callback();
    assert_eq!(story.stages(), "callback_due / approved");
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired);
    story.act(satisfied());
    assert_eq!(story.stages(), "answered (satisfied) / approved");
    story.act(TicketCommand::Archive);
    assert_eq!(story.stages(), "archived (satisfied) / approved");
}

#[test]
fn a_callback_comes_with_a_survey_that_is_answered_by_it() {
    let mut story = Story::fault_in_callback();
    let survey = story.case.survey.clone().unwrap();
    assert_eq!((survey.id, survey.stage), (story.callback().survey, SurveyStage::Open));
    story.act(satisfied());
    let survey = story.case.survey.clone().unwrap();
    assert_eq!((survey.stage, survey.answers.len()), (SurveyStage::Answered, 2));
}

#[test]
fn three_attempts_at_three_parts_of_the_day_then_the_customer_is_unreachable() {
    let mut story = Story::fault_in_callback();
    assert_eq!(story.callback().due_at, at("2026-03-02T09:00:00+08:00"));
    story.act(Attempt::NoAnswer);
    assert_eq!(story.callback().due_at, at("2026-03-02T14:00:00+08:00"), "not the morning again; noon is quiet");
    assert_eq!(story.wait(299).refused(Attempt::Busy), RefusalCode::TooEarlyToCall);
    story.wait(1).act(Attempt::Busy);
    assert_eq!(story.callback().due_at, at("2026-03-02T18:00:00+08:00"), "the evening is left");
    story.go_to("2026-03-02T18:00:00+08:00").act(Attempt::PowerOff);
    assert_eq!(story.stages(), "answered (unreachable) / approved");
    assert_eq!((story.callback().attempts, story.callback().stage), (3, CallbackStage::Unreachable));
    assert_eq!(story.case.survey.as_ref().map(|survey| survey.stage), Some(SurveyStage::Abandoned));
}

#[test]
fn nobody_is_called_in_quiet_hours() {
    for quiet in ["2026-03-02T12:00:00+08:00", "2026-03-02T13:59:59+08:00", "2026-03-03T07:59:59+08:00"] {
        let mut story = Story::fault_in_callback();
        assert_eq!(story.go_to(quiet).refused(satisfied()), RefusalCode::TooEarlyToCall, "{quiet}");
    }
    for open in ["2026-03-02T14:00:00+08:00", "2026-03-02T20:59:59+08:00", "2026-03-03T08:00:00+08:00"] {
        Story::fault_in_callback().go_to(open).act(satisfied());
    }
}

#[test]
fn work_that_is_approved_at_night_is_called_back_in_the_morning() {
    let mut story = Story::fault_replied();
    story.go_to("2026-03-02T22:30:00+08:00").lead(approve());
    assert_eq!(story.callback().due_at, at("2026-03-03T08:00:00+08:00"));
    assert!(story.wake().is_empty());
    story.go_to("2026-03-03T08:00:00+08:00");
    assert!(story.wake().iter().any(|event| (event.subject(), event.name()) == ("callback", "due")));
    assert_eq!(story.callback().stage, CallbackStage::Due);
}

/// shows: D-08
#[test]
fn another_time_asked_for_by_the_customer_does_not_count_as_an_attempt() {
    let mut story = Story::fault_in_callback();
    for day in ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"] {
        let wish = at(&format!("{day}T10:00:00+08:00"));
        story.act(Attempt::OtherTime { at: wish });
        assert_eq!((story.callback().due_at, story.callback().attempts), (wish, 0));
        assert_eq!(story.stages(), "callback_due / approved", "nothing is settled by it");
        story.now = wish;
    }
    story.act(satisfied());
}

#[test]
fn another_time_is_never_in_the_past_nor_so_late_that_the_loop_stays_open() {
    let mut story = Story::fault_in_callback();
    story.act(Attempt::OtherTime { at: at("2020-01-01T10:00:00+08:00") });
    assert_eq!(story.callback().due_at, story.now);
    story.act(Attempt::OtherTime { at: at("9999-01-01T10:00:00+08:00") });
    assert_eq!(story.callback().due_at, minutes_after(story.now, 30 * 24 * 60));
}

#[test]
fn a_refusal_ends_the_callback_at_once_and_a_wrong_number_when_the_right_one_is_not_found_in_time() {
    let mut refused = Story::fault_in_callback();
    refused.act(Attempt::Refused);
    assert_eq!(refused.stages(), "answered (unreachable) / approved");
    assert_eq!((refused.callback().attempts, refused.callback().last_result), (1, Some(AttemptResult::Refused)));
    let mut wrong = Story::fault_in_callback();
    wrong.act(Attempt::WrongNumber);
    assert_eq!(
        (wrong.stages().as_str(), wrong.callback().stage),
        ("callback_due / approved", CallbackStage::Searching)
    );
    wrong.wait(3 * 24 * 60).wake();
    assert_eq!(wrong.stages(), "answered (unreachable) / approved");
    assert_eq!((wrong.callback().attempts, wrong.callback().last_result), (1, Some(AttemptResult::WrongNumber)));
}

#[test]
fn a_bad_answer_sends_the_work_back_and_the_next_round_has_a_callback_of_its_own() {
    let mut story = Story::fault_in_callback();
    let first = story.callback().id;
    story.act(unsatisfied(FollowUp::Redo));
    assert_eq!(story.stages(), "handling / redo");
    assert_eq!((story.case.ticket.redo_count, story.order(1).rework_count), (1, 1));
    assert_eq!(story.running(), ["redo"]);
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired);
    story.go_out_again().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
    assert_ne!(story.callback().id, first);
    assert_eq!((story.callback().attempts, story.clocks("callback")), (0, 2));
    assert_eq!(story.state("callback", None), ClockState::Running);
}

#[test]
fn a_formal_defect_found_by_the_callback_only_refills_the_reply() {
    let mut story = Story::fault_in_callback();
    story.act(unsatisfied(FollowUp::Refill));
    assert_eq!((story.stages().as_str(), story.running()), ("handling / refill", vec!["refill"]));
    assert_eq!(story.case.ticket.redo_count, 1);
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
}

#[test]
fn an_unsatisfied_customer_is_recorded_and_closed_when_the_handling_was_lawful() {
    let mut story = Story::fault_in_callback();
    story.act(unsatisfied(close()));
    assert_eq!(story.stages(), "answered (unsatisfied) / approved");
    assert_eq!(story.callback().follow_up, Some(close()));
    story.act(TicketCommand::Archive);
    assert_eq!(story.case.ticket.redo_count, 0);
}

#[test]
fn answers_must_fit_the_questionnaire() {
    let wrong: &[&[(&str, &str)]] = &[
        &[("solved", "yes")],
        &[("solved", "maybe"), ("satisfied", "satisfied")],
        &[("solved", "yes"), ("satisfied", "overjoyed")],
        &[("solved", "yes"), ("satisfied", "satisfied"), ("weather", "fine")],
    ];
    for answers in wrong {
        let answers = answers.iter().map(|(question, answer)| (code(question), (*answer).to_owned())).collect();
        let attempt = Attempt::Answered { answers, follow_up: FollowUp::Redo };
        assert_eq!(Story::fault_in_callback().refused(attempt), RefusalCode::AnswersInvalid);
    }
}

#[test]
fn a_matter_that_is_not_solved_goes_back_even_when_the_customer_is_satisfied() {
    let answers = [("solved", "no"), ("satisfied", "very-satisfied")];
    let answers = answers.iter().map(|(question, answer)| (code(question), (*answer).to_owned())).collect();
    let mut story = Story::fault_in_callback();
    story.act(Attempt::Answered { answers, follow_up: FollowUp::default() });
    assert_eq!(story.stages(), "handling / redo");
}

#[test]
fn a_call_brings_at_most_one_ticket_about() {
    let mut story = Story::fault_in_callback();
    let callback = story.callback().id;
    let link = |no: u128| {
        let ticket = TicketId(Uuid::from_u128(no));
        Command::LinkFollowOn(FollowOn { ticket, number: no.to_string(), callback, outcome: code("risk") })
    };
    story.act(link(7));
    assert_eq!(story.refused(link(8)), RefusalCode::NothingChanges);
    let numbers: Vec<&str> = story.case.ticket.follow_ons.iter().map(|link| link.number.as_str()).collect();
    assert_eq!(numbers, ["7"]);
}
