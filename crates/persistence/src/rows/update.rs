//! Updating rows, each with values of its own.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::{PgConnection, QueryResult, RunQueryDsl};

use super::push_list;

/// Updates the rows with the keys of a slice, each with its own values; answers how many there were.
///
/// ```ignore
/// update_rows!(tx, wakes, &rows, |row| { ticket_id: DbUuid = row.id } set { failures: SmallInt = row.failures })?;
/// ```
macro_rules! update_rows {
    ($tx:expr, $table:ident, $rows:expr, |$row:ident| {
        $($key:ident: $key_type:ty = $key_value:expr),+ $(,)?
    } set {
        $($column:ident: $type:ty = $value:expr),+ $(,)?
    }) => {
        match (&mut *$tx.connection, $rows) {
            ($crate::connection::AnyConnection::Postgres(connection), rows @ [_, _, ..]) => {
                struct Arrays;
                let update = $crate::rows::Update {
                    text: std::marker::PhantomData::<Arrays>,
                    table: stringify!($table),
                    keys: &[$(stringify!($key)),+],
                    names: &[$(stringify!($column)),+],
                    columns: (
                        $($crate::rows::column::<$key_type, _>(rows.iter().map(|$row| $key_value)),)+
                        $($crate::rows::column::<$type, _>(rows.iter().map(|$row| $value)),)+
                    ),
                };
                update.execute(connection)
            }
            ($crate::connection::AnyConnection::Postgres(connection), rows) => $crate::rows::each(rows, |$row| {
                let row = $table::table$(.filter($table::$key.eq($key_value)))+;
                diesel::update(row).set(($($table::$column.eq($value),)+)).execute(connection)
            }),
            ($crate::connection::AnyConnection::Sqlite(connection), rows) => $crate::rows::each(rows, |$row| {
                let row = $table::table$(.filter($table::$key.eq($key_value)))+;
                diesel::update(row).set(($($table::$column.eq($value),)+)).execute(connection)
            }),
        }
    };
}
pub(crate) use update_rows;

/// `UPDATE table SET names = … FROM unnest(columns) WHERE keys = …`.
pub(crate) struct Update<C, T> {
    /// A type of the place where it is written, which stands for its text, as that of an insert does.
    pub(crate) text: PhantomData<T>,
    pub(crate) table: &'static str,
    pub(crate) keys: &'static [&'static str],
    pub(crate) names: &'static [&'static str],
    /// A tuple of arrays: those of the keys, then those of the values.
    pub(crate) columns: C,
}

impl<C: QueryFragment<Pg>, T> QueryFragment<Pg> for Update<C, T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("UPDATE ");
        out.push_identifier(self.table)?;
        for (place, name) in self.names.iter().enumerate() {
            out.push_sql(if place == 0 { " SET " } else { ", " });
            out.push_identifier(name)?;
            out.push_sql(" = new.");
            out.push_identifier(name)?;
        }
        out.push_sql(" FROM unnest(");
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(") AS new (");
        for key in self.keys {
            // A key may be counted up by the same statement, as versions are.
            out.push_identifier(&format!("old_{key}"))?;
            out.push_sql(", ");
        }
        push_list(&mut out, self.names)?;
        out.push_sql(")");
        for (place, key) in self.keys.iter().enumerate() {
            out.push_sql(if place == 0 { " WHERE " } else { " AND " });
            out.push_identifier(self.table)?;
            out.push_sql(".");
            out.push_identifier(key)?;
            out.push_sql(" = new.");
            out.push_identifier(&format!("old_{key}"))?;
        }
        Ok(())
    }
}

impl<C, T: 'static> QueryId for Update<C, T> {
    type QueryId = T;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<C, T> RunQueryDsl<PgConnection> for Update<C, T> {}
