//! Serials of ticket numbers, handed to the nodes in blocks.

use diesel::prelude::*;

use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::schema::number_blocks;

/// Takes `length` serials of a day; answers the first.
pub fn take(tx: &mut Tx<'_>, day: &str, length: i64) -> Result<i64, DbError> {
    let next: i64 = each!(tx, |connection| {
        diesel::insert_into(number_blocks::table)
            .values((number_blocks::day.eq(day), number_blocks::next.eq(1 + length)))
            .on_conflict(number_blocks::day)
            .do_update()
            .set(number_blocks::next.eq(number_blocks::next + length))
            .returning(number_blocks::next)
            .get_result(connection)
    })?;
    Ok(next - length)
}
