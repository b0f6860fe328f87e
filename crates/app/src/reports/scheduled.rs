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
    Some(Schedule { code: spec.code.to_string(), last, due_at, done_path: String::new() })
}

/// Runs one report that is due for one unit, sends it to its recipients and, after the last unit, plans the next run, in one
/// transaction; or carries out a standing order. Answers whether one was due; a report whose period is not counted yet stays due. A node
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
    let policy = app.directory.current_policy()?;
    // A report that is no longer in the policy is forgotten.
    let Some(spec) = policy.report(&due.code) else { return Ok(rows::forget(tx, &due.code)?) };
    let mut waiting = deliveries(app, &policy, spec).into_iter().filter(|(unit, _)| unit.path > due.done_path);
    let (next_unit, others) = (waiting.next(), waiting.next().is_some());
    if let Some((unit, people)) = &next_unit {
        deliver(app, tx, &policy, (spec, stretch(spec.period, due.last)), (unit, people), now)?;
        if others {
            return Ok(rows::advance(tx, &due.code, &unit.path)?);
        }
    }
    rows::forget(tx, &due.code)?;
    let following = stretch(spec.period, due.last.plus(1)).1;
    Ok(rows::plan(tx, next(spec, &policy, following).as_slice())?)
}

/// Runs it for a unit and sends it.
fn deliver(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    (spec, days): (&ReportSpec, (Day, Day)),
    (unit, people): (&Unit, &[Recipient]),
    now: Timestamp,
) -> Result<(), Error> {
    let report = build(app, tx, policy, spec, days, unit)?;
    let run = ReportRun {
        id: app.ids.id(now),
        unit: unit.path.clone(),
        created_at: now,
        created_by: None,
        report,
        signatures: Vec::new(),
    };
    rows::add(tx, &run, &people.iter().map(|user| user.id).collect::<Vec<_>>())?;
    delivery::tell(app, tx, policy, &run, (&unit.code, people))?;
    approval::announce(app, tx, policy, &run, Actor::System)
}

/// The units for which a report runs by itself, in the order of their paths, and who gets each: the root always, and those
/// below it where the report is for each unit and somebody there gets it.
fn deliveries(app: &App, policy: &Policy, spec: &ReportSpec) -> Vec<(Unit, Vec<Recipient>)> {
    let organisation = app.directory.organisation();
    let units = organisation.units().filter(|unit| unit.parent.is_none() || spec.each_unit);
    let to = |unit: &Unit| (unit.clone(), recipients(app, policy, spec, unit));
    let mut found: Vec<_> =
        units.map(to).filter(|(unit, people)| unit.parent.is_none() || !people.is_empty()).collect();
    found.sort_unstable_by(|(left, _), (right, _)| left.path.cmp(&right.path));
    found
}

/// The people of a unit with one of the roles, who may see reports, each by that role.
fn recipients(app: &App, policy: &Policy, spec: &ReportSpec, unit: &Unit) -> Vec<Recipient> {
    let people = app.directory.people();
    let may = |role: &&RoleCode| policy.role(role).is_some_and(|role| role.may.contains(&Permission::ReportRead));
    let wanted: Vec<&RoleCode> = spec.recipients.iter().filter(may).collect();
    let of = |user: &Arc<User>| {
        let role = wanted.iter().find(|role| user.roles.contains(role))?;
        (!user.disabled).then(|| Recipient { id: user.id, role: (*role).clone() })
    };
    let mut found: Vec<Recipient> = people.at(&unit.code).filter_map(of).collect();
    found.sort_unstable_by_key(|recipient| recipient.id);
    found
}
