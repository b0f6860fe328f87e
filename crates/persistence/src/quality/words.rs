//! What people wrote in registers of their own, which goes when the last record about it may go.

use bihuan_domain::quality::{Assessment, StaffError};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{Order, PageRequest, Position, keyset};
use crate::schema::{assessments, staff_errors};
use crate::types::{Id, Instant, Json};

/// A row that still holds people's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Worded<T> {
    /// Where it stands in the walk.
    pub position: Position,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub document: T,
}

/// Walking a register, and overwriting what people wrote in it.
macro_rules! register {
    ($table:ident, $at:ident, $document:ty, $list:ident, $forget:ident) => {
        /// Rows behind `after` from before a moment that still hold people's words, oldest first.
        pub fn $list(
            tx: &mut Tx<'_>,
            before: Timestamp,
            after: Option<Position>,
            limit: i64,
        ) -> Result<Vec<Worded<$document>>, DbError> {
            let query = $table::table
                .filter($table::erased_at.is_null())
                .filter($table::$at.lt(Instant::from(before)))
                .select(($table::id, $table::$at, $table::version, $table::document))
                .into_boxed();
            let page = PageRequest { after, limit, order: Order::OldestFirst };
            let rows = keyset!(query, page, $table::$at, $table::id)
                .load::<(Id, Instant, i64, Json<$document>)>(tx.connection)?;
            let of_row = |(id, at, version, Json(document)): (Id, Instant, i64, Json<$document>)| Worded {
                position: Position { at: at.into(), id: id.0 },
                version,
                document,
            };
            Ok(rows.into_iter().map(of_row).collect())
        }

        /// Overwrites what people wrote in a row.
        ///
        /// # Errors
        /// [`DbError::Stale`] when it was changed since it was read.
        pub fn $forget(tx: &mut Tx<'_>, row: &Worded<$document>, at: Timestamp) -> Result<(), DbError> {
            let mut document = row.document.clone();
            document.forget_words();
            let guarded = $table::table.find(Id::from(document.id)).filter($table::version.eq(row.version));
            let hit = diesel::update(guarded)
                .set((
                    $table::erased_at.eq(Some(Instant::from(at))),
                    $table::version.eq(row.version + 1),
                    $table::document.eq(Json(document)),
                ))
                .execute(tx.connection)?;
            DbError::guard(hit)
        }
    };
}

register!(staff_errors, at, StaffError, worded_errors, forget_error);
register!(assessments, opened_at, Assessment, worded_assessments, forget_assessment);
