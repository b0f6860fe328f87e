//! Standing orders (定期任务): what the policy wants done by itself after each period. They are planned like reports, in the
//! same table: a row that is due is the job.

mod alert;

use bihuan_domain::fact::Day;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::standing::{StandingOrder, StandingTask};
use bihuan_domain::report::{due_at, last_over, stretch};
use bihuan_persistence::Tx;
use bihuan_persistence::reports::Schedule;

use crate::App;
use crate::error::Error;
use crate::jobs::Errand;
use crate::quality::findings;
use crate::records::purge;

/// Before the name of the task, where it stands among the codes of reports: no code has a colon.
const PREFIX: &str = "standing:";

/// When each order is next carried out, as of today.
pub(crate) fn next_of_all(policy: &Policy, today: Day) -> Vec<Schedule> {
    let orders = policy.bundle().standing_orders.iter();
    orders.filter_map(|order| next(order, policy, last_over(order.period, today).1)).collect()
}

/// When an order is carried out about the period that ends with `last`.
fn next(order: &StandingOrder, policy: &Policy, last: Day) -> Option<Schedule> {
    let due_at = due_at(order.schedule, last, policy.zone())?;
    Some(Schedule { code: format!("{PREFIX}{}", order.task.as_str()), last, due_at, done_path: String::new() })
}

/// The task that a planned row is about; none for reports.
pub(crate) fn task_of(code: &str) -> Option<StandingTask> {
    code.strip_prefix(PREFIX).and_then(StandingTask::named)
}

/// Carries an order out about the period that ends with `last`, and answers when it is next. An order that is no longer in
/// the policy is forgotten.
pub(crate) fn carry_out(app: &App, tx: &mut Tx<'_>, task: StandingTask, last: Day) -> Result<Option<Schedule>, Error> {
    let policy = app.directory.current_policy()?;
    let Some(order) = policy.bundle().standing_orders.iter().find(|order| order.task == task) else { return Ok(None) };
    let days = stretch(order.period, last);
    match task {
        StandingTask::Purge => {
            purge::order(app, tx, &Errand::of_the_system(), false)?;
            app.queued.notify_one();
        }
        StandingTask::AssessmentsMissing => alert::assessments(app, tx, &policy, order, days)?,
        StandingTask::CallbacksOpen => alert::callbacks(app, tx, &policy, order, days)?,
        StandingTask::ListsMissing => alert::lists(app, tx, &policy, order, days)?,
        StandingTask::GamingSearch => findings::search_day(app, tx, &policy, days.1)?,
    }
    Ok(next(order, &policy, stretch(order.period, last.plus(1)).1))
}
