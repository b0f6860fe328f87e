//! Settings that belong to the data, not to a process: the clock of a sandbox, the secret of the tokens.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::schema::settings;

/// The value of a setting.
pub fn find(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, DbError> {
    Ok(settings::table.find(name).select(settings::value).first(tx.connection).optional()?)
}

/// Sets a setting.
pub fn put(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), DbError> {
    each!(tx, |connection| {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .on_conflict(settings::name)
            .do_update()
            .set(settings::value.eq(value))
            .execute(connection)
    })?;
    Ok(())
}

/// Sets a setting unless it is set, and answers the value it has now.
pub fn put_first(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<String, DbError> {
    each!(tx, |connection| {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .on_conflict_do_nothing()
            .execute(connection)
    })?;
    Ok(settings::table.find(name).select(settings::value).first(tx.connection)?)
}

/// Counts a setting that is a number up by one; 1 when it is not set. Whoever else counts it waits until this
/// transaction ends, so none of two counts is lost.
pub fn count_up(tx: &mut Tx<'_>, name: &str) -> Result<(), DbError> {
    each!(tx, |connection| {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq("1")))
            .on_conflict(settings::name)
            .do_update()
            .set(settings::value.eq(sql::<Text>("CAST(CAST(settings.value AS BIGINT) + 1 AS TEXT)")))
            .execute(connection)
    })?;
    Ok(())
}
