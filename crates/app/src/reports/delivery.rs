//! Telling people that a report ran by itself.

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::{NotificationCode, RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::notification::{Addressee, Happening, Intent, Subject};
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_persistence::Tx;
use bihuan_persistence::events::{self, NewEvent};

use super::ReportRun;
use crate::App;
use crate::error::Error;
use crate::notifications::{Announcement, raise_all};

/// Under which code people are told, and find it in their inbox.
const READY: &str = "report_ready";

/// Somebody to whom a report is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recipient {
    /// Who.
    pub(super) id: UserId,
    /// By which of the roles.
    pub(super) role: RoleCode,
}

/// One entry of the log for the run, and a notification beside it for everybody to whom it is sent.
pub(super) fn tell(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    run: &ReportRun,
    (unit, people): (&UnitCode, &[Recipient]),
) -> Result<(), Error> {
    let Ok(code) = READY.parse::<NotificationCode>() else { return Ok(()) };
    if people.is_empty() {
        return Ok(());
    }
    let (id, now, report) = (app.ids.id(run.created_at), run.created_at, &run.report);
    let happening = Happening::ReportReady { report: report.code.clone(), run: run.id };
    let entry = NewEvent {
        id: id.into(),
        ticket: None,
        subject: "report_run",
        subject_id: run.id,
        name: "sent",
        at: now,
        actor: Actor::System,
        data: serde_json::json!({
            "subject": "report_run", "event": {"report": report.code, "from": report.from, "to": report.to, "unit": unit}
        }),
        request_id: None,
    };
    let to = |one: &Recipient| Addressee { role: one.role.clone(), unit: unit.clone(), person: Some(one.id) };
    let intent = Intent {
        cause: 0,
        code,
        to: people.iter().map(to).collect(),
        channels: PushChannel::ALL.to_vec(),
        emergency: false,
        subject: Subject { number: format!("{} – {}", report.from, report.to), unit: unit.clone(), happening },
    };
    events::append(tx, [&entry])?;
    let told =
        Announcement { ticket: None, policy: policy.clone(), at: now, intents: vec![intent], entries: vec![id.into()] };
    raise_all(app, tx, &[told], &app.directory.organisation())
}
