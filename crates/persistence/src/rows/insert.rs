//! Inserting rows.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::{PgConnection, QueryResult, RunQueryDsl};

use super::push_list;

/// Inserts rows of a slice. What to do with rows that are there already is said behind, as PostgreSQL's text and as
/// diesel's: PostgreSQL is sent the text, because diesel has what updates rows that are there prepared anew each time.
///
/// ```ignore
/// insert_rows!(tx, wakes, &rows, |row| { ticket_id: DbUuid = row.id, failures: SmallInt = 0_i16 })?;
/// ```
macro_rules! insert_rows {
    ($tx:expr, $table:ident, $rows:expr, |$row:ident| {
        $($column:ident: $type:ty = $value:expr),+ $(,)?
    } $(, $conflict:literal $($on_conflict:tt)+)?) => {
        match (&mut *$tx.connection, $rows) {
            ($crate::connection::AnyConnection::Postgres(connection), rows @ [_, _, ..]) => {
                struct Arrays;
                let insert = $crate::rows::Insert {
                    text: std::marker::PhantomData::<Arrays>,
                    form: $crate::rows::Form::Arrays,
                    table: stringify!($table),
                    names: &[$(stringify!($column)),+],
                    columns: ($($crate::rows::column::<$type, _>(rows.iter().map(|$row| {
                        // A column may be the same for all rows.
                        let _ = $row;
                        $value
                    })),)+),
                    conflict: concat!("" $(, $conflict)?),
                };
                insert.execute(connection)
            }
            ($crate::connection::AnyConnection::Postgres(connection), rows) => $crate::rows::each(rows, |$row| {
                struct OneRow;
                let insert = $crate::rows::Insert {
                    text: std::marker::PhantomData::<OneRow>,
                    form: $crate::rows::Form::Row,
                    table: stringify!($table),
                    names: &[$(stringify!($column)),+],
                    columns: ($(diesel::IntoSql::into_sql::<$type>($value),)+),
                    conflict: concat!("" $(, $conflict)?),
                };
                insert.execute(connection)
            }),
            ($crate::connection::AnyConnection::Sqlite(connection), rows) => $crate::rows::each(rows, |$row| {
                let row = ($($table::$column.eq($value),)+);
                diesel::insert_into($table::table).values(row)$($($on_conflict)+)?.execute(connection)
            }),
        }
    };
}
pub(crate) use insert_rows;

/// How rows are sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// One, value by value.
    Row,
    /// As many as there are, one array for each column.
    Arrays,
}

/// `INSERT INTO table (names) VALUES (columns)` or `… SELECT * FROM unnest(columns)`.
pub(crate) struct Insert<C, T> {
    /// A type of the place where it is written. Its text is the same each time, so this stands for it: it is written out and looked
    /// up among those that are prepared once, not each time.
    pub(crate) text: PhantomData<T>,
    pub(crate) form: Form,
    pub(crate) table: &'static str,
    pub(crate) names: &'static [&'static str],
    /// A tuple of values, or of arrays.
    pub(crate) columns: C,
    /// What to do with rows that are there already; empty when there can be none.
    pub(crate) conflict: &'static str,
}

impl<C: QueryFragment<Pg>, T> QueryFragment<Pg> for Insert<C, T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("INSERT INTO ");
        out.push_identifier(self.table)?;
        out.push_sql(" (");
        push_list(&mut out, self.names)?;
        out.push_sql(match self.form {
            Form::Row => ") VALUES (",
            Form::Arrays => ") SELECT * FROM unnest(",
        });
        self.columns.walk_ast(out.reborrow())?;
        out.push_sql(") ");
        out.push_sql(self.conflict);
        Ok(())
    }
}

impl<C, T: 'static> QueryId for Insert<C, T> {
    type QueryId = T;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<C, T> RunQueryDsl<PgConnection> for Insert<C, T> {}
