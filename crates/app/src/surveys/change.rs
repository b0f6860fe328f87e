//! Changing a case in the name of the customer: nobody is signed in, and nobody's scope limits it.

use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::{SurveyId, TicketId};
use bihuan_domain::policy::Policy;
use bihuan_domain::survey::SurveyCommand;
use bihuan_persistence::Tx;
use bihuan_persistence::surveys::VersionedSurvey;

use crate::App;
use crate::cases::change_unattended;
use crate::error::Error;

/// The survey with this id and its version.
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
    let after = change_unattended(app, tx, ticket, &Command::Survey(survey, command.clone()), check)?;
    let version = after.versions.surveys.get(&survey).copied().unwrap_or_default();
    after.case.survey_of(survey).map(|survey| (version, survey.clone())).ok_or(Error::NotFound { what: "survey" })
}
