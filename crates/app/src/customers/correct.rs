//! Putting the file of a customer right: the log keeps what it said, what it says, and where that comes from.

use bihuan_domain::id::CustomerId;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::{Tx, customers as rows};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Writes the right number into the file of a customer.
pub(crate) fn correct_phone(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CustomerId,
    (phone, source): (&str, &str),
) -> Result<(), Error> {
    let Some(customer) = rows::find(tx, id)?.filter(|customer| customer.phone.as_deref() != Some(phone)) else {
        return Ok(());
    };
    rows::set_phone(tx, id, phone)?;
    note(app, tx, caller, (id, "phone_corrected"), (customer.phone.as_deref(), phone, source))
}

/// Writes the right address into the file of a customer.
pub(crate) fn correct_address(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CustomerId,
    (address, source): (&str, &str),
) -> Result<(), Error> {
    let Some(customer) = rows::find(tx, id)?.filter(|customer| customer.address.as_deref() != Some(address)) else {
        return Ok(());
    };
    rows::set_address(tx, id, address)?;
    note(app, tx, caller, (id, "address_corrected"), (customer.address.as_deref(), address, source))
}

fn note(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (id, name): (CustomerId, &'static str),
    (from, to, source): (Option<&str>, &str, &str),
) -> Result<(), Error> {
    let now = app.clock.now();
    let entry = NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "customer",
        subject_id: id.0,
        name,
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "customer", "event": { "from": from, "to": to, "source": source } }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])?;
    Ok(())
}
