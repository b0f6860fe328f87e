//! What came of the day, told by the API: the tickets as they stand, and the log of what happened to them.

use std::collections::{BTreeMap, HashMap, HashSet};

use bihuan_domain::policy::Bundle;
use serde::Serialize;

use crate::client::{Client, EventPage, Page, TicketSummary};

/// Tickets of one page.
const TICKETS_LIMIT: u32 = 200;
/// Events of one page.
const EVENTS_LIMIT: u32 = 1_000;

/// How many tickets, by what happened to them.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Counts {
    pub(super) accepted: u32,
    pub(super) answered_on_spot: u32,
    pub(super) dispatched: u32,
    pub(super) late: u32,
    pub(super) called_back: u32,
    pub(super) satisfied: u32,
    pub(super) redone: u32,
    pub(super) archived: u32,
    pub(super) still_open: u32,
    pub(super) returned: u32,
    pub(super) redirected: u32,
    pub(super) returns_refused: u32,
    pub(super) refilled: u32,
    pub(super) urged: u32,
    pub(super) unreachable: u32,
    pub(super) withdrawn: u32,
    pub(super) cancelled: u32,
    pub(super) reopened: u32,
    pub(super) several_work_orders: u32,
}

/// The row of one kind.
#[derive(Debug, Serialize)]
pub(super) struct KindRow {
    pub(super) kind: String,
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) counts: Counts,
}

/// Asks the API what came of everything, of the kinds that customers ask for, in the order of the bundle.
///
/// # Errors
/// What the server refused.
pub(super) async fn of(client: &Client, bundle: &Bundle) -> anyhow::Result<(Vec<KindRow>, Counts)> {
    let tickets = tickets(client).await?;
    let happened = happened(client).await?;
    let mut rows: BTreeMap<String, Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for ticket in &tickets {
        let nothing = Happened::default();
        let events = happened.get(&ticket.id).unwrap_or(&nothing);
        rows.entry(ticket.kind.clone()).or_default().count(ticket, events);
        total.count(ticket, events);
    }
    let row = |kind: &bihuan_domain::policy::catalogue::Kind| KindRow {
        kind: kind.code.to_string(),
        name: kind.name.en.clone(),
        counts: rows.get(kind.code.as_str()).cloned().unwrap_or_default(),
    };
    // What only campaigns open, nobody asks for.
    let asked_for = bundle.kinds.iter().filter(|kind| !kind.outbound);
    Ok((asked_for.map(row).collect(), total))
}

/// The names of what happened to one ticket, and how many work orders it has.
#[derive(Debug, Default)]
struct Happened {
    names: HashSet<String>,
    work_orders: u32,
}

impl Counts {
    fn count(&mut self, ticket: &TicketSummary, events: &Happened) {
        let had = |name: &str| u32::from(events.names.contains(name));
        let any = |names: &[&str]| u32::from(names.iter().any(|name| events.names.contains(*name)));
        self.accepted += had("ticket.accepted");
        self.answered_on_spot += had("ticket.answered_on_spot");
        self.dispatched += had("ticket.dispatched");
        self.late += had("clock.breached");
        self.called_back +=
            any(&["callback.attempted", "callback.satisfied", "callback.unsatisfied", "callback.unreachable"]);
        self.satisfied += had("callback.satisfied");
        self.redone += had("work_order.redo_ordered");
        self.archived += u32::from(ticket.stage == "archived");
        let ended = matches!(ticket.stage.as_str(), "archived" | "closed_on_spot" | "cancelled");
        self.still_open += u32::from(!ended);
        self.returned += had("work_order.returned");
        self.redirected += had("work_order.transferred");
        self.returns_refused += had("work_order.return_refused");
        self.refilled += had("work_order.refill_ordered");
        self.urged += had("ticket.urged");
        self.unreachable += had("callback.unreachable");
        self.withdrawn += had("ticket.withdrawn");
        self.cancelled += had("ticket.cancelled");
        self.reopened += had("ticket.reopened");
        self.several_work_orders += u32::from(events.work_orders > 1);
    }
}

async fn tickets(client: &Client) -> anyhow::Result<Vec<TicketSummary>> {
    let mut found = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let cursor = next.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page: Page<TicketSummary> = client.get(&format!("/v1/tickets?limit={TICKETS_LIMIT}{cursor}")).await?;
        found.extend(page.data);
        next = page.page.next.filter(|_| page.page.has_more);
        if next.is_none() {
            return Ok(found);
        }
    }
}

async fn happened(client: &Client) -> anyhow::Result<HashMap<String, Happened>> {
    let mut happened: HashMap<String, Happened> = HashMap::new();
    let mut after = String::new();
    loop {
        let page: EventPage = client.get(&format!("/v1/events?limit={EVENTS_LIMIT}{after}")).await?;
        for event in page.data {
            let Some(ticket) = event.ticket_id else { continue };
            let entry = happened.entry(ticket).or_default();
            entry.work_orders += u32::from(event.name == "work_order.dispatched");
            entry.names.insert(event.name);
        }
        match page.page.next.filter(|_| page.page.has_more) {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(happened),
        }
    }
}
