//! The time split (时间归属): every moment of a ticket lies in exactly one pair of hands.
//!
//! After every event the case is asked who has it; a change is noted with its time. The parts are the stretches between
//! the notes, so they cannot overlap, leave no gap, and sum to the whole while the ticket is open.

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::code::UnitCode;
use crate::ticket::TicketStage;
use crate::time::Timestamp;
use crate::work_order::{WorkOrder, WorkOrderStage};

/// In whose hands a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The agent takes the demand.
    Intake,
    /// Nobody yet: it waits to be sent out.
    Queue,
    /// A unit, before a crew departs or at its desks.
    Unit,
    /// A crew on its way.
    CrewTravel,
    /// A crew at work.
    CrewWork,
    /// The customer, who alone can go on.
    AwaitingCustomer,
    /// Nobody: an approved suspension.
    ApprovedPause,
    /// Whoever reviews the reply, or closes the ticket.
    Review,
    /// Whoever calls the customer back.
    Callback,
}

/// From when on a ticket was in whose hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// In whose hands; none since it ended.
    pub holder: Option<Holder>,
    /// The unit that answers for this time.
    pub unit: UnitCode,
    /// From this moment.
    pub since: Timestamp,
}

/// A stretch of time in one pair of hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// In whose hands.
    pub holder: Holder,
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// From this moment.
    pub from: Timestamp,
    /// To this one, exclusive.
    pub to: Timestamp,
}

impl Holder {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Intake,
        Self::Queue,
        Self::Unit,
        Self::CrewTravel,
        Self::CrewWork,
        Self::AwaitingCustomer,
        Self::ApprovedPause,
        Self::Review,
        Self::Callback,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Queue => "queue",
            Self::Unit => "unit",
            Self::CrewTravel => "crew_travel",
            Self::CrewWork => "crew_work",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::ApprovedPause => "approved_pause",
            Self::Review => "review",
            Self::Callback => "callback",
        }
    }
}

/// Notes in whose hands the case and each of its work orders are from `at` on, where that has changed.
pub fn note(case: &mut Case, at: Timestamp) {
    let centre = case.ticket.accept_unit.clone();
    for order in &mut case.work_orders {
        let (holder, unit) = of_order(order, &centre);
        change(&mut order.holdings, holder, unit, at);
    }
    let (holder, unit) = of_ticket(case);
    change(&mut case.ticket.holdings, holder, unit, at);
}

/// The stretches, up to `now`. Empty ones are left out.
#[must_use]
pub fn legs(holdings: &[Holding], now: Timestamp) -> Vec<Leg> {
    let ends = holdings.iter().skip(1).map(|next| next.since).chain(std::iter::once(now));
    holdings
        .iter()
        .zip(ends)
        .filter_map(|(holding, to)| {
            let leg = Leg { holder: holding.holder?, unit: holding.unit.clone(), from: holding.since, to };
            (leg.to > leg.from).then_some(leg)
        })
        .collect()
}

fn change(holdings: &mut Vec<Holding>, holder: Option<Holder>, unit: UnitCode, at: Timestamp) {
    match holdings.last_mut() {
        Some(last) if last.holder == holder && (holder.is_none() || last.unit == unit) => {}
        // Two changes in one instant leave no time to the first.
        Some(last) if last.since == at => {
            last.holder = holder;
            last.unit = unit;
            merge_last(holdings);
        }
        _ => holdings.push(Holding { holder, unit, since: at }),
    }
}

fn merge_last(holdings: &mut Vec<Holding>) {
    if let [.., before, last] = holdings.as_slice()
        && before.holder == last.holder
        && before.unit == last.unit
    {
        holdings.pop();
    }
}

fn of_ticket(case: &Case) -> (Option<Holder>, UnitCode) {
    let centre = case.ticket.accept_unit.clone();
    let holder = match case.ticket.stage {
        TicketStage::Draft => Holder::Intake,
        TicketStage::PendingDispatch => Holder::Queue,
        TicketStage::Handling => return of_handling(case, centre),
        TicketStage::CallbackDue => Holder::Callback,
        TicketStage::FinalAnswerDue | TicketStage::Answered { .. } => Holder::Review,
        TicketStage::Archived { .. } | TicketStage::ClosedOnSpot | TicketStage::Cancelled => return (None, centre),
    };
    (Some(holder), centre)
}

/// The work order that leads speaks for the ticket; once it is done, the first that is not.
fn of_handling(case: &Case, centre: UnitCode) -> (Option<Holder>, UnitCode) {
    if let Some(merged) = case.ticket.merged.as_ref().filter(|_| case.ticket.waits_for_main()) {
        return (Some(Holder::Unit), merged.unit.clone().unwrap_or(centre));
    }
    let open = || case.work_orders.iter().filter(|order| !order.stage.is_end());
    match open().find(|order| order.lead).or_else(|| open().next()) {
        Some(order) => of_order(order, &centre),
        None => (Some(Holder::Queue), centre),
    }
}

fn of_order(order: &WorkOrder, centre: &UnitCode) -> (Option<Holder>, UnitCode) {
    let unit = order.holder().unwrap_or(centre).clone();
    let crew = || order.crew.as_ref().unwrap_or(&unit).clone();
    let holder = match order.stage {
        WorkOrderStage::Approved | WorkOrderStage::Cancelled => return (None, unit),
        WorkOrderStage::Replied => Holder::Review,
        _ if order.suspension.as_ref().is_some_and(super::work_order::Suspension::in_force) => Holder::ApprovedPause,
        _ if order.awaiting_customer_since.is_some() => Holder::AwaitingCustomer,
        WorkOrderStage::EnRoute => return (Some(Holder::CrewTravel), crew()),
        WorkOrderStage::Arrived | WorkOrderStage::Restored => return (Some(Holder::CrewWork), crew()),
        WorkOrderStage::Dispatched
        | WorkOrderStage::Returned { .. }
        | WorkOrderStage::Received
        | WorkOrderStage::Redo
        | WorkOrderStage::Refill
        | WorkOrderStage::Assigned
        | WorkOrderStage::CrewAccepted => Holder::Unit,
    };
    (Some(holder), unit)
}
