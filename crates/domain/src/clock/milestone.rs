//! Milestones: the happenings by which policy starts and stops clocks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A happening in the life of a ticket, as policy names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// A ticket was opened as a draft.
    Opened,
    /// The demand was accepted (受理).
    Accepted,
    /// The demand was answered on the spot and closed (一次办结).
    AnsweredOnSpot,
    /// A work order was sent out (派单).
    Dispatched,
    /// The unit received it (接单).
    Received,
    /// The unit returned it one step up (退单).
    Returned,
    /// The return was refused; the determination is final (终审).
    ReturnRefused,
    /// It was handed to another unit (转派).
    Transferred,
    /// A crew was assigned (派工).
    CrewAssigned,
    /// The crew accepted.
    CrewAccepted,
    /// The crew departed.
    Departed,
    /// The crew arrived (到达现场).
    Arrived,
    /// The crew said when the matter will be restored.
    Estimated,
    /// The matter was restored (修复, 送电).
    Restored,
    /// The customer was contacted by the handling unit.
    Contacted,
    /// The unit replied (回单).
    Replied,
    /// The reply was approved (审核通过).
    Approved,
    /// The reply must be filled in again (退回重填).
    RefillOrdered,
    /// The work must be done again (退回重办).
    RedoOrdered,
    /// A work order was cancelled.
    WorkOrderCancelled,
    /// All work orders are done.
    DepartmentDone,
    /// A callback was planned (回访).
    CallbackOpened,
    /// The callback may be made now.
    CallbackDue,
    /// A callback attempt was made.
    CallbackAttempted,
    /// The window of a callback is over and nobody has reached the customer.
    CallbackOverdue,
    /// The record of a callback was found wanting (不合格).
    CallbackUnqualified,
    /// The customer is not satisfied.
    CustomerDissatisfied,
    /// The customer is not satisfied though the handling stands: somebody else must look at it (最终答复待审).
    FinalAnswerDue,
    /// The final answer was put on record (最终答复).
    FinallyAnswered,
    /// The customer got in touch again.
    CustomerContact,
    /// The customer says that he will go to the press, the regulator or the letters office.
    RiskFlagged,
    /// A rung of the escalation ladder was reached (升级).
    Escalated,
    /// Somebody said whether the complaint is substantiated (属实认定).
    VerdictGiven,
    /// The customer has been answered, or need not be.
    CustomerAnswered,
    /// The ticket was archived (归档).
    Archived,
    /// The ticket was cancelled before dispatch.
    Cancelled,
    /// The customer withdrew (撤诉).
    Withdrawn,
    /// An archived ticket was opened again.
    Reopened,
    /// The customer pressed (催办).
    Urged,
    /// The ticket got another kind, type, grade or area (重新分类).
    Reclassified,
    /// A clock that ran out raised the ticket's grade.
    LevelRaised,
    /// A suspension was asked for (申请挂起).
    SuspensionRequested,
    /// The suspension was approved (挂起).
    Suspended,
    /// It was refused.
    SuspensionRefused,
    /// The suspension ended (恢复).
    Resumed,
    /// Only the customer can go on.
    CustomerAwaited,
    /// The customer has done so.
    CustomerReady,
    /// An extension was asked for (申请延期).
    ExtensionRequested,
    /// The extension was approved (延期).
    Extended,
    /// It was refused.
    ExtensionRefused,
    /// The unit said why a limit was missed.
    Explained,
}

impl Milestone {
    /// The name that bundles use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Accepted => "accepted",
            Self::AnsweredOnSpot => "answered_on_spot",
            Self::Dispatched => "dispatched",
            Self::Received => "received",
            Self::Returned => "returned",
            Self::ReturnRefused => "return_refused",
            Self::Transferred => "transferred",
            Self::CrewAssigned => "crew_assigned",
            Self::CrewAccepted => "crew_accepted",
            Self::Departed => "departed",
            Self::Arrived => "arrived",
            Self::Estimated => "estimated",
            Self::Restored => "restored",
            Self::Contacted => "contacted",
            Self::Replied => "replied",
            Self::Approved => "approved",
            Self::RefillOrdered => "refill_ordered",
            Self::RedoOrdered => "redo_ordered",
            Self::WorkOrderCancelled => "work_order_cancelled",
            Self::DepartmentDone => "department_done",
            Self::CallbackOpened => "callback_opened",
            Self::CallbackDue => "callback_due",
            Self::CallbackAttempted => "callback_attempted",
            Self::CallbackOverdue => "callback_overdue",
            Self::CallbackUnqualified => "callback_unqualified",
            Self::CustomerDissatisfied => "customer_dissatisfied",
            Self::FinalAnswerDue => "final_answer_due",
            Self::FinallyAnswered => "finally_answered",
            Self::CustomerContact => "customer_contact",
            Self::RiskFlagged => "risk_flagged",
            Self::Escalated => "escalated",
            Self::VerdictGiven => "verdict_given",
            Self::CustomerAnswered => "customer_answered",
            Self::Archived => "archived",
            Self::Cancelled => "cancelled",
            Self::Withdrawn => "withdrawn",
            Self::Reopened => "reopened",
            Self::Urged => "urged",
            Self::Reclassified => "reclassified",
            Self::LevelRaised => "level_raised",
            Self::SuspensionRequested => "suspension_requested",
            Self::Suspended => "suspended",
            Self::SuspensionRefused => "suspension_refused",
            Self::Resumed => "resumed",
            Self::CustomerAwaited => "customer_awaited",
            Self::CustomerReady => "customer_ready",
            Self::ExtensionRequested => "extension_requested",
            Self::Extended => "extended",
            Self::ExtensionRefused => "extension_refused",
            Self::Explained => "explained",
        }
    }
}
