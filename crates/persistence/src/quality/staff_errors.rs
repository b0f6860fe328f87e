//! The register of errors (差错登记).

use bihuan_domain::code::DefectCode;
use bihuan_domain::id::{InspectionId, StaffErrorId, UserId};
use bihuan_domain::quality::StaffError;
use bihuan_domain::time::Timestamp;
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;

use super::{scoped, seen};
use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::staff_errors;
use crate::types::{Id, Instant, Json};

/// An error and its version.
pub type Versioned = (i64, StaffError);

/// Which errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffErrorFilter {
    /// Of this person.
    pub person: Option<UserId>,
    /// Of this month.
    pub period: Option<String>,
    /// Whose contest waits for a ruling.
    pub contested: Option<bool>,
}

/// The errors of a person in a month that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonTotal {
    /// Whose.
    pub person: UserId,
    /// How many.
    pub errors: i64,
    /// Their points.
    pub points: i64,
}

/// Adds an error.
pub fn insert(tx: &mut Tx<'_>, error: &StaffError, unit_path: &str) -> Result<(), DbError> {
    diesel::insert_into(staff_errors::table)
        .values((
            staff_errors::id.eq(Id::from(error.id)),
            staff_errors::person_id.eq(Id::from(error.person)),
            staff_errors::unit_path.eq(unit_path),
            staff_errors::defect.eq(error.defect.as_str()),
            staff_errors::inspection_id.eq(error.inspection.map(Id::from)),
            staff_errors::period.eq(&error.period),
            staff_errors::at.eq(Instant::from(error.at)),
            staff_errors::points.eq(i32::from(error.points)),
            staff_errors::stands.eq(error.stands()),
            staff_errors::contested.eq(false),
            staff_errors::version.eq(1_i64),
            staff_errors::document.eq(Json(error.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Writes what somebody held against an error, or how that was decided; nothing else of it ever changes.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, error: &StaffError, version: i64) -> Result<(), DbError> {
    let contested = error.contest.as_ref().is_some_and(|contest| contest.ruling.is_none());
    let guarded =
        staff_errors::table.filter(staff_errors::id.eq(Id::from(error.id))).filter(staff_errors::version.eq(version));
    let hit = diesel::update(guarded)
        .set((
            staff_errors::stands.eq(error.stands()),
            staff_errors::contested.eq(contested),
            staff_errors::version.eq(version + 1),
            staff_errors::document.eq(Json(error.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// The error with this id, if the scope allows or it is about `person`.
pub fn find(
    tx: &mut Tx<'_>,
    id: StaffErrorId,
    scope: &Scope,
    person: Option<UserId>,
) -> Result<Option<Versioned>, DbError> {
    let row = staff_errors::table
        .find(Id::from(id))
        .select((staff_errors::unit_path, staff_errors::version, staff_errors::document))
        .first::<(String, i64, Json<StaffError>)>(tx.connection)
        .optional()?;
    Ok(row.and_then(|(path, version, Json(error))| {
        (seen(scope, &path) || person == Some(error.person)).then_some((version, error))
    }))
}

/// One page of errors.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &StaffErrorFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<Versioned>, DbError> {
    let query = staff_errors::table.select((staff_errors::version, staff_errors::document)).into_boxed();
    let mut query = scoped!(query, scope, staff_errors::unit_path);
    if let Some(person) = filter.person {
        query = query.filter(staff_errors::person_id.eq(Id::from(person)));
    }
    if let Some(period) = &filter.period {
        query = query.filter(staff_errors::period.eq(period.clone()));
    }
    if let Some(contested) = filter.contested {
        query = query.filter(staff_errors::contested.eq(contested));
    }
    let rows =
        keyset!(query, page, staff_errors::at, staff_errors::id).load::<(i64, Json<StaffError>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(error))| (version, error)).collect())
}

/// How many errors of a person with these defects stand since a moment.
pub fn count_since(tx: &mut Tx<'_>, person: UserId, defects: &[DefectCode], since: Timestamp) -> Result<i64, DbError> {
    let defects: Vec<&str> = defects.iter().map(DefectCode::as_str).collect();
    Ok(staff_errors::table
        .filter(staff_errors::person_id.eq(Id::from(person)))
        .filter(staff_errors::at.gt(Instant::from(since)))
        .filter(staff_errors::stands.eq(true))
        .filter(staff_errors::defect.eq_any(defects))
        .select(count_star())
        .first(tx.connection)?)
}

/// The errors of a month that stand, by person, behind `after`, in the order of the persons' ids.
pub fn totals(
    tx: &mut Tx<'_>,
    period: &str,
    scope: &Scope,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<PersonTotal>, DbError> {
    let query = staff_errors::table
        .group_by(staff_errors::person_id)
        .select((staff_errors::person_id, count_star(), sum(staff_errors::points)))
        .filter(staff_errors::period.eq(period))
        .filter(staff_errors::stands.eq(true))
        .order(staff_errors::person_id)
        .limit(limit)
        .into_boxed();
    let mut query = scoped!(query, scope, staff_errors::unit_path);
    if let Some(after) = after {
        query = query.filter(staff_errors::person_id.gt(Id::from(after)));
    }
    let rows = query.load::<(Id, i64, Option<i64>)>(tx.connection)?;
    let total = |(person, errors, points): (Id, i64, Option<i64>)| PersonTotal {
        person: person.into(),
        errors,
        points: points.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(total).collect())
}

/// The points of the errors of a person in a month that stand.
pub fn points_of(tx: &mut Tx<'_>, person: UserId, period: &str) -> Result<i64, DbError> {
    let points = staff_errors::table
        .filter(staff_errors::person_id.eq(Id::from(person)))
        .filter(staff_errors::period.eq(period))
        .filter(staff_errors::stands.eq(true))
        .select(sum(staff_errors::points))
        .first::<Option<i64>>(tx.connection)?;
    Ok(points.unwrap_or_default())
}

/// How many errors of a person in a month are contested and not ruled on yet.
pub fn contested_in(tx: &mut Tx<'_>, person: UserId, period: &str) -> Result<i64, DbError> {
    Ok(staff_errors::table
        .filter(staff_errors::person_id.eq(Id::from(person)))
        .filter(staff_errors::period.eq(period))
        .filter(staff_errors::contested.eq(true))
        .count()
        .get_result(tx.connection)?)
}

/// The points of the errors that an inspection found and that stand.
pub fn points_found(tx: &mut Tx<'_>, inspection: InspectionId) -> Result<i64, DbError> {
    let points = staff_errors::table
        .filter(staff_errors::inspection_id.eq(Id::from(inspection)))
        .filter(staff_errors::stands.eq(true))
        .select(sum(staff_errors::points))
        .first::<Option<i64>>(tx.connection)?;
    Ok(points.unwrap_or_default())
}
