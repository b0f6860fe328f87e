//! Appeals: what can be contested, by when, and who rules.

use bihuan_domain::appeal::{
    Appeal, AppealCommand, AppealStage, Document, Hearing, Measure, Plea, apply, decide, raise,
};
use bihuan_domain::id::AppealId;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Finding, TicketCommand};
use uuid::Uuid;

use crate::fixtures::{
    CENTRE, HANDLER, MARKETING, OUTSIDER, SAMPLE, Story, approve, at, code, person, satisfied, verdict,
};

const APPELLANT: u128 = 40;

fn plea(against: Measure, wanted: &str) -> Plea {
    let sealed_by = ["team", "county", "city"].map(str::to_owned).to_vec();
    Plea {
        against,
        subject: "ticket".into(),
        wanted: wanted.into(),
        reason: "it was not so".into(),
        basis: "rule 4.4".into(),
        category: "grade".into(),
        documents: vec![Document { reference: "scan 1".into(), sealed_by }],
    }
}

fn hearing<'a>(story: &Story, person: &'a bihuan_domain::actor::Person) -> Hearing<'a> {
    let centre = story.centre;
    Hearing {
        now: story.now,
        policy: &centre.policy,
        organisation: &centre.organisation,
        person,
        handled: story.case.is_party(person, &centre.organisation),
    }
}

fn raised(story: &Story, plea: &Plea, earlier: &[Appeal]) -> Result<Appeal, RefusalCode> {
    let appellant = person(APPELLANT, MARKETING, "appeal-officer");
    raise(AppealId(Uuid::nil()), &story.case, plea, earlier, &hearing(story, &appellant))
        .map_err(|refusal| refusal.code)
}

fn archived() -> Story {
    Story::complaint_replied().with(|story| {
        story.case.ticket.demand.level = Some(code("general"));
        story.lead(approve()).act(verdict(Finding::Substantiated)).act(satisfied()).act(TicketCommand::Archive)
    })
}

#[test]
fn only_what_was_found_can_be_contested_and_only_what_figures_can_count_is_wanted() {
    let story = archived();
    assert_eq!(raised(&story, &plea(Measure::Level, "major"), &[]).map(|one| one.raw), Ok(Some("general".into())));
    assert!(raised(&story, &plea(Measure::Satisfaction, "excluded"), &[]).is_ok());
    assert!(raised(&story, &plea(Measure::Verdict, "unsubstantiated"), &[]).is_ok());
    for (against, wanted) in [
        (Measure::Level, "general"),
        (Measure::Level, "terrible"),
        (Measure::Overtime, "excluded"),
        (Measure::Return, "excluded"),
        (Measure::Classification, "nothing"),
    ] {
        let refused = raised(&story, &plea(against, wanted), &[]);
        assert_eq!(refused.unwrap_err(), RefusalCode::NothingToContest, "{against:?} {wanted}");
    }
    let mut untouched = plea(Measure::Return, "excluded");
    untouched.subject = story.order(1).id.to_string();
    assert_eq!(raised(&story, &untouched, &[]).unwrap_err(), RefusalCode::NothingToContest);
}

#[test]
fn five_working_days_after_the_end_nobody_appeals_any_more() {
    let mut story = archived();
    story.go_to("2026-03-09T23:59:00+08:00");
    assert!(raised(&story, &plea(Measure::Level, "major"), &[]).is_ok());
    story.go_to("2026-03-10T00:01:00+08:00");
    assert_eq!(raised(&story, &plea(Measure::Level, "major"), &[]).unwrap_err(), RefusalCode::AppealTooLate);
}

#[test]
fn two_levels_rule_each_in_its_time_and_never_the_same_person_twice() {
    let mut story = archived();
    let mut appeal = raised(&story, &plea(Measure::Level, "major"), &[]).unwrap();
    assert_eq!(appeal.due_at, Some(at("2026-03-05T00:00:00+08:00")));
    let no = AppealCommand::Rule { upheld: false, reason: "it was".into() };
    let rule = |appeal: &Appeal, story: &Story, by: &bihuan_domain::actor::Person| {
        decide(appeal, &no, &hearing(story, by)).map_err(|refusal| refusal.code)
    };
    let both = person(50, CENTRE, "quality-inspector");
    assert_eq!(rule(&appeal, &story, &HANDLER).unwrap_err(), RefusalCode::NotPerformer);
    let own = person(51, MARKETING, "quality-inspector");
    assert_eq!(rule(&appeal, &story, &own).unwrap_err(), RefusalCode::NotIndependent);
    let event = rule(&appeal, &story, &both).unwrap();
    apply(&mut appeal, &event, story.now);
    assert_eq!((appeal.stage, appeal.due_at), (AppealStage::Dismissed, Some(at("2026-03-06T00:00:00+08:00"))));

    let again = AppealCommand::RaiseAgain { reason: "look again".into(), documents: Vec::new() };
    let officer = person(APPELLANT, MARKETING, "appeal-officer");
    let stranger = person(60, "metering", "appeal-officer");
    assert_eq!(decide(&appeal, &again, &hearing(&story, &stranger)).unwrap_err().code, RefusalCode::NotHeld);
    let late = story.clone().with(|story| story.go_to("2026-03-06T00:01:00+08:00"));
    assert_eq!(decide(&appeal, &again, &hearing(&late, &officer)).unwrap_err().code, RefusalCode::AppealTooLate);
    story.go_to("2026-03-05T09:00:00+08:00");
    let event = decide(&appeal, &again, &hearing(&story, &officer)).unwrap();
    apply(&mut appeal, &event, story.now);

    let promoted = bihuan_domain::actor::Person { roles: vec![code("manager")], ..both };
    assert_eq!(rule(&appeal, &story, &promoted).unwrap_err(), RefusalCode::SamePerson);
    let manager = person(70, "company", "manager");
    let yes = AppealCommand::Rule { upheld: true, reason: "it was not".into() };
    let event = decide(&appeal, &yes, &hearing(&story, &manager)).unwrap();
    apply(&mut appeal, &event, story.now);
    let adjustment = appeal.adjustment().unwrap();
    assert_eq!((adjustment.raw.as_deref(), adjustment.adjusted.as_str()), (Some("general"), "major"));
    assert_eq!(appeal.rulings.len(), 2);
}

#[test]
fn the_same_is_contested_once_unless_it_was_taken_back() {
    let story = archived();
    let level = plea(Measure::Level, "major");
    let mut first = raised(&story, &level, &[]).unwrap();
    assert_eq!(raised(&story, &level, std::slice::from_ref(&first)).unwrap_err(), RefusalCode::AlreadyRequested);
    assert!(raised(&story, &plea(Measure::Satisfaction, "excluded"), std::slice::from_ref(&first)).is_ok());
    first.stage = AppealStage::Withdrawn;
    assert!(raised(&story, &level, &[first]).is_ok());
}

#[test]
fn proof_without_the_seals_of_three_departments_is_no_proof() {
    let mut unsealed = plea(Measure::Level, "major");
    unsealed.documents[0].sealed_by.pop();
    assert_eq!(raised(&archived(), &unsealed, &[]).unwrap_err(), RefusalCode::SealsMissing);
}

#[test]
fn where_the_policy_names_no_level_nobody_appeals() {
    let silent = SAMPLE.with(|bundle| bundle.appeal_levels.clear());
    let mut story = archived();
    story.centre = Box::leak(Box::new(silent));
    assert_eq!(raised(&story, &plea(Measure::Level, "major"), &[]).unwrap_err(), RefusalCode::AppealTooLate);
    assert_eq!(OUTSIDER.unit.as_str(), CENTRE);
}

#[test]
fn who_takes_back_what_was_ruled_on_does_not_get_other_judges_for_it() {
    let story = archived();
    let mut appeal = raised(&story, &plea(Measure::Level, "major"), &[]).unwrap();
    let officer = person(APPELLANT, MARKETING, "appeal-officer");
    let mut unruled = appeal.clone();
    let withdrawn = decide(&unruled, &AppealCommand::Withdraw, &hearing(&story, &officer)).unwrap();
    apply(&mut unruled, &withdrawn, story.now);
    assert!(raised(&story, &plea(Measure::Level, "major"), &[unruled]).is_ok(), "nobody had looked at it");

    let no = AppealCommand::Rule { upheld: false, reason: "it was".into() };
    let judge = person(50, CENTRE, "quality-inspector");
    let dismissed = decide(&appeal, &no, &hearing(&story, &judge)).unwrap();
    apply(&mut appeal, &dismissed, story.now);
    let withdrawn = decide(&appeal, &AppealCommand::Withdraw, &hearing(&story, &officer)).unwrap();
    apply(&mut appeal, &withdrawn, story.now);
    assert_eq!(appeal.stage, AppealStage::Withdrawn);
    let again = raised(&story, &plea(Measure::Level, "major"), &[appeal]);
    assert_eq!(again.unwrap_err(), RefusalCode::AlreadyRequested);
}

#[test]
fn what_was_found_since_an_appeal_may_be_contested_in_its_turn() {
    let mut story = archived();
    let earlier = raised(&story, &plea(Measure::Verdict, "unsubstantiated"), &[]).unwrap();
    let again = |story: &Story| {
        raised(story, &plea(Measure::Verdict, "unsubstantiated"), std::slice::from_ref(&earlier)).map(drop)
    };
    assert_eq!(again(&story), Err(RefusalCode::AlreadyRequested));
    story.wait(10);
    story.act(crate::fixtures::reopen()).act(verdict(Finding::Substantiated));
    assert_eq!(again(&story), Ok(()));
}
