//! Kinds of callbacks, each with its own plan: the insurer's seven, the consultancy's cycle, members, patients, visits.

use bihuan_domain::callback::{AttemptReport, CallbackCommand, CallbackStage};
use bihuan_domain::case::Command;
use bihuan_domain::policy::callbacks::Method;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::Demand;

use super::{answered, call, calls, content, demand_of, done, local, mark, of_call, of_closing, service, steward};
use crate::fixtures::{Story, at, code, industry};

/// The seven of the seed, by the event of the policy that brings them.
const INSURER: [&str; 7] =
    ["new-policy", "suspended", "renewal-warning", "terminated", "collection-warning", "grace-period", "left-agent"];

/// shows: I-19
#[test]
fn each_of_the_seven_events_of_an_insurance_brings_its_own_callback_within_a_week() {
    for kind in INSURER {
        let mut story = service(industry("insurer"), "policy", "2024-05-20T10:00:00+08:00");
        story.act(mark(kind, "2024-05-20T10:00:00+08:00"));
        assert_eq!(calls(&story), [(kind.to_owned(), "05-20 10:00".to_owned())]);
        let callback = call(&story, kind);
        assert_eq!(callback.until.map(local).as_deref(), Some("05-27 10:00"), "{kind}");
        story.go_to("2024-05-20T22:00:00+08:00");
        let late = of_call(&story, kind, content());
        assert_eq!(story.try_as(&steward(), late).unwrap_err().code, RefusalCode::TooEarlyToCall, "{kind} at night");
        story.go_to("2024-05-21T08:00:00+08:00");
        let attempt = of_call(&story, kind, content());
        story.try_as(&steward(), attempt).unwrap();
        assert_eq!(calls(&story), [], "{kind} is done");
    }
}

/// shows: Z-04
#[test]
fn a_customer_with_a_file_is_called_every_month_within_office_hours_and_again_after_his_project() {
    let mut story = service(industry("consultancy"), "file", "2024-01-31T10:00:00+08:00");
    story.act(mark("filed", "2024-01-31T10:00:00+08:00"));
    let due = |story: &Story| {
        let callback = call(story, "cycle");
        (local(callback.due_at), callback.until.map(local))
    };
    assert_eq!(due(&story), ("01-31 10:00".to_owned(), Some("02-29 10:00".to_owned())));
    let report = || answered(&[("progress", "trial production"), ("satisfied", "satisfied")]);
    story.go_to("2024-01-31T12:30:00+08:00");
    let noon = of_call(&story, "cycle", report());
    assert_eq!(story.try_as(&steward(), noon).unwrap_err().code, RefusalCode::TooEarlyToCall);
    story.go_to("2024-01-31T14:00:00+08:00");
    let attempt = of_call(&story, "cycle", report());
    story.try_as(&steward(), attempt).unwrap();
    assert_eq!(due(&story), ("02-29 10:00".to_owned(), Some("03-31 10:00".to_owned())));
    story.go_to("2024-04-01T10:00:00+08:00").wake();
    assert!(call(&story, "cycle").overdue_at.is_some(), "whoever was not called stays on the list, and is late");
    story.act(mark("project-completed", "2024-04-01T10:00:00+08:00"));
    let after = call(&story, "completed");
    assert_eq!((local(after.due_at), after.until.map(local)), ("04-08 10:00".into(), Some("04-15 10:00".into())));
}

/// shows: R-03
#[test]
fn a_member_who_buys_nothing_for_ninety_days_is_called_and_who_buys_again_is_counted_anew() {
    let mut story = service(industry("after-sales"), "purchase", "2024-05-01T10:00:00+08:00");
    story.act(mark("purchased", "2024-05-01T10:00:00+08:00"));
    assert_eq!(calls(&story), [("lost-member".to_owned(), "07-30 10:00".to_owned())]);
    story.go_to("2024-06-01T10:00:00+08:00").act(mark("purchased", "2024-06-01T10:00:00+08:00"));
    assert_eq!(calls(&story), [("lost-member".to_owned(), "08-30 10:00".to_owned())]);
    story.go_to("2024-08-30T10:00:00+08:00").wake();
    assert_eq!(call(&story, "lost-member").stage, CallbackStage::Due);
}

/// shows: C-06
#[test]
fn a_key_customer_who_is_dissatisfied_is_asked_why_and_somebody_else_reviews_the_record() {
    let demand = Demand { segment: Some(code("key")), ..demand_of("purchase") };
    let until = bihuan_domain::case::Until::Accepted;
    let mut story = Story::open_on(industry("after-sales"), demand, until, at("2024-05-01T10:00:00+08:00"));
    story.act(mark("experienced", "2024-05-01T10:00:00+08:00"));
    let first = story.case.aftercare[0].callback.id;
    let attempt = |report| Command::Callback(first, CallbackCommand::Attempt(Box::new(report)));
    let silent = attempt(answered(&[("satisfied", "dissatisfied")]));
    assert_eq!(story.try_as(&steward(), silent).unwrap_err().code, RefusalCode::AnswersInvalid);
    let why = attempt(answered(&[("satisfied", "dissatisfied"), ("why", "it broke on the second day")]));
    story.try_as(&steward(), why).unwrap();
    let reviewed = CallbackCommand::Review { qualified: true, opinion: None };
    let own = story.try_as(&steward(), Command::Callback(first, reviewed.clone())).unwrap_err();
    assert_eq!(own.code, RefusalCode::SamePerson);
    let director = crate::fixtures::person(15, "centre", "supervisor");
    story.try_as(&director, Command::Callback(first, reviewed)).unwrap();
    assert_eq!(story.case.callback_with(first).unwrap().stage, CallbackStage::Unsatisfied);
}

/// shows: D-05
#[test]
fn the_first_stage_of_a_decoration_asks_for_a_score_of_one_to_ten() {
    for (score, accepted) in [("0", false), ("11", false), ("1", true), ("10", true)] {
        let mut story = service(industry("decoration"), "project", "2024-04-30T10:30:00+08:00");
        story.act(mark("started", "2024-05-01T10:30:00+08:00")).go_to("2024-05-08T10:30:00+08:00");
        let first = story.case.aftercare[0].callback.id;
        let report = answered(&[("score", score), ("team", "satisfied"), ("schedule", "good")]);
        let attempt = Command::Callback(first, CallbackCommand::Attempt(Box::new(report)));
        let outcome = story.try_as(&steward(), attempt).map(drop).map_err(|refusal| refusal.code);
        assert_eq!(outcome, if accepted { Ok(()) } else { Err(RefusalCode::AnswersInvalid) }, "{score}");
    }
}

/// shows: H-31
#[test]
fn a_patient_who_leaves_scores_six_items_and_none_may_be_left_out() {
    let mut story = service(industry("hospital"), "treatment", "2024-05-20T10:00:00+08:00");
    story.act(mark("discharged", "2024-05-20T10:00:00+08:00"));
    let all = [
        ("medical", "5"),
        ("attitude", "4"),
        ("charges", "3"),
        ("environment", "5"),
        ("idea", "4"),
        ("recommend", "9"),
    ];
    for left_out in 0..all.len() {
        let some: Vec<_> =
            all.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, one)| *one).collect();
        let attempt = of_call(&story, "discharge", answered(&some));
        assert_eq!(story.try_as(&steward(), attempt).unwrap_err().code, RefusalCode::AnswersInvalid, "{left_out}");
    }
    let attempt = of_call(&story, "discharge", answered(&all));
    story.try_as(&steward(), attempt).unwrap();
    let ratings = &story.case.aftercare[0].survey.ratings;
    let scales: Vec<(&str, Option<i32>)> =
        ratings.iter().map(|rating| (rating.scale.code.as_str(), rating.value)).collect();
    assert_eq!(
        scales,
        [
            ("score-5", Some(5)),
            ("score-5", Some(4)),
            ("score-5", Some(3)),
            ("score-5", Some(5)),
            ("score-5", Some(4)),
            ("nps", Some(9))
        ]
    );
}

/// shows: M-12
#[test]
fn a_visit_is_made_face_to_face_and_not_by_phone() {
    let mut story = done(industry("property"), demand_of("visit"), "2024-05-20T10:00:00+08:00");
    let record = |method: Method| AttemptReport {
        methods: vec![method],
        ..answered(&[
            ("quality", "good"),
            ("effect", "all is well"),
            ("satisfied", "satisfied"),
            ("shortcomings", "none"),
            ("suggestions", "none"),
        ])
    };
    let by_phone = story.try_as(&steward(), of_closing(record(Method::Phone))).unwrap_err();
    assert_eq!(by_phone.code, RefusalCode::NotInPlan);
    story.try_as(&steward(), of_closing(record(Method::FaceToFace))).unwrap();
}

/// shows: A-20
#[test]
fn a_treatment_is_asked_about_at_home_by_form_or_by_phone_and_in_no_other_way() {
    let ways = [
        (Method::Phone, true),
        (Method::FaceToFace, true),
        (Method::Letter, true),
        (Method::Message, true),
        (Method::OnSite, false),
    ];
    for (method, open) in ways {
        let mut story = done(industry("air-treatment"), demand_of("treatment"), "2024-05-20T16:00:00+08:00");
        story.go_to("2024-05-21T10:00:00+08:00");
        let report = AttemptReport { methods: vec![method], ..content() };
        let outcome = story.try_as(&steward(), of_closing(report)).map(drop).map_err(|refusal| refusal.code);
        assert_eq!(outcome, if open { Ok(()) } else { Err(RefusalCode::NotInPlan) }, "{method:?}");
    }
}
