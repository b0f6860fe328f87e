//! Who is on duty now.

use bihuan_domain::id::UserId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::schema::duties;
use crate::types::{Id, Instant};

/// Since when the user is on duty.
pub fn since(tx: &mut Tx<'_>, user: UserId) -> Result<Option<Timestamp>, DbError> {
    let since = duties::table.find(Id::from(user)).select(duties::since_at).first::<Instant>(tx.connection);
    Ok(since.optional()?.map(Timestamp::from))
}

/// Puts the user on duty; whoever is already stays so from then.
pub fn begin(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<(), DbError> {
    let row = (duties::user_id.eq(Id::from(user)), duties::since_at.eq(Instant::from(at)));
    each!(tx, |connection| {
        diesel::insert_into(duties::table).values(row).on_conflict_do_nothing().execute(connection)
    })?;
    Ok(())
}

/// Takes the user off duty.
pub fn end(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    diesel::delete(duties::table.find(Id::from(user))).execute(tx.connection)?;
    Ok(())
}

/// Which of these users are on duty.
pub fn among(tx: &mut Tx<'_>, users: &[UserId]) -> Result<Vec<UserId>, DbError> {
    let ids: Vec<Id> = users.iter().copied().map(Id::from).collect();
    let found = duties::table.filter(duties::user_id.eq_any(ids)).select(duties::user_id).load::<Id>(tx.connection)?;
    Ok(found.into_iter().map(UserId::from).collect())
}
