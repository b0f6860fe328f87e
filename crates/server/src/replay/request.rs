//! One request of the file, played through the API.
//!
//! What to do next is read off the ticket itself, never off the memory of this program: so it does not matter where an
//! earlier run was killed.

use anyhow::{Context as _, bail};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::rows::Row;
use crate::client::{Client, ClientError, Terms, Ticket, WorkOrder};

/// Steps to archive one ticket; the longest way has four, and each may be overtaken once.
const STEPS_MAX: usize = 12;

/// Opens the ticket and sends it out; answers its id. One that is there already is left as it is.
///
/// # Errors
/// What the server refused.
pub(super) async fn open(client: &Client, system: &str, row: &Row) -> anyhow::Result<String> {
    let codes = &row.codes;
    let mut body = json!({
        "kind": codes.kind,
        "channel": codes.channel,
        "system": system,
        "externalId": row.external_id,
        "contact": {},
        "topic": row.topic,
        "description": row.description,
        "until": "dispatched",
    });
    put(&mut body, "type", &codes.service_type);
    put(&mut body, "area", &codes.area);
    put(&mut body, "region", &codes.region);
    put(&mut body, "targetAt", &row.target);
    if let Some(address) = &row.address {
        body["contact"] = json!({ "address": address });
    }
    let key = key(system, row, "open");
    let opened: Result<Ticket, ClientError> = client.post("/v1/tickets", &body, Terms::once(&key)).await;
    match opened {
        Ok(ticket) => Ok(ticket.id),
        Err(error) => {
            Err(error).with_context(|| format!("opening the request {} of line {}", row.external_id, row.line))
        }
    }
}

/// Takes the ticket through the rest of the loop, from wherever it stands.
///
/// # Errors
/// What the server refused.
pub(super) async fn close(client: &Client, system: &str, row: &Row, id: &str) -> anyhow::Result<()> {
    let context = || format!("closing the request {} of line {}", row.external_id, row.line);
    let mut ticket: Ticket = get(client, id).await.with_context(context)?;
    for _ in 0..STEPS_MAX {
        if ticket.stage == "archived" {
            return Ok(());
        }
        ticket = match step(client, system, row, &ticket).await {
            Ok(ticket) => ticket,
            // Time itself was faster: a clock of the ticket was announced meanwhile.
            Err(error) if error.status() == Some(StatusCode::PRECONDITION_FAILED) => get(client, id).await?,
            Err(error) => return Err(error).with_context(context),
        };
    }
    bail!("{}: it stands at `{}` after {STEPS_MAX} steps", context(), ticket.stage)
}

/// The ticket as it is.
///
/// # Errors
/// What the server refused.
pub(super) async fn get(client: &Client, id: &str) -> Result<Ticket, ClientError> {
    client.get(&format!("/v1/tickets/{id}")).await
}

async fn step(client: &Client, system: &str, row: &Row, ticket: &Ticket) -> Result<Ticket, ClientError> {
    let open_order = ticket.work_orders.iter().find(|order| !matches!(order.stage.as_str(), "approved" | "cancelled"));
    if let Some(order) = open_order {
        let (action, body) = next_action(order);
        let path = format!("/v1/work-orders/{}/actions/{action}", order.id);
        // The version in the key tells a second round of the same action from a repetition of the first.
        let key = key(system, row, &format!("{action}-v{}", order.version));
        let _: WorkOrder = client.post(&path, &body, Terms::from_version(order.version, &key)).await?;
        return get(client, &ticket.id).await;
    }
    let path = format!("/v1/tickets/{}/actions/archive", ticket.id);
    let key = key(system, row, &format!("archive-v{}", ticket.version));
    client.post(&path, &json!({}), Terms::from_version(ticket.version, &key)).await
}

/// What brings a work order nearer to its end.
fn next_action(order: &WorkOrder) -> (&'static str, Value) {
    match order.stage.as_str() {
        "dispatched" => ("receive", json!({})),
        "replied" => ("review", json!({ "decision": "approve" })),
        _ => ("reply", json!({ "outcome": "resolved", "text": "Closed in the replayed system." })),
    }
}

fn key(system: &str, row: &Row, step: &str) -> String {
    format!("replay/{system}/{}/{step}", row.external_id)
}

fn put(body: &mut Value, name: &str, value: &Option<impl serde::Serialize>) {
    if let Some(value) = value {
        body[name] = json!(value);
    }
}
