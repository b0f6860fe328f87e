//! Telling people about a report: that it ran by itself, or how it stands with its signatures.

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::notification::{Addressee, Happening, Intent, Subject};
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
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

/// Something that happened to a run, and who is told.
#[derive(Debug)]
pub(super) struct News {
    /// Under which code people find it in their inbox.
    pub(super) code: &'static str,
    /// The name of the entry in the log.
    pub(super) name: &'static str,
    /// Who did it.
    pub(super) actor: Actor,
    /// When.
    pub(super) at: Timestamp,
    /// What people read.
    pub(super) happening: Happening,
    /// Who.
    pub(super) to: Vec<Addressee>,
}

/// One entry of the log for the run, and a notification beside it for everybody to whom it is sent.
pub(super) fn tell(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    run: &ReportRun,
    (unit, people): (&UnitCode, &[Recipient]),
) -> Result<(), Error> {
    let to = |one: &Recipient| Addressee { role: one.role.clone(), unit: unit.clone(), person: Some(one.id) };
    let news = News {
        code: READY,
        name: "sent",
        actor: Actor::System,
        at: run.created_at,
        happening: Happening::ReportReady { report: run.report.code.clone(), run: run.id },
        to: people.iter().map(to).collect(),
    };
    put(app, tx, policy, run, news)
}

/// Writes an entry of the log, and a notification for everybody who is told; nothing when nobody is.
pub(super) fn put(app: &App, tx: &mut Tx<'_>, policy: &Arc<Policy>, run: &ReportRun, news: News) -> Result<(), Error> {
    let Ok(code) = news.code.parse() else { return Ok(()) };
    if news.to.is_empty() {
        return Ok(());
    }
    let (id, report) = (app.ids.id(news.at), &run.report);
    let event = serde_json::json!({"report": report.code, "from": report.from, "to": report.to, "unit": report.unit});
    let entry = NewEvent {
        id: id.into(),
        ticket: None,
        subject: "report_run",
        subject_id: run.id,
        name: news.name,
        at: news.at,
        actor: news.actor,
        data: serde_json::json!({"subject": "report_run", "event": event}),
        request_id: None,
    };
    let intent = Intent {
        cause: 0,
        code,
        to: news.to,
        channels: PushChannel::ALL.to_vec(),
        emergency: false,
        subject: Subject {
            number: format!("{} – {}", report.from, report.to),
            unit: report.unit.clone(),
            happening: news.happening,
        },
    };
    events::append(tx, [&entry])?;
    let told = Announcement {
        ticket: None,
        policy: policy.clone(),
        at: news.at,
        intents: vec![intent],
        entries: vec![id.into()],
    };
    raise_all(app, tx, &[told], &app.directory.organisation())
}
