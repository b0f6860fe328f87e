//! The customer gets in touch again.

use bihuan_domain::case::Until;
use bihuan_domain::policy::catalogue::ReopenOnContact;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{CustomerContact, TicketCommand, TicketStage};
use bihuan_domain::work_order::WorkOrderStage;

use crate::fixtures::{Centre, SAMPLE, Story, answer, code, contact_again, demand};

fn centre(reopening: ReopenOnContact) -> &'static Centre {
    let changed = SAMPLE.with(|bundle| bundle.kinds.iter_mut().for_each(|kind| kind.reopen_on_contact = reopening));
    Box::leak(Box::new(changed))
}

/// A fault answered on the spot.
fn closed(reopening: ReopenOnContact) -> Story {
    Story::open_at(centre(reopening), demand("fault"), Until::Accepted).with(|story| story.act(answer()))
}

#[test]
fn complaint_31_any_contact_within_the_window_offers_reopening() {
    let mut story = closed(ReopenOnContact::Offer);
    story.wait(60).act(contact_again());
    let ticket = &story.case.ticket;
    assert_eq!((ticket.stage, ticket.contact_count), (TicketStage::ClosedOnSpot, 1));
    assert_eq!(ticket.reopen_offered_until, Some(ticket.ended_at.unwrap().plus_seconds(30 * 86_400)));
    story.act(crate::fixtures::reopen());
    assert_eq!(story.case.ticket.reopen_offered_until, None, "the offer was taken");
}

#[test]
fn complaint_31_after_the_window_the_contact_is_kept_and_nothing_is_offered() {
    let mut story = closed(ReopenOnContact::Offer);
    story.wait(31 * 24 * 60).act(contact_again());
    assert_eq!((story.case.ticket.contact_count, story.case.ticket.reopen_offered_until), (1, None));
}

#[test]
fn complaint_31_where_the_policy_says_so_a_contact_reopens_at_once_or_never() {
    let mut at_once = closed(ReopenOnContact::Automatic);
    at_once.act(contact_again());
    assert_eq!(at_once.case.ticket.stage, TicketStage::PendingDispatch);
    assert_eq!(at_once.case.ticket.reopen_count, 1);
    let mut never = closed(ReopenOnContact::Never);
    never.act(contact_again());
    assert_eq!((never.case.ticket.stage, never.case.ticket.reopen_offered_until), (TicketStage::ClosedOnSpot, None));
}

#[test]
fn complaint_31_not_fixed_sends_the_work_back_to_whoever_did_it() {
    let automatic = centre(ReopenOnContact::Automatic);
    let mut story = Story::fault_in_callback();
    story.act(crate::fixtures::satisfied()).act(TicketCommand::Archive);
    story.rules = Story::open_at(automatic, demand("fault"), Until::Draft).rules;
    story.act(contact_again());
    assert_eq!((story.case.ticket.stage, &story.order(1).stage), (TicketStage::Handling, &WorkOrderStage::Redo));
}

#[test]
fn a_contact_about_an_open_ticket_is_counted_and_moves_nothing() {
    let mut story = Story::dispatched("fault", &[crate::fixtures::REPAIR]);
    let clocks = story.case.clocks.clone();
    story.act(contact_again());
    assert_eq!((story.case.ticket.contact_count, &story.case.clocks), (1, &clocks));
    assert_eq!(story.case.ticket.reopen_offered_until, None);
}

#[test]
fn a_channel_that_the_policy_does_not_know_is_refused() {
    let contact = CustomerContact { channel: code("pigeon"), text: "coo".into(), call: None };
    let mut story = Story::accepted("fault");
    assert_eq!(story.refused(TicketCommand::Contact(contact)), RefusalCode::NotInPlan);
}
