//! A demand arrives: the call, the screen pop, the ticket.

use serde::Deserialize;
use serde_json::{Value, json};

use super::agenda::Task;
use super::demands::Demand;
use super::stage::Stage;
use super::story::Story;
use crate::client::{Page, Ticket};

const AGENTS: &[&str] = &["agent-1", "agent-2", "agent-3"];
/// How many earlier demands are looked through for one that can still be pressed or withdrawn.
const EARLIER_MAX: usize = 40;

/// Something that has an id.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The customer calls, and the agent opens a ticket.
///
/// # Errors
/// What the server refused.
pub(super) async fn play(stage: &mut Stage<'_>, place: usize) -> anyhow::Result<()> {
    let Some(demand) = stage.demands.get(place).cloned() else { return Ok(()) };
    let agent = stage.chance.one_of(AGENTS).unwrap_or("agent-1");
    let (mut call, mut customer) = (None, None);
    if demand.channel == "phone" {
        let body = json!({ "channel": "phone", "phone": demand.phone });
        let begun: Named = stage.post(agent, "/v1/calls", body, None).await?;
        let hang_up = stage.soon(45, 240);
        stage.agenda.enter(hang_up, Task::HangUp { agent: agent.to_owned(), call: begun.id.clone() });
        customer = Some(screen_pop(stage, agent, &demand).await?);
        call = Some(begun.id);
    }
    let body = ticket(&demand, call, customer, stage);
    let opened: Ticket = stage.post(agent, "/v1/tickets", body, None).await?;
    stage.tickets.insert(place, opened.id);
    speak_of_earlier(stage, agent, place, demand.kind).await?;
    let at = match (demand.kind, demand.story.dispatched_late) {
        ("fault", false) => stage.soon(20, 90),
        ("fault", true) => stage.soon(200, 600),
        (_, false) => stage.soon(60, 600),
        (_, true) => stage.soon(1_500, 2_400),
    };
    stage.agenda.enter(at, Task::Ticket { demand: place });
    Ok(())
}

/// The call ends.
///
/// # Errors
/// What the server refused.
pub(super) async fn hang_up(stage: &mut Stage<'_>, agent: &str, call: &str) -> anyhow::Result<()> {
    let path = format!("/v1/calls/{call}");
    let seen: CallVersion = stage.people.get(agent).await?.get(&path).await?;
    let _: Value = stage.post(agent, &format!("{path}/actions/end"), json!({}), Some(seen.version)).await?;
    Ok(())
}

#[derive(Deserialize)]
struct CallVersion {
    version: i64,
}

/// Who calls: found by the number, or made a customer.
async fn screen_pop(stage: &mut Stage<'_>, agent: &str, demand: &Demand) -> anyhow::Result<String> {
    let path = format!("/v1/customers?phone={}", demand.phone);
    let known: Page<Named> = stage.people.get(agent).await?.get(&path).await?;
    if let Some(customer) = known.data.into_iter().next() {
        return Ok(customer.id);
    }
    let body = json!({ "name": demand.customer, "phone": demand.phone });
    let made: Named = stage.post(agent, "/v1/customers", body, None).await?;
    Ok(made.id)
}

fn ticket(demand: &Demand, call: Option<String>, customer: Option<String>, stage: &Stage<'_>) -> Value {
    let mut body = json!({
        "kind": demand.kind,
        "area": demand.area,
        "channel": demand.channel,
        "contact": { "name": demand.customer, "phone": demand.phone, "address": "示例县城东路8号" },
        "topic": demand.topic,
        "description": format!("{}来电反映：{}。", demand.customer, demand.topic),
    });
    let region = demand.region.map(str::to_owned);
    for (name, value) in [
        ("region", region),
        ("type", demand.service_type.map(str::to_owned)),
        ("callId", call),
        ("customerId", customer),
    ] {
        if let Some(value) = value {
            body[name] = json!(value);
        }
    }
    for (name, differs, value) in
        [("confidential", demand.confidential, true), ("callbackWanted", demand.no_callback, false)]
    {
        if differs {
            body[name] = json!(value);
        }
    }
    if demand.service_type == Some("service.charging") {
        body["targetAt"] = json!(stage.now.plus_seconds(3 * 3_600));
    }
    body
}

/// Customers who press, withdraw or add something mean a ticket that is open already.
async fn speak_of_earlier(stage: &mut Stage<'_>, agent: &str, place: usize, kind: &str) -> anyhow::Result<()> {
    if !matches!(kind, "urge" | "withdraw" | "supplement") {
        return Ok(());
    }
    let candidates: Vec<usize> =
        (0..place).rev().filter(|earlier| fits(stage, *earlier, kind)).take(EARLIER_MAX).collect();
    for earlier in candidates {
        let ticket = stage.ticket(earlier).await?;
        if !matches!(ticket.stage.as_str(), "pending_dispatch" | "handling" | "callback_due") {
            continue;
        }
        let (action, body, version) = match kind {
            "urge" => ("urge", json!({ "note": "客户催促，要求尽快处理" }), None),
            "withdraw" => (
                "withdraw",
                json!({ "proof": { "kind": "recording", "reference": "来电录音：客户表示问题已自行解决" } }),
                Some(ticket.version),
            ),
            _ => ("note", json!({ "text": "客户补充：地址在城东路8号后院" }), None),
        };
        if let Some(demand) = stage.demands.get_mut(earlier) {
            demand.story.withdrawn |= kind == "withdraw";
        }
        let path = format!("/v1/tickets/{}/actions/{action}", ticket.id);
        let _: Ticket = stage.post(agent, &path, body, version).await?;
        return Ok(());
    }
    Ok(())
}

/// Whether an earlier demand may be meant. What must be seen to its end is not withdrawn.
fn fits(stage: &Stage<'_>, earlier: usize, kind: &str) -> bool {
    let opened = stage.tickets.contains_key(&earlier);
    let special = stage.demands.get(earlier).is_some_and(|demand| demand.story != Story::default());
    opened && (kind != "withdraw" || !special)
}
