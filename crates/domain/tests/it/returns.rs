//! Returns (退单), refused returns (终审) and transfers (转派).

use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand, WorkOrderStage};

use crate::fixtures::{
    CENTRE, MARKETING, METERING, REPAIR, REPAIR_CREW, Story, approve, assign, code, contact, give_back, redo,
    refuse_return, reply, transfer,
};

fn route(story: &Story) -> Vec<&str> {
    story.order(1).route.iter().map(bihuan_domain::code::UnitCode::as_str).collect()
}

#[test]
fn a_return_goes_one_step_up_each_time_until_it_is_with_whoever_dispatched_it() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.lead(transfer(REPAIR_CREW));
    assert_eq!(route(&story), [CENTRE, REPAIR, REPAIR_CREW]);
    story.lead(give_back());
    assert_eq!((route(&story), story.order(1).return_count), (vec![CENTRE, REPAIR], 1));
    assert_eq!(story.order(1).stage, WorkOrderStage::Returned { by: code(REPAIR_CREW) });
    story.lead(give_back());
    assert_eq!((route(&story), story.order(1).return_count), (vec![CENTRE], 2));
    assert_eq!(story.lead_refused(give_back()), RefusalCode::WrongStage);
}

#[test]
fn a_refused_return_goes_back_to_who_returned_it_and_settles_the_matter_for_good() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.lead(give_back()).lead(refuse_return());
    assert_eq!(route(&story), [CENTRE, REPAIR]);
    assert_eq!(story.order(1).stage, WorkOrderStage::Dispatched);
    assert_eq!(story.lead_refused(give_back()), RefusalCode::FinallyDetermined);
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.lead_refused(give_back()), RefusalCode::FinallyDetermined);
    story.lead(reply(ReplyOutcome::NotOurs)).lead(redo());
    assert_eq!(story.lead_refused(give_back()), RefusalCode::FinallyDetermined, "not after a redo either");
}

#[test]
fn an_order_is_returned_as_often_as_the_policy_allows_and_can_then_only_be_handled_or_transferred() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    for _ in 0..story.rules.returns_max {
        story.lead(give_back()).lead(transfer(REPAIR));
    }
    let refusal = story.refusal(story.of_order(1, give_back()));
    assert_eq!(refusal.code, RefusalCode::ReturnsExhausted);
    assert!(refusal.parameters.contains(&("limit", "3".to_owned())), "{refusal:?}");
    assert!(refusal.open.contains(&"receive") && refusal.open.contains(&"transfer"), "{refusal:?}");
    story.lead(transfer(METERING)).lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::NotOurs));
}

#[test]
fn a_return_names_a_reason_from_the_list_of_the_policy() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let unknown = WorkOrderCommand::Return { reason: code("no-desire"), note: None };
    assert_eq!(story.lead_refused(unknown), RefusalCode::UnknownReason);
}

#[test]
fn a_transfer_goes_to_another_unit_that_handles_work_orders() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    assert_eq!(story.lead_refused(transfer(REPAIR)), RefusalCode::SameUnit);
    assert_eq!(story.lead_refused(transfer(CENTRE)), RefusalCode::NoUnit);
    assert_eq!(story.lead_refused(transfer("atlantis")), RefusalCode::NoUnit);
    story.lead(transfer(METERING));
    assert_eq!(route(&story), [CENTRE, REPAIR, METERING]);
}

#[test]
fn what_one_unit_did_says_nothing_about_the_next() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.go_out().lead(transfer(METERING));
    let order = story.order(1);
    assert_eq!(order.stage, WorkOrderStage::Dispatched);
    assert_eq!((&order.crew, order.received_at, order.departed_at, order.arrived_at), (&None, None, None, None));
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.order(1).received_at, Some(story.now));
    story.lead(give_back());
    assert_eq!(story.order(1).received_at, None, "whoever decides on the return has received nothing");
}

#[test]
fn the_next_crew_has_neither_departed_nor_arrived() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.go_out().lead(assign());
    let order = story.order(1);
    assert_eq!((order.departed_at, order.arrived_at), (None, None));
    assert_eq!(order.crew, Some(code(REPAIR_CREW)));
}

#[test]
fn a_crew_is_a_crew_of_the_unit_that_holds_the_order() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.lead(WorkOrderCommand::Receive);
    for wrong in [METERING, REPAIR, "metering-crew-1", "atlantis"] {
        let command = WorkOrderCommand::Assign { crew: code(wrong) };
        assert_eq!(story.lead_refused(command), RefusalCode::NotACrew, "{wrong}");
    }
}

#[test]
fn a_contact_made_before_a_transfer_still_counts() {
    let mut story = Story::dispatched("complaint", &[MARKETING]);
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(transfer(METERING)).lead(WorkOrderCommand::Receive);
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
}
