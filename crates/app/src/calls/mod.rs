//! Calls (来电).

mod begin;
mod end;
mod read;

pub use begin::{NewCall, begin};
pub use end::end;
pub use read::{VersionedCall, get, list};

use bihuan_domain::call::{Call, CallEvent};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::NewEvent;

use crate::App;
use crate::caller::Caller;

/// The log entry of something that happened to a call.
fn log_entry(app: &App, call: &Call, event: &CallEvent, now: Timestamp, caller: &Caller) -> NewEvent {
    NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "call",
        subject_id: call.id.0,
        name: event.name(),
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "call", "event": event }),
        request_id: caller.request_id.clone(),
    }
}
