//! The appeal (申诉): a unit contests what was found of a ticket. What is upheld changes no ticket; it becomes an adjustment
//! beside it, so that raw and adjusted figures both stay.

mod action;
mod apply;
mod command;
mod decide;
mod event;
mod measure;
mod raise;
mod stage;

pub use action::AppealAction;
pub use apply::apply;
pub use command::AppealCommand;
pub use decide::{decide, gate};
pub use event::AppealEvent;
pub use measure::{EXCLUDED, Measure};
pub use raise::{Plea, raise};
pub use stage::AppealStage;

use serde::{Deserialize, Serialize};

use crate::actor::Person;
use crate::code::UnitCode;
use crate::id::{AppealId, TicketId, UserId};
use crate::organisation::Organisation;
use crate::policy::Policy;
use crate::time::Timestamp;

/// An appeal. The form (申诉单) has six fields: number of the ticket, business type, reason and purpose, basis, category, and
/// who appeals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Its id.
    pub id: AppealId,
    /// The ticket.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: String,
    /// The business type, and the node of the catalogue where there is one.
    pub business_type: String,
    /// What is contested.
    pub against: Measure,
    /// Which part of the ticket: the number of a clock, the id of a work order; `ticket` for the whole.
    pub subject: String,
    /// What it is.
    pub raw: Option<String>,
    /// What it should be.
    pub wanted: String,
    /// Reason and purpose.
    pub reason: String,
    /// The rule it rests on.
    pub basis: String,
    /// Its category, in the centre's own words.
    pub category: String,
    /// Who appeals.
    pub appellant: UserId,
    /// For which unit.
    pub unit: UnitCode,
    /// The proof.
    pub documents: Vec<Document>,
    /// Where it stands.
    pub stage: AppealStage,
    /// What was ruled, the first level first.
    pub rulings: Vec<Ruling>,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// By when the level that has it is to rule, or by when the next may be called upon.
    pub due_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A piece of proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Where it is filed.
    pub reference: String,
    /// The departments that signed and sealed it.
    pub sealed_by: Vec<String>,
}

/// What one level ruled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Who: neither of the unit that appeals, nor one who handled the ticket, nor who ruled before.
    pub by: UserId,
    /// Whether the appeal was upheld.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Whether the limit for it was over.
    pub late: bool,
}

/// Everything a decision on an appeal needs besides the appeal and the command.
#[derive(Clone, Copy, Debug)]
pub struct Hearing<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// The policy in force: its levels hear the appeal.
    pub policy: &'a Policy,
    /// The organisation as it stands.
    pub organisation: &'a Organisation,
    /// Who gives the command.
    pub person: &'a Person,
    /// Whether this person, or his unit, handled the ticket.
    pub handled: bool,
}

/// What an upheld appeal changes in figures. The ticket keeps what it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The appeal.
    pub appeal: AppealId,
    /// The ticket.
    pub ticket: TicketId,
    /// What is adjusted.
    pub against: Measure,
    /// Which part of the ticket.
    pub subject: String,
    /// What it is.
    pub raw: Option<String>,
    /// What counts instead.
    pub adjusted: String,
    /// When it was ruled.
    pub ruled_at: Timestamp,
}

impl Appeal {
    /// What it changes in figures; none unless it was upheld.
    #[must_use]
    pub fn adjustment(&self) -> Option<Adjustment> {
        let ruling = self.rulings.last().filter(|ruling| ruling.upheld)?;
        Some(Adjustment {
            appeal: self.id,
            ticket: self.ticket,
            against: self.against,
            subject: self.subject.clone(),
            raw: self.raw.clone(),
            adjusted: self.wanted.clone(),
            ruled_at: ruling.at,
        })
    }

    /// Whether the level that has it should have ruled by now.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let waits = matches!(self.stage, AppealStage::Raised | AppealStage::RaisedAgain);
        waits && self.due_at.is_some_and(|due| now > due)
    }
}
