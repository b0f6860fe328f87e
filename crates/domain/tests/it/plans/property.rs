//! Property management (物业): the callback rule of M-01 to M-10.

use std::sync::LazyLock;

use bihuan_domain::callback::{AttemptReport, CallbackCommand, CallbackStage};
use bihuan_domain::policy::callbacks::PerformerPlace;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::TicketCommand;

use super::{answered, demand_of, done, local, of_closing, steward};
use crate::fixtures::{Centre, Story, at, code, industry, person};

static PROPERTY: LazyLock<&Centre> = LazyLock::new(|| industry("property"));

const DONE: &str = "2024-05-20T10:00:00+08:00";

pub(super) fn record(satisfied: &str) -> AttemptReport {
    answered(&[
        ("quality", "good"),
        ("effect", "the lift runs"),
        ("satisfied", satisfied),
        ("shortcomings", "none"),
        ("suggestions", "none"),
    ])
}

/// A complaint that is done, of this grade.
fn complaint(level: &str) -> Story {
    done(&PROPERTY, bihuan_domain::ticket::Demand { level: Some(code(level)), ..demand_of("complaint") }, DONE)
}

/// A repair whose customer is called: here all are.
fn called_repair() -> Story {
    let all = PROPERTY.with(|bundle| bundle.callback_plans.iter_mut().for_each(|plan| plan.samples.clear()));
    done(Box::leak(Box::new(all)), demand_of("repair"), DONE)
}

/// shows: M-01, M-04
#[test]
fn a_major_complaint_is_called_back_by_the_manager_an_ordinary_one_by_steward_and_head_together() {
    let who = |story: &Story| -> Vec<(String, PerformerPlace)> {
        story.callback().performers.iter().map(|one| (one.role.to_string(), one.at)).collect()
    };
    assert_eq!(who(&complaint("major")), [("project-manager".to_owned(), PerformerPlace::Centre)]);
    let ordinary = who(&complaint("ordinary"));
    assert_eq!(
        ordinary,
        [("department-head".to_owned(), PerformerPlace::Handler), ("steward".to_owned(), PerformerPlace::Centre)]
    );
}

/// shows: M-02, M-25, M-30
#[test]
fn a_complaint_is_called_back_within_three_days_and_a_repair_between_one_and_two_months_after() {
    let mut story = complaint("major");
    let manager = person(12, "company", "project-manager");
    assert_eq!(
        (local(story.callback().due_at).as_str(), story.callback().until.map(local).as_deref()),
        ("05-20 10:00", Some("05-23 10:00"))
    );
    story.go_to("2024-05-23T10:00:00+08:00").wake();
    assert_eq!(story.callback().overdue_at, None, "the third day counts to its end");
    let mut on_time = story.clone();
    on_time.try_as(&manager, of_closing(record("satisfied"))).unwrap();
    assert_eq!(on_time.callback().overdue_at, None);
    story.now = story.callback().next_wakeup().unwrap();
    assert_eq!(story.now, crate::fixtures::a_millisecond_after(at("2024-05-23T10:00:00+08:00")));
    // Nobody has looked yet that it is over: what comes too late is late all the same, and not too late.
    let mut unseen = story.clone();
    unseen.try_as(&manager, of_closing(record("satisfied"))).unwrap();
    assert_eq!(unseen.callback().overdue_at, Some(unseen.now));
    story.wake();
    assert_eq!(story.callback().overdue_at, Some(story.now));

    let mut repair = called_repair();
    assert_eq!(
        (local(repair.callback().due_at).as_str(), repair.callback().until.map(local).as_deref()),
        ("06-20 10:00", Some("07-20 10:00"))
    );
    repair.go_to("2024-06-10T10:00:00+08:00");
    let early = repair.try_as(&steward(), of_closing(record("satisfied"))).unwrap_err();
    assert_eq!(early.code, RefusalCode::TooEarlyToCall);
    repair.go_to("2024-07-20T09:59:00+08:00").wake();
    assert_eq!(repair.callback().overdue_at, None);
}

#[test]
fn an_ordinary_complaint_needs_two_signatures_of_different_people() {
    let (head, other) = (person(13, "works", "department-head"), person(14, "centre", "agent"));
    let mut story = complaint("ordinary");
    assert_eq!(story.try_as(&other, of_closing(record("satisfied"))).unwrap_err().code, RefusalCode::NotPerformer);
    story.try_as(&steward(), of_closing(record("satisfied"))).unwrap();
    assert_eq!(story.callback().stage, CallbackStage::Answered);
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired);
    assert_eq!(story.try_as(&steward(), CallbackCommand::Sign).unwrap_err().code, RefusalCode::SamePerson);
    story.try_as(&head, CallbackCommand::Sign).unwrap();
    assert_eq!(story.callback().signatures.len(), 2);
}

#[test]
fn the_unit_complained_of_never_calls_back_alone() {
    let alone = PROPERTY.with(|bundle| bundle.callback_plans.iter_mut().for_each(|plan| plan.performers.clear()));
    let mut story = done(Box::leak(Box::new(alone)), demand_of("complaint"), DONE);
    let head = person(13, "works", "department-head");
    assert_eq!(story.try_as(&head, of_closing(record("satisfied"))).unwrap_err().code, RefusalCode::NotIndependent);
}

/// shows: M-05
#[test]
fn a_record_that_lacks_one_of_the_five_sections_is_refused() {
    let mut story = complaint("major");
    let manager = person(12, "company", "project-manager");
    let short = answered(&[("quality", "good"), ("effect", "x"), ("satisfied", "satisfied"), ("shortcomings", "none")]);
    assert_eq!(story.try_as(&manager, of_closing(short)).unwrap_err().code, RefusalCode::AnswersInvalid);
}

/// shows: M-06, M-07
#[test]
fn the_review_waits_for_owner_and_caller_and_an_unqualified_record_sends_the_work_back() {
    let (manager, supervisor) = (person(12, "company", "project-manager"), person(15, "centre", "supervisor"));
    let mut story = complaint("major");
    story.try_as(&manager, of_closing(record("satisfied"))).unwrap();
    let review =
        |qualified, opinion: Option<&str>| CallbackCommand::Review { qualified, opinion: opinion.map(str::to_owned) };
    assert_eq!(story.try_as(&supervisor, review(true, None)).unwrap_err().code, RefusalCode::SignatureMissing);
    story.try_as(&manager, CallbackCommand::Confirm { proof: "signed on paper".into() }).unwrap();
    assert_eq!(story.try_as(&manager, review(true, None)).unwrap_err().code, RefusalCode::SamePerson);
    assert_eq!(story.try_as(&supervisor, review(false, None)).unwrap_err().code, RefusalCode::OpinionRequired);
    let mut qualified = story.clone();
    qualified.try_as(&supervisor, review(true, None)).unwrap();
    assert_eq!(qualified.stages(), "answered (satisfied) / approved");
    story.try_as(&supervisor, review(false, Some("nobody looked at the lift"))).unwrap();
    assert_eq!(story.stages(), "handling / redo");
}

#[test]
fn a_wrong_number_opens_a_search_and_the_right_one_lets_the_customer_be_called() {
    let manager = person(12, "company", "project-manager");
    let mut story = complaint("major");
    story.try_as(&manager, of_closing(bihuan_domain::callback::Attempt::WrongNumber.into())).unwrap();
    assert_eq!(story.callback().stage, CallbackStage::Searching);
    let mut lost = story.clone();
    lost.go_to("2024-05-23T10:00:00+08:00").wake();
    assert_eq!(lost.stages(), "answered (unreachable) / approved");
    let found = CallbackCommand::CorrectNumber { phone: "13911112222".into(), source: "the neighbour".into() };
    story.try_as(&manager, found).unwrap();
    assert_eq!(story.case.ticket.demand.contact.phone.as_deref(), Some("13911112222"));
    assert!(story.try_as(&manager, of_closing(record("satisfied"))).is_ok());
}

#[test]
fn a_claimed_call_is_made_by_nobody_else_until_the_claim_runs_out() {
    let (one, other) = (person(12, "company", "project-manager"), person(16, "company", "project-manager"));
    let mut story = complaint("major");
    story.try_as(&one, CallbackCommand::Claim).unwrap();
    assert_eq!(story.try_as(&other, of_closing(record("satisfied"))).unwrap_err().code, RefusalCode::ClaimedByOther);
    assert_eq!(story.try_as(&other, CallbackCommand::Claim).unwrap_err().code, RefusalCode::ClaimedByOther);
    story.wait(30);
    assert!(story.try_as(&other, of_closing(record("satisfied"))).is_ok());
    assert_eq!(at(DONE).plus_seconds(1_800), story.now);
}
