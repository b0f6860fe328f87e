//! The work order (任务单): one unit's task for a ticket. A ticket may have several; exactly one leads.

mod action;
mod apply;
mod command;
mod contact;
mod correction;
mod decide;
mod event;
mod extension;
mod reply;
mod stage;
mod suspension;

pub use action::WorkOrderAction;
pub use apply::apply;
pub use command::{ReviewDecision, WorkOrderCommand};
pub use correction::Correction;
pub use decide::{decide, gate, is_open};
pub use event::WorkOrderEvent;
pub use extension::ExtensionRequest;
pub use reply::{Reply, ReplyOutcome};
pub use stage::WorkOrderStage;
pub use suspension::Suspension;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::UnitCode;
use crate::id::{TicketId, UserId, WorkOrderId};
use crate::time::Timestamp;
use crate::time_split::Holding;

/// One unit's task for a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrder {
    /// Its id.
    pub id: WorkOrderId,
    /// The ticket it serves.
    pub ticket: TicketId,
    /// Number within the ticket, from 1.
    pub no: u16,
    /// Whether it leads.
    pub lead: bool,
    /// The way it took: the dispatching unit first, the present holder last. Never empty.
    pub route: Vec<UnitCode>,
    /// Where it stands.
    pub stage: WorkOrderStage,
    /// The crew that goes out.
    pub crew: Option<UnitCode>,
    /// When it was sent out.
    pub dispatched_at: Timestamp,
    /// When the present holder received it.
    pub received_at: Option<Timestamp>,
    /// When the crew departed. This and the next three are of the crew that has it now.
    pub departed_at: Option<Timestamp>,
    /// When the crew arrived.
    pub arrived_at: Option<Timestamp>,
    /// Whether a crew has been at the place, be it for what had to be done again since.
    #[serde(default)]
    pub visited: bool,
    /// When the crew expects the matter to be restored.
    pub estimated_at: Option<Timestamp>,
    /// When the matter was restored.
    pub restored_at: Option<Timestamp>,
    /// When the customer was first contacted.
    pub contacted_at: Option<Timestamp>,
    /// When the customer was told, last, that he would hear again (约定答复时间); none once the unit has replied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_reply_at: Option<Timestamp>,
    /// The latest reply.
    pub reply: Option<Reply>,
    /// When it was replied.
    pub replied_at: Option<Timestamp>,
    /// Who replied, last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replied_by: Option<UserId>,
    /// When it was approved or cancelled.
    pub ended_at: Option<Timestamp>,
    /// Whether a refused return has settled who must handle it (终审).
    pub finally_determined: bool,
    /// How often it was returned.
    pub return_count: u16,
    /// How often it was sent back: redo or refill.
    pub rework_count: u16,
    /// Why it was sent back last, and when it came again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// The suspension (挂起) that is asked for or in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspension: Option<Suspension>,
    /// How many suspensions were approved.
    #[serde(default)]
    pub suspension_count: u16,
    /// Since when the unit waits for something that only the customer can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting_customer_since: Option<Timestamp>,
    /// The extension (延期) that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionRequest>,
    /// How many extensions were approved.
    #[serde(default)]
    pub extension_count: u16,
    /// In whose hands it has been, in order.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// The people who had a hand in the handling: they do not judge it.
    #[serde(default)]
    pub hands: BTreeSet<UserId>,
    /// The units that went out, spoke with the customer or replied, also those that it has left since: they do not judge it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub handled_by: BTreeSet<UnitCode>,
}

impl WorkOrder {
    /// The unit that must act, or acted last.
    #[must_use]
    pub fn holder(&self) -> Option<&UnitCode> {
        self.route.last()
    }
}
