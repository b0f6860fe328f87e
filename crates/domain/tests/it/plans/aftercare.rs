//! Plans that marks open: windows, series, hours, and what drops them.

use bihuan_domain::callback::{Attempt, AttemptReport, CallbackStage};
use bihuan_domain::code::PostCode;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::Demand;

use super::{call, calls, content, demand_of, done, local, mark, of_call, of_closing, service, steward, with_outcome};
use crate::fixtures::{Story, at, code, industry, person};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(plan, due)| ((*plan).to_owned(), (*due).to_owned())).collect()
}

/// shows
#[test]
fn a_treatment_is_called_back_on_the_next_day_and_is_late_at_the_midnight_after() {
    let story = done(industry("air-treatment"), demand_of("treatment"), "2024-05-20T16:00:00+08:00");
    let callback = story.callback();
    assert_eq!(
        (local(callback.due_at).as_str(), callback.until.map(local).as_deref()),
        ("05-21 08:00", Some("05-22 00:00"))
    );
    let called_out = done(industry("air-treatment"), demand_of("called-out"), "2024-05-20T16:00:00+08:00");
    assert_eq!(local(called_out.callback().due_at), "05-20 16:00");
}

/// shows: D-01
#[test]
fn a_decoration_is_called_back_in_three_stages_and_a_new_start_plans_what_was_not_made_anew() {
    let mut story = service(industry("decoration"), "project", "2024-04-30T10:30:00+08:00");
    story.act(mark("started", "2024-05-01T10:30:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("started", "05-08 10:30"), ("started", "05-16 10:30")]));
    let asked: Vec<&str> = story.case.aftercare.iter().map(|care| care.survey.questionnaire.as_str()).collect();
    assert_eq!(asked, ["stage-1", "stage-2"]);
    story.act(mark("started", "2024-05-03T10:30:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("started", "05-10 10:30"), ("started", "05-18 10:30")]));
    story.go_to("2024-05-30T10:30:00+08:00").act(mark("completed", "2024-05-30T10:30:00+08:00"));
    assert_eq!(calls(&story).len(), 3);
}

/// shows: D-02, D-08
#[test]
fn customers_are_called_within_the_hours_only_and_exactly_when_they_ask_for_it() {
    let mut story = service(industry("decoration"), "project", "2024-05-30T12:00:00+08:00");
    story.act(mark("completed", "2024-05-30T12:00:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("completed", "05-30 15:00")]), "12:00 lies outside the hours");
    let early = of_call(&story, "completed", content());
    assert_eq!(story.try_as(&steward(), early).unwrap_err().code, RefusalCode::TooEarlyToCall);
    story.go_to("2024-05-30T15:00:00+08:00");
    let later = Attempt::OtherTime { at: at("2024-05-31T16:20:00+08:00") };
    let postponed = of_call(&story, "completed", later.into());
    story.try_as(&steward(), postponed).unwrap();
    assert_eq!(calls(&story), pairs(&[("completed", "05-31 16:20")]));
    assert_eq!(call(&story, "completed").attempts, 0, "his own wish is no attempt in vain");
}

#[test]
fn a_customer_with_hours_of_his_own_is_called_within_those_too() {
    let mut demand = demand_of("project");
    demand.contact.hours =
        vec![bihuan_domain::policy::callbacks::Hours { from: "16:30".parse().unwrap(), to: "20:00".parse().unwrap() }];
    let centre = industry("decoration");
    let until = bihuan_domain::case::Until::Accepted;
    let mut story = Story::open_on(centre, demand, until, at("2024-05-30T11:00:00+08:00"));
    story.act(mark("completed", "2024-05-30T11:00:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("completed", "05-30 16:30")]));
}

/// shows: H-19, H-20
#[test]
fn a_course_is_followed_up_a_day_after_its_end_and_a_revisit_is_reminded_of() {
    let mut story = service(industry("hospital"), "treatment", "2024-05-20T10:00:00+08:00");
    story.act(mark("course-ended", "2024-05-20T10:00:00+08:00"));
    let callback = call(&story, "course-ended");
    assert_eq!(
        (local(callback.due_at).as_str(), callback.until.map(local).as_deref()),
        ("05-21 10:00", Some("05-22 10:00"))
    );
    story.go_to("2024-05-21T10:00:00+08:00");
    let report = super::answered(&[("feeling", "better"), ("satisfied", "satisfied")]);
    let report = with_outcome(report, "revisit-agreed", "2024-06-20T09:00:00+08:00");
    let attempt = of_call(&story, "course-ended", report);
    story.try_as(&steward(), attempt).unwrap();
    assert_eq!(calls(&story), pairs(&[("revisit", "06-19 09:00")]));
}

/// shows: I-26
#[test]
fn a_failed_transfer_is_followed_three_days_before_expiry_until_it_is_paid() {
    let mut story = service(industry("insurer"), "policy", "2024-05-20T10:00:00+08:00");
    story.act(mark("grace-period", "2024-05-20T10:00:00+08:00"));
    let report = with_outcome(content(), "insufficient-balance", "2024-06-20T10:00:00+08:00");
    let attempt = of_call(&story, "grace-period", report);
    story.try_as(&steward(), attempt).unwrap();
    assert_eq!(calls(&story), pairs(&[("before-expiry", "06-17 10:00")]));
    story.act(mark("paid", "2024-06-01T10:00:00+08:00"));
    assert_eq!(calls(&story), []);
}

/// shows: S-01
#[test]
fn the_first_callback_to_an_installation_is_done_when_everybody_on_the_list_was_reached() {
    let mut story = service(industry("software"), "installation", "2024-05-20T10:00:00+08:00");
    story.act(mark("installed", "2024-05-20T10:00:00+08:00"));
    assert_eq!(local(call(&story, "first").due_at), "06-20 10:00");
    story.go_to("2024-06-20T10:00:00+08:00");
    let posts = |names: &[&str]| -> Vec<PostCode> { names.iter().map(|name| code(name)).collect() };
    let three = posts(&["technical-head", "mine-manager", "chief-engineer"]);
    let missing = of_call(&story, "first", AttemptReport { reached: three.clone(), ..content() });
    assert_eq!(story.try_as(&steward(), missing).unwrap_err().code, RefusalCode::PostsNotReached);
    let partly = of_call(&story, "first", AttemptReport { reached: three, ..Attempt::Partly.into() });
    story.try_as(&steward(), partly).unwrap();
    let rest = posts(&["ventilation-leader", "main-user"]);
    let complete = of_call(&story, "first", AttemptReport { reached: rest, ..content() });
    story.try_as(&steward(), complete).unwrap();
    assert_eq!(calls(&story), pairs(&[("routine", "09-20 10:00")]));
}

/// shows: S-02, S-03
#[test]
fn an_installation_is_called_each_quarter_and_a_big_customer_visited_twice_a_year_by_two() {
    let centre = industry("software");
    let demand = Demand { segment: Some(code("big")), ..demand_of("installation") };
    let until = bihuan_domain::case::Until::Accepted;
    let mut story = Story::open_on(centre, demand, until, at("2024-05-20T10:00:00+08:00"));
    story.act(mark("installed", "2024-05-20T10:00:00+08:00"));
    assert_eq!(local(call(&story, "site-big").due_at), "11-20 10:00");
    story.go_to("2024-09-20T10:00:00+08:00");
    let routine = of_call(&story, "routine", content());
    story.try_as(&steward(), routine).unwrap();
    assert_eq!(local(call(&story, "routine").due_at), "12-20 10:00");
    story.go_to("2024-11-20T10:00:00+08:00");
    let site = |story: &Story| of_call(story, "site-big", AttemptReport { methods: vec![super::ON_SITE], ..content() });
    let by_phone = of_call(&story, "site-big", AttemptReport { methods: vec![super::PHONE], ..content() });
    assert_eq!(story.try_as(&steward(), by_phone).unwrap_err().code, RefusalCode::NotInPlan);
    let visit = site(&story);
    story.try_as(&steward(), visit).unwrap();
    assert_eq!(call(&story, "site-big").stage, CallbackStage::Answered, "one signature is not enough");
    let sign = bihuan_domain::case::Command::Callback(
        call(&story, "site-big").id,
        bihuan_domain::callback::CallbackCommand::Sign,
    );
    story.try_as(&person(21, "centre", "technician"), sign).unwrap();
    assert_eq!(local(call(&story, "site-big").due_at), "05-20 10:00");
}

/// shows: O-02
#[test]
fn a_buyer_is_called_on_day_three_and_fifteen_then_every_full_month_and_at_once_when_something_is_wrong() {
    let mut story = service(industry("vision"), "customer", "2024-01-31T10:00:00+08:00");
    story.act(mark("purchased", "2024-01-31T10:00:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("buyer", "02-03 10:00"), ("buyer", "02-15 10:00"), ("buyer", "02-29 10:00")]));
    let months: Vec<String> = ["2024-02-29", "2024-03-31", "2024-04-30"]
        .iter()
        .map(|day| {
            story.go_to(&format!("{day}T10:00:00+08:00"));
            let latest = story.case.aftercare.iter().map(|care| &care.callback).filter(|one| !one.stage.is_end());
            let monthly = latest.max_by_key(|callback| callback.due_at).unwrap().id;
            let attempt = bihuan_domain::callback::CallbackCommand::Attempt(Box::new(content()));
            story.try_as(&steward(), bihuan_domain::case::Command::Callback(monthly, attempt)).unwrap();
            calls(&story).pop().unwrap().1
        })
        .collect();
    assert_eq!(months, ["03-31 10:00", "04-30 10:00", "05-31 10:00"], "no drift towards shorter months");
    story.act(mark("discomfort", "2024-05-02T10:00:00+08:00"));
    assert!(calls(&story).iter().any(|(plan, _)| plan == "discomfort"));
}

/// shows: O-04, O-05
#[test]
fn a_visitor_is_called_after_a_week_a_new_booking_reminded_of_and_who_stays_away_is_asked() {
    let mut story = service(industry("vision"), "customer", "2024-05-01T10:00:00+08:00");
    story.act(mark("left", "2024-05-01T10:00:00+08:00"));
    assert_eq!(calls(&story), pairs(&[("visitor", "05-08 10:00")]));
    story.go_to("2024-05-08T10:00:00+08:00");
    let report = with_outcome(content(), "rebooked", "2024-05-20T15:00:00+08:00");
    let attempt = of_call(&story, "visitor", report);
    story.try_as(&steward(), attempt).unwrap();
    assert_eq!(calls(&story), pairs(&[("reminder", "05-19 15:00"), ("no-show", "05-20 17:00")]));
    let mut stayed_away = story.clone();
    stayed_away.go_to("2024-05-20T17:00:00+08:00").wake();
    assert_eq!(call(&stayed_away, "no-show").stage, CallbackStage::Due);
    story.act(mark("arrived", "2024-05-20T14:50:00+08:00"));
    assert_eq!(calls(&story), []);
}

/// shows: C-06
#[test]
fn key_customers_are_all_called_twice_a_long_talk_is_marked_and_a_complaint_is_called_once_more() {
    let centre = industry("after-sales");
    let demand = Demand { segment: Some(code("key")), ..demand_of("purchase") };
    let until = bihuan_domain::case::Until::Accepted;
    let mut story = Story::open_on(centre, demand, until, at("2024-05-01T10:00:00+08:00"));
    story.act(mark("experienced", "2024-05-01T10:00:00+08:00"));
    let windows: Vec<_> = story
        .case
        .aftercare
        .iter()
        .map(|care| (local(care.callback.due_at), care.callback.until.map(local).unwrap()))
        .collect();
    assert_eq!(
        windows,
        [("05-01 10:00".to_owned(), "05-04 10:00".to_owned()), ("05-09 10:00".to_owned(), "05-16 10:00".to_owned())]
    );
    let first = story.case.aftercare[0].callback.id;
    let long = AttemptReport { talk_seconds: Some(240), ..content() };
    let attempt = bihuan_domain::callback::CallbackCommand::Attempt(Box::new(long));
    let events = story.try_as(&steward(), bihuan_domain::case::Command::Callback(first, attempt)).unwrap();
    assert!(format!("{events:?}").contains("too_long: true"));
    let mut complaint = done(centre, demand_of("complaint"), "2024-05-01T10:00:00+08:00");
    let long = AttemptReport { talk_seconds: Some(240), ..content() };
    let events = complaint.try_as(&steward(), of_closing(long)).unwrap();
    assert!(format!("{events:?}").contains("too_long: false"), "complaints may take their time");
}

#[test]
fn an_unreached_customer_is_tried_at_another_part_of_the_day() {
    let mut story = done(industry("after-sales"), demand_of("purchase"), "2024-05-01T09:30:00+08:00");
    story.act(mark("experienced", "2024-05-01T09:30:00+08:00"));
    // The lot may have left this one out; key customers are all called.
    if story.case.aftercare.is_empty() {
        let centre = industry("after-sales");
        let demand = Demand { segment: Some(code("key")), ..demand_of("purchase") };
        story = Story::open_on(centre, demand, bihuan_domain::case::Until::Accepted, at("2024-05-01T09:30:00+08:00"));
        story.act(mark("experienced", "2024-05-01T09:30:00+08:00"));
    }
    let first = story.case.aftercare[0].callback.id;
    let missed = || bihuan_domain::callback::CallbackCommand::Attempt(Box::new(Attempt::NoAnswer.into()));
    story.try_as(&steward(), bihuan_domain::case::Command::Callback(first, missed())).unwrap();
    assert_eq!(local(story.case.aftercare[0].callback.due_at), "05-01 14:00", "the afternoon, after the quiet hours");
    story.go_to("2024-05-01T14:00:00+08:00");
    story.try_as(&steward(), bihuan_domain::case::Command::Callback(first, missed())).unwrap();
    assert_eq!(local(story.case.aftercare[0].callback.due_at), "05-01 18:00", "then the evening");
}
