//! The life of a ticket with one work order, as a table: which milestones lead from one state to another.
//!
//! This repeats, in the words of the policy, what `ticket`, `work_order` and `callback` decide; it is what the coverage
//! of clocks is checked against. A ticket with several work orders has more clocks, never fewer.

use std::fmt;

use crate::clock::Milestone as M;

/// A state in which a ticket can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    New,
    Draft,
    PendingDispatch,
    Dispatched,
    Returned,
    Received,
    Assigned,
    CrewAccepted,
    EnRoute,
    Arrived,
    Restored,
    Replied,
    Refill,
    Redo,
    AwaitingCustomer,
    CallbackScheduled,
    CallbackDue,
    FinalAnswerDue,
    Answered,
    Archived,
    ClosedOnSpot,
    Cancelled,
}

/// One way from a state to another.
pub(super) struct Step {
    pub(super) from: State,
    pub(super) by: &'static [M],
    pub(super) to: State,
    only: Only,
}

/// What decides which ways are open to a demand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sort {
    /// Whether it can be sent out.
    pub(super) dispatched: bool,
    /// Whether it has a callback plan.
    pub(super) callback: bool,
    /// Whether no customer asks for it.
    pub(super) outbound: bool,
}

/// For which demands a step is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    All,
    Asked,
    Dispatched,
    WithCallback,
    CalledAgain,
    Outbound,
    OutboundSent,
}

impl Step {
    /// Whether the step is open to demands of this sort.
    pub(super) fn is_open(&self, Sort { dispatched, callback, outbound }: Sort) -> bool {
        match self.only {
            Only::All => true,
            Only::Asked => !outbound,
            Only::Dispatched => dispatched,
            Only::WithCallback => (dispatched || outbound) && callback,
            Only::CalledAgain => dispatched && callback,
            Only::Outbound => outbound && callback,
            Only::OutboundSent => outbound && dispatched && callback,
        }
    }
}

const fn step(from: State, by: &'static [M], to: State, only: Only) -> Step {
    Step { from, by, to, only }
}

use Only::{All, Asked, CalledAgain, Dispatched as Sent, Outbound, OutboundSent, WithCallback};
use State as S;

/// The lifecycle. What leaves the state unchanged and no clock stops at by custom (a note) is left out. Nothing leads on from
/// waiting for the customer: that ends where it began, which has a step of its own.
const STEPS: &[Step] = &[
    step(S::New, &[M::Opened], S::Draft, Asked),
    step(S::New, &[M::Accepted], S::PendingDispatch, Asked),
    step(S::Draft, &[M::Accepted], S::PendingDispatch, All),
    step(S::Draft, &[M::AnsweredOnSpot], S::ClosedOnSpot, All),
    step(S::Draft, &[M::Cancelled], S::Cancelled, All),
    step(S::PendingDispatch, &[M::AnsweredOnSpot], S::ClosedOnSpot, All),
    step(S::PendingDispatch, &[M::Cancelled], S::Cancelled, All),
    step(S::PendingDispatch, &[M::Urged], S::PendingDispatch, All),
    step(S::PendingDispatch, &[M::Withdrawn, M::CustomerAnswered], S::Answered, All),
    step(S::PendingDispatch, &[M::Dispatched], S::Dispatched, Sent),
    step(S::Dispatched, &[M::Received], S::Received, Sent),
    step(S::Dispatched, &[M::Returned], S::Returned, Sent),
    step(S::Dispatched, &[M::Transferred], S::Dispatched, Sent),
    step(S::Dispatched, &[M::Dispatched], S::Dispatched, Sent),
    step(S::Dispatched, &[M::Urged], S::Dispatched, Sent),
    step(S::Dispatched, &[M::Withdrawn], S::Dispatched, Sent),
    step(S::Returned, &[M::ReturnRefused], S::Dispatched, Sent),
    step(S::Returned, &[M::Returned], S::Returned, Sent),
    step(S::Returned, &[M::Transferred], S::Dispatched, Sent),
    step(S::Returned, &[M::Urged], S::Returned, Sent),
    step(S::Returned, &[M::Withdrawn], S::Returned, Sent),
    step(S::Received, &[M::Returned], S::Returned, Sent),
    step(S::Received, &[M::Transferred], S::Dispatched, Sent),
    step(S::Received, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::Received, &[M::Contacted], S::Received, Sent),
    step(S::Received, &[M::Urged], S::Received, Sent),
    step(S::Received, &[M::Withdrawn], S::Received, Sent),
    step(S::Received, &[M::Replied], S::Replied, Sent),
    step(S::Received, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::Received, &[M::CustomerAwaited, M::CustomerReady], S::Received, Sent),
    step(S::Received, &[M::Suspended, M::Resumed], S::Received, Sent),
    step(S::Assigned, &[M::Transferred], S::Dispatched, Sent),
    step(S::Assigned, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::Assigned, &[M::CrewAccepted], S::CrewAccepted, Sent),
    step(S::Assigned, &[M::Estimated], S::Assigned, Sent),
    step(S::Assigned, &[M::Contacted], S::Assigned, Sent),
    step(S::Assigned, &[M::Replied], S::Replied, Sent),
    step(S::Assigned, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::Assigned, &[M::CustomerAwaited, M::CustomerReady], S::Assigned, Sent),
    step(S::Assigned, &[M::Suspended, M::Resumed], S::Assigned, Sent),
    step(S::CrewAccepted, &[M::Transferred], S::Dispatched, Sent),
    step(S::CrewAccepted, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::CrewAccepted, &[M::Departed], S::EnRoute, Sent),
    step(S::CrewAccepted, &[M::Arrived], S::Arrived, Sent),
    step(S::CrewAccepted, &[M::Contacted], S::CrewAccepted, Sent),
    step(S::CrewAccepted, &[M::Estimated], S::CrewAccepted, Sent),
    step(S::CrewAccepted, &[M::Replied], S::Replied, Sent),
    step(S::CrewAccepted, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::CrewAccepted, &[M::CustomerAwaited, M::CustomerReady], S::CrewAccepted, Sent),
    step(S::CrewAccepted, &[M::Suspended, M::Resumed], S::CrewAccepted, Sent),
    step(S::EnRoute, &[M::Transferred], S::Dispatched, Sent),
    step(S::EnRoute, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::EnRoute, &[M::Arrived], S::Arrived, Sent),
    step(S::EnRoute, &[M::Contacted], S::EnRoute, Sent),
    step(S::EnRoute, &[M::Estimated], S::EnRoute, Sent),
    step(S::EnRoute, &[M::Replied], S::Replied, Sent),
    step(S::EnRoute, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::EnRoute, &[M::CustomerAwaited, M::CustomerReady], S::EnRoute, Sent),
    step(S::EnRoute, &[M::Suspended, M::Resumed], S::EnRoute, Sent),
    step(S::Arrived, &[M::Transferred], S::Dispatched, Sent),
    step(S::Arrived, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::Arrived, &[M::Estimated], S::Arrived, Sent),
    step(S::Arrived, &[M::Contacted], S::Arrived, Sent),
    step(S::Arrived, &[M::Urged], S::Arrived, Sent),
    step(S::Arrived, &[M::Withdrawn], S::Arrived, Sent),
    step(S::Arrived, &[M::Restored], S::Restored, Sent),
    step(S::Arrived, &[M::Replied], S::Replied, Sent),
    step(S::Arrived, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::Arrived, &[M::CustomerAwaited, M::CustomerReady], S::Arrived, Sent),
    step(S::Arrived, &[M::Suspended, M::Resumed], S::Arrived, Sent),
    step(S::Restored, &[M::Contacted], S::Restored, Sent),
    step(S::Restored, &[M::Replied], S::Replied, Sent),
    step(S::Replied, &[M::Urged], S::Replied, Sent),
    step(S::Replied, &[M::Withdrawn], S::Replied, Sent),
    step(S::Replied, &[M::RefillOrdered], S::Refill, Sent),
    step(S::Replied, &[M::RedoOrdered], S::Redo, Sent),
    step(S::Replied, &[M::Approved, M::DepartmentDone, M::CustomerAnswered], S::Answered, Sent),
    step(S::Replied, &[M::Approved, M::DepartmentDone, M::CallbackOpened], S::CallbackScheduled, CalledAgain),
    step(S::Refill, &[M::Contacted], S::Refill, Sent),
    step(S::Refill, &[M::Replied], S::Replied, Sent),
    step(S::Redo, &[M::Returned], S::Returned, Sent),
    step(S::Redo, &[M::Transferred], S::Dispatched, Sent),
    step(S::Redo, &[M::CrewAssigned], S::Assigned, Sent),
    step(S::Redo, &[M::Contacted], S::Redo, Sent),
    step(S::Redo, &[M::Replied], S::Replied, Sent),
    step(S::Redo, &[M::CustomerAwaited], S::AwaitingCustomer, Sent),
    step(S::Redo, &[M::CustomerAwaited, M::CustomerReady], S::Redo, Sent),
    step(S::Redo, &[M::Suspended, M::Resumed], S::Redo, Sent),
    step(S::CallbackScheduled, &[M::CallbackDue], S::CallbackDue, WithCallback),
    step(S::CallbackScheduled, &[M::CallbackAttempted], S::CallbackScheduled, WithCallback),
    step(S::CallbackScheduled, &[M::Urged], S::CallbackScheduled, WithCallback),
    step(S::CallbackScheduled, &[M::Withdrawn, M::CustomerAnswered], S::Answered, WithCallback),
    step(S::CallbackDue, &[M::CallbackAttempted], S::CallbackScheduled, WithCallback),
    step(S::CallbackDue, &[M::CallbackAttempted, M::CustomerAnswered], S::Answered, WithCallback),
    step(S::CallbackDue, &[M::CallbackAttempted, M::RefillOrdered], S::Refill, CalledAgain),
    step(S::CallbackDue, &[M::CallbackAttempted, M::RedoOrdered], S::Redo, CalledAgain),
    step(S::CallbackDue, &[M::Withdrawn, M::CustomerAnswered], S::Answered, WithCallback),
    step(S::CallbackDue, &[M::CallbackAttempted, M::FinalAnswerDue], S::FinalAnswerDue, WithCallback),
    step(S::FinalAnswerDue, &[M::Urged], S::FinalAnswerDue, WithCallback),
    step(S::FinalAnswerDue, &[M::FinallyAnswered, M::CustomerAnswered], S::Answered, WithCallback),
    step(S::FinalAnswerDue, &[M::RedoOrdered], S::Redo, CalledAgain),
    step(S::FinalAnswerDue, &[M::Withdrawn, M::CustomerAnswered], S::Answered, WithCallback),
    step(S::New, &[M::Accepted, M::DepartmentDone, M::CallbackOpened], S::CallbackScheduled, Outbound),
    step(S::CallbackScheduled, &[M::Cancelled], S::Cancelled, Outbound),
    step(S::CallbackDue, &[M::Cancelled], S::Cancelled, Outbound),
    step(S::CallbackDue, &[M::CallbackAttempted, M::CustomerDissatisfied], S::PendingDispatch, OutboundSent),
    step(S::Answered, &[M::Archived], S::Archived, All),
    step(S::ClosedOnSpot, &[M::Reopened], S::PendingDispatch, All),
    step(S::Archived, &[M::Reopened], S::PendingDispatch, All),
    step(S::Archived, &[M::Reopened, M::RedoOrdered], S::Redo, Sent),
];

/// The steps out of a state.
pub(super) fn steps(state: State) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(move |step| step.from == state)
}

/// Whether the milestone happens to a work order; clocks of a work order hear no other.
pub(super) fn is_of_work_order(milestone: M) -> bool {
    match milestone {
        M::Dispatched
        | M::Received
        | M::Returned
        | M::ReturnRefused
        | M::Transferred
        | M::CrewAssigned
        | M::CrewAccepted
        | M::Departed
        | M::Arrived
        | M::Estimated
        | M::Restored
        | M::Contacted
        | M::Replied
        | M::Approved
        | M::RefillOrdered
        | M::RedoOrdered
        | M::WorkOrderCancelled
        | M::SuspensionRequested
        | M::Suspended
        | M::SuspensionRefused
        | M::Resumed
        | M::CustomerAwaited
        | M::CustomerReady
        | M::ExtensionRequested
        | M::Extended
        | M::ExtensionRefused
        | M::Explained => true,
        M::Opened
        | M::Accepted
        | M::AnsweredOnSpot
        | M::DepartmentDone
        | M::CallbackOpened
        | M::CallbackDue
        | M::CallbackAttempted
        | M::CallbackOverdue
        | M::CallbackUnqualified
        | M::CustomerDissatisfied
        | M::FinalAnswerDue
        | M::FinallyAnswered
        | M::CustomerContact
        | M::RiskFlagged
        | M::Escalated
        | M::VerdictGiven
        | M::CustomerAnswered
        | M::Archived
        | M::Cancelled
        | M::Withdrawn
        | M::Reopened
        | M::Urged
        | M::Reclassified
        | M::LevelRaised => false,
    }
}

impl State {
    /// Whether somebody must act next.
    pub(super) fn waits(self) -> bool {
        self != Self::New && !self.ends_ticket()
    }

    /// Whether a work order is open.
    pub(super) fn has_work_order(self) -> bool {
        (Self::Dispatched..=Self::AwaitingCustomer).contains(&self)
    }

    /// Whether a callback is planned or due, or has led to what must be answered finally.
    pub(super) fn has_callback(self) -> bool {
        matches!(self, Self::CallbackScheduled | Self::CallbackDue | Self::FinalAnswerDue)
    }

    /// Whether the ticket has ended, and with it all its clocks.
    pub(super) fn ends_ticket(self) -> bool {
        matches!(self, Self::Archived | Self::ClosedOnSpot | Self::Cancelled)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::Draft => "draft",
            Self::PendingDispatch => "pending_dispatch",
            Self::Dispatched => "dispatched",
            Self::Returned => "returned",
            Self::Received => "received",
            Self::Assigned => "assigned",
            Self::CrewAccepted => "crew_accepted",
            Self::EnRoute => "en_route",
            Self::Arrived => "arrived",
            Self::Restored => "restored",
            Self::Replied => "replied",
            Self::Refill => "refill",
            Self::Redo => "redo",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::CallbackScheduled => "callback_scheduled",
            Self::CallbackDue => "callback_due",
            Self::FinalAnswerDue => "final_answer_due",
            Self::Answered => "answered",
            Self::Archived => "archived",
            Self::ClosedOnSpot => "closed_on_spot",
            Self::Cancelled => "cancelled",
        })
    }
}
