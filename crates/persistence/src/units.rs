//! Units of the organisation.

use bihuan_domain::code::{CalendarCode, UnitCode};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::organisation::{UnitFunction, UnitSpec};
use bihuan_domain::policy::vocabulary::Text;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::units;

#[derive(Queryable, Insertable)]
#[diesel(table_name = units)]
#[diesel(treat_none_as_default_value = false)]
struct UnitRow {
    code: String,
    parent: Option<String>,
    name_zh: String,
    name_en: String,
    function: String,
    calendar: Option<String>,
}

impl UnitRow {
    fn new(unit: &UnitSpec) -> Self {
        Self {
            code: unit.code.to_string(),
            parent: unit.parent.as_ref().map(ToString::to_string),
            name_zh: unit.name.zh.clone(),
            name_en: unit.name.en.clone(),
            function: function_name(unit.function).to_owned(),
            calendar: unit.calendar.as_ref().map(ToString::to_string),
        }
    }

    fn into_spec(self) -> Result<UnitSpec, DbError> {
        let corrupt = |column, reason: String| DbError::corrupt("units", column, &self.code, reason);
        Ok(UnitSpec {
            code: self.code.parse().map_err(|error| corrupt("code", format!("{error}")))?,
            parent: match self.parent.as_deref() {
                Some(parent) => Some(parent.parse().map_err(|error| corrupt("parent", format!("{error}")))?),
                None => None,
            },
            function: function(&self.function)
                .ok_or_else(|| corrupt("function", format!("unknown `{}`", self.function)))?,
            calendar: match self.calendar.as_deref() {
                Some(calendar) => Some(calendar.parse().map_err(|error| corrupt("calendar", format!("{error}")))?),
                None => None,
            },
            name: Text { zh: self.name_zh, en: self.name_en },
        })
    }
}

/// The name of a unit's function, as stored and shown.
#[must_use]
pub const fn function_name(function: UnitFunction) -> &'static str {
    match function {
        UnitFunction::Group => "group",
        UnitFunction::Centre => "centre",
        UnitFunction::Department => "department",
        UnitFunction::Crew => "crew",
    }
}

fn function(name: &str) -> Option<UnitFunction> {
    [UnitFunction::Group, UnitFunction::Centre, UnitFunction::Department, UnitFunction::Crew]
        .into_iter()
        .find(|function| function_name(*function) == name)
}

/// The organisation as it stands.
pub fn organisation(tx: &mut Tx<'_>) -> Result<Organisation, DbError> {
    let specs: Vec<UnitSpec> = units::table
        .order(units::code)
        .load::<UnitRow>(tx.connection)?
        .into_iter()
        .map(UnitRow::into_spec)
        .collect::<Result<_, _>>()?;
    Organisation::new(specs).map_err(|error| DbError::corrupt("units", "parent", "tree", error))
}

/// Adds a unit.
pub fn insert(tx: &mut Tx<'_>, unit: &UnitSpec) -> Result<(), DbError> {
    diesel::insert_into(units::table).values(UnitRow::new(unit)).execute(tx.connection)?;
    Ok(())
}

/// Gives a unit another calendar, or none of its own; false when there is no such unit.
pub fn set_calendar(tx: &mut Tx<'_>, code: &UnitCode, calendar: Option<&CalendarCode>) -> Result<bool, DbError> {
    let changed = diesel::update(units::table.find(code.as_str()))
        .set(units::calendar.eq(calendar.map(CalendarCode::as_str)))
        .execute(tx.connection)?;
    Ok(changed > 0)
}
