//! Review (审核): approve, refill (退回重填), redo (退回重办); and what a reply needs.

use bihuan_domain::clock::ClockState;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use crate::fixtures::{METERING, REPAIR, Story, approve, contact, redo, refill, reply};

#[test]
fn a_fault_is_resolved_only_after_the_matter_was_restored() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.go_out();
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    story.lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved));
}

#[test]
fn a_fault_that_is_not_ours_or_not_resolvable_needs_no_restoration() {
    for outcome in [ReplyOutcome::NotOurs, ReplyOutcome::NotResolvable] {
        let mut story = Story::dispatched("fault", &[REPAIR]);
        story.lead(WorkOrderCommand::Receive).lead(reply(outcome)).lead(approve());
        assert_eq!(story.stages(), "callback_due / approved");
    }
}

#[test]
fn assistance_to_a_fault_needs_no_restoration_of_its_own() {
    let mut story = Story::dispatched("fault", &[REPAIR, METERING]);
    story.act(story.of_order(2, WorkOrderCommand::Receive));
    story.act(story.of_order(2, reply(ReplyOutcome::Resolved)));
}

#[test]
fn refilling_the_form_cannot_make_a_fault_resolved_that_was_never_restored() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::NotOurs)).lead(refill());
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    story.lead(reply(ReplyOutcome::NotOurs));
}

#[test]
fn a_refill_is_form_only_no_crew_goes_out_and_the_restoration_stands() {
    let mut story = Story::fault_replied();
    story.lead(refill());
    assert_eq!(story.stages(), "handling / refill");
    assert_eq!(story.lead_refused(crate::fixtures::assign()), RefusalCode::WrongStage);
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
    assert_eq!((story.order(1).rework_count, story.case.ticket.redo_count), (1, 0));
}

#[test]
fn a_redo_means_the_work_again_the_old_restoration_proves_nothing() {
    let mut story = Story::fault_replied();
    story.lead(redo());
    assert_eq!(story.stages(), "handling / redo");
    let order = story.order(1);
    assert_eq!((order.arrived_at, order.restored_at, &order.crew), (None, None, &None));
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    story.go_out_again();
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    story.lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
    assert_eq!((story.order(1).rework_count, story.case.ticket.redo_count), (1, 0));
}

#[test]
fn each_round_of_rework_has_its_own_clock_and_its_own_review() {
    let mut story = Story::fault_replied();
    for round in 1..=2 {
        assert_eq!((story.clocks("review"), story.state("review", Some(1))), (round, ClockState::Running));
        story.wait(1).lead(redo());
        assert_eq!((story.clocks("redo"), story.state("redo", Some(1))), (round, ClockState::Running));
        assert_eq!(story.state("review", Some(1)), ClockState::Stopped);
        story.go_out_again().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved));
        assert_eq!(story.state("redo", Some(1)), ClockState::Stopped);
    }
}

#[test]
fn a_complaint_is_replied_to_only_after_the_customer_was_contacted() {
    let mut story = Story::dispatched("complaint", &[REPAIR]);
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::ContactRequired);
    story.wait(10).lead(contact());
    let first = story.order(1).contacted_at;
    story.wait(10).lead(contact()).lead(reply(ReplyOutcome::Resolved));
    assert_eq!(story.order(1).contacted_at, first, "the first contact is the one that counts");
}
