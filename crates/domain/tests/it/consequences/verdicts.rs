//! Whether a complaint is so, and who may say it; withdrawal.

use bihuan_domain::case::Until;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Accused, Answer, Demand, Finding, Proof, ProofKind, TicketCommand, TicketStage};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use super::complaint_in_callback;
use crate::fixtures::{
    HANDLER, MARKETING, METERING, OUTSIDER, Story, approve, code, contact, demand, person, reply, satisfied, verdict,
    withdraw,
};

#[test]
fn nobody_says_of_his_own_unit_whether_it_is_guilty() {
    let mut story = complaint_in_callback();
    let colleague = person(9, MARKETING, "handler");
    for subject in [&*HANDLER, &colleague] {
        let refusal = story.try_as(subject, verdict(Finding::Unsubstantiated)).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NotIndependent);
    }
    story.act(verdict(Finding::Substantiated));
    let found = story.case.ticket.verdict.clone().unwrap();
    assert_eq!((found.finding, found.by), (Finding::Substantiated, OUTSIDER.user));
    assert_eq!(found.evidence, ["recording 17"]);
}

#[test]
fn a_unit_that_looked_into_a_complaint_about_another_may_say_what_it_found() {
    let accused = Accused { unit: Some(code(METERING)), person: None };
    let mut story = Story::open(Demand { accused, ..demand("complaint") }, Until::Accepted);
    story.dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive).lead(contact());
    let subject = person(8, METERING, "handler");
    let refusal = story.try_as(&subject, verdict(Finding::Unsubstantiated)).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::NotIndependent);
    story.try_as(&person(9, MARKETING, "handler"), verdict(Finding::Substantiated)).unwrap();
}

#[test]
fn a_person_complained_of_says_nothing_about_himself_wherever_he_belongs() {
    let subject = person(8, METERING, "quality-inspector");
    let accused = Accused { unit: None, person: Some(subject.user) };
    let mut story = Story::open(Demand { accused, ..demand("complaint") }, Until::Accepted);
    story.dispatch(&[MARKETING]);
    assert_eq!(story.try_as(&subject, verdict(Finding::Unverifiable)).unwrap_err().code, RefusalCode::NotIndependent);
}

#[test]
fn a_complaint_is_archived_only_with_a_verdict_which_may_be_given_anew_until_then() {
    let mut story = complaint_in_callback();
    story.act(satisfied());
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::VerdictRequired);
    story.act(verdict(Finding::Unverifiable)).act(verdict(Finding::Substantiated)).act(TicketCommand::Archive);
    assert_eq!(story.case.ticket.stage, TicketStage::Archived { how: Answer::Satisfied });
    assert_eq!(story.refused(verdict(Finding::Unsubstantiated)), RefusalCode::WrongStage);
}

#[test]
fn a_complaint_that_was_opened_again_is_archived_with_a_verdict_on_what_was_done_since() {
    let mut story = complaint_in_callback();
    story.act(satisfied()).act(verdict(Finding::Unsubstantiated)).act(TicketCommand::Archive);
    story.act(crate::fixtures::reopen()).lead(contact());
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    story.now = story.callback().due_at.max(story.now);
    story.act(satisfied());
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::VerdictRequired);
    story.act(verdict(Finding::Substantiated)).act(TicketCommand::Archive);
    assert_eq!(story.case.ticket.stage, TicketStage::Archived { how: Answer::Satisfied });
}

#[test]
fn a_withdrawal_keeps_its_proof_and_does_not_take_a_substantiated_defect_away() {
    let mut story = complaint_in_callback();
    story.act(verdict(Finding::Substantiated)).act(withdraw());
    assert_eq!(story.case.ticket.stage, TicketStage::Answered { how: Answer::Withdrawn });
    let proof = Proof { kind: ProofKind::Recording, reference: "7".into() };
    assert_eq!(story.case.ticket.withdrawal, Some(proof));
    assert_eq!(story.case.ticket.verdict.as_ref().map(|verdict| verdict.finding), Some(Finding::Substantiated));
}

#[test]
fn a_withdrawal_that_the_log_kept_as_a_text_is_still_read() {
    let proof: Proof = serde_json::from_str("\"recording 7\"").unwrap();
    assert_eq!(proof, Proof { kind: ProofKind::Recording, reference: "recording 7".into() });
    let whole = r#"{"kind":"message","reference":"SMS 9"}"#;
    let proof: Proof = serde_json::from_str(whole).unwrap();
    assert_eq!(serde_json::to_string(&proof).unwrap(), whole);
}
