//! Changing a case when no person of the staff does: a customer answers by himself, or the system does what is due.

use bihuan_domain::case::{self, Case, Command, Context};
use bihuan_domain::id::{CallbackId, SurveyId, TicketId};
use bihuan_domain::policy::Policy;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, Changes, LoadLock, StoredCase};

use super::{counted_up, log_entries, not_before, rules};
use crate::App;
use crate::error::Error;
use crate::notifications;

/// Carries a command out in nobody's name and within nobody's scope; `check` may refuse once the case is locked. Answers the
/// case as it then stands.
pub(crate) fn change_unattended(
    app: &App,
    tx: &mut Tx<'_>,
    ticket: TicketId,
    command: &Command,
    check: impl Fn(&Case, &Policy) -> Result<(), Error>,
) -> Result<StoredCase, Error> {
    let stored = rows::load(tx, ticket, LoadLock::Wait)?.ok_or(Error::NotFound { what: "ticket" })?;
    let policy = app.directory.policy(tx, stored.case.ticket.policy)?;
    check(&stored.case, &policy)?;
    let (rules, current) = (rules(&policy, &stored.case)?, app.directory.current_policy()?);
    let organisation = app.directory.organisation();
    let now = not_before(&stored, app.clock.now());
    let draw_key = app.draws.key(&policy, now);
    let context = Context {
        now,
        policy: &policy,
        current: &current,
        organisation: &organisation,
        rules: &rules,
        person: None,
        draw_key: &draw_key,
        callback_id: CallbackId(app.ids.id(now)),
        survey_id: SurveyId(app.ids.id(now)),
    };
    let decision = case::decide(&stored.case, command, &context).map_err(Error::Refused)?;
    let events = log_entries(app, &decision, now, None);
    let changes = Changes {
        after: &decision.case,
        events: &events,
        at: now,
        organisation: &organisation,
        year: policy.year_of(now),
    };
    rows::update(tx, &stored, changes)?;
    notifications::raise(app, tx, &decision, &events, (&policy, &context))?;
    Ok(counted_up(stored, decision.case, now))
}
