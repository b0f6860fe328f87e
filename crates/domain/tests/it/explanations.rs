//! What people read when they ask why a deadline is where it is, in both languages.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use bihuan_domain::clock::explain;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::clocks::{Amount, Carry, ClockRule, Unit};
use bihuan_domain::ticket::{Classification, TicketCommand};
use bihuan_domain::work_order::WorkOrderCommand;

use crate::fixtures::{Centre, MARKETING, REPAIR, Story, at, await_customer, code, contact, demand, extend, reply};

/// The summary and the steps of the latest clock of this code over the work order that leads, Chinese first.
fn told(story: &Story, clock: &str) -> String {
    let (context, clock) = (story.context(), story.clock(clock, Some(1)));
    let rules = story.case.clock_rules(&context);
    let rule = rules.into_iter().find(|rule| rule.code == clock.code).unwrap();
    let narrative = explain(clock, rule, &story.case.ground(clock.subject, &context, story.now)).told();
    let all = || narrative.summary.iter().chain(&narrative.steps);
    let (zh, en): (Vec<&str>, Vec<&str>) = all().map(|text| (text.zh.as_str(), text.en.as_str())).unzip();
    format!("{}\n\n{}", zh.join("\n"), en.join("\n"))
}

/// The sample centre with the handling of complaints changed.
fn centre(change: impl Fn(&mut ClockRule)) -> &'static Centre {
    let handling = |bundle: &mut Bundle| {
        let complaints = |rule: &&mut ClockRule| rule.applies_to.kinds.contains(&code("complaint"));
        let rules = bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "handle");
        rules.filter(complaints).for_each(&change);
    };
    Box::leak(Box::new(Centre::changed(handling)))
}

/// Complaints are handled within so many working hours.
fn hours(value: u32) -> &'static Centre {
    centre(|rule| {
        rule.amount = Amount::new(value, Unit::WorkingHours);
        rule.warnings.clear();
    })
}

/// A complaint, sent out and received at this moment.
fn complaint(centre: &'static Centre, moment: &str) -> Story {
    let mut story = Story::open_at(centre, demand("complaint"), bihuan_domain::case::Until::Accepted);
    story.go_to(moment).dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive);
    story
}

#[test]
fn a_limit_of_minutes_counts_day_and_night() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    insta::assert_snapshot!(told(story.wait(30), "arrive"));
}

#[test]
fn working_hours_leave_out_lunch_the_evening_the_holiday_and_count_the_make_up_workday() {
    let mut story = complaint(hours(28), "2026-09-29T10:00:00+08:00");
    insta::assert_snapshot!(told(story.go_to("2026-10-08T09:00:00+08:00"), "handle"));
}

#[test]
fn working_days_count_from_the_day_after_the_start_to_the_end_of_the_last() {
    let mut story = complaint(&crate::fixtures::SAMPLE, "2026-03-05T10:00:00+08:00");
    story.lead(contact()).wait(60).lead(reply(bihuan_domain::work_order::ReplyOutcome::Resolved));
    insta::assert_snapshot!(told(&story, "handle"));
}

#[test]
fn a_clock_that_stood_still_twice_says_when_and_why() {
    let mut story = complaint(hours(14), "2026-03-02T10:00:00+08:00");
    story.go_to("2026-03-02T11:00:00+08:00").lead(await_customer());
    story.go_to("2026-03-02T15:00:00+08:00").lead(WorkOrderCommand::CustomerReady);
    let (reason, until) = (code("expertise"), at("2026-03-05T09:00:00+08:00"));
    story.go_to("2026-03-03T09:30:20+08:00").lead(WorkOrderCommand::RequestSuspension { reason, until, by: None });
    story.lead(WorkOrderCommand::ApproveSuspension { by: None });
    insta::assert_snapshot!("stands_still", told(story.go_to("2026-03-04T09:00:00+08:00"), "handle"));
    story.go_to("2026-03-05T10:00:00+08:00").wake();
    insta::assert_snapshot!("stood_still_twice", told(&story, "handle"));
}

#[test]
fn an_extended_limit_says_by_how_much_and_which_deadline_it_had() {
    let mut story = complaint(hours(14), "2026-03-02T10:00:00+08:00");
    story.wait(60).lead(extend("handle", 7)).lead(WorkOrderCommand::ApproveExtension { approved_by: None });
    insta::assert_snapshot!(told(story.wait(30), "handle"));
}

#[test]
fn another_grade_says_what_became_of_the_time_used() {
    for carry in [Carry::Keep, Carry::Scale] {
        let two_rows = |bundle: &mut Bundle| {
            let place = bundle
                .clocks
                .iter()
                .position(|rule| rule.code.as_str() == "handle" && rule.applies_to.kinds.contains(&code("complaint")));
            let place = place.unwrap();
            let mut grave = bundle.clocks[place].clone();
            grave.amount = Amount::new(1, Unit::WorkingDays);
            grave.applies_to.levels = vec![code("major")];
            grave.warnings.clear();
            grave.carry.retargeted = carry;
            bundle.clocks.insert(place, grave);
        };
        let mut story = complaint(Box::leak(Box::new(Centre::changed(two_rows))), "2026-03-02T10:00:00+08:00");
        story.go_to("2026-03-04T10:00:00+08:00");
        let to = Classification { level: Some(code("major")), ..Classification::of(&story.case.ticket.demand) };
        story.act(TicketCommand::Reclassify { to, reason: "it is on television".into() });
        insta::assert_snapshot!(format!("another_grade_{carry:?}"), told(&story, "handle"));
    }
}

#[test]
fn a_promised_moment_is_named_as_such() {
    let mut wanted = demand("service");
    wanted.service_type = Some(code("service.charging"));
    wanted.target_at = Some(at("2026-03-02T15:30:00+08:00"));
    let mut story = Story::open(wanted, bihuan_domain::case::Until::Accepted);
    story.dispatch(&[MARKETING]).go_to("2026-03-02T16:00:00+08:00");
    insta::assert_snapshot!(told(&story, "arrive"));
}

#[test]
fn a_deadline_in_a_year_whose_holidays_are_not_announced_is_provisional() {
    let story = complaint(&crate::fixtures::SAMPLE, "2026-12-30T10:00:00+08:00");
    insta::assert_snapshot!(told(&story, "handle"));
}
