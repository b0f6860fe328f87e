//! What an event makes of a ticket.

use std::collections::BTreeSet;

use crate::time::Timestamp;

use super::{FinalAnswer, Merged, RefusedDemand, Ticket, TicketEvent, TicketStage, Verdict, help, script};

/// Folds one event into the ticket.
pub fn apply(ticket: &mut Ticket, event: &TicketEvent, at: Timestamp) {
    match event {
        TicketEvent::Opened { .. } | TicketEvent::Noted { .. } | TicketEvent::Pressed { .. } => {}
        TicketEvent::Accepted => {
            ticket.stage = TicketStage::PendingDispatch;
            ticket.accepted_at = Some(at);
        }
        TicketEvent::AnsweredOnSpot { reason, .. } => answer_on_spot(ticket, reason.as_ref(), at),
        TicketEvent::Dispatched { .. } => {
            ticket.stage = TicketStage::Handling;
            ticket.dispatched_at.get_or_insert(at);
        }
        TicketEvent::Urged { .. } => ticket.urge_count = ticket.urge_count.saturating_add(1),
        TicketEvent::Withdrawn { proof } => {
            ticket.withdrawn_at = Some(at);
            ticket.withdrawal = Some(proof.clone());
        }
        TicketEvent::Cancelled { .. } => end(ticket, TicketStage::Cancelled, at),
        TicketEvent::DepartmentDone { callback } => {
            ticket.department_done_at = Some(at);
            if *callback {
                ticket.stage = TicketStage::CallbackDue;
            }
        }
        TicketEvent::SentBack => send_back(ticket),
        TicketEvent::CustomerAnswered { how } => {
            ticket.stage = TicketStage::Answered { how: *how };
            ticket.answered_at = Some(at);
        }
        TicketEvent::Archived => {
            if let TicketStage::Answered { how } = ticket.stage {
                end(ticket, TicketStage::Archived { how }, at);
            }
        }
        TicketEvent::Reclassified { to, .. } => to.stamp(&mut ticket.demand),
        TicketEvent::LevelRaised { to, .. } => ticket.demand.level = Some(to.clone()),
        TicketEvent::PolicyMoved { to, .. } => ticket.policy = *to,
        TicketEvent::ScriptFollowed { .. }
        | TicketEvent::HelpAsked { .. }
        | TicketEvent::HelpGiven { .. }
        | TicketEvent::FollowOnOpened(_) => apply_talk(ticket, event, at),
        TicketEvent::Drawn { plan, lot } => {
            ticket.lot = Some(lot.clone());
            ticket.lots.insert(plan.clone(), lot.clone());
        }
        TicketEvent::Marked { mark, at } => {
            ticket.marks.insert(mark.clone(), *at);
        }
        TicketEvent::CallsDeclined { ever: false } => ticket.demand.callback_wanted = false,
        TicketEvent::CallsDeclined { ever: true } => ticket.demand.never_call = true,
        TicketEvent::CallsAllowed => ticket.demand.never_call = false,
        TicketEvent::NumberCorrected { to, .. } => ticket.demand.contact.phone = Some(to.clone()),
        TicketEvent::AddressCorrected { to, .. } => ticket.demand.contact.address = Some(to.clone()),
        TicketEvent::Reopened { redo, .. } => reopen(ticket, *redo),
        TicketEvent::Merged { .. } | TicketEvent::Unmerged { .. } | TicketEvent::Released { .. } => {
            apply_merging(ticket, event, at);
        }
        TicketEvent::FinalAnswerSought { .. }
        | TicketEvent::FinallyAnswered { .. }
        | TicketEvent::CustomerContact { .. }
        | TicketEvent::RiskFlagged { .. }
        | TicketEvent::RepeatsCounted { .. }
        | TicketEvent::Escalated { .. }
        | TicketEvent::VerdictGiven { .. } => apply_consequence(ticket, event, at),
    }
}

fn answer_on_spot(ticket: &mut Ticket, refused: Option<&String>, at: Timestamp) {
    ticket.refused = refused.cloned().map(|reason| RefusedDemand { reason, at });
    ticket.accepted_at.get_or_insert(at);
    ticket.answered_at = Some(at);
    end(ticket, TicketStage::ClosedOnSpot, at);
}

fn send_back(ticket: &mut Ticket) {
    // What nobody was sent out to before must be sent out now.
    let sent_out = ticket.dispatched_at.is_some();
    ticket.stage = if sent_out { TicketStage::Handling } else { TicketStage::PendingDispatch };
    ticket.redo_count = ticket.redo_count.saturating_add(1);
}

fn reopen(ticket: &mut Ticket, redo: bool) {
    ticket.reopen_count = ticket.reopen_count.saturating_add(1);
    ticket.withdrawn_at = None;
    ticket.withdrawal = None;
    ticket.refused = None;
    ticket.reopen_offered_until = None;
    ticket.ended_at = None;
    ticket.stage = if redo { TicketStage::Handling } else { TicketStage::PendingDispatch };
}

/// What talks about a ticket make of it.
fn apply_talk(ticket: &mut Ticket, event: &TicketEvent, at: Timestamp) {
    match event {
        TicketEvent::ScriptFollowed { script, parts, version } => script::note(ticket, (script, *version), parts, at),
        TicketEvent::HelpAsked { text, by } => help::note_question(ticket, text, *by, at),
        TicketEvent::HelpGiven { text, by } => help::note_answer(ticket, text, *by, at),
        TicketEvent::FollowOnOpened(link) => ticket.follow_ons.push(link.clone()),
        // Everything else is said elsewhere.
        _ => {}
    }
}

/// What merging makes of a ticket.
fn apply_merging(ticket: &mut Ticket, event: &TicketEvent, at: Timestamp) {
    match event {
        TicketEvent::Merged { main, number, unit, .. } => {
            let (number, unit) = (number.clone(), unit.clone());
            ticket.merged =
                Some(Merged { main: *main, number, unit, at, released_at: None, reply: None, hands: BTreeSet::new() });
            ticket.stage = TicketStage::Handling;
            ticket.dispatched_at.get_or_insert(at);
        }
        TicketEvent::Unmerged { send_out, .. } => {
            ticket.merged = None;
            if *send_out {
                ticket.stage = TicketStage::PendingDispatch;
            }
        }
        TicketEvent::Released { reply, hands } => {
            ticket.refused = reply.as_ref().and_then(|reply| RefusedDemand::by(reply, at));
            if let Some(merged) = &mut ticket.merged {
                merged.released_at = Some(at);
                merged.reply.clone_from(reply);
                merged.hands.clone_from(hands);
            }
        }
        // Everything else is said elsewhere.
        _ => {}
    }
}

/// What follows of answers, repetition and risk.
fn apply_consequence(ticket: &mut Ticket, event: &TicketEvent, at: Timestamp) {
    match event {
        TicketEvent::FinalAnswerSought { .. } => {
            ticket.stage = TicketStage::FinalAnswerDue;
            // Aftercare may seek it for a ticket that had ended.
            ticket.ended_at = None;
        }
        TicketEvent::FinallyAnswered { text, documents, by } => {
            let (text, documents) = (text.clone(), documents.clone());
            ticket.final_answer = Some(FinalAnswer { text, documents, by: *by, at });
        }
        TicketEvent::CustomerContact { offered_until, .. } => {
            ticket.contact_count = ticket.contact_count.saturating_add(1);
            ticket.reopen_offered_until = *offered_until;
        }
        TicketEvent::RiskFlagged { risks, .. } => ticket.demand.risks.extend(risks),
        TicketEvent::RepeatsCounted { count } => ticket.repeats = Some(*count),
        TicketEvent::Escalated { rung, to, supervised, .. } => {
            ticket.rungs.insert(rung.clone(), at);
            ticket.supervised |= supervised;
            if let Some(to) = to {
                ticket.demand.level = Some(to.clone());
            }
        }
        TicketEvent::VerdictGiven { finding, text, evidence, by } => {
            let (text, evidence) = (text.clone(), evidence.clone());
            let episode = ticket.episode();
            ticket.verdict = Some(Verdict { finding: *finding, text, evidence, by: *by, at, episode });
        }
        // Everything else is said above.
        _ => {}
    }
}

fn end(ticket: &mut Ticket, stage: TicketStage, at: Timestamp) {
    ticket.stage = stage;
    ticket.ended_at = Some(at);
}
