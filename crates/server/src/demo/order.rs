//! What a unit does with a work order: receive, go there, reply; and what the centre does when it comes back.

use anyhow::Context as _;
use bihuan_domain::time::Timestamp;
use serde_json::{Value, json};

use super::agenda::Task;
use super::crews;
use super::demands::Demand;
use super::stage::Stage;
use super::story::Return;
use super::ticket;
use crate::client::{Clock, Ticket, WorkOrder};

const DISPATCHER: &str = "dispatcher";
const REVIEWER: &str = "reviewer";
const MINUTE: i64 = 60;
/// The clock of the arrival, which is explained when it is missed.
const ARRIVE: &str = "arrive";

/// Who does what, with which body.
type Doing = (String, &'static str, Value);

/// Does what the work order needs next.
///
/// # Errors
/// What the server refused.
pub(super) async fn play(stage: &mut Stage<'_>, place: usize, id: &str) -> anyhow::Result<()> {
    let ticket = stage.ticket(place).await?;
    let order = ticket.work_orders.iter().find(|order| order.id == id).context("a work order that is gone")?;
    let Some(step) = next(stage, place, order)? else { return Ok(()) };
    let (login, action, body) = explained(stage, place, &ticket, order, step);
    let path = format!("/v1/work-orders/{id}/actions/{action}");
    // A contact may be noted by anybody at any time, so it names no version.
    let version = (action != "contact").then_some(order.version);
    let after: WorkOrder = stage.post(&login, &path, body, version).await?;
    if is_end(&after) {
        let ticket = stage.ticket(place).await?;
        if ticket.stage != "handling" {
            ticket::enter_next(stage, place, &ticket);
        }
    } else {
        enter_next(stage, place, &after);
    }
    Ok(())
}

fn is_end(order: &WorkOrder) -> bool {
    matches!(order.stage.as_str(), "approved" | "cancelled")
}

/// Enters when the work order needs somebody next.
pub(super) fn enter_next(stage: &mut Stage<'_>, place: usize, order: &WorkOrder) {
    if is_end(order) {
        return;
    }
    let Some(demand) = stage.demands.get(place).cloned() else { return };
    let at = if demand.is_field() { in_the_field(stage, &demand, order) } else { at_a_desk(stage, &demand, order) };
    stage.agenda.enter(at, Task::Order { demand: place, order: order.id.clone() });
}

/// Who does what, as the work order stands; nothing for a unit that forgets it.
fn next(stage: &mut Stage<'_>, place: usize, order: &WorkOrder) -> anyhow::Result<Option<Doing>> {
    let demand = stage.demands.get_mut(place).context("a demand that is not there")?;
    let holder = || order.holder.clone();
    let crew = || order.crew.clone().unwrap_or_else(|| order.holder.clone());
    let goes_there = demand.is_field() && order.lead;
    let step = match order.stage.as_str() {
        "dispatched" if order.lead && order.return_count == 0 && demand.story.returned.is_some() => {
            (holder(), "return", json!({ "reason": "wrong-department", "note": "非本部门职责" }))
        }
        "dispatched" => (holder(), "receive", json!({})),
        "returned" => decide(demand, order),
        "received" | "redo" if demand.story.forgotten && order.lead => return Ok(None),
        "received" | "redo" if goes_there => {
            let serves = crews::serving(&order.holder, demand.service_type, demand.area);
            (order.holder.clone(), "assign", json!({ "crew": stage.crews.first_free(serves) }))
        }
        "received" | "redo" if needs_contact(demand, order) => {
            (holder(), "contact", json!({ "note": "已电话联系客户，约定处理时间" }))
        }
        "assigned" => (crew(), "crew-accept", json!({})),
        "crew_accepted" => (crew(), "depart", json!({})),
        "en_route" => (crew(), "arrive", json!({})),
        "arrived" if order.estimated_at.is_none() => {
            (crew(), "estimate", json!({ "at": stage.now.plus_seconds(90 * MINUTE) }))
        }
        "arrived" => (crew(), "restore", json!({})),
        "replied" if std::mem::take(&mut demand.story.refilled) => {
            (REVIEWER.to_owned(), "review", json!({ "decision": "refill", "reason": "停电原因未填写" }))
        }
        "replied" => (REVIEWER.to_owned(), "review", json!({ "decision": "approve" })),
        _ => (
            holder(),
            "reply",
            json!({
                "outcome": "resolved",
                "text": "现场核实并处理完毕，已恢复正常。",
                "publicText": "问题已处理完毕。",
                "substantiated": true,
            }),
        ),
    };
    Ok(Some(step))
}

/// The step, or before a reply the reason why nobody arrived in time.
fn explained(stage: &mut Stage<'_>, place: usize, ticket: &Ticket, order: &WorkOrder, step: Doing) -> Doing {
    let late =
        |clock: &Clock| clock.code == ARRIVE && clock.late && clock.work_order_id.as_deref() == Some(order.id.as_str());
    let owed = step.1 == "reply" && ticket.clocks.iter().any(late);
    let Some(demand) = stage.demands.get_mut(place).filter(|_| owed) else { return step };
    if !demand.story.explained.insert(order.id.clone()) {
        return step;
    }
    let (login, ..) = step;
    (login, "explain", json!({ "clock": ARRIVE, "text": "途中道路封闭，绕行到达。" }))
}

/// Praise is passed on; everybody else is told on the first day that somebody works on it.
fn needs_contact(demand: &Demand, order: &WorkOrder) -> bool {
    demand.kind != "praise" && order.lead && order.contacted_at.is_none()
}

fn decide(demand: &Demand, order: &WorkOrder) -> Doing {
    let dispatcher = DISPATCHER.to_owned();
    if demand.story.returned == Some(Return::Redirected) {
        let to = if order.returned_by.as_deref() == Some("marketing") { "business-hall" } else { "marketing" };
        (dispatcher, "transfer", json!({ "to": to, "reason": "按职能改派" }))
    } else {
        (dispatcher, "refuse-return", json!({ "reason": "属本部门职责，终审确定" }))
    }
}

fn in_the_field(stage: &mut Stage<'_>, demand: &Demand, order: &WorkOrder) -> Timestamp {
    let urgent = demand.kind == "fault";
    match order.stage.as_str() {
        "dispatched" if urgent => stage.soon(20, 150),
        "dispatched" => stage.after_work(5, 60),
        "returned" if urgent => stage.soon(MINUTE, 4 * MINUTE),
        "returned" => stage.after_work(10, 90),
        "received" if order.lead => stage.soon(20, 120),
        "received" => stage.after_work(30, 240),
        "redo" => stage.after_work(20, 240),
        "crew_accepted" => {
            let out = stage.chance.between(25 * MINUTE, 55 * MINUTE);
            let (crew, now) = (order.crew.clone().unwrap_or_default(), stage.now);
            stage.crews.send(&crew, now, out).plus_seconds(stage.chance.between(30, 180))
        }
        "en_route" => {
            let (least, most) = match demand.area {
                "urban" => (6, 24),
                "rural" => (15, 55),
                _ => (30, 80),
            };
            let delay = if demand.story.arrives_late { 100 } else { 0 };
            stage.soon((least + delay) * MINUTE, (most + delay) * MINUTE)
        }
        "arrived" if order.estimated_at.is_none() => stage.soon(MINUTE, 4 * MINUTE),
        "arrived" => stage.soon(10 * MINUTE, 80 * MINUTE),
        "restored" => stage.soon(MINUTE, 6 * MINUTE),
        "refill" => stage.soon(3 * MINUTE, 20 * MINUTE),
        "replied" => stage.soon(2 * MINUTE, 20 * MINUTE),
        _ => stage.soon(20, 90),
    }
}

fn at_a_desk(stage: &mut Stage<'_>, demand: &Demand, order: &WorkOrder) -> Timestamp {
    match order.stage.as_str() {
        "dispatched" => stage.after_work(5, 90),
        "returned" => stage.after_work(10, 90),
        "received" if needs_contact(demand, order) => stage.after_work(20, 240),
        "received" => stage.after_work(60, 1_100),
        "redo" => stage.after_work(100, 600),
        "refill" => stage.after_work(20, 150),
        _ => stage.after_work(5, 90),
    }
}
