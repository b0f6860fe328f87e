//! Repeats (重复诉求): how many tickets of one matter there are, told to each ticket when it joins one.

use bihuan_domain::case::{self, Context, Decision};
use bihuan_domain::id::TicketId;
use bihuan_domain::matter::{Matter, matter};
use bihuan_domain::ticket::{Demand, FinalAnswer};
use bihuan_persistence::page::{Order, PageRequest, Scope};
use bihuan_persistence::{Tx, matters as rows};

use crate::error::Error;

/// How many earlier tickets of a matter are looked through for a final answer.
const LOOKED_THROUGH_MAX: i64 = 50;

/// What a ticket joined by a change.
pub(crate) struct Joined {
    /// What follows of it.
    pub(crate) decision: Decision,
    /// The keys to be written down; none when they stay as they are.
    pub(crate) keys: Option<Vec<String>>,
}

/// A final answer given on an earlier ticket of the same matter.
#[derive(Debug, Clone)]
pub struct EarlierAnswer {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// What the customer was told for good.
    pub answer: FinalAnswer,
}

/// Counts the tickets of the matter that a change gave the ticket, and adds what follows. `before` is the demand before the
/// change, if the ticket was there.
pub(crate) fn join(
    tx: &mut Tx<'_>,
    before: Option<&Demand>,
    decision: Decision,
    context: &Context<'_>,
) -> Result<Joined, Error> {
    let ticket = &decision.case.ticket;
    let keys = |matter: &Option<Matter>| matter.as_ref().map(|matter| matter.keys.clone()).unwrap_or_default();
    let now = matter(context.policy, &ticket.demand);
    let earlier = before.and_then(|demand| matter(context.policy, demand));
    if keys(&now) == keys(&earlier) {
        return Ok(Joined { decision, keys: None });
    }
    let Some(Matter { keys, window_seconds }) = now else {
        return Ok(Joined { decision, keys: Some(Vec::new()) });
    };
    let since = ticket.opened_at.plus_seconds(-window_seconds);
    let count = 1 + rows::count_others(tx, &keys, ticket.id, since)?;
    let counted = case::count_repeats(decision.case, count, context);
    let events = decision.events.into_iter().chain(counted.events).collect();
    Ok(Joined { decision: Decision { case: counted.case, events }, keys: Some(keys) })
}

/// Writes down the matter that a ticket joined.
pub(crate) fn place(tx: &mut Tx<'_>, decision: &Decision, keys: Option<Vec<String>>) -> Result<(), Error> {
    if let Some(keys) = keys {
        rows::place(tx, decision.case.ticket.id, decision.case.ticket.opened_at, &keys)?;
    }
    Ok(())
}

/// The latest final answer on the same matter that the caller may see.
pub(crate) fn earlier_answer(
    tx: &mut Tx<'_>,
    ticket: TicketId,
    keys: &[String],
    scope: &Scope,
) -> Result<Option<EarlierAnswer>, Error> {
    let page = PageRequest { after: None, limit: LOOKED_THROUGH_MAX, order: Order::NewestFirst };
    let related = rows::related(tx, keys, ticket, scope, page)?;
    Ok(related.into_iter().find_map(|(_, other)| {
        let answer = other.final_answer?;
        Some(EarlierAnswer { ticket: other.id, number: other.number, answer })
    }))
}
