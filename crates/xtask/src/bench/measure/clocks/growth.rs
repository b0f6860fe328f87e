//! How tables grow while clocks come and go.

use anyhow::Result;

use super::sql::{Both, Sql};

/// The tables that waking writes to.
const TABLES: &str = "'wakes', 'clocks', 'tickets', 'events'";
const MEBIBYTE: f64 = 1_048_576.0;

/// One table, or the whole file of SQLite.
#[derive(Debug, Clone)]
pub(super) struct Size {
    pub(super) name: String,
    pub(super) mebibytes: f64,
    /// Rows that are left for the vacuum; pages that are free in SQLite's file.
    pub(super) dead: f64,
    /// Updates so far, and those that touched no index.
    pub(super) updates: f64,
    pub(super) updates_in_place: f64,
}

/// Bytes of the write-ahead log so far; none on SQLite, whose log is written over.
pub(super) fn log_bytes(sql: &Sql) -> Result<Option<f64>> {
    let postgres = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
    Ok(sql.numbers(Both { postgres, sqlite: "SELECT -1" })?.first().copied().filter(|bytes| *bytes >= 0.0))
}

/// As it is now.
pub(super) fn sizes(sql: &Sql) -> Result<Vec<Size>> {
    let postgres = format!(
        "SELECT relname, pg_total_relation_size(relid), n_dead_tup, n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables \
         WHERE relname IN ({TABLES}) ORDER BY relname"
    );
    let sqlite = "SELECT 'file', page_count * page_size, freelist_count, 0, 0 \
                  FROM pragma_page_count, pragma_page_size, pragma_freelist_count";
    let rows = sql.rows(Both { postgres: &postgres, sqlite })?;
    let size = |row: Vec<String>| {
        let number = |place: usize| row.get(place).and_then(|cell| cell.parse().ok()).unwrap_or(0.0_f64);
        Size {
            name: row.first().cloned().unwrap_or_default(),
            mebibytes: number(1) / MEBIBYTE,
            dead: number(2),
            updates: number(3),
            updates_in_place: number(4),
        }
    };
    Ok(rows.into_iter().map(size).collect())
}
