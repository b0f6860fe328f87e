//! Putting the phone of a customer right in his file.

use bihuan_domain::id::CustomerId;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::{Tx, customers as rows};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Writes the right number into the file of a customer; the log keeps the old one, the new one and where that comes from.
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
    let now = app.clock.now();
    let entry = NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "customer",
        subject_id: id.0,
        name: "phone_corrected",
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({
            "subject": "customer", "event": { "from": customer.phone, "to": phone, "source": source }
        }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])?;
    Ok(())
}
