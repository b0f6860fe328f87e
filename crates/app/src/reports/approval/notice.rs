//! Who is told how a report stands with its signatures.

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::RoleCode;
use bihuan_domain::id::UserId;
use bihuan_domain::notification::{Addressee, Happening};
use bihuan_domain::policy::Policy;
use bihuan_domain::report::{Standing, standing};
use bihuan_persistence::Tx;

use super::name;
use crate::App;
use crate::error::Error;
use crate::reports::ReportRun;
use crate::reports::delivery::{News, put};

/// Under which code people are told, and find it in their inbox.
const SIGNING: &str = "report_signing";

/// Tells the next signer that the report waits for him; at the end, everybody who ran or signed it how it ended.
pub(in crate::reports) fn announce(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    run: &ReportRun,
    actor: Actor,
) -> Result<(), Error> {
    let Some(standing) = standing(&run.report.approvals, &run.signatures) else { return Ok(()) };
    let to = match standing {
        Standing::Awaits(_, step) => {
            vec![Addressee { role: step.role.clone(), unit: run.report.unit.clone(), person: None }]
        }
        Standing::Approved | Standing::SentBack => involved(app, run),
    };
    let last = run.signatures.last();
    let news = News {
        code: SIGNING,
        name: last.map_or("awaits_signature", name),
        actor,
        at: last.map_or(run.created_at, |signature| signature.at),
        happening: Happening::ReportSigning { report: run.report.code.clone(), run: run.id, notice: standing.notice() },
        to,
    };
    put(app, tx, policy, run, news)
}

/// Whoever ran it and whoever signed it, each once.
fn involved(app: &App, run: &ReportRun) -> Vec<Addressee> {
    let people = app.directory.people();
    let mut ids: Vec<UserId> = run.signatures.iter().map(|signature| signature.by).chain(run.created_by).collect();
    ids.sort_unstable();
    ids.dedup();
    let addressee = |id: UserId| -> Option<Addressee> {
        let user = people.user(id)?;
        let role: RoleCode = user.roles.first()?.clone();
        Some(Addressee { role, unit: user.unit.clone(), person: Some(id) })
    };
    ids.into_iter().filter_map(addressee).collect()
}
