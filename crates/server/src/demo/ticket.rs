//! What the centre does with a ticket: dispatch, call back, archive, open again.

use anyhow::Context as _;
use serde_json::{Value, json};

use super::agenda::Task;
use super::demands::Demand;
use super::order;
use super::stage::Stage;
use super::story::Talk;
use crate::client::{Callback, Ticket};

const DISPATCHER: &str = "dispatcher";
const CALLBACK_AGENT: &str = "callback-agent";
/// Judges no work: neither handles nor reviews it, nor calls back.
const INSPECTOR: &str = "quality-inspector";
const SUPERVISOR: &str = "shift-supervisor";
const AGENT: &str = "agent-1";

/// Does what the ticket needs next.
///
/// # Errors
/// What the server refused.
pub(super) async fn play(stage: &mut Stage<'_>, place: usize) -> anyhow::Result<()> {
    let ticket = stage.ticket(place).await?;
    match ticket.stage.as_str() {
        "pending_dispatch" => send_out(stage, place, &ticket).await,
        "callback_due" => call_back(stage, place, &ticket).await,
        "final_answer_due" => answer_for_good(stage, place, &ticket).await,
        "answered" if wants_verdict(stage, place, &ticket) => judge(stage, place, &ticket).await,
        "answered" => archive(stage, place, &ticket).await,
        "archived" | "closed_on_spot" => reopen(stage, place, &ticket).await,
        _ => Ok(()),
    }
}

/// Enters what comes next, when the departments are done or the customer has been asked.
pub(super) fn enter_next(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) {
    let at = match (ticket.stage.as_str(), &ticket.callback) {
        ("callback_due", Some(callback)) => {
            let minutes = stage.chance.between(3, 120);
            stage.hours.after_calling(callback.due_at.max(stage.now), minutes)
        }
        ("answered", _) => stage.after_work(10, 200),
        ("final_answer_due", _) => stage.after_work(60, 600),
        ("handling", _) => {
            for order in &ticket.work_orders {
                order::enter_next(stage, place, order);
            }
            return;
        }
        // A customer who comes back does so after a day or two.
        ("archived" | "closed_on_spot", _) if stage.demands.get(place).is_some_and(|demand| demand.story.reopened) => {
            stage.soon(20 * 3_600, 40 * 3_600)
        }
        ("pending_dispatch", _) => stage.soon(60, 600),
        _ => return,
    };
    stage.agenda.enter(at, Task::Ticket { demand: place });
}

async fn act(
    stage: &mut Stage<'_>,
    place: usize,
    login: &str,
    ticket: &Ticket,
    what: (&str, Value),
) -> anyhow::Result<()> {
    let (action, body) = what;
    let path = format!("/v1/tickets/{}/actions/{action}", ticket.id);
    let after: Ticket = stage.post(login, &path, body, Some(ticket.version)).await?;
    enter_next(stage, place, &after);
    Ok(())
}

async fn send_out(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    let demand = stage.demands.get_mut(place).context("a demand that is not there")?;
    let never_sent = demand.is_never_sent();
    let story = &mut demand.story;
    if std::mem::take(&mut story.cancelled) {
        return act(stage, place, AGENT, ticket, ("cancel", json!({ "reason": "客户误拨，已确认无诉求" }))).await;
    }
    if std::mem::replace(&mut story.on_the_spot, never_sent) {
        return act(stage, place, AGENT, ticket, ("answer", json!({ "text": "已当场答复客户，客户认可" }))).await;
    }
    let units = if story.two_units { json!({ "units": ["marketing", "repair"] }) } else { json!({}) };
    act(stage, place, DISPATCHER, ticket, ("dispatch", units)).await
}

async fn archive(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    act(stage, place, DISPATCHER, ticket, ("archive", json!({}))).await
}

/// The customer is not satisfied, though what was done is right: somebody without a part in it tells him so.
async fn answer_for_good(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    let answer = json!({ "text": "经复核，处理符合规定，特此答复。", "documents": ["复核意见"] });
    act(stage, place, INSPECTOR, ticket, ("final-answer", answer)).await
}

/// Whether the customer said that somebody did wrong: before the ticket is archived, somebody else says whether that is so.
fn wants_verdict(stage: &Stage<'_>, place: usize, ticket: &Ticket) -> bool {
    let judged = ticket.verdict.as_ref().is_some_and(|verdict| !verdict.earlier_episode);
    let looked_into = !ticket.work_orders.is_empty() && !judged;
    looked_into && stage.demands.get(place).is_some_and(Demand::accuses)
}

async fn judge(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    // Of five complaints four are so.
    let so = stage.chance.between(1, 5) < 5;
    let (finding, text) = if so {
        ("substantiated", "录音与现场记录相符，投诉属实，已落实整改。")
    } else {
        ("unsubstantiated", "经核查录音与工作记录，未发现所述情况。")
    };
    let verdict = json!({ "finding": finding, "text": text, "evidence": ["通话录音", "处理单位回单"] });
    act(stage, place, INSPECTOR, ticket, ("verdict", verdict)).await
}

async fn reopen(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    let demand = stage.demands.get_mut(place).context("a demand that is not there")?;
    if !std::mem::take(&mut demand.story.reopened) {
        return Ok(());
    }
    act(stage, place, SUPERVISOR, ticket, ("reopen", json!({ "reason": "客户再次来电：问题复发" }))).await
}

async fn call_back(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<()> {
    let callback = ticket.callback.as_ref().context("a ticket that waits for a callback without having one")?;
    if callback.stage == "searching" {
        let path = format!("/v1/callbacks/{}/actions/correct-number", callback.id);
        let body = json!({ "phone": "13800001234", "source": "营销系统档案" });
        let _: Callback = stage.post(CALLBACK_AGENT, &path, body, Some(callback.version)).await?;
        let after = stage.ticket(place).await?;
        enter_next(stage, place, &after);
        return Ok(());
    }
    if callback.due_at > stage.now {
        enter_next(stage, place, ticket);
        return Ok(());
    }
    let demand = stage.demands.get_mut(place).context("a demand that is not there")?;
    let talk = if demand.story.callbacks.is_empty() { None } else { Some(demand.story.callbacks.remove(0)) };
    let path = format!("/v1/callbacks/{}/actions/attempt", callback.id);
    let content = CONTENT.get(place % CONTENT.len()).copied().unwrap_or("satisfied");
    let _: Callback = stage.post(CALLBACK_AGENT, &path, attempt(talk, content), Some(callback.version)).await?;
    let after = stage.ticket(place).await?;
    enter_next(stage, place, &after);
    Ok(())
}

/// What customers say who are content with what was done. Not all of them are satisfied, and not all of them say.
const CONTENT: &[&str] =
    &["very-satisfied", "satisfied", "very-satisfied", "satisfied", "very-satisfied", "fair", "not-rated"];

fn attempt(talk: Option<Talk>, content: &str) -> Value {
    let bad = json!({ "solved": "no", "satisfied": "dissatisfied" });
    match talk {
        None => json!({ "result": "answered", "answers": { "solved": "yes", "satisfied": content } }),
        Some(Talk::NoAnswer) => json!({ "result": "no_answer" }),
        Some(Talk::Busy) => json!({ "result": "busy" }),
        Some(Talk::PowerOff) => json!({ "result": "power_off" }),
        Some(Talk::WrongNumber) => json!({ "result": "wrong_number" }),
        Some(Talk::Redo) => json!({ "result": "answered", "answers": bad, "followUp": "redo" }),
        Some(Talk::Refill) => json!({ "result": "answered", "answers": bad, "followUp": "refill" }),
        Some(Talk::Close) => json!({
            "result": "answered",
            "answers": bad,
            "followUp": "close",
            "reason": "处理符合规定，已向客户解释",
        }),
    }
}
