//! Running a report when somebody asks for it.

use std::sync::Arc;

use bihuan_domain::code::UnitCode;
use bihuan_domain::fact::Day;
use bihuan_domain::permission::Permission;
use bihuan_domain::report::{last_over, stretch};
use bihuan_persistence::reports as rows;

use super::build::build;
use super::{ReportRun, approval};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::{figures, scope};

/// Which report, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRequest {
    /// The report.
    pub code: String,
    /// A day of the period; the last period that is over when none is named.
    pub day: Option<Day>,
    /// The unit it is about, with all below; the caller's own when none is named.
    pub unit: Option<UnitCode>,
}

/// Runs a report over the data as they stand, and keeps it.
///
/// # Errors
/// Forbidden; not found for an unknown report, and for a unit outside the caller's scope.
pub async fn run(
    app: &Arc<App>,
    caller: &Caller,
    request: ReportRequest,
    reply: Reply<ReportRun>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::ReportRun)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let policy = app.directory.current_policy()?;
    let spec = policy.report(&request.code).ok_or(Error::NotFound { what: "report" })?.clone();
    let organisation = app.directory.organisation();
    let code = request.unit.as_ref().unwrap_or(&caller.principal.unit);
    let scope = scope::of(&caller.principal);
    let unit = organisation.unit(code).filter(|unit| scope::contains(&scope, &unit.path)).cloned();
    let unit = unit.ok_or(Error::NotFound { what: "unit" })?;
    let today = figures::today(app)?;
    let days = request.day.map_or_else(|| last_over(spec.period, today), |day| stretch(spec.period, day));
    let (inner, user, now) = (app.clone(), caller.principal.user, app.clock.now());
    let (id, actor) = (app.ids.id(now), caller.actor());
    reply::once(app, reply, move |tx| {
        let report = build(&inner, tx, &policy, &spec, days, &unit)?;
        let run = ReportRun {
            id,
            unit: unit.path.clone(),
            created_at: now,
            created_by: Some(user),
            report,
            signatures: Vec::new(),
        };
        rows::add(tx, &run, &[])?;
        approval::announce(&inner, tx, &policy, &run, actor.clone())?;
        Ok(run)
    })
    .await
}
