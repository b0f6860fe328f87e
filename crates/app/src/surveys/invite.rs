//! Inviting a customer to answer by himself.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::SurveyId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::questionnaires::Question;
use bihuan_domain::survey::{Survey, SurveyCommand, Way, next_question};

use super::change::find;
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// Makes the secret part of a link to a survey; none when the survey cannot be answered through one.
pub type Seal = Arc<dyn Fn(&Survey) -> Option<String> + Send + Sync>;

/// An invitation.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The survey as it stands.
    pub survey: Survey,
    /// By which way.
    pub way: Way,
    /// The secret part of the link, when it is one.
    pub token: Option<String>,
    /// What is asked first.
    pub question: Option<Question>,
}

/// Invites the customer of a survey to answer by himself, or once more. An earlier link ends with its own time.
///
/// # Errors
/// Refused when the survey has ended or its questionnaire does not let customers answer in this way.
pub async fn invite(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyId,
    way: Way,
    seal: Seal,
    reply: Reply<Invitation>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::SurveyRelay)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let ticket = find(tx, id)?.1.ticket;
        let aim = Aim { ticket, what: Target::Ticket, expected: None, from_centre: true };
        let command = Command::Survey(id, SurveyCommand::Invite { way });
        let case = cases::change(&inner, tx, &caller, aim, |_, _| Ok(command.clone()))?.stored.case;
        let policy = inner.directory.policy(tx, case.ticket.policy)?;
        let survey = case.survey_of(id).ok_or(Error::NotFound { what: "survey" })?;
        let asked = policy.questionnaire(&survey.questionnaire);
        let question = asked.and_then(|asked| next_question(asked, &survey.answers)).cloned();
        let token = if way == Way::Link { seal(survey) } else { None };
        Ok(Invitation { survey: survey.clone(), way, token, question })
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}
