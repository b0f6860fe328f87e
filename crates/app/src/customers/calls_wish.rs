//! Writing down that a customer wants no calls at all (请勿再致电), or may be called again; every ticket of his heeds it.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::customer::Classification;
use bihuan_domain::id::{CustomerId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_domain::phone;
use bihuan_domain::ticket::{Demand, TicketStage};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as case_rows, LoadLock};
use bihuan_persistence::customers::{self as rows, CallsDeclined};
use bihuan_persistence::events::{self, NewEvent};

use super::{Customer, SegmentedCustomer};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Footing, carry_out};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// Tickets of one customer, and of one phone, that are told at once. Of more, the others learn it when their call would be handed
/// out.
const TOLD_MAX: i64 = 500;

/// Whether a customer wants calls.
#[derive(Debug, Clone)]
pub struct CallsWish {
    /// Whether he wants none.
    pub declined: bool,
    /// What he said.
    pub reason: String,
}

/// Writes it down, with who did it in the log. Whoever writes customers down writes this down too; that a customer may be called
/// again is for those who decide who is called.
///
/// # Errors
/// Forbidden, not found, or changed by somebody else.
pub async fn set_calls_wish(
    app: &Arc<App>,
    caller: &Caller,
    (id, expected): (CustomerId, i64),
    wish: CallsWish,
    reply: Reply<SegmentedCustomer>,
) -> Result<StoredReply, Error> {
    let needed = if wish.declined { Permission::CustomerWrite } else { Permission::CallbackRemove };
    caller.principal.require(needed)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let customer = rows::find(tx, id)?.ok_or(Error::NotFound { what: "customer" })?;
        if customer.version != expected {
            return Err(Error::VersionConflict { current: customer.version });
        }
        SegmentedCustomer::of(&inner, write(&inner, tx, &caller, &customer, &wish)?)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

fn write(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    customer: &Customer,
    wish: &CallsWish,
) -> Result<Customer, Error> {
    let now = app.clock.now();
    let declined = wish.declined.then(|| CallsDeclined { at: now, reason: Some(wish.reason.clone()) });
    let version = rows::set_calls_declined(tx, (customer.id, customer.version), declined.as_ref())?;
    let version = version.ok_or(Error::VersionConflict { current: customer.version })?;
    let entry = NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "customer",
        subject_id: customer.id.0,
        name: if wish.declined { "calls_declined" } else { "calls_allowed" },
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "customer", "event": { "reason": wish.reason } }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])?;
    tell(app, tx, caller, customer)?;
    Ok(Customer { version, calls_declined: declined, ..customer.clone() })
}

/// Tells the tickets of the customer what is now written down.
fn tell(app: &App, tx: &mut Tx<'_>, caller: &Caller, customer: &Customer) -> Result<(), Error> {
    let phone_key = customer.phone.as_deref().and_then(phone::normalise);
    let ended: Vec<&str> = TicketStage::ALL.iter().filter(|stage| stage.is_end()).map(|stage| stage.as_str()).collect();
    let of = (customer.id, phone_key.as_deref());
    // In the order of their ids, like everybody who locks several.
    for ticket in rows::tickets_to_tell(tx, of, &ended, TOLD_MAX)? {
        heed(app, tx, ticket, Some(caller))?;
    }
    Ok(())
}

/// Lets a ticket heed what is written down with its customer; answers whether that changed anything.
pub(crate) fn heed(app: &App, tx: &mut Tx<'_>, ticket: TicketId, by: Option<&Caller>) -> Result<bool, Error> {
    let Some(stored) = case_rows::load(tx, ticket, LoadLock::Wait)? else { return Ok(false) };
    let declined = declines(tx, &stored.case.ticket.demand)?;
    let footing = Footing::of(app, tx, &stored)?;
    match carry_out(app, tx, stored, &Command::HeedCalls { declined }, (&footing, by)) {
        Ok(_) => Ok(true),
        // The ticket knows.
        Err(Error::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn declines(tx: &mut Tx<'_>, demand: &Demand) -> Result<bool, Error> {
    let phone_key = demand.contact.phone.as_deref().and_then(phone::normalise);
    Ok(rows::declines_calls(tx, demand.customer, phone_key.as_deref())?)
}

/// Writes down what a customer said when he was called about this ticket. One who is not known yet is from now on.
pub(crate) fn never_call(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (demand, reason): (&Demand, String),
) -> Result<(), Error> {
    let customer = match known(tx, demand)? {
        Some(customer) if customer.calls_declined.is_some() => return Ok(()),
        Some(customer) => customer,
        None => added(app, tx, demand, app.clock.now())?,
    };
    write(app, tx, caller, &customer, &CallsWish { declined: true, reason }).map(drop)
}

fn known(tx: &mut Tx<'_>, demand: &Demand) -> Result<Option<Customer>, Error> {
    if let Some(id) = demand.customer {
        return Ok(rows::find(tx, id)?);
    }
    let Some(phone_key) = demand.contact.phone.as_deref().and_then(phone::normalise) else { return Ok(None) };
    Ok(rows::list(tx, Some(&phone_key), None, 1)?.pop())
}

fn added(app: &App, tx: &mut Tx<'_>, demand: &Demand, now: Timestamp) -> Result<Customer, Error> {
    let phone = demand.contact.phone.clone();
    let customer = Customer {
        id: CustomerId(app.ids.id(now)),
        name: demand.contact.name.clone().or_else(|| phone.clone()).unwrap_or_default(),
        phone,
        account: None,
        address: demand.contact.address.clone(),
        region: demand.region.clone(),
        version: 1,
        created_at: now,
        calls_declined: None,
        classification: Classification::default(),
    };
    rows::insert(tx, &customer)?;
    Ok(customer)
}
