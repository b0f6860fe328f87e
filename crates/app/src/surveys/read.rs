//! Surveys: what customers answered.

use std::sync::Arc;

use bihuan_domain::id::SurveyId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::{cases, surveys as rows};

pub use bihuan_persistence::surveys::{SurveyFilter, VersionedSurvey};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// The survey with this id.
///
/// # Errors
/// Not found, also when its ticket lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: SurveyId) -> Result<VersionedSurvey, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .snapshot(move |tx| match rows::find(tx, id)? {
            Some(found) if cases::is_visible(tx, found.1.ticket, &scope)? => Ok(found),
            _ => Err(Error::NotFound { what: "survey" }),
        })
        .await
}

/// One page of the surveys of tickets in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: SurveyFilter,
    page: PageRequest,
) -> Result<Vec<VersionedSurvey>, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}
