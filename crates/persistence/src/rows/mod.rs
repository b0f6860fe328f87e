//! Rows of one table, as many as there are: each column is said once, whatever the engine.
//!
//! Several rows are one statement on PostgreSQL. A column travels as one array, so the text is the same for two rows and
//! for two hundred, and the server prepares it once. A single row is written as `… WHERE id = $1` there, because a
//! statement over arrays is planned for some ten of them, and kept planned as a scan of a table that was small then.
//! SQLite has no round trips to save: one prepared statement is run for each row.

mod insert;
mod list;
mod update;

pub(crate) use insert::{Form, Insert, insert_rows};
pub(crate) use list::rows_of;
pub(crate) use update::{Update, update_rows};

use diesel::dsl::AsExprOf;
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::sql_types::{Array, SqlType};
use diesel::{IntoSql as _, QueryResult};

use crate::types::Id;

/// The values of one column, as one array.
pub(crate) fn column<ST, T>(values: impl Iterator<Item = T>) -> AsExprOf<Vec<T>, Array<ST>>
where
    ST: SqlType + 'static,
    Vec<T>: AsExpression<Array<ST>>,
{
    values.collect::<Vec<T>>().into_sql::<Array<ST>>()
}

/// Runs a statement for each row; answers how many rows were hit.
pub(crate) fn each<R>(rows: &[R], mut run: impl FnMut(&R) -> QueryResult<usize>) -> QueryResult<usize> {
    rows.iter().try_fold(0, |hit, row| Ok(hit + run(row)?))
}

/// Lists the rows of each ticket.
pub(crate) fn list<R>(tickets: &[Id], mut load: impl FnMut(Id) -> QueryResult<Vec<R>>) -> QueryResult<Vec<R>> {
    let mut rows = Vec::new();
    for ticket in tickets {
        rows.extend(load(*ticket)?);
    }
    Ok(rows)
}

fn push_list(out: &mut AstPass<'_, '_, Pg>, names: &[&str]) -> QueryResult<()> {
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            out.push_sql(", ");
        }
        out.push_identifier(name)?;
    }
    Ok(())
}
