//! The answers of the API, as far as they are used here.

use bihuan_domain::time::Timestamp;
use serde::Deserialize;

/// A page of a list.
#[derive(Debug, Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) data: Vec<T>,
    pub(crate) page: PageInfo,
}

/// Where a list goes on.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    pub(crate) next: Option<String>,
    pub(crate) has_more: bool,
}

/// A page of the event log; `next` is always there.
pub(crate) type EventPage = Page<Event>;

/// A row in a list of tickets.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TicketSummary {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) stage: String,
    pub(crate) system: Option<String>,
    pub(crate) external_id: Option<String>,
}

/// A ticket with everything that belongs to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ticket {
    pub(crate) id: String,
    pub(crate) stage: String,
    pub(crate) version: i64,
    pub(crate) work_orders: Vec<WorkOrder>,
    pub(crate) callback: Option<Callback>,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) clocks: Vec<Clock>,
}

/// Whether what the customer complains of is so.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Verdict {
    pub(crate) earlier_episode: bool,
}

/// A work order.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkOrder {
    pub(crate) id: String,
    pub(crate) lead: bool,
    pub(crate) stage: String,
    pub(crate) holder: String,
    pub(crate) returned_by: Option<String>,
    pub(crate) crew: Option<String>,
    pub(crate) contacted_at: Option<Timestamp>,
    pub(crate) estimated_at: Option<Timestamp>,
    pub(crate) return_count: u8,
    pub(crate) version: i64,
}

/// A callback.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Callback {
    pub(crate) id: String,
    pub(crate) stage: String,
    pub(crate) due_at: Timestamp,
    pub(crate) version: i64,
}

/// A clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Clock {
    pub(crate) no: u16,
    pub(crate) code: String,
    pub(crate) work_order_id: Option<String>,
    pub(crate) state: String,
    pub(crate) late: bool,
}

/// What happened, as the log tells it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Event {
    #[serde(rename = "type")]
    pub(crate) name: String,
    pub(crate) ticket_id: Option<String>,
}

/// What the virtual clock says.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct SandboxClock {
    pub(crate) now: Timestamp,
}
