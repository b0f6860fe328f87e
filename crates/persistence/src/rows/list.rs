//! Reading what belongs to tickets.

/// The rows of a table that belong to tickets, in the order of a column within each ticket.
///
/// ```ignore
/// rows_of!(tx, &ids, clocks, ClockRow, clocks::all_columns, clocks::no)?
/// ```
macro_rules! rows_of {
    ($tx:expr, $tickets:expr, $table:ident, $row:ty, $columns:expr, $order:expr) => {
        match (&mut *$tx.connection, $tickets) {
            ($crate::connection::AnyConnection::Postgres(connection), tickets @ [_, _, ..]) => $table::table
                .filter($table::ticket_id.eq_any(tickets))
                .order($order)
                .select($columns)
                .load::<$row>(connection),
            ($crate::connection::AnyConnection::Postgres(connection), tickets) => {
                $crate::rows::list(tickets, |ticket| {
                    let rows = $table::table.filter($table::ticket_id.eq(ticket)).order($order);
                    rows.select($columns).load::<$row>(connection)
                })
            }
            ($crate::connection::AnyConnection::Sqlite(connection), tickets) => $crate::rows::list(tickets, |ticket| {
                let rows = $table::table.filter($table::ticket_id.eq(ticket)).order($order);
                rows.select($columns).load::<$row>(connection)
            }),
        }
    };
}
pub(crate) use rows_of;
