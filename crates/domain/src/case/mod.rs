//! The case: a ticket with its work orders, callback, survey and clocks: what one transaction changes together.
//!
//! ```text
//! command ──► decide (one aggregate) ──► events ──► follow_up (closes the loop) ──► events … until nothing follows
//!                                          └────────► apply: aggregate, then clocks
//! ```
//! `decide` is the only way to change a case, and `apply` the only way an event changes one; both are pure, so the same
//! command on the same case in the same context gives the same events.

mod apply;
mod carrying;
mod clocks;
mod command;
mod decide;
mod event;
mod follow_up;
mod open;
mod owner;
mod publish;

pub use command::Command;
pub use decide::{Decision, decide, wake};
pub use event::CaseEvent;
pub(crate) use open::blank;
pub use open::{OpenTicket, Until, open, plans};
pub use owner::{Owner, owners};
pub use publish::{Unknown, move_to, recompute, unknown_to};

use serde::{Deserialize, Serialize};

use crate::callback::{Callback, CallbackEvent};
use crate::clock::{self, Clock};
use crate::id::{CallbackId, SurveyId, WorkOrderId};
use crate::organisation::Organisation;
use crate::policy::{Policy, ServiceRules};
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
    /// The callback of the latest round.
    pub callback: Option<Callback>,
    /// The survey of the latest round.
    pub survey: Option<Survey>,
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
    /// The id of the callback, should one be opened.
    pub callback_id: CallbackId,
    /// The id of the survey, should one be opened.
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

    /// When time itself must be told: a clock to be announced, a callback to become due, a suspension to end. None for a
    /// case at rest.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        let callback = self
            .callback
            .as_ref()
            .filter(|callback| callback.stage == crate::callback::CallbackStage::Scheduled)
            .map(|callback| callback.due_at);
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
