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
            let latest = case.stored.case.callback.as_ref().is_some_and(|latest| latest.id == id);
            if latest {
                return view_of(case).ok_or_else(missing);
            }
            // An older round: nothing can be done to it any more.
            let survey = surveys::find(tx, callback.survey)?.ok_or_else(missing)?;
            Ok(CallbackView { callback, version, survey, ticket: case.stored.case.ticket, actions: Vec::new() })
        })
        .await
}

/// The callback of the latest round out of its case.
pub(crate) fn view_of(case: CaseView) -> Option<CallbackView> {
    let versions = case.stored.versions;
    let parts = case.stored.case;
    Some(CallbackView {
        callback: parts.callback?,
        version: versions.callback,
        survey: (versions.survey, parts.survey?),
        ticket: parts.ticket,
        actions: case.callback_actions,
    })
}
