//! What follows a bad answer to a call that the ticket did not wait for, and a contact after the answer.

use bihuan_domain::callback::{Attempt, AttemptReport, CallbackCommand, Cause, FollowUp};
use bihuan_domain::case::Command;
use bihuan_domain::policy::callbacks::DissatisfiedAlone;
use bihuan_domain::policy::catalogue::ReopenOnContact;
use bihuan_domain::policy::redo::{RedoRule, RedoTo};
use bihuan_domain::survey::{SurveyCommand, SurveyStage, Way};
use bihuan_domain::ticket::TicketCommand;

use super::{answers, call, demand_of, done, steward};
use crate::fixtures::{Act, Centre, SAMPLE, Story, code, contact_again, industry};

const DONE: &str = "2024-05-20T10:00:00+08:00";

/// A help that the lot left out, answered, and called all the same to reach the share.
fn topped_up(change: impl FnOnce(&mut bihuan_domain::policy::Bundle)) -> Story {
    let centre: &'static Centre = Box::leak(Box::new(industry("property").with(|bundle| {
        for plan in &mut bundle.callback_plans {
            plan.samples.iter_mut().for_each(|row| row.percent = 1);
            plan.performers.clear();
            (plan.reviewed, plan.customer_confirms) = (false, false);
            plan.questionnaire = code("short");
        }
        change(bundle);
    })));
    let mut story = done(centre, demand_of("help"), DONE);
    story.act(Command::CallBack { plan: code("service"), cause: Cause::ToppedUp });
    story
}

fn bad(story: &Story, follow_up: FollowUp) -> Act {
    let attempt = Attempt::Answered { answers: answers(&[("satisfied", "dissatisfied")]), follow_up };
    let report: AttemptReport = attempt.into();
    Command::Callback(call(story, "service").id, CallbackCommand::Attempt(Box::new(report))).into()
}

#[test]
fn a_bad_answer_sends_the_work_back_also_before_the_ticket_is_archived() {
    let mut story = topped_up(|_| {});
    assert_eq!(story.stages(), "answered (not_sampled) / approved");
    let answer = bad(&story, FollowUp::Redo);
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.stages(), "handling / redo");
    assert_eq!(story.case.ticket.reopen_count, 1);
}

#[test]
fn the_work_goes_to_the_unit_that_the_caller_named_where_the_policy_leaves_the_choice() {
    let chosen = RedoRule { applies_to: Default::default(), from: 1, to: RedoTo::Chosen };
    let mut story = topped_up(|bundle| {
        bundle.redos = vec![chosen];
        let works = bundle.units.iter().find(|unit| unit.code.as_str() == "works").unwrap().clone();
        bundle.units.push(bihuan_domain::policy::organisation::UnitSpec { code: code("gardens"), ..works });
    });
    story.act(TicketCommand::Archive);
    let answer = bad(&story, FollowUp::RedoBy { unit: code("gardens") });
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.order(1).holder().map(ToString::to_string).as_deref(), Some("gardens"));
    assert_eq!(story.stages(), "handling / dispatched");
}

#[test]
fn a_form_that_was_filled_in_badly_is_only_filled_in_again() {
    let mut story = topped_up(|_| {});
    let answer = bad(&story, FollowUp::Refill);
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.stages(), "handling / refill");
}

#[test]
fn what_was_handled_rightly_goes_to_somebody_without_a_part_in_it_even_from_the_archive() {
    let mut story = topped_up(|_| {});
    story.act(TicketCommand::Archive);
    let answer = bad(&story, FollowUp::Review { reason: "the rule is as it is".into() });
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.stages(), "final_answer_due / approved");
    assert_eq!(story.case.ticket.ended_at, None, "it has not ended any more");
}

#[test]
fn what_the_caller_closes_stays_on_record_only() {
    let mut story = topped_up(|_| {});
    story.act(TicketCommand::Archive);
    let answer = bad(&story, FollowUp::Close { reason: "lawful".into() });
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.stages(), "archived (not_sampled) / approved");
}

#[test]
fn after_the_window_a_bad_answer_stays_on_record_only() {
    let mut story = topped_up(|_| {});
    story.act(TicketCommand::Archive).go_to("2024-06-20T10:00:01+08:00");
    let answer = bad(&story, FollowUp::Redo);
    story.try_as(&steward(), answer).unwrap();
    assert_eq!(story.stages(), "archived (not_sampled) / approved");
}

#[test]
fn complaint_31_a_contact_after_the_answer_reopens_before_anybody_has_archived_the_ticket() {
    let mut story = Story::fault_in_callback();
    story.act(crate::fixtures::satisfied());
    assert_eq!(story.stages(), "answered (satisfied) / approved");
    let automatic = SAMPLE.with(|bundle| {
        bundle.kinds.iter_mut().for_each(|kind| kind.reopen_on_contact = ReopenOnContact::Automatic);
    });
    story.rules = automatic.policy.rules_for(&story.case.ticket.demand.kind, None).unwrap();
    story.act(contact_again());
    assert_eq!(story.stages(), "handling / redo");
    let survey = story.case.survey.as_ref().unwrap();
    assert!(survey.invalidated_at.is_some(), "what he answered speaks of the episode before");
}

#[test]
fn what_was_answered_on_the_spot_is_sent_out_when_the_customer_says_that_it_is_not_solved() {
    let mut story = super::service(industry("hospital"), "treatment", DONE);
    story.act(TicketCommand::Answer { text: "take it twice a day".into(), refused: None });
    story.act(super::mark("course-ended", DONE)).go_to("2024-05-21T10:00:00+08:00");
    let bad = super::answered(&[("feeling", "worse"), ("satisfied", "dissatisfied")]);
    let attempt = super::of_call(&story, "course-ended", bad);
    story.try_as(&steward(), attempt).unwrap();
    assert_eq!(story.stages(), "pending_dispatch");
}

/// A fault whose customer was invited; what follows a dissatisfied answer is as given.
fn invited(follows: DissatisfiedAlone) -> Story {
    let centre: &'static Centre = Box::leak(Box::new(SAMPLE.with(|bundle| {
        bundle.callback_plans.iter_mut().for_each(|plan| plan.dissatisfied_alone = follows);
    })));
    let mut story = Story::fault_in_callback();
    story.centre = centre;
    let survey = story.case.survey.as_ref().unwrap().id;
    story.act(Command::Survey(survey, SurveyCommand::Invite { way: Way::Link }));
    story
}

fn by_link(story: &mut Story, solved: &str) {
    let survey = story.case.survey.as_ref().unwrap().id;
    let answers = answers(&[("solved", solved), ("satisfied", "dissatisfied"), ("why", "two days without light")]);
    let known = |code: &bihuan_domain::code::QuestionCode| {
        let asked = story.centre.policy.questionnaire(&story.case.survey.as_ref().unwrap().questionnaire).unwrap();
        asked.question(code).is_some()
    };
    let answers = answers.into_iter().filter(|(code, _)| known(code)).collect();
    story.act(Command::Survey(survey, SurveyCommand::Answer { way: Way::Link, answers }));
}

#[test]
fn who_is_dissatisfied_through_the_link_though_it_is_solved_gets_a_review_where_the_plan_wants_one() {
    let mut reviewed = invited(DissatisfiedAlone::Review);
    by_link(&mut reviewed, "yes");
    assert_eq!(reviewed.stages(), "final_answer_due / approved");
    let mut redone = invited(DissatisfiedAlone::Redo);
    by_link(&mut redone, "yes");
    assert_eq!(redone.stages(), "handling / redo");
}

#[test]
fn what_is_not_solved_is_done_again_whatever_the_plan_says_of_the_dissatisfied() {
    let mut story = invited(DissatisfiedAlone::Review);
    by_link(&mut story, "no");
    assert_eq!(story.stages(), "handling / redo");
}

#[test]
fn an_answer_to_aftercare_that_has_ended_no_longer_counts_once_the_matter_is_taken_up_again() {
    let mut story = topped_up(|_| {});
    let good = Attempt::Answered { answers: answers(&[("satisfied", "satisfied")]), follow_up: FollowUp::Redo };
    let attempt = CallbackCommand::Attempt(Box::new(good.into()));
    let callback = call(&story, "service").id;
    story.try_as(&steward(), Command::Callback(callback, attempt)).unwrap();
    // As it is loaded next time: the call has ended, its answers count.
    story.case.answered = story.case.aftercare.drain(..).map(|care| care.survey).collect();
    story.act(crate::fixtures::reopen());
    let survey = &story.case.answered[0];
    assert_eq!((survey.stage, survey.invalidated_at.is_some()), (SurveyStage::Answered, true));
}
