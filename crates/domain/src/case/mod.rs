//! The case: a ticket with its work orders, callback, survey and clocks: what one transaction changes together.
//!
//! ```text
//! command ──► decide (one aggregate) ──► events ──► follow_up (closes the loop) ──► events … until nothing follows
//!                                          └────────► apply: aggregate, then clocks
//! ```
//! `decide` is the only way to change a case, and `apply` the only way an event changes one; both are pure, so the same
//! command on the same case in the same context gives the same events.

mod aftercare;
mod apply;
mod carrying;
mod clocks;
mod command;
mod decide;
mod event;
mod follow_up;
mod heed;
mod ladder;
mod open;
mod owner;
mod publish;

pub use aftercare::Aftercare;
pub use command::Command;
pub(crate) use decide::follow;
pub use decide::{Decision, decide, wake};
pub use event::CaseEvent;
pub use ladder::count_repeats;
pub(crate) use open::blank;
pub use open::{OpenTicket, Until, open, plans};
pub use owner::{Owner, owners};
pub use publish::{Unknown, move_to, recompute, unknown_to};

use serde::{Deserialize, Serialize};

use crate::actor::Person;
use crate::callback::{Callback, CallbackEvent};
use crate::clock::{self, Clock};
use crate::id::{CallbackId, SurveyId, WorkOrderId};
use crate::organisation::Organisation;
use crate::policy::{Policy, ServiceRules};
use crate::sampling::DrawKey;
use crate::survey::{Survey, SurveyEvent};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use crate::work_order::WorkOrder;

/// A ticket and everything that changes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The ticket.
    pub ticket: Ticket,
    /// Its work orders, by number.
    pub work_orders: Vec<WorkOrder>,
    /// The callback of the latest round, which closes the loop.
    pub callback: Option<Callback>,
    /// The survey of the latest round.
    pub survey: Option<Survey>,
    /// The calls of aftercare that are open, by their opening.
    #[serde(default)]
    pub aftercare: Vec<Aftercare>,
    /// What customers answered in calls of aftercare that have ended, as far as it still counts.
    #[serde(default)]
    pub answered: Vec<Survey>,
    /// All clocks, by number.
    pub clocks: Vec<Clock>,
}

/// Everything a decision needs besides the case and the command.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// The policy the ticket is under.
    pub policy: &'a Policy,
    /// The policy in force now: its calendars are facts, and hold for older tickets too.
    pub current: &'a Policy,
    /// The organisation as it stands now.
    pub organisation: &'a Organisation,
    /// What that policy says about the ticket's type.
    pub rules: &'a ServiceRules,
    /// The person who gives the command; none for what time and other systems bring about.
    pub person: Option<&'a Person>,
    /// What lots are drawn with this month.
    pub draw_key: &'a DrawKey,
    /// The id of the first callback, should one be opened; those of further ones follow from it.
    pub callback_id: CallbackId,
    /// The id of the first survey, should one be opened.
    pub survey_id: SurveyId,
}

impl Case {
    /// The work order that leads.
    #[must_use]
    pub fn lead(&self) -> Option<&WorkOrder> {
        self.work_orders.iter().find(|order| order.lead)
    }

    /// The work order with this id.
    #[must_use]
    pub fn work_order(&self, id: WorkOrderId) -> Option<&WorkOrder> {
        self.work_orders.iter().find(|order| order.id == id)
    }

    /// The callback that closes the loop, and those of aftercare.
    pub fn callbacks(&self) -> impl Iterator<Item = &Callback> {
        self.callback.iter().chain(self.aftercare.iter().map(|care| &care.callback))
    }

    /// The callback with this id.
    #[must_use]
    pub fn callback_with(&self, id: CallbackId) -> Option<&Callback> {
        self.callbacks().find(|callback| callback.id == id)
    }

    /// The survey of the latest round, and those of aftercare.
    pub fn surveys(&self) -> impl Iterator<Item = &Survey> {
        self.survey.iter().chain(self.aftercare.iter().map(|care| &care.survey)).chain(&self.answered)
    }

    /// The survey with this id.
    #[must_use]
    pub fn survey_of(&self, id: SurveyId) -> Option<&Survey> {
        self.surveys().find(|survey| survey.id == id)
    }

    /// When time itself must be told: a clock to be announced, a callback to become due, a suspension to end. None for a
    /// case at rest.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        let callback = self.callbacks().filter_map(Callback::next_wakeup).min();
        let suspensions = self.work_orders.iter().filter_map(|order| order.suspension.as_ref());
        let resumed = suspensions.filter(|suspension| suspension.in_force()).map(|suspension| suspension.until).min();
        [clock::next_wakeup(&self.clocks), callback, resumed].into_iter().flatten().min()
    }

    /// The events that drop an open callback and its survey.
    pub(crate) fn drop_callback(&self) -> Vec<CaseEvent> {
        match &self.callback {
            Some(callback) if !callback.stage.is_end() => vec![
                CaseEvent::Callback { callback: callback.id, event: CallbackEvent::Dropped },
                CaseEvent::Survey { survey: callback.survey, event: SurveyEvent::Abandoned },
            ],
            _ => Vec::new(),
        }
    }
}
