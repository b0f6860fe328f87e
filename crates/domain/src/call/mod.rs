//! The call (来电): one contact with one customer. A call is not a ticket: one call may bring several tickets, and one
//! ticket may gather several calls.

use serde::{Deserialize, Serialize};

use crate::code::{ChannelCode, UnitCode};
use crate::id::{CallId, CustomerId, UserId};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// How it came.
    pub channel: ChannelCode,
    /// Who began it.
    pub direction: Direction,
    /// The other side's number, as given.
    pub phone: Option<String>,
    /// The customer, when known.
    pub customer: Option<CustomerId>,
    /// Who took it.
    pub agent: UserId,
    /// The unit that took it.
    pub unit: UnitCode,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended (挂机).
    pub ended_at: Option<Timestamp>,
}

/// Who began a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The customer.
    Inbound,
    /// The centre.
    Outbound,
}

impl Direction {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }
}

/// What happened to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum CallEvent {
    /// It began.
    Began,
    /// It ended.
    Ended,
}

impl CallEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Ended => "ended",
        }
    }
}

/// Ends the call.
///
/// # Errors
/// [`RefusalCode::WrongStage`] when it has ended already.
pub fn end(call: &Call) -> Result<CallEvent, Refusal> {
    if call.ended_at.is_some() { Err(RefusalCode::WrongStage.into()) } else { Ok(CallEvent::Ended) }
}

/// Folds one event into the call.
pub fn apply(call: &mut Call, event: &CallEvent, at: Timestamp) {
    match event {
        CallEvent::Began => {}
        CallEvent::Ended => call.ended_at = Some(at),
    }
}
