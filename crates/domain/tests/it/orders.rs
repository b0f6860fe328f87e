//! Dispatch (派单), and several work orders for one ticket.

use bihuan_domain::case::{self, Until};
use bihuan_domain::dispatch;
use bihuan_domain::id::WorkOrderId;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::TicketCommand;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};
use uuid::Uuid;

use crate::fixtures::{
    CENTRE, MARKETING, METERING, REPAIR, SAMPLE, Story, approve, cancel_order, code, contact, demand, reply,
};

fn ids(count: u128) -> Vec<WorkOrderId> {
    (1..=count).map(|id| WorkOrderId(Uuid::from_u128(id))).collect()
}

#[test]
fn the_ticket_is_done_only_when_every_work_order_is() {
    let mut story = Story::dispatched("complaint", &[MARKETING, METERING]);
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "handling / approved / dispatched");
    assert_eq!(story.case.ticket.department_done_at, None);
    story.act(story.of_order(2, WorkOrderCommand::Receive));
    story.act(story.of_order(2, reply(ReplyOutcome::Resolved)));
    story.act(story.of_order(2, approve()));
    assert_eq!(story.stages(), "callback_due / approved / approved");
    assert_eq!(story.case.ticket.department_done_at, Some(story.now));
}

#[test]
fn cancelling_the_last_open_assistance_finishes_the_ticket() {
    let mut story = Story::complaint_replied();
    story.dispatch(&[METERING]).lead(approve());
    assert_eq!(story.stages(), "handling / approved / dispatched");
    story.act(story.of_order(2, cancel_order()));
    assert_eq!(story.stages(), "callback_due / approved / cancelled");
}

#[test]
fn the_lead_cannot_be_cancelled_so_no_ticket_loses_its_work() {
    let mut story = Story::dispatched("complaint", &[MARKETING, METERING]);
    assert_eq!(story.lead_refused(cancel_order()), RefusalCode::LeadOrder);
}

#[test]
fn a_ticket_has_exactly_one_lead() {
    let mut story = Story::accepted("complaint");
    let nobody = TicketCommand::Dispatch { orders: Vec::new(), route: None };
    assert_eq!(story.refused(nobody), RefusalCode::LeadRequired);
    let without = story.plan(&[MARKETING], false);
    assert_eq!(story.refused(without), RefusalCode::LeadRequired);
    story.dispatch(&[MARKETING, METERING]);
    let second = story.plan(&[REPAIR], true);
    assert_eq!(story.refused(second), RefusalCode::LeadRequired);
    let leads: Vec<bool> = story.case.work_orders.iter().map(|order| order.lead).collect();
    assert_eq!(leads, [true, false]);
}

#[test]
fn work_orders_go_to_units_that_handle_them() {
    let mut story = Story::accepted("complaint");
    for unit in [CENTRE, "company", "atlantis"] {
        let plan = story.plan(&[unit], true);
        assert_eq!(story.refused(plan), RefusalCode::NoUnit, "{unit}");
    }
}

#[test]
fn a_command_to_a_work_order_of_another_ticket_is_refused() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let stranger = case::Command::WorkOrder(WorkOrderId(Uuid::from_u128(99)), WorkOrderCommand::Receive);
    assert_eq!(story.refused(stranger), RefusalCode::WrongStage);
}

#[test]
fn a_demand_may_be_accepted_and_dispatched_in_one_breath() {
    let until = Until::Dispatched { order_ids: ids(3) };
    let mut meter = demand("fault");
    meter.service_type = Some(code("fault.meter.lv"));
    let story = Story::open(meter, until);
    assert_eq!(story.stages(), "handling / dispatched / dispatched");
    let units: Vec<_> = story.case.work_orders.iter().map(|order| (order.route[1].as_str(), order.lead)).collect();
    assert_eq!(units, [(REPAIR, true), (METERING, false)]);
    let running = ["accept", "accept", "arrive", "arrive", "arrive-legal", "arrive-legal", "contact"];
    assert_eq!((story.clocks("draft"), story.running()), (0, running.to_vec()));
}

#[test]
fn the_first_route_that_matches_decides_and_says_which_it_passed_over() {
    let destination = dispatch::destination(&SAMPLE.policy, &demand("fault")).unwrap();
    assert_eq!((destination.route.as_str(), destination.unit.as_str()), ("fault", REPAIR));
    let passed: Vec<_> = destination.passed_over.iter().map(bihuan_domain::code::RouteCode::as_str).collect();
    assert_eq!(passed, ["fault-meter-lv", "fault-meter"]);
}
