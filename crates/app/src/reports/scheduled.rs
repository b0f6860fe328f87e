//! Reports and standing orders that run by themselves: a row that is due is the job.

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::RoleCode;
use bihuan_domain::fact::Day;
use bihuan_domain::organisation::Unit;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::reports::ReportSpec;
use bihuan_domain::report::{due_at, last_over, stretch};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::reports::{self as rows, Schedule};
use bihuan_persistence::users::User;
use bihuan_persistence::{Tx, figures as figure_rows};

use super::build::build;
use super::delivery::{self, Recipient};
use super::{ReportRun, approval};
use crate::App;
use crate::error::Error;
use crate::figures;
use crate::standing;

/// Plans the next run of every report and standing order that runs by itself and is not planned yet.
///
/// # Errors
/// When the database cannot be reached, or holds no policy yet.
pub async fn plan_all(app: &Arc<App>) -> Result<(), Error> {
    let policy = app.directory.current_policy()?;
    let today = figures::today(app)?;
    let planned: Vec<Schedule> = policy
        .bundle()
        .reports
        .iter()
        .filter_map(|spec| next(spec, &policy, last_over(spec.period, today).1))
        .chain(standing::next_of_all(&policy, today))
        .collect();
    if planned.is_empty() {
        return Ok(());
    }
    app.database.write(move |tx| Ok(rows::plan(tx, &planned)?)).await
}

/// The run over the period that ends with `last`.
fn next(spec: &ReportSpec, policy: &Policy, last: Day) -> Option<Schedule> {
    let due_at = due_at(spec.schedule?, last, policy.zone())?;
    Some(Schedule { code: spec.code.to_string(), last, due_at })
}

/// Runs one report that is due, for the root, sends it to its recipients and plans the next run, in one transaction; or
/// carries out a standing order. Answers whether one was due; a report whose period is not counted yet stays due. A node
/// that dies leaves the row due.
///
/// # Errors
/// When the database cannot be reached.
pub async fn run_due(app: &Arc<App>) -> Result<bool, Error> {
    let inner = app.clone();
    app.database.write(move |tx| step(&inner, tx, inner.clock.now())).await
}

fn step(app: &App, tx: &mut Tx<'_>, now: Timestamp) -> Result<bool, Error> {
    let mut passed_over = Vec::new();
    while let Some(due) = rows::claim(tx, now, &passed_over)? {
        if let Some(task) = standing::task_of(&due.code) {
            rows::forget(tx, &due.code)?;
            let next = standing::carry_out(app, tx, task, due.last)?;
            rows::plan(tx, next.as_slice())?;
            return Ok(true);
        }
        if is_counted(app, tx, &due, now)? {
            report(app, tx, &due, now)?;
            return Ok(true);
        }
        // It keeps nobody else waiting.
        passed_over.push(due.code);
    }
    Ok(false)
}

/// Whether the figures know everything that happened in the period and stands in the log.
fn is_counted(app: &App, tx: &mut Tx<'_>, due: &Schedule, now: Timestamp) -> Result<bool, Error> {
    let over = due.last.plus(1).begins(app.directory.current_policy()?.zone()).unwrap_or(now);
    let cursor = figure_rows::read(tx)?;
    Ok(!figures::is_behind(tx, &cursor, over)?)
}

fn report(app: &App, tx: &mut Tx<'_>, due: &Schedule, now: Timestamp) -> Result<(), Error> {
    rows::forget(tx, &due.code)?;
    let policy = app.directory.current_policy()?;
    let organisation = app.directory.organisation();
    let root = organisation.units().find(|unit| unit.parent.is_none());
    // A report that is no longer in the policy is forgotten.
    let (Some(spec), Some(root)) = (policy.report(&due.code), root) else { return Ok(()) };
    let days = stretch(spec.period, due.last);
    let report = build(app, tx, &policy, spec, days, root)?;
    let run = ReportRun {
        id: app.ids.id(now),
        unit: root.path.clone(),
        created_at: now,
        created_by: None,
        report,
        signatures: Vec::new(),
    };
    let people = recipients(app, &policy, spec, root);
    rows::add(tx, &run, &people.iter().map(|user| user.id).collect::<Vec<_>>())?;
    delivery::tell(app, tx, &policy, &run, (&root.code, &people))?;
    approval::announce(app, tx, &policy, &run, Actor::System)?;
    let following = stretch(spec.period, due.last.plus(1)).1;
    Ok(rows::plan(tx, next(spec, &policy, following).as_slice())?)
}

/// The people at the root with one of the roles, who may see reports, each by that role.
fn recipients(app: &App, policy: &Policy, spec: &ReportSpec, root: &Unit) -> Vec<Recipient> {
    let people = app.directory.people();
    let may = |role: &&RoleCode| policy.role(role).is_some_and(|role| role.may.contains(&Permission::ReportRead));
    let wanted: Vec<&RoleCode> = spec.recipients.iter().filter(may).collect();
    let of = |user: &Arc<User>| {
        let role = wanted.iter().find(|role| user.roles.contains(role))?;
        (!user.disabled).then(|| Recipient { id: user.id, role: (*role).clone() })
    };
    let mut found: Vec<Recipient> = people.at(&root.code).filter_map(of).collect();
    found.sort_unstable_by_key(|recipient| recipient.id);
    found
}
