//! Erasing the customer of a ticket, from every row that names him, and what customers wrote in survey rounds; region, kind
//! and type stay, and so do the answers that are counted.

use std::collections::BTreeSet;

use bihuan_domain::customer::Attributes;
use bihuan_domain::erasure::{ERASED, erase};
use bihuan_domain::id::{CallId, CustomerId, SurveyRoundId, TicketId};
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::error::DbError;
use crate::page::{Order, PageRequest, Position, keyset};
use crate::schema::{
    appeals, callbacks, calls, campaign_members, customers, events, findings, inspections, legal_holds,
    survey_round_customers, survey_rounds, surveys, ticket_matters, tickets, work_orders,
};
use crate::types::{Id, Instant, Json};
use crate::{Tx, events as events_of, facts};

/// A ticket that still names its customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Where it stands in the walk.
    pub position: Position,
    /// The ticket.
    pub ticket: Ticket,
}

/// Tickets behind `after` that still name their customers and were opened before a moment, oldest first.
pub fn named(tx: &mut Tx<'_>, before: Timestamp, after: Option<Position>, limit: i64) -> Result<Vec<Named>, DbError> {
    let query = tickets::table
        .filter(tickets::erased_at.is_null())
        .filter(tickets::opened_at.lt(Instant::from(before)))
        .select((tickets::id, tickets::opened_at, tickets::document))
        .into_boxed();
    let page = PageRequest { after, limit, order: Order::OldestFirst };
    let rows =
        keyset!(query, page, tickets::opened_at, tickets::id).load::<(Id, Instant, Json<Ticket>)>(tx.connection)?;
    let of_row = |(id, at, Json(ticket)): (Id, Instant, Json<Ticket>)| Named {
        position: Position { at: at.into(), id: id.0 },
        ticket,
    };
    Ok(rows.into_iter().map(of_row).collect())
}

/// Erases what names the customer from the rows of a table that belong to a ticket.
macro_rules! erase_in {
    ($tx:expr, $ticket:expr, $table:ident, $key:ident: $type:ty, $document:ident) => {{
        let rows = $table::table
            .filter($table::ticket_id.eq(Id::from($ticket)))
            .select(($table::$key, $table::$document))
            .load::<($type, Json<Value>)>($tx.connection)?;
        for (key, Json(mut document)) in rows {
            if erase(&mut document) {
                diesel::update($table::table.filter($table::$key.eq(key)))
                    .set($table::$document.eq(Json(document)))
                    .execute($tx.connection)?;
            }
        }
    }};
}

/// Erases the customer of a ticket that the transaction holds: ticket, work orders, callbacks, surveys and log; the call
/// it came in; and the customer himself once no other ticket names him.
pub fn of_ticket(tx: &mut Tx<'_>, ticket: &Ticket, at: Timestamp) -> Result<(), DbError> {
    let id = ticket.id;
    let document = tickets::table.find(Id::from(id)).select(tickets::document).first::<Json<Value>>(tx.connection)?;
    let Json(mut document) = document;
    erase(&mut document);
    diesel::update(tickets::table.find(Id::from(id)))
        .set((
            tickets::document.eq(Json(document)),
            tickets::phone_key.eq(None::<String>),
            tickets::erased_at.eq(Some(Instant::from(at))),
            tickets::version.eq(tickets::version + 1),
        ))
        .execute(tx.connection)?;
    erase_in!(tx, id, work_orders, id: Id, document);
    erase_in!(tx, id, callbacks, id: Id, document);
    erase_in!(tx, id, surveys, id: Id, document);
    erase_in!(tx, id, appeals, id: Id, document);
    erase_in!(tx, id, inspections, id: Id, document);
    erase_in!(tx, id, findings, id: Id, document);
    erase_in!(tx, id, events, seq: i64, data);
    forget_matters(tx, id)?;
    forget_reference(tx, id)?;
    if ticket.demand.customer.is_none() {
        // What says that tickets are about the same matter is made of the phone then.
        facts::forget(tx, id)?;
    }
    if let Some(call) = ticket.demand.call {
        erase_call_of(tx, id, call, at)?;
    }
    match ticket.demand.customer {
        Some(customer) => erase_customer(tx, id, customer),
        None => Ok(()),
    }
}

/// The keys by which tickets of the same matter are found are made from a phone number.
fn forget_matters(tx: &mut Tx<'_>, id: TicketId) -> Result<(), DbError> {
    let own = ticket_matters::table.filter(ticket_matters::ticket_id.eq(Id::from(id)));
    diesel::delete(own).execute(tx.connection)?;
    Ok(())
}

/// Lists may name their members by account or meter.
fn forget_reference(tx: &mut Tx<'_>, id: TicketId) -> Result<(), DbError> {
    let own = campaign_members::table.filter(campaign_members::ticket_id.eq(Id::from(id)));
    let reference = format!("{ERASED}-{id}");
    diesel::update(own).set(campaign_members::reference.eq(reference)).execute(tx.connection)?;
    Ok(())
}

/// The call names its customer as long as another ticket that it brought does: that one may be kept longer, or be under a
/// hold.
fn erase_call_of(tx: &mut Tx<'_>, ticket: TicketId, call: CallId, at: Timestamp) -> Result<(), DbError> {
    let others = tickets::table
        .filter(tickets::call_id.eq(Id::from(call)))
        .filter(tickets::id.ne(Id::from(ticket)))
        .filter(tickets::erased_at.is_null());
    if diesel::select(diesel::dsl::exists(others)).get_result(tx.connection)? {
        return Ok(());
    }
    of_call(tx, call, at)
}

/// Erases who called.
pub fn of_call(tx: &mut Tx<'_>, call: CallId, at: Timestamp) -> Result<(), DbError> {
    let id = Id::from(call);
    let found = calls::table.find(id).select(calls::document).first::<Json<Value>>(tx.connection).optional()?;
    let Some(Json(mut document)) = found else { return Ok(()) };
    erase(&mut document);
    diesel::update(calls::table.find(id))
        .set((
            calls::document.eq(Json(document)),
            calls::phone_key.eq(None::<String>),
            calls::erased_at.eq(Some(Instant::from(at))),
            calls::version.eq(calls::version + 1),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// A call that still names its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedCall {
    /// Where it stands in the walk: when it began.
    pub position: Position,
    /// The call.
    pub id: CallId,
}

/// Calls behind `after` that began before a moment, still name their customers, and brought no ticket that does, oldest
/// first.
pub fn named_calls(
    tx: &mut Tx<'_>,
    before: Timestamp,
    after: Option<Position>,
    limit: i64,
) -> Result<Vec<NamedCall>, DbError> {
    let named = tickets::table.filter(tickets::call_id.eq(calls::id.nullable())).filter(tickets::erased_at.is_null());
    let query = calls::table
        .filter(calls::erased_at.is_null())
        .filter(calls::began_at.lt(Instant::from(before)))
        .filter(diesel::dsl::not(diesel::dsl::exists(named)))
        .select((calls::id, calls::began_at))
        .into_boxed();
    let page = PageRequest { after, limit, order: Order::OldestFirst };
    let rows = keyset!(query, page, calls::began_at, calls::id).load::<(Id, Instant)>(tx.connection)?;
    let of_row = |(id, at): (Id, Instant)| NamedCall { position: Position { at: at.into(), id: id.0 }, id: id.into() };
    Ok(rows.into_iter().map(of_row).collect())
}

/// The calls in which a customer asked after a ticket that is under a hold.
pub fn calls_about_held(tx: &mut Tx<'_>) -> Result<BTreeSet<CallId>, DbError> {
    let held = legal_holds::table.filter(legal_holds::lifted_at.is_null()).select(legal_holds::ticket_id.nullable());
    let contacts = events::table
        .filter(events::ticket_id.eq_any(held))
        .filter(events::name.eq("customer_contact"))
        .select(events::data)
        .load::<Json<Value>>(tx.connection)?;
    let call = |Json(data): &Json<Value>| data.pointer("/event/call")?.as_str()?.parse::<Uuid>().ok();
    Ok(contacts.iter().filter_map(call).map(CallId).collect())
}

fn erase_customer(tx: &mut Tx<'_>, ticket: TicketId, customer: CustomerId) -> Result<(), DbError> {
    let others = tickets::table
        .filter(tickets::customer_id.eq(Id::from(customer)))
        .filter(tickets::id.ne(Id::from(ticket)))
        .filter(tickets::erased_at.is_null());
    if diesel::select(diesel::dsl::exists(others)).get_result(tx.connection)? {
        return Ok(());
    }
    diesel::update(customers::table.find(Id::from(customer)))
        .set((
            customers::name.eq(ERASED),
            customers::phone.eq(None::<String>),
            customers::phone_key.eq(None::<String>),
            customers::account.eq(None::<String>),
            customers::address.eq(None::<String>),
            customers::calls_declined_reason.eq(None::<String>),
            customers::attributes.eq(Json(Attributes::new())),
            customers::version.eq(customers::version + 1),
        ))
        .execute(tx.connection)?;
    events_of::erase_of_customer(tx, customer)?;
    let own = survey_round_customers::table
        .filter(survey_round_customers::customer_id.eq(Id::from(customer)))
        .select(ANSWER)
        .load::<Answered>(tx.connection)?;
    erase_answers(tx, own).map(drop)
}

/// Erases what customers wrote in a survey round; answers in how many answers there was anything to erase.
pub fn of_round(tx: &mut Tx<'_>, round: SurveyRoundId, at: Timestamp) -> Result<i64, DbError> {
    let all = survey_round_customers::table
        .filter(survey_round_customers::round_id.eq(Id::from(round)))
        .select(ANSWER)
        .load::<Answered>(tx.connection)?;
    let erased = erase_answers(tx, all)?;
    diesel::update(survey_rounds::table.find(Id::from(round)))
        .set(survey_rounds::erased_at.eq(Some(Instant::from(at))))
        .execute(tx.connection)?;
    Ok(erased)
}

/// Round, customer, when he answered, and what.
type Answered = (Id, Id, Option<Instant>, Option<Json<Value>>);
const ANSWER: (
    survey_round_customers::round_id,
    survey_round_customers::customer_id,
    survey_round_customers::answered_at,
    survey_round_customers::document,
) = (
    survey_round_customers::round_id,
    survey_round_customers::customer_id,
    survey_round_customers::answered_at,
    survey_round_customers::document,
);

fn erase_answers(tx: &mut Tx<'_>, answers: Vec<Answered>) -> Result<i64, DbError> {
    let mut erased = 0;
    for (round, customer, at, document) in answers {
        let (Some(at), Some(Json(mut document))) = (at, document) else { continue };
        if !erase(&mut document) {
            continue;
        }
        erased += 1;
        diesel::update(survey_round_customers::table.find((round, customer)))
            .set(survey_round_customers::document.eq(Some(Json(document))))
            .execute(tx.connection)?;
        erase_entries(tx, round, customer, at)?;
    }
    Ok(erased)
}

/// The same answer in the log, which bears the moment at which it was given.
fn erase_entries(tx: &mut Tx<'_>, round: Id, customer: Id, at: Instant) -> Result<(), DbError> {
    let entries = events::table
        .filter(events::at.eq(at))
        .filter(events::subject.eq("survey_round"))
        .filter(events::subject_id.eq(round))
        .select((events::seq, events::data))
        .load::<(i64, Json<Value>)>(tx.connection)?;
    let customer = customer.0.to_string();
    for (seq, Json(mut data)) in entries {
        let own = data.pointer("/event/customer").and_then(Value::as_str) == Some(customer.as_str());
        if own && erase(&mut data) {
            diesel::update(events::table.filter(events::seq.eq(seq)))
                .set(events::data.eq(Json(data)))
                .execute(tx.connection)?;
        }
    }
    Ok(())
}
