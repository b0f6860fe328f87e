//! What can be done to a work order.

use crate::permission::Permission;

/// The name of a command to a work order, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkOrderAction {
    /// Receive it (接单).
    Receive,
    /// Return it one step up (退单).
    Return,
    /// Refuse a return: the determination is final (终审).
    RefuseReturn,
    /// Hand it to another unit (转派).
    Transfer,
    /// Assign a crew (派工).
    Assign,
    /// The crew accepts.
    CrewAccept,
    /// The crew departs.
    Depart,
    /// The crew arrives (到达现场).
    Arrive,
    /// The crew says when the matter will be restored.
    Estimate,
    /// The matter is restored (修复).
    Restore,
    /// The customer was contacted.
    Contact,
    /// Reply (回单).
    Reply,
    /// Review the reply (审核).
    Review,
    /// Cancel it.
    Cancel,
    /// Ask for a suspension (挂起).
    RequestSuspension,
    /// Approve it.
    ApproveSuspension,
    /// Refuse it.
    RefuseSuspension,
    /// End a suspension before its time (恢复).
    Resume,
    /// Say that only the customer can go on.
    AwaitCustomer,
    /// Say that the customer has done so.
    CustomerReady,
    /// Ask for an extension (延期).
    RequestExtension,
    /// Approve it.
    ApproveExtension,
    /// Refuse it.
    RefuseExtension,
    /// Say why a limit was missed.
    Explain,
}

impl WorkOrderAction {
    /// All actions.
    pub const ALL: &[Self] = &[
        Self::Receive,
        Self::Return,
        Self::RefuseReturn,
        Self::Transfer,
        Self::Assign,
        Self::CrewAccept,
        Self::Depart,
        Self::Arrive,
        Self::Estimate,
        Self::Restore,
        Self::Contact,
        Self::Reply,
        Self::Review,
        Self::Cancel,
        Self::RequestSuspension,
        Self::ApproveSuspension,
        Self::RefuseSuspension,
        Self::Resume,
        Self::AwaitCustomer,
        Self::CustomerReady,
        Self::RequestExtension,
        Self::ApproveExtension,
        Self::RefuseExtension,
        Self::Explain,
    ];

    /// The name, as in the URL of the action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Return => "return",
            Self::RefuseReturn => "refuse-return",
            Self::Transfer => "transfer",
            Self::Assign => "assign",
            Self::CrewAccept => "crew-accept",
            Self::Depart => "depart",
            Self::Arrive => "arrive",
            Self::Estimate => "estimate",
            Self::Restore => "restore",
            Self::Contact => "contact",
            Self::Reply => "reply",
            Self::Review => "review",
            Self::Cancel => "cancel",
            Self::RequestSuspension => "request-suspension",
            Self::ApproveSuspension => "approve-suspension",
            Self::RefuseSuspension => "refuse-suspension",
            Self::Resume => "resume",
            Self::AwaitCustomer => "await-customer",
            Self::CustomerReady => "customer-ready",
            Self::RequestExtension => "request-extension",
            Self::ApproveExtension => "approve-extension",
            Self::RefuseExtension => "refuse-extension",
            Self::Explain => "explain",
        }
    }

    /// Who may do it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Receive => Permission::WorkOrderReceive,
            Self::Return => Permission::WorkOrderReturn,
            Self::RefuseReturn => Permission::WorkOrderDecideReturn,
            Self::Transfer => Permission::WorkOrderTransfer,
            Self::Assign => Permission::WorkOrderAssign,
            Self::CrewAccept | Self::Depart | Self::Arrive | Self::Estimate | Self::Restore => {
                Permission::WorkOrderField
            }
            Self::Contact => Permission::WorkOrderContact,
            Self::Reply => Permission::WorkOrderReply,
            Self::Review => Permission::WorkOrderReview,
            Self::Cancel => Permission::WorkOrderCancel,
            Self::RequestSuspension
            | Self::Resume
            | Self::AwaitCustomer
            | Self::CustomerReady
            | Self::RequestExtension
            | Self::Explain => Permission::WorkOrderPause,
            Self::ApproveSuspension | Self::RefuseSuspension | Self::ApproveExtension | Self::RefuseExtension => {
                Permission::WorkOrderDecidePause
            }
        }
    }

    /// Whether two of them may happen in either order, so that no version needs to be named.
    #[must_use]
    pub const fn commutes(self) -> bool {
        matches!(self, Self::Contact)
    }
}
