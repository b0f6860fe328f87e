//! Passing on what a customer answered by text message or on the keys of the phone.

use std::sync::Arc;

use bihuan_domain::case::Case;
use bihuan_domain::id::SurveyId;
use bihuan_domain::permission::Permission;
use bihuan_domain::phone;
use bihuan_domain::policy::questionnaires::Question;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::{SurveyCommand, Way, next_question};
use bihuan_persistence::cases as rows;
use bihuan_persistence::surveys::VersionedSurvey;

use super::change::{by_customer, find};
use crate::App;
use crate::caller::Caller;
use crate::cases;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// A survey after one answer, and what is asked next.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The survey and its version.
    pub survey: VersionedSurvey,
    /// What is asked next; none when it is done.
    pub question: Option<Question>,
}

/// Takes the answer to the next question in the few words or keys that came from `phone`.
///
/// # Errors
/// Not found outside the caller's scope; refused when the number is not the customer's, the time is over, or the words mean
/// nothing.
pub async fn reply(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyId,
    (way, phone, text): (Way, String, String),
    reply: Reply<Progress>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::SurveyRelay)?;
    let (inner, scope) = (app.clone(), scope::of(&caller.principal));
    let keyed = reply.key.is_some();
    let stored = reply::once(app, reply, move |tx| {
        let ticket = find(tx, id)?.1.ticket;
        if !rows::is_visible(tx, ticket, &scope)? {
            return Err(Error::NotFound { what: "survey" });
        }
        // A message that is delivered twice would otherwise answer the next question too.
        if !keyed {
            return Err(Error::IdempotencyKeyRequired);
        }
        let command = SurveyCommand::Reply { way, text: text.clone() };
        let survey = by_customer(&inner, tx, (ticket, id), &command, |case, _| is_customer(case, &phone))?;
        let case = rows::load(tx, ticket, rows::LoadLock::None)?.map(|stored| stored.case.ticket.policy);
        let policy = inner.directory.policy(tx, case.ok_or(Error::NotFound { what: "survey" })?)?;
        let asked = policy.questionnaire(&survey.1.questionnaire);
        let question = asked.and_then(|asked| next_question(asked, &survey.1.answers)).cloned();
        Ok(Progress { survey, question })
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// Only the number of the customer speaks for him.
fn is_customer(case: &Case, from: &str) -> Result<(), Error> {
    let own = case.ticket.demand.contact.phone.as_deref().and_then(phone::normalise);
    let same = own.is_some() && own == phone::normalise(from);
    if same { Ok(()) } else { Err(Error::Refused(Refusal::new(RefusalCode::NotTheCustomer))) }
}
