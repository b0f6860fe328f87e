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
    /// When whoever must rule is to be reminded; none when he was, or is not to be.
    #[serde(default)]
    pub remind_at: Option<Timestamp>,
    /// Since when it is known to be overdue: told once at each level.
    #[serde(default)]
    pub overdue_at: Option<Timestamp>,
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
    /// Who: neither of the unit that appeals, nor one who handled the ticket or found what is contested, nor who ruled
    /// before.
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
    /// Whether this person, or his unit, handled the ticket, or he found what is contested.
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

    /// Whether it waits for a ruling.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(self.stage, AppealStage::Raised | AppealStage::RaisedAgain)
    }

    /// The level that has it: 0 for the first.
    #[must_use]
    pub const fn level(&self) -> usize {
        match self.stage {
            AppealStage::Raised => 0,
            AppealStage::Dismissed
            | AppealStage::RaisedAgain
            | AppealStage::Upheld
            | AppealStage::Rejected
            | AppealStage::Withdrawn => 1,
        }
    }

    /// The moment after which somebody is to be told next that it waits; none when nobody is.
    #[must_use]
    pub fn watch_at(&self) -> Option<Timestamp> {
        let due = self.due_at.filter(|_| self.waits() && self.overdue_at.is_none())?;
        Some(self.remind_at.map_or(due, |remind| remind.min(due)))
    }

    /// What time alone has brought about: it is due soon, or overdue. Nothing when that was told before.
    #[must_use]
    pub fn watched(&self, now: Timestamp) -> Option<AppealEvent> {
        self.watch_at().filter(|at| now > *at)?;
        Some(if self.is_overdue(now) { AppealEvent::Overdue } else { AppealEvent::Reminded })
    }

    /// Whether the level that has it should have ruled by now.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.waits() && self.due_at.is_some_and(|due| now > due)
    }
}
