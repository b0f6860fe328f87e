//! Nobody judges his own matter alone: neither who handled it, nor who is complained of, nor who handled it before.

use bihuan_domain::callback::CallbackCommand;
use bihuan_domain::case::Until;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Accused, Demand};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use super::{demand_of, done, of_closing};
use crate::fixtures::{
    CENTRE, MARKETING, METERING, Story, approve, code, contact, demand, final_answer, industry, person, redo, reply,
    review, satisfied, transfer, unsatisfied,
};

fn complaint_about(accused: Accused) -> Story {
    let mut story = Story::open(Demand { accused, ..demand("complaint") }, Until::Accepted);
    story.dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive).lead(contact());
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    story.now = story.callback().due_at.max(story.now);
    story
}

/// shows: M-01
#[test]
fn who_is_complained_of_neither_calls_back_nor_answers_for_good_though_others_handled_it() {
    let accused = person(70, CENTRE, "callback-agent");
    let himself = Accused { person: Some(accused.user), unit: None };
    let mut story = complaint_about(himself);
    let attempt = || of_closing(satisfied().into());
    assert_eq!(story.try_as(&accused, attempt()).unwrap_err().code, RefusalCode::NotIndependent);
    let mut called = story.clone();
    called.try_as(&person(71, CENTRE, "callback-agent"), attempt()).unwrap();
    story.act(unsatisfied(review()));
    assert_eq!(story.try_as(&accused, final_answer()).unwrap_err().code, RefusalCode::NotIndependent);

    let of_unit = Accused { person: None, unit: Some(code(METERING)) };
    let colleague = person(72, METERING, "callback-agent");
    assert_eq!(complaint_about(of_unit).try_as(&colleague, attempt()).unwrap_err().code, RefusalCode::NotIndependent);
}

#[test]
fn of_those_who_sign_together_one_at_least_has_no_part_in_it() {
    let head = person(73, "works", "department-head");
    let signed = |accused: &str| {
        let accused = Accused { person: None, unit: Some(code(accused)) };
        let complaint = Demand { accused, level: Some(code("ordinary")), ..demand_of("complaint") };
        let mut story = done(industry("property"), complaint, "2024-05-20T10:00:00+08:00");
        story.try_as(&head, of_closing(super::property::record("satisfied"))).unwrap();
        story.try_as(&super::steward(), CallbackCommand::Sign).map(drop).map_err(|refusal| refusal.code)
    };
    assert_eq!(signed("works"), Ok(()), "the steward has no part in it");
    assert_eq!(signed("centre"), Err(RefusalCode::NotIndependent), "one handled it, the other is complained of");
}

#[test]
fn the_unit_that_replied_before_another_did_it_again_judges_it_no_more_than_that_one() {
    let former = person(76, MARKETING, "handler");
    let mut story = Story::complaint_replied();
    story.lead(redo()).lead(transfer(METERING));
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    story.now = story.callback().due_at.max(story.now);
    let attempt = of_closing(satisfied().into());
    assert_eq!(story.try_as(&former, attempt).unwrap_err().code, RefusalCode::NotIndependent);

    let mut misrouted = Story::dispatched("complaint", &[MARKETING]);
    misrouted.lead(WorkOrderCommand::Receive).lead(transfer(METERING)).lead(WorkOrderCommand::Receive);
    misrouted.lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    misrouted.now = misrouted.callback().due_at.max(misrouted.now);
    misrouted.try_as(&former, of_closing(satisfied().into())).unwrap();
}
