//! Looking at one callback.

use std::sync::Arc;

use bihuan_domain::callback::Callback;
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_domain::ticket::Ticket;
use bihuan_persistence::surveys::VersionedSurvey;
use bihuan_persistence::{callbacks, surveys};

use crate::App;
use crate::caller::Caller;
use crate::cases::{ActionView, CaseView};
use crate::error::Error;
use crate::tickets;

/// A callback, what is asked, and what the caller may do with it.
#[derive(Debug, Clone)]
pub struct CallbackView {
    /// The callback.
    pub callback: Callback,
    /// Its version.
    pub version: i64,
    /// The survey put to the customer, and its version.
    pub survey: VersionedSurvey,
    /// The ticket it closes.
    pub ticket: Ticket,
    /// What may be done.
    pub actions: Vec<ActionView>,
}

/// The callback, and what the caller may do with it.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: CallbackId) -> Result<CallbackView, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    let missing = || Error::NotFound { what: "callback" };
    app.database
        .snapshot(move |tx| {
            let (version, callback) = callbacks::find(tx, id)?.ok_or_else(missing)?;
            let case = tickets::look(&inner, tx, &principal, callback.ticket, "callback")?;
            if case.stored.case.callback_with(id).is_some() {
                return view_of(case, id).ok_or_else(missing);
            }
            // One that has ended: nothing can be done to it any more.
            let survey = surveys::find(tx, callback.survey)?.ok_or_else(missing)?;
            Ok(CallbackView { callback, version, survey, ticket: case.stored.case.ticket, actions: Vec::new() })
        })
        .await
}

/// A callback out of its case.
pub(crate) fn view_of(mut case: CaseView, id: CallbackId) -> Option<CallbackView> {
    let versions = &case.stored.versions;
    let callback = case.stored.case.callback_with(id)?.clone();
    let survey = case.stored.case.survey_of(callback.survey)?.clone();
    Some(CallbackView {
        version: versions.callbacks.get(&id).copied()?,
        survey: (versions.surveys.get(&survey.id).copied()?, survey),
        callback,
        actions: case.callback_actions.remove(&id).unwrap_or_default(),
        ticket: case.stored.case.ticket,
    })
}
