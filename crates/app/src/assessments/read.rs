//! Reading assessments.

use std::sync::Arc;

use bihuan_domain::id::AssessmentId;
use bihuan_domain::permission::Permission;
use bihuan_domain::quality::{Assessment, Figure};
use bihuan_persistence::page::{PageRequest, Scope};
use bihuan_persistence::quality::assessments as rows;

use super::{AssessmentFilter, Versioned, assessed, figures, scheme};
use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::Error;
use crate::principal::Principal;
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
    let (version, assessment) = found.ok_or(Error::NotFound { what: "assessment" })?;
    Ok((version, seen_by(app, &caller.principal, assessment)))
}

/// As much of an assessment as somebody who may see it sees: who only rates does not see what the others said.
pub(super) fn seen_by(app: &App, principal: &Principal, assessment: Assessment) -> Assessment {
    let path = directory::path(&app.directory.organisation(), &assessment.unit);
    let may_read = principal.permissions.contains(&Permission::AssessmentRead);
    if assessment.is_open_to(principal.user) || (may_read && scope::contains(&scope::of(principal), &path)) {
        return assessment;
    }
    assessment.as_seen_by_rater(principal.user)
}

/// The figures of an assessment, counted as the log is now.
///
/// # Errors
/// Not found.
pub async fn recount(app: &Arc<App>, caller: &Caller, id: AssessmentId) -> Result<Vec<Figure>, Error> {
    let (_, assessment) = get(app, caller, id).await?;
    let policy = app.directory.current_policy()?;
    figures::prepare(app, assessment.scheme_in(&policy)).await?;
    let (inner, period) = (app.clone(), month(app, "/period", &assessment.period)?);
    let person = assessed(app, &assessment)?;
    app.database.snapshot(move |tx| figures::count(&inner, tx, &person, period, scheme(&policy, &assessment)?)).await
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
