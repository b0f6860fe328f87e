//! Help (疑难求助): what one person cannot handle is brought before the team, and whoever knows better says what to do.

use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseEvent, Context};
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{Ticket, TicketAction, TicketEvent};

/// A question about a ticket that stands in the team's queue until it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Who asked; none for other systems.
    pub asked_by: Option<UserId>,
    /// When.
    pub asked_at: Timestamp,
    /// What is difficult.
    pub text: String,
    /// What was said; none while it waits.
    pub given: Option<GivenHelp>,
}

/// What the team said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenHelp {
    /// Who said it: another than who asked.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What is to be done.
    pub text: String,
}

impl Ticket {
    /// Since when a question about it waits for the team; none when none does, or the ticket has ended.
    #[must_use]
    pub fn help_asked_at(&self) -> Option<Timestamp> {
        let open = self.helps.iter().find(|help| help.given.is_none());
        open.filter(|_| !self.stage.is_end()).map(|help| help.asked_at)
    }
}

/// One question at a time is asked, and only what was asked is answered.
pub(super) fn leaves_open(ticket: &Ticket, action: TicketAction) -> Result<(), RefusalCode> {
    let asked = ticket.helps.iter().any(|help| help.given.is_none());
    match action {
        TicketAction::AskHelp if asked => Err(RefusalCode::AlreadyRequested),
        TicketAction::GiveHelp if !asked => Err(RefusalCode::NothingRequested),
        _ => Ok(()),
    }
}

/// Asks.
pub(super) fn ask(text: &str, context: &Context<'_>) -> Vec<CaseEvent> {
    let by = context.person.map(|person| person.user);
    vec![TicketEvent::HelpAsked { text: text.to_owned(), by }.into()]
}

/// Answers the question that is open. Nobody answers his own.
pub(super) fn give(case: &Case, text: &str, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let open = case.ticket.helps.iter().find(|help| help.given.is_none()).ok_or(RefusalCode::NothingRequested)?;
    let person = context.person.filter(|person| open.asked_by != Some(person.user)).ok_or(RefusalCode::SamePerson)?;
    Ok(vec![TicketEvent::HelpGiven { text: text.to_owned(), by: person.user }.into()])
}

/// Notes a question.
pub(super) fn note_question(ticket: &mut Ticket, text: &str, asked_by: Option<UserId>, asked_at: Timestamp) {
    ticket.helps.push(Help { asked_by, asked_at, text: text.to_owned(), given: None });
}

/// Notes what was said.
pub(super) fn note_answer(ticket: &mut Ticket, text: &str, by: UserId, at: Timestamp) {
    if let Some(open) = ticket.helps.iter_mut().find(|help| help.given.is_none()) {
        open.given = Some(GivenHelp { by, at, text: text.to_owned() });
    }
}
