//! Not satisfied though the handling stands: somebody else looks at it.

use bihuan_domain::callback::FollowUp;
use bihuan_domain::case::owners;
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Answer, TicketStage};
use bihuan_domain::work_order::WorkOrderStage;

use super::complaint_in_callback;
use crate::fixtures::{
    CALLER, HANDLER, MARKETING, OUTSIDER, SAMPLE, Story, close, final_answer, person, review, send_back, unsatisfied,
};

/// A complaint whose handling stands, as whoever called back says.
fn waiting() -> Story {
    complaint_in_callback().with(|story| story.act(unsatisfied(review())))
}

#[test]
fn a_customer_who_is_not_satisfied_though_the_handling_stands_waits_for_a_final_answer() {
    let mut story = waiting();
    assert_eq!(story.case.ticket.stage, TicketStage::FinalAnswerDue);
    assert_eq!(owners(&story.case)[0].permission, Permission::TicketFinalAnswer);
    assert!(story.running().contains(&"final-answer"));
    assert!(!story.running().contains(&"callback-result"));
    story.act(final_answer());
    assert_eq!(story.case.ticket.stage, TicketStage::Answered { how: Answer::Unsatisfied });
    let answer = story.case.ticket.final_answer.unwrap();
    assert_eq!((answer.by, answer.documents.as_slice()), (OUTSIDER.user, ["tariff 2026".to_owned()].as_slice()));
}

#[test]
fn neither_who_handled_it_nor_who_called_back_gives_the_final_answer() {
    let mut story = waiting();
    let colleague = person(9, MARKETING, "handler");
    for involved in [&*CALLER, &*HANDLER, &colleague] {
        // The handler of these stories belongs to another unit, but had a hand in it.
        let refusal = story.try_as(involved, final_answer()).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NotIndependent, "{involved:?}");
        assert_eq!(story.try_as(involved, send_back()).unwrap_err().code, RefusalCode::NotIndependent);
    }
    story.try_as(&OUTSIDER, final_answer()).unwrap();
}

#[test]
fn who_looks_at_it_may_find_that_the_handling_does_not_stand() {
    let mut story = waiting();
    story.act(send_back());
    assert_eq!(story.case.ticket.stage, TicketStage::Handling);
    assert_eq!(story.order(1).stage, WorkOrderStage::Redo);
    assert_eq!(story.case.ticket.redo_count, 1);
    assert!(!story.running().contains(&"final-answer"));
}

#[test]
fn where_the_centre_says_so_nobody_who_calls_back_closes_a_bad_answer_alone() {
    let lax = SAMPLE.with(|bundle| bundle.kinds.iter_mut().for_each(|kind| kind.closing_review = false));
    let lax = Box::leak(Box::new(lax));
    let stage = |centre| {
        let mut story = complaint_in_callback();
        story.rules =
            Story::open_at(centre, crate::fixtures::demand("complaint"), bihuan_domain::case::Until::Draft).rules;
        story.act(unsatisfied(close()));
        story.case.ticket.stage
    };
    assert_eq!(stage(&SAMPLE), TicketStage::FinalAnswerDue);
    assert_eq!(stage(lax), TicketStage::Answered { how: Answer::Unsatisfied });
}

#[test]
fn what_is_sent_back_or_refilled_waits_for_nobody_else() {
    for follow_up in [FollowUp::Redo, FollowUp::Refill] {
        let mut story = complaint_in_callback();
        story.act(unsatisfied(follow_up));
        assert_eq!(story.case.ticket.stage, TicketStage::Handling);
        assert!(story.case.ticket.final_answer.is_none());
    }
}
