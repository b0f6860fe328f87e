//! Merging (合并): a ticket that waits for another about the same trouble (主单).
//!
//! One crew goes out for all of them. Those that wait keep their number, their customer and their clocks, and nothing is done
//! to their work orders (闭锁); once the department is done with the main ticket, each gets its answer and each customer is
//! called back by himself. Sources: 95598.md §5.13, requirement P-45.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseEvent, Context, Decision};
use crate::code::{KindCode, UnitCode};
use crate::id::{TicketId, UserId};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;
use crate::work_order::{Reply, Suspension, WorkOrder, WorkOrderEvent, WorkOrderStage};

use super::{Ticket, TicketAction, TicketEvent, TicketStage};

/// That a ticket waits, or waited, for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Merged {
    /// The main ticket.
    pub main: TicketId,
    /// Its number.
    pub number: String,
    /// The unit that leads the work there, as it was when they were merged.
    pub unit: Option<UnitCode>,
    /// Since when.
    pub at: Timestamp,
    /// When the department was done with the main ticket; none while this one waits.
    pub released_at: Option<Timestamp>,
    /// What was answered there.
    pub reply: Option<Reply>,
    /// Who had a hand in the work there: none of them judges it alone.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hands: BTreeSet<UserId>,
}

/// What must be known of a ticket that others are to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainTicket {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: KindCode,
    /// Where it stands.
    pub stage: TicketStage,
    /// Whether it waits for a third one.
    pub waits: bool,
    /// The unit that leads the work.
    pub unit: Option<UnitCode>,
}

/// What became of the main ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Release {
    /// The department is done with it.
    Done {
        /// What it replied; none when there was nothing to be sent out.
        reply: Option<Reply>,
        /// Who had a hand in it.
        hands: BTreeSet<UserId>,
    },
    /// It was given up: who waits must be sent out by himself.
    GivenUp,
}

impl MainTicket {
    /// What must be known of this case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let ticket = &case.ticket;
        Self {
            id: ticket.id,
            number: ticket.number.clone(),
            kind: ticket.demand.kind.clone(),
            stage: ticket.stage,
            waits: ticket.waits_for_main(),
            unit: case.lead().and_then(WorkOrder::holder).cloned(),
        }
    }

    /// Why nobody can wait for it, if so.
    fn unfit_for(&self, ticket: &Ticket) -> Option<&'static str> {
        if self.id == ticket.id {
            Some("same_ticket")
        } else if self.waits {
            Some("merged")
        } else if !matches!(self.stage, TicketStage::PendingDispatch | TicketStage::Handling) {
            Some("stage")
        } else if self.kind != ticket.demand.kind {
            Some("kind")
        } else {
            None
        }
    }
}

impl Release {
    /// What became of a main ticket; none while its department works.
    #[must_use]
    pub fn of(main: &Case) -> Option<Self> {
        match main.ticket.stage {
            TicketStage::Draft | TicketStage::PendingDispatch | TicketStage::Handling => None,
            TicketStage::Cancelled => Some(Self::GivenUp),
            TicketStage::CallbackDue
            | TicketStage::FinalAnswerDue
            | TicketStage::Answered { .. }
            | TicketStage::Archived { .. }
            | TicketStage::ClosedOnSpot => {
                let hands = main.work_orders.iter().flat_map(|order| order.hands.iter().copied()).collect();
                Some(Self::Done { reply: main.lead().and_then(|lead| lead.reply.clone()), hands })
            }
        }
    }
}

impl Ticket {
    /// Whether it waits for another one now.
    #[must_use]
    pub fn waits_for_main(&self) -> bool {
        self.merged.as_ref().is_some_and(|merged| merged.released_at.is_none())
    }
}

/// Whether merging leaves the action open: what the customer wants or says is heard all the same.
pub(super) fn leaves_open(ticket: &Ticket, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    match action {
        A::Unmerge if ticket.waits_for_main() => Ok(()),
        A::Unmerge => Err(RefusalCode::NothingChanges),
        _ if !ticket.waits_for_main() => Ok(()),
        A::Note | A::Urge | A::Contact | A::FlagRisk | A::Withdraw | A::Mark => Ok(()),
        A::FollowScript | A::AskHelp | A::GiveHelp => Ok(()),
        A::Accept
        | A::Answer
        | A::Dispatch
        | A::Cancel
        | A::Archive
        | A::Reopen
        | A::Reclassify
        | A::FinalAnswer
        | A::SendBack
        | A::Verdict
        | A::Merge => Err(RefusalCode::Merged),
    }
}

/// Lets a ticket wait for another. `leads` says whether others wait for it.
pub(super) fn merge(case: &Case, main: &MainTicket, leads: bool, reason: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(why) = main.unfit_for(&case.ticket) {
        return Err(Refusal::new(RefusalCode::MainUnfit).with("why", why));
    }
    if leads {
        return Err(RefusalCode::OthersWait.into());
    }
    if !case.work_orders.iter().all(may_stand_still) {
        return Err(RefusalCode::TooLateToMerge.into());
    }
    let merged = TicketEvent::Merged {
        main: main.id,
        number: main.number.clone(),
        unit: main.unit.clone(),
        reason: reason.to_owned(),
        sent_out: case.ticket.stage == TicketStage::PendingDispatch,
    };
    Ok(vec![merged.into()])
}

/// Whether nobody is at work on it yet.
fn may_stand_still(order: &WorkOrder) -> bool {
    let early = match order.stage {
        WorkOrderStage::Dispatched
        | WorkOrderStage::Received
        | WorkOrderStage::Assigned
        | WorkOrderStage::CrewAccepted
        | WorkOrderStage::EnRoute
        | WorkOrderStage::Cancelled => true,
        WorkOrderStage::Returned { .. }
        | WorkOrderStage::Redo
        | WorkOrderStage::Refill
        | WorkOrderStage::Arrived
        | WorkOrderStage::Restored
        | WorkOrderStage::Replied
        | WorkOrderStage::Approved => false,
    };
    early && !order.suspension.as_ref().is_some_and(Suspension::in_force)
}

/// The customer of a ticket that waits for this one presses: its departments hear it here, where the work is.
///
/// # Errors
/// [`RefusalCode::WrongStage`] when the departments are done: there is nobody to be pressed.
pub(crate) fn pressed(
    main: &Case,
    (ticket, number): (TicketId, &str),
    note: Option<&str>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let at_work = matches!(main.ticket.stage, TicketStage::PendingDispatch | TicketStage::Handling);
    if !at_work {
        return Err(RefusalCode::WrongStage.into());
    }
    Ok(vec![TicketEvent::Pressed { ticket, number: number.to_owned(), note: note.map(str::to_owned) }.into()])
}

/// Lets a ticket go its own way again: its work orders are where they were, and a ticket without any must be sent out.
pub(super) fn unmerge(case: &Case, reason: &str) -> Vec<CaseEvent> {
    vec![parted(case, reason)]
}

fn parted(case: &Case, reason: &str) -> CaseEvent {
    TicketEvent::Unmerged { reason: reason.to_owned(), send_out: case.lead().is_none() }.into()
}

/// What follows for a ticket that waits when something has become of its main ticket; nothing for one that does not wait.
#[must_use]
pub fn release(case: &Case, release: &Release, context: &Context<'_>) -> Option<Decision> {
    if !case.ticket.waits_for_main() {
        return None;
    }
    let events = match release {
        Release::GivenUp => vec![parted(case, "main_cancelled")],
        Release::Done { reply, hands } => {
            let answered = case.work_orders.iter().filter(|order| !order.stage.is_end()).flat_map(|order| {
                let replied = reply.clone().map(|reply| WorkOrderEvent::Replied { reply }.of(order.id));
                replied.into_iter().chain([WorkOrderEvent::Approved.of(order.id)])
            });
            let released = TicketEvent::Released { reply: reply.clone(), hands: hands.clone() };
            std::iter::once(released.into()).chain(answered).collect()
        }
    };
    Some(crate::case::follow(case, events, context))
}

/// The customer is not satisfied with what was done for all of them, or was called and has something to be done: his own
/// matter is sent out.
pub(crate) fn sent_out_alone(case: &Case) -> Vec<CaseEvent> {
    let parted = case.ticket.merged.is_some().then(|| parted(case, "callback"));
    std::iter::once(TicketEvent::SentBack.into()).chain(parted).collect()
}
