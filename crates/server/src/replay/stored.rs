//! What an earlier run has left in the database, and whether this one may go on from there.

use std::collections::HashMap;

use anyhow::bail;
use bihuan_domain::time::Timestamp;

use super::rows::Row;
use crate::client::{Client, ClientError, Page, TicketSummary};

/// Rows of one page.
const PAGE_LIMIT: u32 = 200;

/// A ticket of the system that is replayed.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    /// Its id.
    pub(super) id: String,
    /// Where it stands.
    pub(super) stage: String,
}

/// All tickets of a system, by their external id.
///
/// # Errors
/// What the server refused, or two tickets of one name.
pub(super) async fn tickets(client: &Client, system: &str) -> anyhow::Result<HashMap<String, Stored>> {
    let mut found = HashMap::new();
    let mut next: Option<String> = None;
    loop {
        let page = page(client, system, next.as_deref()).await?;
        for ticket in page.data.into_iter().filter(|ticket| ticket.system.as_deref() == Some(system)) {
            let Some(external_id) = ticket.external_id else { continue };
            let stored = Stored { id: ticket.id, stage: ticket.stage };
            if found.insert(external_id.clone(), stored).is_some() {
                bail!("there are two tickets for the request {external_id} of {system}");
            }
        }
        next = page.page.next.filter(|_| page.page.has_more);
        if next.is_none() {
            return Ok(found);
        }
    }
}

async fn page(client: &Client, system: &str, cursor: Option<&str>) -> Result<Page<TicketSummary>, ClientError> {
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
    client.get(&format!("/v1/tickets?system={system}&limit={PAGE_LIMIT}{cursor}")).await
}

/// Whether the virtual clock of the database lets the rest of the file be played.
///
/// The clock is kept with the data, and is moved before each step; so when a run was killed, all steps before its
/// moment are done, those at its moment perhaps, and none after. Anything else is another file's database.
///
/// # Errors
/// Which row comes too late.
pub(super) fn check(rows: &[Row], stored: &HashMap<String, Stored>, clock: Timestamp) -> anyhow::Result<()> {
    for row in rows {
        let (line, id) = (row.line, &row.external_id);
        match stored.get(id) {
            None if row.opened < clock => bail!(
                "the clock of this database stands at {clock}, behind the opening of the request {id} of line {line}, \
                 which is not in it: replay into a fresh database"
            ),
            Some(ticket) if row.closed.is_some_and(|closed| closed < clock) && ticket.stage != "archived" => bail!(
                "the clock of this database stands at {clock}, behind the close of the request {id} of line {line}, \
                 whose ticket is still open: replay into a fresh database"
            ),
            _ => {}
        }
    }
    Ok(())
}
