//! Reading lists page by page, and only what the reader may see.

use bihuan_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a list goes on: behind the row with this time and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The time the list is ordered by.
    pub at: Timestamp,
    /// The id, for rows of the same time.
    pub id: Uuid,
}

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first, as queues are worked off.
    OldestFirst,
    /// Newest first, as people look things up.
    NewestFirst,
}

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// Behind which row it begins; none means the beginning.
    pub after: Option<Position>,
    /// How many rows at most.
    pub limit: i64,
    /// Which way the list runs.
    pub order: Order,
}

/// What a reader may see: everything under one path of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole organisation: no filter needed.
    Everything,
    /// A unit and everything below it.
    Under(Subtree),
}

/// A unit and everything below it, as a range of paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtree {
    /// The path of the unit, which ends with `/`.
    pub from: String,
    /// The first path behind the subtree.
    pub until: String,
}

impl Subtree {
    /// The unit with this path and everything below it.
    #[must_use]
    pub fn of(path: &str) -> Self {
        // `0` follows `/` in the order of bytes, and both engines compare paths by bytes.
        let stem = path.strip_suffix('/').unwrap_or(path);
        Self { from: format!("{stem}/"), until: format!("{stem}0") }
    }

    /// Whether a path lies in it.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.from.as_str() <= path && path < self.until.as_str()
    }
}

/// Puts a boxed query into the order of a page and behind its position, in the range form that an index can follow.
macro_rules! keyset {
    ($query:expr, $page:expr, $at:expr, $id:expr) => {{
        let (mut query, page): (_, $crate::page::PageRequest) = ($query, $page);
        if let Some(position) = page.after {
            let (at, id) = ($crate::types::Instant::from(position.at), $crate::types::Id(position.id));
            query = match page.order {
                $crate::page::Order::OldestFirst => query.filter($at.ge(at)).filter($at.gt(at).or($id.gt(id))),
                $crate::page::Order::NewestFirst => query.filter($at.le(at)).filter($at.lt(at).or($id.lt(id))),
            };
        }
        match page.order {
            $crate::page::Order::OldestFirst => query.order(($at.asc(), $id.asc())),
            $crate::page::Order::NewestFirst => query.order(($at.desc(), $id.desc())),
        }
        .limit(page.limit)
    }};
}
pub(crate) use keyset;
