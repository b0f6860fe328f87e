//! Opening a ticket: from a demand to a case.

use std::collections::{BTreeMap, BTreeSet};

use crate::campaign::Membership;
use crate::code::UnitCode;
use crate::dispatch::{self, Destination};
use crate::id::{TicketId, UserId, WorkOrderId};
use crate::policy::PolicyVersion;
use crate::refusal::Refusal;
use crate::ticket::{Demand, FollowOn, OrderPlan, Ticket, TicketCommand, TicketEvent, TicketStage};
use crate::time::Timestamp;

use super::decide::{Decision, carry_out, decide};
use super::{Case, Command, Context};

/// A demand to be opened as a ticket.
#[derive(Clone, Debug)]
pub struct OpenTicket {
    /// The ticket's id.
    pub id: TicketId,
    /// The ticket's number.
    pub number: String,
    /// What is asked for and by whom.
    pub demand: Demand,
    /// The unit that takes it.
    pub accept_unit: UnitCode,
    /// The person who takes it.
    pub accepted_by: Option<UserId>,
    /// How far to go at once.
    pub until: Until,
    /// The list on which the customer stands, when he asked for nothing.
    pub campaign: Option<Membership>,
    /// The ticket whose call brought it about.
    pub origin: Option<FollowOn>,
}

/// How far to go when a ticket is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// Leave it a draft.
    Draft,
    /// Accept it.
    Accepted,
    /// Accept it and send it out by the first route that matches. One id for every work order that may be needed.
    Dispatched {
        /// Ids for the work orders.
        order_ids: Vec<WorkOrderId>,
    },
    /// Accept it and send it out to one unit.
    SentTo {
        /// The unit.
        unit: UnitCode,
        /// The id of its work order.
        order_id: WorkOrderId,
    },
}

/// Opens a ticket. Answers where it was sent, when it was.
///
/// # Errors
/// Refused when it is to be dispatched and no route matches, or its type is not sent out.
pub fn open(opening: OpenTicket, context: &Context<'_>) -> Result<(Decision, Option<Destination>), Refusal> {
    let mut decision = draft(&opening, context);
    if opening.until == Until::Draft {
        return Ok((decision, None));
    }
    proceed(&mut decision, TicketCommand::Accept, context)?;
    let order_ids = match opening.until {
        Until::Draft | Until::Accepted => return Ok((decision, None)),
        Until::SentTo { unit, order_id } => {
            let orders = vec![OrderPlan { id: order_id, unit, lead: true }];
            proceed(&mut decision, TicketCommand::Dispatch { orders, route: None }, context)?;
            return Ok((decision, None));
        }
        Until::Dispatched { order_ids } => order_ids,
    };
    let destination = dispatch::destination(context.policy, &decision.case.ticket.demand)?;
    let orders = plans(&destination, &order_ids);
    proceed(&mut decision, TicketCommand::Dispatch { orders, route: Some(destination.route.clone()) }, context)?;
    Ok((decision, Some(destination)))
}

/// One plan per unit of the destination, the leading unit first.
#[must_use]
pub fn plans(destination: &Destination, order_ids: &[WorkOrderId]) -> Vec<OrderPlan> {
    std::iter::once(&destination.unit)
        .chain(&destination.assisting)
        .zip(order_ids)
        .enumerate()
        .map(|(place, (unit, id))| OrderPlan { id: *id, unit: unit.clone(), lead: place == 0 })
        .collect()
}

fn proceed(decision: &mut Decision, command: TicketCommand, context: &Context<'_>) -> Result<(), Refusal> {
    let next = decide(&decision.case, &Command::Ticket(command), context)?;
    decision.case = next.case;
    decision.events.extend(next.events);
    Ok(())
}

/// The case before anything has happened to it, not even its opening.
pub(crate) fn blank(opening: &OpenTicket, policy: PolicyVersion, opened_at: Timestamp) -> Case {
    let ticket = Ticket {
        id: opening.id,
        number: opening.number.clone(),
        policy,
        demand: opening.demand.clone(),
        accept_unit: opening.accept_unit.clone(),
        accepted_by: opening.accepted_by,
        stage: TicketStage::Draft,
        opened_at,
        accepted_at: None,
        dispatched_at: None,
        department_done_at: None,
        answered_at: None,
        ended_at: None,
        withdrawn_at: None,
        urge_count: 0,
        redo_count: 0,
        reopen_count: 0,
        supervised: false,
        holdings: Vec::new(),
        marks: BTreeMap::new(),
        lot: None,
        lots: BTreeMap::new(),
        aftercare: 0,
        had_aftercare: false,
        callers: BTreeSet::new(),
        withdrawal: None,
        final_answer: None,
        verdict: None,
        refused: None,
        contact_count: 0,
        reopen_offered_until: None,
        repeats: None,
        rungs: BTreeMap::new(),
        merged: None,
        scripts: Vec::new(),
        helps: Vec::new(),
        follow_ons: Vec::new(),
        origin: opening.origin.clone(),
        campaign: opening.campaign.clone(),
    };
    Case {
        ticket,
        work_orders: Vec::new(),
        callback: None,
        survey: None,
        aftercare: Vec::new(),
        answered: Vec::new(),
        clocks: Vec::new(),
    }
}

fn draft(opening: &OpenTicket, context: &Context<'_>) -> Decision {
    let case = blank(opening, context.policy.version(), context.now);
    let opened = TicketEvent::Opened { draft: opening.until == Until::Draft };
    carry_out(case, vec![opened.into()], context)
}
