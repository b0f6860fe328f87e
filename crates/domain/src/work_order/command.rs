//! Commands to a work order.

use serde::{Deserialize, Serialize};

use crate::code::{ClockCode, DefectCode, ReasonCode, UnitCode};
use crate::id::UserId;
use crate::position::Position;
use crate::time::Timestamp;

use super::{Reply, WorkOrderAction};

/// What somebody wants done to a work order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkOrderCommand {
    /// Receive it.
    Receive,
    /// Return it one step up.
    Return {
        /// Why, from the policy's list.
        reason: ReasonCode,
        /// In words.
        note: Option<String>,
    },
    /// Refuse a return.
    RefuseReturn {
        /// Why.
        reason: String,
    },
    /// Hand it to another unit.
    Transfer {
        /// The unit.
        to: UnitCode,
        /// Why.
        reason: String,
    },
    /// Assign a crew.
    Assign {
        /// The crew.
        crew: UnitCode,
    },
    /// The crew accepts.
    CrewAccept,
    /// The crew departs.
    Depart,
    /// The crew arrives.
    Arrive {
        /// Where it is, as its device says.
        position: Option<Position>,
    },
    /// The crew says when the matter will be restored.
    Estimate {
        /// When.
        at: Timestamp,
    },
    /// The matter is restored.
    Restore,
    /// The customer was contacted.
    Contact {
        /// What was said.
        note: String,
        /// When he was told he would hear again (约定答复时间).
        next_reply_at: Option<Timestamp>,
        /// Whether he was told how the matter came out, so that no other reply is owed to him.
        answered: bool,
    },
    /// Reply.
    Reply(Reply),
    /// Review the reply.
    Review(ReviewDecision),
    /// Cancel it.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Ask for a suspension.
    RequestSuspension {
        /// Why, from the policy's list.
        reason: ReasonCode,
        /// When it ends by itself.
        until: Timestamp,
        /// Who asks.
        by: Option<UserId>,
    },
    /// Approve it.
    ApproveSuspension {
        /// Who approves.
        by: Option<UserId>,
    },
    /// Refuse it.
    RefuseSuspension {
        /// Why.
        reason: String,
    },
    /// End a suspension before its time.
    Resume,
    /// Say that only the customer can go on.
    AwaitCustomer {
        /// What the customer must do.
        note: String,
    },
    /// Say that the customer has done so.
    CustomerReady,
    /// Ask for an extension.
    RequestExtension {
        /// Which clock.
        clock: ClockCode,
        /// By how much, in the unit of its limit; minutes for a promised moment.
        by: u32,
        /// Why.
        reason: String,
        /// Who asks.
        requested_by: Option<UserId>,
    },
    /// Approve it.
    ApproveExtension {
        /// Who approves.
        approved_by: Option<UserId>,
    },
    /// Refuse it.
    RefuseExtension {
        /// Why.
        reason: String,
    },
    /// Say why a limit was missed.
    Explain {
        /// Which clock.
        clock: ClockCode,
        /// Why.
        text: String,
    },
}

/// What the reviewer decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum ReviewDecision {
    /// The reply is good.
    Approve,
    /// Only the form is wrong: fill it in again (重填).
    Refill {
        /// What is wrong.
        reason: String,
        /// Which of the policy's defects that is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<DefectCode>,
    },
    /// The work is not done: do it again (重办).
    Redo {
        /// What is wrong.
        reason: String,
        /// Which of the policy's defects that is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<DefectCode>,
    },
}

impl WorkOrderCommand {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> WorkOrderAction {
        match self {
            Self::Receive => WorkOrderAction::Receive,
            Self::Return { .. } => WorkOrderAction::Return,
            Self::RefuseReturn { .. } => WorkOrderAction::RefuseReturn,
            Self::Transfer { .. } => WorkOrderAction::Transfer,
            Self::Assign { .. } => WorkOrderAction::Assign,
            Self::CrewAccept => WorkOrderAction::CrewAccept,
            Self::Depart => WorkOrderAction::Depart,
            Self::Arrive { .. } => WorkOrderAction::Arrive,
            Self::Estimate { .. } => WorkOrderAction::Estimate,
            Self::Restore => WorkOrderAction::Restore,
            Self::Contact { .. } => WorkOrderAction::Contact,
            Self::Reply(_) => WorkOrderAction::Reply,
            Self::Review(_) => WorkOrderAction::Review,
            Self::Cancel { .. } => WorkOrderAction::Cancel,
            Self::RequestSuspension { .. } => WorkOrderAction::RequestSuspension,
            Self::ApproveSuspension { .. } => WorkOrderAction::ApproveSuspension,
            Self::RefuseSuspension { .. } => WorkOrderAction::RefuseSuspension,
            Self::Resume => WorkOrderAction::Resume,
            Self::AwaitCustomer { .. } => WorkOrderAction::AwaitCustomer,
            Self::CustomerReady => WorkOrderAction::CustomerReady,
            Self::RequestExtension { .. } => WorkOrderAction::RequestExtension,
            Self::ApproveExtension { .. } => WorkOrderAction::ApproveExtension,
            Self::RefuseExtension { .. } => WorkOrderAction::RefuseExtension,
            Self::Explain { .. } => WorkOrderAction::Explain,
        }
    }
}
