//! What people are measured by, as rows: each holds how the matter stands; what counts as evidence is written as records.

pub mod assessments;
pub mod findings;
pub mod inspections;
pub mod staff_errors;
pub mod words;

use bihuan_domain::id::UserId;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::page::Scope;
use crate::schema::users;
use crate::types::Id;

/// Keeps others from judging the same people at the same time: the n-th offence is counted once. Call it once in a
/// transaction, and before any record is appended: people are always locked in one order, and before series.
pub fn lock_people(tx: &mut Tx<'_>, people: impl IntoIterator<Item = UserId>) -> Result<(), DbError> {
    let people: Vec<Id> = people.into_iter().map(Id::from).collect();
    let query = users::table.filter(users::id.eq_any(people)).order(users::id).select(users::id);
    match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().load::<Id>(connection).map(drop)?,
        // One writer at a time.
        AnyConnection::Sqlite(_) => {}
    }
    Ok(())
}

/// Whether a path lies in a scope.
fn seen(scope: &Scope, path: &str) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Under(subtree) => subtree.contains(path),
    }
}

/// Leaves of a query what lies in a scope, by the column of the path.
macro_rules! scoped {
    ($query:expr, $scope:expr, $path:expr) => {
        match $scope {
            $crate::page::Scope::Everything => $query,
            $crate::page::Scope::Under(subtree) => {
                $query.filter($path.ge(subtree.from.clone())).filter($path.lt(subtree.until.clone()))
            }
        }
    };
}
pub(crate) use scoped;
