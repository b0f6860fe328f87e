//! Surveys as lists.

use bihuan_domain::id::{SurveyId, TicketId};
use bihuan_domain::survey::Survey;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{surveys, ticket_scopes};
use crate::types::{Id, Json};

/// Which surveys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SurveyFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
}

/// A survey and its version.
pub type VersionedSurvey = (i64, Survey);

/// The survey with this id.
pub fn find(tx: &mut Tx<'_>, id: SurveyId) -> Result<Option<VersionedSurvey>, DbError> {
    let row = surveys::table
        .find(Id::from(id))
        .select((surveys::version, surveys::document))
        .first::<(i64, Json<Survey>)>(tx.connection)
        .optional()?;
    Ok(row.map(|(version, Json(survey))| (version, survey)))
}

/// One page of the surveys of tickets in the scope.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &SurveyFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedSurvey>, DbError> {
    let mut query = surveys::table.select((surveys::version, surveys::document)).into_boxed();
    if let Some(stage) = filter.stage.clone() {
        query = query.filter(surveys::stage.eq(stage));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(surveys::ticket_id.eq(Id::from(ticket)));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(surveys::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, surveys::opened_at, surveys::id);
    let rows = query.load::<(i64, Json<Survey>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(survey))| (version, survey)).collect())
}
