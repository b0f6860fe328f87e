//! Reading assessments.

use std::sync::Arc;

use bihuan_domain::id::AssessmentId;
use bihuan_domain::permission::Permission;
use bihuan_domain::quality::Figure;
use bihuan_persistence::page::{PageRequest, Scope};
use bihuan_persistence::quality::assessments as rows;

use super::{AssessmentFilter, FiguresOfPerson, FromLog, Versioned, scheme};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::quality::month;
use crate::scope;

/// The assessment with this id: in the scope of whoever may read them, the caller's own, or one he rates.
///
/// # Errors
/// Not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: AssessmentId) -> Result<Versioned, Error> {
    let may_read = caller.principal.permissions.contains(&Permission::AssessmentRead);
    let (scope, user) = (may_read.then(|| scope::of(&caller.principal)), caller.principal.user);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id, scope.as_ref(), user)?)).await?;
    found.ok_or(Error::NotFound { what: "assessment" })
}

/// The figures of an assessment, counted from the log as it is now.
///
/// # Errors
/// Not found.
pub async fn recount(app: &Arc<App>, caller: &Caller, id: AssessmentId) -> Result<Vec<Figure>, Error> {
    let (_, assessment) = get(app, caller, id).await?;
    let policy = app.directory.current_policy()?;
    let period = month(app, "/period", &assessment.period)?;
    app.database.read(move |tx| FromLog.of(tx, assessment.person, period, scheme(&policy, &assessment)?)).await
}

/// One page of assessments, newest first.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: AssessmentFilter,
    page: PageRequest,
) -> Result<Vec<Versioned>, Error> {
    caller.principal.require(Permission::AssessmentRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}

/// One page of the caller's own assessments, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn own(app: &Arc<App>, caller: &Caller, page: PageRequest) -> Result<Vec<Versioned>, Error> {
    let filter = AssessmentFilter { person: Some(caller.principal.user), ..AssessmentFilter::default() };
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &Scope::Everything, page)?)).await
}
