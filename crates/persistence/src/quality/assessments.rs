//! Assessments (考核).

use std::collections::BTreeSet;

use bihuan_domain::code::SchemeCode;
use bihuan_domain::id::{AssessmentId, UserId};
use bihuan_domain::quality::Assessment;
use diesel::prelude::*;

use super::{scoped, seen};
use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::assessments;
use crate::types::{Id, Instant, Json};

/// An assessment and its version.
pub type Versioned = (i64, Assessment);

/// Which assessments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssessmentFilter {
    /// Of this person.
    pub person: Option<UserId>,
    /// Of this month.
    pub period: Option<String>,
    /// Whether they are frozen.
    pub is_final: Option<bool>,
}

/// Adds an assessment.
///
/// # Errors
/// [`DbError::Unique`] on `assessments(scheme, period, person_id)` when the person was assessed before.
pub fn insert(tx: &mut Tx<'_>, assessment: &Assessment, unit_path: &str) -> Result<(), DbError> {
    diesel::insert_into(assessments::table)
        .values((
            assessments::id.eq(Id::from(assessment.id)),
            assessments::scheme.eq(assessment.scheme.as_str()),
            assessments::period.eq(&assessment.period),
            assessments::person_id.eq(Id::from(assessment.person)),
            assessments::unit_path.eq(unit_path),
            assessments::opened_at.eq(Instant::from(assessment.opened_at)),
            assessments::is_final.eq(assessment.result.is_some()),
            assessments::version.eq(1_i64),
            assessments::document.eq(Json(assessment.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Writes a changed assessment.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, assessment: &Assessment, version: i64) -> Result<(), DbError> {
    let guarded =
        assessments::table.filter(assessments::id.eq(Id::from(assessment.id))).filter(assessments::version.eq(version));
    let hit = diesel::update(guarded)
        .set((
            assessments::is_final.eq(assessment.result.is_some()),
            assessments::version.eq(version + 1),
            assessments::document.eq(Json(assessment.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// The assessment with this id, if the scope allows, or `person` is assessed or rates.
pub fn find(
    tx: &mut Tx<'_>,
    id: AssessmentId,
    scope: Option<&Scope>,
    person: UserId,
) -> Result<Option<Versioned>, DbError> {
    let row = assessments::table
        .find(Id::from(id))
        .select((assessments::unit_path, assessments::version, assessments::document))
        .first::<(String, i64, Json<Assessment>)>(tx.connection)
        .optional()?;
    Ok(row.and_then(|(path, version, Json(assessment))| {
        let within = scope.is_some_and(|scope| seen(scope, &path));
        (within || assessment.involved().contains(&person)).then_some((version, assessment))
    }))
}

/// Whose assessment of a month by a scheme is frozen.
pub fn frozen(tx: &mut Tx<'_>, scheme: &SchemeCode, period: &str) -> Result<BTreeSet<UserId>, DbError> {
    let people = assessments::table
        .filter(assessments::scheme.eq(scheme.as_str()))
        .filter(assessments::period.eq(period))
        .filter(assessments::is_final.eq(true))
        .select(assessments::person_id)
        .load::<Id>(tx.connection)?;
    Ok(people.into_iter().map(UserId::from).collect())
}

/// One page of assessments.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &AssessmentFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<Versioned>, DbError> {
    let query = assessments::table.select((assessments::version, assessments::document)).into_boxed();
    let mut query = scoped!(query, scope, assessments::unit_path);
    if let Some(person) = filter.person {
        query = query.filter(assessments::person_id.eq(Id::from(person)));
    }
    if let Some(period) = &filter.period {
        query = query.filter(assessments::period.eq(period.clone()));
    }
    if let Some(is_final) = filter.is_final {
        query = query.filter(assessments::is_final.eq(is_final));
    }
    let query = keyset!(query, page, assessments::opened_at, assessments::id);
    let rows = query.load::<(i64, Json<Assessment>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(assessment))| (version, assessment)).collect())
}
