//! Saying what class of customer somebody is (客户细分), or what is known of him by which the policy finds it. Tickets that are
//! opened for him from then on are of that class; those that are open keep what they were promised.

use std::sync::Arc;

use bihuan_domain::customer::Classification;
use bihuan_domain::id::CustomerId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::AttributeFault;
use bihuan_persistence::Tx;
use bihuan_persistence::customers as rows;
use bihuan_persistence::events::{self, NewEvent};

use super::{Customer, SegmentedCustomer};
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::reply::{self, Reply, StoredReply};

/// Writes it into the file of the customer instead of what was there, with who did it in the log.
///
/// # Errors
/// Forbidden, not found, changed by somebody else, or the policy has no such class, attribute or value.
pub async fn classify(
    app: &Arc<App>,
    caller: &Caller,
    (id, expected): (CustomerId, i64),
    known: Classification,
    reply: Reply<SegmentedCustomer>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CustomerWrite)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        check(&inner, &known)?;
        let customer = rows::find(tx, id)?.ok_or(Error::NotFound { what: "customer" })?;
        if customer.version != expected {
            return Err(Error::VersionConflict { current: customer.version });
        }
        SegmentedCustomer::of(&inner, write(&inner, tx, &caller, customer, &known)?)
    })
    .await
}

/// Whether the policy in force has the class, the attributes and their values.
pub(super) fn check(app: &App, known: &Classification) -> Result<(), Error> {
    let policy = app.directory.current_policy()?;
    let unknown = known.segment.as_ref().filter(|code| policy.segment(code).is_none());
    let segment = unknown.map(|_| FieldError::new("/segment", "unknown"));
    let attributes = policy.attribute_faults(&known.attributes).map(|(code, fault)| {
        let rule = match fault {
            AttributeFault::Unknown => "unknown",
            AttributeFault::Type => "invalid_type",
        };
        FieldError::new(format!("/attributes/{code}"), rule)
    });
    let errors: Vec<_> = segment.into_iter().chain(attributes).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

fn write(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    customer: Customer,
    known: &Classification,
) -> Result<Customer, Error> {
    let version = rows::set_classification(tx, (customer.id, customer.version), known)?;
    let version = version.ok_or(Error::VersionConflict { current: customer.version })?;
    note(app, tx, caller, customer.id, (&customer.classification, known))?;
    Ok(Customer { version, classification: known.clone(), ..customer })
}

/// Writes into the log what was known before, what is known now, and who says so.
pub(super) fn note(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: CustomerId,
    (from, to): (&Classification, &Classification),
) -> Result<(), Error> {
    let now = app.clock.now();
    let entry = NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "customer",
        subject_id: id.0,
        name: "classified",
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "customer", "event": { "from": from, "to": to } }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])?;
    Ok(())
}
