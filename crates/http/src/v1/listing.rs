//! Lists in the order of time: one row more than a page holds is asked for, to know whether there is a next page.

use bihuan_app::{Order, PageRequest, Position};

use crate::extract::paged::Paged;

/// What to ask the use case for.
pub(crate) fn request<F>(paged: &Paged<F, Position>, order: Order) -> PageRequest {
    PageRequest { after: paged.after, limit: one_more(paged.limit), order }
}

/// One row more than the page holds.
pub(crate) fn one_more(limit: u32) -> i64 {
    i64::from(limit) + 1
}

/// Cuts the rows to the page, and answers the position of the last one if there are more.
pub(crate) fn cut<T, K>(rows: &mut Vec<T>, limit: u32, position: impl Fn(&T) -> K) -> Option<K> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(position)
}
