//! The escalation ladder, and who does work again.

use bihuan_domain::callback::FollowUp;
use bihuan_domain::case::{CaseEvent, Until};
use bihuan_domain::clock::ClockState;
use bihuan_domain::matter::matter;
use bihuan_domain::notification::intents;
use bihuan_domain::policy::redo::{RedoRule, RedoTo};
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Demand, Risk, TicketEvent, TicketStage};
use bihuan_domain::work_order::{WorkOrderCommand, WorkOrderStage};

use super::{complaint_in_callback, done_again, repeated, tell};
use crate::fixtures::{
    Centre, MARKETING, METERING, SAMPLE, Story, approve, code, contact, contact_again, demand, flag, reopen, reply,
    satisfied, unsatisfied, urge,
};

fn rungs(story: &Story) -> Vec<&str> {
    story.case.ticket.rungs.keys().map(|code| code.as_str()).collect()
}

#[test]
fn the_second_complaint_on_a_matter_is_raised_supervised_and_told_and_the_third_goes_further_up() {
    let mut story = repeated("complaint", 1);
    assert_eq!((rungs(&story), story.case.ticket.supervised), (vec![], false));
    let events = tell(&mut story, 2);
    assert_eq!(rungs(&story), ["repeat-complaint"]);
    assert_eq!(story.case.ticket.demand.level, Some(code("important")));
    assert!(story.case.ticket.supervised);
    let decision = bihuan_domain::case::Decision { case: story.case.clone(), events };
    let told = intents(&decision, &story.centre.policy, &story.centre.organisation);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].code.as_str(), told[0].to[0].role.as_str()), ("repeat-complaint", "shift-supervisor"));
    tell(&mut story, 3);
    assert_eq!(rungs(&story), ["repeat-complaint", "third-complaint"]);
    assert_eq!(story.case.ticket.demand.level, Some(code("major")));
    assert!(tell(&mut story, 3).is_empty(), "each rung is reached once");
}

#[test]
fn the_same_repair_three_times_is_supervised_and_two_complaints_of_a_repair_are_not() {
    assert_eq!(rungs(&repeated("fault", 2)), Vec::<&str>::new());
    assert_eq!(rungs(&repeated("fault", 3)), ["repeat-repair"]);
}

#[test]
fn a_customer_who_will_go_to_the_press_is_passed_on_at_once_whenever_he_says_so() {
    let at_once = Story::open(Demand { risks: [Risk::Press].into(), ..demand("fault") }, Until::Accepted);
    assert_eq!(rungs(&at_once), ["going-public"]);
    assert!(at_once.case.ticket.supervised);
    let draft = Story::open(Demand { risks: [Risk::Press].into(), ..demand("fault") }, Until::Draft);
    assert_eq!(rungs(&draft), Vec::<&str>::new(), "a draft may still be dropped");
    let mut later = complaint_in_callback();
    later.act(flag(Risk::Regulator));
    assert_eq!(rungs(&later), ["going-public"]);
    assert_eq!(later.refused(flag(Risk::Regulator)), RefusalCode::NothingChanges);
    later.act(flag(Risk::LettersOffice));
    assert_eq!(later.case.ticket.demand.risks, [Risk::Regulator, Risk::LettersOffice].into());
}

#[test]
fn the_third_time_a_customer_gets_in_touch_counts_whether_he_presses_or_asks() {
    let mut story = Story::dispatched("complaint", &[MARKETING]);
    story.act(urge());
    assert_eq!(rungs(&story), Vec::<&str>::new());
    story.act(contact_again());
    assert_eq!(rungs(&story), ["third-call"]);
}

#[test]
fn work_that_is_sent_back_a_fourth_time_is_supervised() {
    let mut story = complaint_in_callback();
    for _ in 0..3 {
        story.act(unsatisfied(FollowUp::Redo));
        done_again(&mut story);
    }
    assert_eq!(rungs(&story), Vec::<&str>::new());
    story.act(satisfied()).archive().act(reopen());
    assert_eq!(rungs(&story), ["redone"], "a reopening counts as well");
}

#[test]
fn a_grade_that_was_raised_moves_the_clocks_that_hang_on_it_and_is_never_lowered() {
    let mut story = Story::open(Demand { level: Some(code("special")), ..demand("complaint") }, Until::Accepted);
    let events = tell(&mut story, 2);
    assert_eq!(story.case.ticket.demand.level, Some(code("special")));
    let raised =
        |event: &CaseEvent| matches!(event, CaseEvent::Ticket { event: TicketEvent::Escalated { to: Some(_), .. } });
    assert!(!events.iter().any(raised));
}

#[test]
fn two_demands_are_the_same_matter_when_their_customer_is_known_under_one_name_or_number() {
    let keys = |demand: &Demand| matter(&SAMPLE.policy, demand).map(|matter| matter.keys).unwrap_or_default();
    let by_phone = demand("complaint");
    let mut spelled = demand("complaint");
    spelled.contact.phone = Some("+86 138-0000-0000".into());
    assert_eq!(keys(&by_phone), keys(&spelled));
    let mut by_both = demand("complaint");
    by_both.customer = Some("00000000-0000-7000-8000-000000000007".parse().unwrap());
    assert!(keys(&by_both).len() == 2 && keys(&by_both).contains(&keys(&by_phone)[0]));
    let other_type = Demand { service_type: Some(code("complaint.outage")), ..demand("complaint") };
    assert_ne!(keys(&by_phone), keys(&other_type));
    let mut unknown = demand("complaint");
    unknown.contact.phone = None;
    assert!(keys(&unknown).is_empty(), "nobody is taken for somebody else");
    assert!(keys(&demand("consult")).is_empty(), "no rule, no matter");
    assert!(keys(&by_phone)[0].len() == 32 && !keys(&by_phone)[0].contains("138"));
}

fn redone_by(to: RedoTo, from: u32) -> &'static Centre {
    let rule = RedoRule { applies_to: Default::default(), from, to };
    Box::leak(Box::new(SAMPLE.with(|bundle| bundle.redos = vec![rule])))
}

/// A complaint of this centre whose customer may be called back now.
fn in_callback(centre: &'static Centre) -> Story {
    use bihuan_domain::work_order::ReplyOutcome;
    Story::open_at(centre, demand("complaint"), Until::Accepted).with(|story| {
        story.dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive).lead(contact());
        story.lead(reply(ReplyOutcome::Resolved)).lead(approve())
    })
}

#[test]
fn work_is_done_again_by_the_same_unit_unless_the_policy_names_another_and_under_a_clock_of_its_own() {
    let mut same = complaint_in_callback();
    same.act(unsatisfied(FollowUp::Redo));
    assert_eq!((same.order(1).holder(), &same.order(1).stage), (Some(&code(MARKETING)), &WorkOrderStage::Redo));
    assert_eq!(same.state("redo", Some(1)), ClockState::Running);

    let mut other = in_callback(redone_by(RedoTo::Unit(code(METERING)), 1));
    other.act(unsatisfied(FollowUp::Redo));
    assert_eq!(other.order(1).holder(), Some(&code(METERING)));
    assert_eq!(other.order(1).stage, WorkOrderStage::Dispatched, "the other unit receives it first");
    assert_eq!(other.state("redo", Some(1)), ClockState::Running);
    assert_eq!(other.state("accept", Some(1)), ClockState::Running);
    assert_eq!(other.clock("redo", Some(1)).due_at, same.clock("redo", Some(1)).due_at);
}

#[test]
fn only_from_the_time_the_policy_names_does_another_unit_do_the_work_again() {
    let mut story = in_callback(redone_by(RedoTo::Unit(code(METERING)), 2));
    story.act(unsatisfied(FollowUp::Redo));
    assert_eq!(story.order(1).holder(), Some(&code(MARKETING)));
    done_again(&mut story);
    story.act(unsatisfied(FollowUp::Redo));
    assert_eq!(story.order(1).holder(), Some(&code(METERING)));
}

#[test]
fn whoever_calls_back_names_another_unit_only_where_the_policy_leaves_the_choice() {
    let by_metering = || unsatisfied(FollowUp::RedoBy { unit: code(METERING) });
    assert_eq!(complaint_in_callback().refused(by_metering()), RefusalCode::NotInPlan);
    let mut story = in_callback(redone_by(RedoTo::Chosen, 1));
    let by_nobody = unsatisfied(FollowUp::RedoBy { unit: code("centre") });
    assert_eq!(story.refused(by_nobody), RefusalCode::NoUnit);
    story.act(by_metering());
    assert_eq!(story.order(1).holder(), Some(&code(METERING)));
    assert_eq!(story.case.ticket.stage, TicketStage::Handling);
    assert_eq!(story.case.ticket.redo_count, 1);
}
