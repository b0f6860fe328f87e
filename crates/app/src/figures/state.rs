//! How far the figures follow the log, and what they lack.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::figures::{self as rows, FigureCursor};
use bihuan_persistence::page::Scope;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Tickets told of at once among those that cannot be counted.
const UNCOUNTED_MAX: i64 = 100;

/// How far the figures follow the log, and what they lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureState {
    /// How far they follow.
    pub cursor: FigureCursor,
    /// How many tickets cannot be counted as they stand.
    pub uncounted: i64,
    /// The first of those that were taken in the scope of whoever asks, and since when.
    pub uncounted_tickets: Vec<(TicketId, Timestamp)>,
}

impl FigureState {
    pub(super) fn read(tx: &mut Tx<'_>, scope: &Scope) -> Result<Self, Error> {
        let cursor = rows::read(tx)?;
        let uncounted_tickets = rows::list_uncounted(tx, scope, UNCOUNTED_MAX)?;
        Ok(Self { cursor, uncounted: rows::count_uncounted(tx)?, uncounted_tickets })
    }
}

/// How far the figures follow the log, and what they lack.
///
/// # Errors
/// Forbidden.
pub async fn state(app: &Arc<App>, caller: &Caller) -> Result<FigureState, Error> {
    caller.principal.require(Permission::FigureRead)?;
    let scope = scope::of(&caller.principal);
    app.database.snapshot(move |tx| FigureState::read(tx, &scope)).await
}
