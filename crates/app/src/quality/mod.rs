//! What people are measured by (质检、差错): registering errors, inspecting what the lot chose, looking for gaming. Whoever is
//! measured sees it and may contest it; somebody else decides.

pub mod findings;
pub mod inspections;
mod notice;
pub mod staff_errors;

use std::sync::Arc;

use bihuan_domain::code::UnitCode;
use bihuan_domain::id::{EventId, InspectionId, RecordId, TicketId, UserId};
use bihuan_domain::record::{RecordKind, Series};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::page::Scope;
use bihuan_persistence::records::{self, NewRecord};
use bihuan_persistence::users::User;
use serde::Serialize;
use uuid::Uuid;

use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::Error;
use crate::scope;

/// What a record is about, and who keeps it.
pub(crate) struct Evidence<'a> {
    pub(crate) kind: RecordKind,
    pub(crate) unit: &'a UnitCode,
    pub(crate) ticket: Option<TicketId>,
    pub(crate) subject: (&'a str, Uuid),
    pub(crate) name: &'a str,
    pub(crate) at: Timestamp,
}

/// Writes a record of what was found about somebody, or decided. Last of all in its transaction.
pub(crate) fn record(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    evidence: Evidence<'_>,
    data: &impl Serialize,
) -> Result<(), Error> {
    records::append(tx, vec![testimony(app, caller, evidence, data)?])?;
    Ok(())
}

/// A record of what was found about somebody, or decided, to be appended with others of its transaction.
pub(crate) fn testimony(
    app: &App,
    caller: &Caller,
    evidence: Evidence<'_>,
    data: &impl Serialize,
) -> Result<NewRecord, Error> {
    let data = serde_json::to_value(data).map_err(|error| Error::Internal(Box::new(error)))?;
    let year = app.directory.current_policy()?.year_of(evidence.at);
    let new = NewRecord {
        id: RecordId(app.ids.id(evidence.at)),
        series: Series::new(evidence.kind, evidence.unit, year),
        kind: evidence.kind,
        ticket: evidence.ticket,
        unit_path: directory::path(&app.directory.organisation(), evidence.unit),
        at: evidence.at,
        corrects: None,
        voids: false,
        content: serde_json::Value::Null,
    };
    Ok(new.says(&caller.actor(), evidence.subject, evidence.name, &data))
}

/// The entry of the log, and its id, that lets figures follow what inspections found of a ticket. It says of nobody what he did wrong:
/// that stands in the register.
pub(crate) fn tell_log(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (inspection, ticket): (InspectionId, TicketId),
    (name, at): (&'static str, Timestamp),
) -> Result<EventId, Error> {
    let id = app.ids.id(at).into();
    let entry = NewEvent {
        id,
        ticket: Some(ticket),
        subject: events::INSPECTION,
        subject_id: inspection.0,
        name,
        at,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": events::INSPECTION, "event": { "name": name } }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, [&entry])?;
    Ok(id)
}

/// The user with this id whose unit lies in the scope.
pub(crate) fn person_within(app: &App, scope: &Scope, id: UserId) -> Option<Arc<User>> {
    let organisation = app.directory.organisation();
    let within = |user: &Arc<User>| scope::contains(scope, &directory::path(&organisation, &user.unit));
    app.directory.people().user(id).filter(|user| within(user)).cloned()
}

/// Whether a text names a month, such as `2026-06`.
pub(crate) fn month(app: &App, pointer: &str, period: &str) -> Result<(Timestamp, Timestamp), Error> {
    app.directory.current_policy()?.month(period).ok_or_else(|| Error::invalid(pointer, "invalid"))
}
