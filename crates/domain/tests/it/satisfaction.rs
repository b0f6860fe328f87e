//! What figures make of what customers say: satisfied or better, no verdict, and whom a rating is about.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use bihuan_domain::appeal::{Adjustment, Measure};
use bihuan_domain::callback::{Attempt, FollowUp};
use bihuan_domain::fact::{Amount, Fact, Family, Flag, History, Round, Standing, facts};
use bihuan_domain::id::AppealId;
use bihuan_domain::indicator::Registry;
use bihuan_domain::policy::figures::FigureRules;

use bihuan_domain::ticket::{Finding, TicketCommand};
use bihuan_domain::work_order::ReplyOutcome;
use uuid::Uuid;

use crate::fixtures::{
    Centre, SAMPLE, Story, approve, attempt_to_call, close, code, contact, final_answer, reopen, reply, satisfied,
    unsatisfied, verdict,
};

/// The fact of a callback after a fault, answered like this; the kind of bundle may be changed.
fn answered(centre: &'static Centre, answers: &[(&str, &str)]) -> Fact {
    let mut story = Story::fault_in_callback();
    story.centre = centre;
    let answers = answers.iter().map(|(question, answer)| (code(question), (*answer).to_owned())).collect();
    story.act(attempt_to_call(Attempt::Answered { answers, follow_up: FollowUp::Redo }));
    of_callback(&story)
}

fn of_callback(story: &Story) -> Fact {
    let (callback, survey) = (story.callback().clone(), story.case.survey.clone());
    let history = History {
        case: &story.case,
        rounds: &[Round { callback, survey, closes: true }],
        inspections: &[],
        earlier: 0,
        adjustments: &[],
        satisfaction_scale: "satisfaction-4",
    };
    let all = facts(history, &story.centre.policy, &story.centre.organisation);
    all.into_iter().find(|fact| fact.family == Family::Callback).unwrap()
}

#[test]
fn fair_is_no_reason_to_do_it_again_and_no_satisfied_customer_and_not_rated_is_no_verdict() {
    for (said, asked, satisfied) in [
        ("very-satisfied", true, true),
        ("satisfied", true, true),
        ("fair", true, false),
        ("not-rated", false, false),
        ("dissatisfied", true, false),
    ] {
        let fact = answered(&SAMPLE, &[("solved", "yes"), ("satisfied", said)]);
        let told = (fact.flags.has(Flag::SatisfiedAsked), fact.flags.has(Flag::Satisfied));
        assert_eq!(told, (asked, satisfied), "{said}");
        assert_eq!(fact.flags.has(Flag::Content), said != "dissatisfied", "{said}: whether the work stands");
    }
}

#[test]
fn where_nothing_stands_on_a_scale_every_option_is_a_verdict() {
    let bare = SAMPLE.with(|bundle| {
        for question in bundle.questionnaires.iter_mut().flat_map(|asked| &mut asked.questions) {
            question.scale = None;
            if let bihuan_domain::policy::questionnaires::AnswerForm::Choice { options } = &mut question.answer {
                options.iter_mut().for_each(|option| (option.points, option.satisfied) = (None, None));
            }
        }
    });
    let fact = answered(Box::leak(Box::new(bare)), &[("solved", "yes"), ("satisfied", "fair")]);
    assert!(fact.flags.has(Flag::SatisfiedAsked) && fact.flags.has(Flag::Satisfied));
}

#[test]
fn what_is_said_of_the_agent_is_no_part_of_the_index_though_the_scale_is_the_same() {
    let fact = answered(
        &SAMPLE,
        &[("solved", "yes"), ("satisfied", "satisfied"), ("speed", "dissatisfied"), ("agent", "very-satisfied")],
    );
    assert_eq!(fact.amounts.get(Amount::Score), Some(3));
    let silent = answered(&SAMPLE, &[("solved", "yes"), ("satisfied", "not-rated"), ("agent", "very-satisfied")]);
    assert_eq!(silent.amounts.get(Amount::Score), None);
}

#[test]
fn a_call_that_still_waits_within_its_window_is_neither_in_time_nor_late() {
    let registry = Registry::new(&FigureRules::default());
    let indicator = registry.indicators.iter().find(|one| one.definition.code == "callback_in_time_rate").unwrap();
    let counts = |story: &Story| indicator.definition.among.holds(&of_callback(story));
    let mut story = Story::fault_in_callback();
    assert!(!counts(&story), "nobody knows yet");
    let mut called = story.clone();
    called.act(attempt_to_call(satisfied()));
    assert!(counts(&called));
    story.now = story.callback().until.unwrap().plus_seconds(1);
    story.wake();
    assert!(counts(&story) && of_callback(&story).flags.has(Flag::CallLate));
}

/// An appeal against what the customer said, upheld at the moment the story is in.
fn upheld(story: &Story, against: Measure, adjusted: &str) -> Adjustment {
    Adjustment {
        appeal: AppealId(Uuid::nil()),
        ticket: story.case.ticket.id,
        against,
        subject: "ticket".into(),
        raw: None,
        adjusted: adjusted.into(),
        ruled_at: story.now,
    }
}

#[test]
fn what_was_found_after_a_ruling_is_not_what_the_ruling_was_about() {
    let mut story = Story::complaint_replied();
    story.lead(approve()).act(unsatisfied(close())).act(final_answer()).act(verdict(Finding::Substantiated));
    story.act(TicketCommand::Archive);
    let first = Round { callback: story.callback().clone(), survey: story.case.survey.clone(), closes: true };
    story.wait(10);
    let adjustments =
        [upheld(&story, Measure::Satisfaction, "excluded"), upheld(&story, Measure::Verdict, "unsubstantiated")];
    let adjusted = |story: &Story, rounds: &[Round]| {
        let (case, adjustments) = (&story.case, &adjustments);
        let satisfaction_scale = "satisfaction-4";
        let history = History { case, rounds, inspections: &[], earlier: 0, adjustments, satisfaction_scale };
        let all = facts(history, &story.centre.policy, &story.centre.organisation);
        let counts = |family, flag| {
            all.iter()
                .filter(|fact| fact.family == family && fact.standing != Standing::Raw && fact.flags.has(flag))
                .count()
        };
        (counts(Family::Callback, Flag::SatisfiedAsked), counts(Family::Ticket, Flag::Substantiated))
    };
    assert_eq!(adjusted(&story, std::slice::from_ref(&first)), (0, 0));

    story.wait(10);
    story.act(reopen()).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    story.now = story.callback().due_at.max(story.now);
    story.act(satisfied()).act(verdict(Finding::Substantiated));
    let second = Round { callback: story.callback().clone(), survey: story.case.survey.clone(), closes: true };
    assert_eq!(adjusted(&story, &[first, second]), (1, 1), "the answer and the verdict of the second time stand");
}
