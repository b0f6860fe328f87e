//! Changing a case in the name of the customer: nobody is signed in, and nobody's scope limits it.

use bihuan_domain::case::{self, Case, Command, Context};
use bihuan_domain::id::{CallbackId, SurveyId, TicketId};
use bihuan_domain::policy::Policy;
use bihuan_domain::survey::SurveyCommand;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, Changes, LoadLock};
use bihuan_persistence::surveys::VersionedSurvey;

use crate::App;
use crate::cases::{counted_up, log_entries, not_before, rules};
use crate::error::Error;
use crate::notifications;

/// The survey with this id and the policy its ticket is under.
pub(super) fn find(tx: &mut Tx<'_>, id: SurveyId) -> Result<VersionedSurvey, Error> {
    bihuan_persistence::surveys::find(tx, id)?.ok_or(Error::NotFound { what: "survey" })
}

/// Carries out what the customer wants; `check` may refuse once the case is locked. Answers the survey as it then stands.
pub(super) fn by_customer(
    app: &App,
    tx: &mut Tx<'_>,
    (ticket, survey): (TicketId, SurveyId),
    command: &SurveyCommand,
    check: impl Fn(&Case, &Policy) -> Result<(), Error>,
) -> Result<VersionedSurvey, Error> {
    let missing = || Error::NotFound { what: "survey" };
    let stored = rows::load(tx, ticket, LoadLock::Wait)?.ok_or_else(missing)?;
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
    let command = Command::Survey(survey, command.clone());
    let decision = case::decide(&stored.case, &command, &context).map_err(Error::Refused)?;
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
    let after = counted_up(stored, decision.case, now);
    let version = after.versions.surveys.get(&survey).copied().unwrap_or_default();
    after.case.survey_of(survey).map(|survey| (version, survey.clone())).ok_or_else(missing)
}
