//! Who calls, and when nobody may: joint signatures, hours, windows.

use bihuan_domain::callback::{AttemptReport, CallbackCommand, CallbackStage};
use bihuan_domain::case::Command;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::callbacks::{Performer, PerformerPlace, PerformerRule};
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::survey::{SurveyCommand, Way};
use bihuan_domain::ticket::TicketCommand;

use super::{call, demand_of, done, mark, of_call, of_closing, service, steward};
use crate::fixtures::{Centre, Story, at, code, industry, person};

const DONE: &str = "2024-05-20T10:00:00+08:00";

fn changed(name: &str, change: impl FnOnce(&mut Bundle)) -> &'static Centre {
    Box::leak(Box::new(industry(name).with(change)))
}

fn asking(content: &'static str) -> AttemptReport {
    super::answered(&[
        ("quality", "good"),
        ("effect", "the lift runs"),
        ("satisfied", content),
        ("shortcomings", "none"),
        ("suggestions", "none"),
    ])
}

#[test]
fn whoever_fits_two_places_makes_room_for_a_colleague_who_fits_only_one() {
    let by = ["steward", "technician"]
        .map(|role| Performer { role: role.parse().unwrap(), at: PerformerPlace::Centre })
        .to_vec();
    let centre = changed("property", |bundle| {
        let rule = PerformerRule { applies_to: Default::default(), by };
        bundle.callback_plans.iter_mut().for_each(|plan| {
            plan.performers = vec![rule.clone()];
            (plan.reviewed, plan.customer_confirms) = (false, false);
        });
    });
    let both = bihuan_domain::actor::Person {
        roles: vec![code("steward"), code("technician")],
        ..person(31, "centre", "steward")
    };
    let mut story = done(centre, demand_of("complaint"), DONE);
    story.try_as(&both, of_closing(asking("satisfied"))).unwrap();
    assert_eq!(story.callback().signatures[0].performer, 0, "the first place that fits");
    let another = person(32, "centre", "supervisor");
    assert_eq!(story.try_as(&another, CallbackCommand::Sign).unwrap_err().code, RefusalCode::NotPerformer);
    story.try_as(&steward(), CallbackCommand::Sign).unwrap();
    let places: Vec<u16> = story.callback().signatures.iter().map(|signature| signature.performer).collect();
    assert_eq!(places, [1, 0], "the colleague has the only place he fits");
    assert_eq!(story.callback().stage, CallbackStage::Satisfied);
}

#[test]
fn a_customer_reached_in_time_is_not_late_because_a_signature_comes_later() {
    let manager = person(12, "company", "project-manager");
    let major = bihuan_domain::ticket::Demand { level: Some(code("major")), ..demand_of("complaint") };
    let mut story = done(industry("property"), major, DONE);
    story.try_as(&manager, of_closing(asking("satisfied"))).unwrap();
    assert_eq!(story.callback().stage, CallbackStage::Answered);
    story.go_to("2024-05-24T10:00:00+08:00").wake();
    assert_eq!(story.callback().overdue_at, None);
    assert_eq!(story.callback().next_wakeup(), None);
}

/// shows: D-02
#[test]
fn outside_the_hours_nobody_keeps_a_call_for_himself() {
    let mut story = service(industry("decoration"), "project", "2024-05-30T11:00:00+08:00");
    story.act(mark("completed", "2024-05-30T11:00:00+08:00"));
    let claim = |story: &Story| Command::Callback(call(story, "completed").id, CallbackCommand::Claim);
    story.go_to("2024-05-30T12:00:00+08:00");
    let noon = claim(&story);
    assert_eq!(story.try_as(&steward(), noon).unwrap_err().code, RefusalCode::TooEarlyToCall);
    story.go_to("2024-05-30T15:00:00+08:00");
    let afternoon = claim(&story);
    story.try_as(&steward(), afternoon).unwrap();
    let attempt = of_call(&story, "completed", super::answered(&[("team", "satisfied")]));
    story.try_as(&steward(), attempt).unwrap();
}

/// shows: M-02
#[test]
fn before_the_window_begins_the_owner_is_not_invited_either_and_quiet_hours_do_not_keep_him_from_answering() {
    let centre = changed("property", |bundle| {
        bundle.callback_plans.iter_mut().for_each(|plan| plan.samples.clear());
        let open =
            bihuan_domain::policy::questionnaires::SelfService { link: true, sms: false, keypad: false, hours: 48 };
        bundle.questionnaires.iter_mut().for_each(|asked| asked.self_service = Some(open.clone()));
    });
    let mut story = done(centre, demand_of("repair"), DONE);
    let survey = story.case.survey.as_ref().unwrap().id;
    let invite = || Command::Survey(survey, SurveyCommand::Invite { way: Way::Link });
    let early = story.refusal(invite());
    assert_eq!(early.code, RefusalCode::TooEarlyToCall);
    assert!(early.parameters.contains(&("dueAt", at("2024-06-20T10:00:00+08:00").to_string())), "{early:?}");
    story.go_to("2024-06-20T10:00:00+08:00");
    story.act(invite());
}

#[test]
fn calls_opened_by_several_steps_of_one_transaction_have_ids_of_their_own() {
    use bihuan_domain::clock::Milestone;
    use bihuan_domain::policy::callbacks::Trigger;
    let centre = changed("hospital", |bundle| {
        let first = bundle.callback_plans[0].clone();
        for (name, milestone) in [("at-accepting", Milestone::Accepted), ("at-dispatching", Milestone::Dispatched)] {
            let mut plan = first.clone();
            plan.code = code(name);
            plan.trigger = Some(Trigger::Milestone(milestone));
            bundle.callback_plans.push(plan);
        }
    });
    let order_ids = vec![bihuan_domain::id::WorkOrderId(uuid::Uuid::from_u128(7))];
    let until = bihuan_domain::case::Until::Dispatched { order_ids };
    let story = Story::open_on(centre, demand_of("treatment"), until, at(DONE));
    let ids: Vec<_> = story.case.aftercare.iter().map(|care| (care.callback.id, care.survey.id)).collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0].0 != ids[1].0 && ids[0].1 != ids[1].1, "{ids:?}");
    let mut marked = story.clone();
    marked.act(TicketCommand::Mark { mark: code("course-ended"), at: None });
    assert_eq!(marked.case.aftercare.len(), 3);
}
