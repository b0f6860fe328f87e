//! Settings that belong to the data, not to a process: the clock of a sandbox, the secret of the tokens.

use diesel::prelude::*;

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
