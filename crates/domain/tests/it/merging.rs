//! One ticket waits for another about the same trouble.

use std::collections::BTreeSet;

use bihuan_domain::callback::{CallbackStage, FollowUp};
use bihuan_domain::case::{Context, owners};
use bihuan_domain::fact::{Family, Flag, History, facts};
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{MainTicket, Release, TicketCommand, TicketStage, release};
use bihuan_domain::time_split::Holder;
use bihuan_domain::work_order::{Reply, ReplyOutcome, WorkOrderCommand, WorkOrderStage};

use crate::fixtures::{
    CALLER, HANDLER, METERING, REPAIR, Story, approve, assign, close, code, contact_again, main_ticket, merge, redo,
    reopen, reply, satisfied, transfer, unmerge, unsatisfied, urge, withdraw,
};

fn waiting() -> Story {
    Story::dispatched("fault", &[REPAIR]).with(|story| story.lead(WorkOrderCommand::Receive).act(merge("fault")))
}

/// A ticket that was never sent out itself.
fn waiting_without_order() -> Story {
    Story::accepted("fault").with(|story| story.act(merge("fault")))
}

fn one_reply() -> Reply {
    let WorkOrderCommand::Reply(reply) = reply(ReplyOutcome::Resolved) else { unreachable!() };
    reply
}

/// The department is done with the main ticket.
fn released(mut story: Story) -> Story {
    let done = Release::Done { reply: Some(one_reply()), hands: BTreeSet::from([HANDLER.user]) };
    let context = Context { person: None, ..story.context() };
    let released = release(&story.case, &done, &context).map(|decision| decision.case);
    assert!(released.is_some(), "it waited");
    story.case = released.unwrap_or(story.case);
    story.wake();
    story
}

#[test]
fn nothing_is_done_to_the_work_orders_of_a_ticket_that_waits_and_its_clocks_go_on() {
    let before = Story::dispatched("fault", &[REPAIR]).with(|story| story.lead(WorkOrderCommand::Receive));
    let mut story = before.clone().with(|story| story.act(merge("fault")));
    assert_eq!(story.stages(), "handling / received");
    assert_eq!(story.running(), before.running(), "the limit is judged for each ticket");
    assert_eq!(story.lead_refused(transfer(METERING)), RefusalCode::Merged);
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::Merged);
    // What the customer says is heard all the same.
    story.act(urge()).act(contact_again());
    story.act(withdraw());
    assert_eq!(released(story).stages(), "answered (withdrawn) / approved");
}

#[test]
fn who_merged_by_mistake_finds_work_orders_and_clocks_where_they_were() {
    let before = Story::dispatched("fault", &[REPAIR]).with(|story| story.lead(WorkOrderCommand::Receive));
    let mut story = before.clone().with(|story| story.act(merge("fault")));
    story.wait(10).act(unmerge());
    assert_eq!((story.stages(), story.running()), (before.stages(), before.running()));
    let due = |story: &Story| story.case.clocks.iter().map(|clock| clock.due_at).collect::<Vec<_>>();
    assert_eq!(due(&story), due(&before), "merging moves no deadline");
    assert!(story.case.ticket.merged.is_none());
    assert_eq!(story.refused(unmerge()), RefusalCode::NothingChanges);
    // One that was never sent out must be.
    let mut story = waiting_without_order();
    assert!(!story.running().contains(&"dispatch"), "it went out with its main ticket: {:?}", story.running());
    story.act(unmerge());
    assert_eq!(story.case.ticket.stage, TicketStage::PendingDispatch);
    story.dispatch(&[REPAIR]);
    assert_eq!(story.stages(), "handling / dispatched");
}

#[test]
fn each_customer_is_called_back_by_himself_once_the_department_is_done() {
    let mut story = released(waiting());
    assert_eq!(story.stages(), "callback_due / approved");
    assert_eq!(story.order(1).reply.as_ref(), Some(&one_reply()));
    assert_eq!(story.callback().stage, CallbackStage::Due);
    story.act(satisfied()).act(TicketCommand::Archive);
    assert_eq!(story.stages(), "archived (satisfied) / approved");
    let merged = story.case.ticket.merged.clone().unwrap();
    assert_eq!((merged.number.as_str(), merged.reply), ("2603020000026", Some(one_reply())));

    let mut story = released(waiting_without_order());
    assert_eq!(story.stages(), "callback_due");
    story.act(unsatisfied(close())).act(TicketCommand::Archive);
    assert_eq!(story.stages(), "archived (unsatisfied)");
    story.act(reopen());
    assert_eq!(story.stages(), "pending_dispatch");
}

#[test]
fn who_worked_on_the_main_ticket_does_not_judge_it_alone_in_the_name_of_the_other_customers() {
    let mut story = released(waiting_without_order());
    let refusal = story.try_as(&HANDLER, satisfied()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::NotIndependent);
    story.try_as(&CALLER, satisfied()).unwrap();
}

#[test]
fn a_customer_whose_own_matter_is_not_solved_gets_work_of_his_own() {
    let mut story = released(waiting());
    story.act(unsatisfied(FollowUp::Redo));
    assert_eq!(story.stages(), "handling / redo");
    story.go_out_again().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");

    let mut story = released(waiting_without_order());
    story.act(unsatisfied(FollowUp::Redo));
    assert_eq!((story.stages().as_str(), story.case.ticket.redo_count), ("pending_dispatch", 1));
    story.dispatch(&[REPAIR]);
    assert_eq!(story.stages(), "handling / dispatched");
}

#[test]
fn a_ticket_is_released_once_and_only_when_something_became_of_its_main_ticket() {
    let story = released(waiting());
    assert!(release(&story.case, &Release::GivenUp, &story.context()).is_none());
    assert_eq!(Release::of(&Story::dispatched("fault", &[REPAIR]).case), None);
    let done = Release::of(&Story::fault_in_callback().case);
    assert!(matches!(done, Some(Release::Done { reply: Some(_), hands }) if hands.contains(&HANDLER.user)));
    let mut story = waiting_without_order();
    story.case = release(&story.case, &Release::GivenUp, &story.context()).unwrap().case;
    assert_eq!(story.stages(), "pending_dispatch");
}

#[test]
fn nobody_waits_for_a_ticket_that_is_not_being_handled_or_waits_itself() {
    let why = |change: fn(&mut MainTicket)| {
        let mut main = main_ticket("fault");
        change(&mut main);
        let command = TicketCommand::Merge { main, leads: false, reason: "the same line".into() };
        let refusal = Story::dispatched("fault", &[REPAIR]).refusal(command);
        assert_eq!(refusal.code, RefusalCode::MainUnfit);
        refusal.parameters.into_iter().find(|(name, _)| *name == "why").unwrap().1
    };
    assert_eq!(why(|main| main.id = Story::accepted("fault").case.ticket.id), "same_ticket");
    assert_eq!(why(|main| main.waits = true), "merged");
    assert_eq!(why(|main| main.stage = TicketStage::CallbackDue), "stage");
    assert_eq!(why(|main| main.kind = code("complaint")), "kind");
    let command = TicketCommand::Merge { main: main_ticket("fault"), leads: true, reason: "the same line".into() };
    assert_eq!(Story::dispatched("fault", &[REPAIR]).refused(command), RefusalCode::OthersWait);
    let mut arrived = Story::dispatched("fault", &[REPAIR]).with(Story::go_out);
    assert_eq!(arrived.order(1).stage, WorkOrderStage::Arrived);
    assert_eq!(arrived.refused(merge("fault")), RefusalCode::TooLateToMerge);
}

#[test]
fn nobody_is_late_at_the_place_for_a_ticket_whose_crew_went_there_for_another() {
    let mut story = waiting();
    story.wait(24 * 60).wake();
    assert!(story.clock("arrive", Some(1)).is_late(story.now));
    assert!(!arrival_is_timed(&released(story.clone())));
    story.act(unmerge());
    assert!(arrival_is_timed(&story), "it has a crew of its own again");
}

#[test]
fn a_crew_that_went_there_before_the_work_was_done_again_with_another_ticket_counts_as_arrived() {
    let mut story = Story::dispatched("fault", &[REPAIR]).with(Story::go_out);
    story.lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)).lead(redo());
    story.lead(assign()).act(merge("fault"));
    assert_eq!(story.order(1).arrived_at, None, "nobody has been there for the work that is to be done again");
    assert!(arrival_is_timed(&released(story)));
}

fn arrival_is_timed(story: &Story) -> bool {
    let history = History {
        case: &story.case,
        rounds: &[],
        inspections: &[],
        earlier: 0,
        adjustments: &[],
        satisfaction_scale: "satisfaction-4",
    };
    let facts = facts(history, &story.centre.policy, &story.centre.organisation);
    let order = facts.iter().find(|fact| fact.family == Family::WorkOrder);
    order.is_some_and(|order| order.flags.has(Flag::ArrivalTimed))
}

#[test]
fn while_it_waits_it_lies_with_whoever_works_on_the_main_ticket() {
    let story = waiting_without_order();
    let owners = owners(&story.case);
    assert_eq!((owners[0].unit.as_str(), owners[0].permission), (REPAIR, Permission::WorkOrderReply));
    let last = story.case.ticket.holdings.last().unwrap();
    assert_eq!((last.holder, last.unit.as_str()), (Some(Holder::Unit), REPAIR));
}
