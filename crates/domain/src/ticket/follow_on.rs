//! Tickets that calls bring about (问题项): what a customer says of a risk, or of work that is worth being told of.

use serde::{Deserialize, Serialize};

use crate::code::OutcomeCode;
use crate::id::{CallbackId, TicketId};

/// The other side of the link between the ticket that was called about and the one that the call brought about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowOn {
    /// The other ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// The call.
    pub callback: CallbackId,
    /// What the call brought, as its plan names it.
    pub outcome: OutcomeCode,
}
