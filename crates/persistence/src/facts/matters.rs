//! Tickets about the same matter.

use bihuan_domain::fact::Standing;
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::facts;
use crate::types::{Id, Instant};

/// A ticket about a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The matter.
    pub matter: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The ticket.
    pub ticket: TicketId,
}

/// The tickets about these matters that were opened in a stretch of time, both ends included, as their facts say.
pub fn related(tx: &mut Tx<'_>, matters: &[String], from: Timestamp, to: Timestamp) -> Result<Vec<Related>, DbError> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let rows = facts::table
        .filter(facts::matter.eq_any(matters))
        .filter(facts::opened_at.between(Instant::from(from), Instant::from(to)))
        .filter(facts::standing.ne(Standing::Adjusted.as_str()))
        .select((facts::matter, facts::opened_at, facts::ticket_id))
        .load::<(Option<String>, Instant, Id)>(tx.connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(matter, opened_at, ticket)| {
            Some(Related { matter: matter?, opened_at: opened_at.into(), ticket: ticket.into() })
        })
        .collect())
}
