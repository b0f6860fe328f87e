//! What anybody may do to a ticket that no story told him to.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Page, Ticket, WorkOrder};
use crate::demo::stage::Stage;

/// How far a suspension or an extension goes, in hours.
const HOURS: (i64, i64) = (12, 72);
const HOUR: i64 = 3_600;
const CAUSES: &[&str] = &["complaint.service.hall.attitude", "opinion.outage", "fault.lv.line.overhead"];
const LEVELS: &[&str] = &["normal", "urgent"];
const COMPLAINT_LEVELS: &[&str] = &["general", "important", "major"];
const AREAS: &[&str] = &["urban", "rural", "remote"];
const UNITS: &[&str] = &["repair", "marketing", "metering", "business-hall"];
const REASONS: &[&str] = &["material", "expertise", "outage-window", "force-majeure"];

/// Those who appeal for their units.
const OFFICERS: &[&str] = &["repair-officer", "marketing-officer", "business-hall-officer"];

/// Demands that may be about the same trouble.
const NEIGHBOURS: usize = 6;

/// Who does what, and by which request.
pub(super) struct Deed {
    pub(super) name: &'static str,
    pub(super) login: &'static str,
    pub(super) path: String,
    pub(super) body: Value,
    pub(super) version: Option<i64>,
}

/// A row that has an id and a version.
#[derive(Deserialize)]
struct Versioned {
    id: String,
    version: i64,
}

/// One deed by chance; none when there is nothing it could be done to.
///
/// # Errors
/// When the server cannot be reached.
pub(super) async fn choose(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> anyhow::Result<Option<Deed>> {
    let sent = !ticket.work_orders.is_empty();
    Ok(match (stage.chance.between(1, 100), is_over(ticket)) {
        (1..=35, true) | (1..=8, false) => raise(stage, ticket),
        (36..=65, true) | (9..=16, false) => rule(stage).await?,
        (_, true) => of_ticket(stage, place, ticket),
        (17..=38, false) => merge(stage, place, ticket),
        (39..=80, false) if sent => {
            let orders: Vec<&WorkOrder> = ticket.work_orders.iter().collect();
            let order = stage.chance.one_of(&orders);
            order.and_then(|order| of_order(stage, ticket, order))
        }
        (_, false) => of_ticket(stage, place, ticket),
    })
}

/// Whether nobody works on the ticket any more.
pub(super) fn is_over(ticket: &Ticket) -> bool {
    matches!(ticket.stage.as_str(), "archived" | "closed_on_spot" | "cancelled")
}

fn on_ticket(ticket: &Ticket, name: &'static str, login: &'static str, body: Value) -> Deed {
    let versioned = !matches!(name, "urge" | "note" | "contact");
    Deed {
        name,
        login,
        path: format!("/v1/tickets/{}/actions/{name}", ticket.id),
        body,
        version: versioned.then_some(ticket.version),
    }
}

fn of_ticket(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> Option<Deed> {
    let kind = stage.demands.get(place)?.kind;
    let reason = json!({ "reason": "情况有变" });
    if is_over(ticket) && stage.chance.percent(40) {
        return Some(on_ticket(ticket, "reopen", "shift-supervisor", reason));
    }
    let level = stage.chance.one_of(if kind == "complaint" { COMPLAINT_LEVELS } else { LEVELS });
    let (name, login, body) = match stage.chance.between(1, 12) {
        1 | 2 => ("urge", "agent-2", json!({ "note": "再次催促" })),
        3 => ("flag-risk", "agent-1", json!({ "risks": ["press"] })),
        4 => ("reclassify", "dispatcher", json!({ "level": level, "reason": "情况有变" })),
        5 => ("reclassify", "dispatcher", json!({ "area": stage.chance.one_of(AREAS), "reason": "地址更正" })),
        6 => ("reclassify", "shift-supervisor", json!({ "type": stage.chance.one_of(CAUSES), "reason": "归类更正" })),
        7 => {
            let finding = stage.chance.one_of(&["substantiated", "unsubstantiated", "unverifiable"]);
            let evidence = json!({ "finding": finding, "text": "经核实", "evidence": ["录音"] });
            ("verdict", "quality-inspector", evidence)
        }
        8 => ("final-answer", "quality-inspector", json!({ "text": "终答复", "documents": ["盖章文件"] })),
        9 => ("withdraw", "agent-3", json!({ "proof": { "kind": "recording", "reference": "来电录音" } })),
        10 if kind != "query" => ("reopen", "shift-supervisor", reason),
        11 => ("send-back", "quality-inspector", reason),
        _ => ("cancel", "agent-1", reason),
    };
    Some(on_ticket(ticket, name, login, body))
}

/// With another open demand of the same kind, or apart again.
fn merge(stage: &mut Stage<'_>, place: usize, ticket: &Ticket) -> Option<Deed> {
    if stage.chance.percent(20) {
        return Some(on_ticket(ticket, "unmerge", "dispatcher", json!({ "reason": "不是同一故障" })));
    }
    let kind = stage.demands.get(place)?.kind;
    let same = |other: &usize| *other != place && stage.demands.get(*other).is_some_and(|demand| demand.kind == kind);
    let mut others: Vec<usize> = stage.tickets.keys().copied().filter(same).collect();
    // What happened at about the same time.
    others.sort_unstable_by_key(|other| other.abs_diff(place));
    others.truncate(NEIGHBOURS);
    let main = stage.chance.one_of(&others).and_then(|main| stage.tickets.get(&main).cloned())?;
    Some(on_ticket(ticket, "merge", "dispatcher", json!({ "mainId": main, "reason": "同一台区" })))
}

fn of_order(stage: &mut Stage<'_>, ticket: &Ticket, order: &WorkOrder) -> Option<Deed> {
    let until = stage.now.plus_seconds(stage.chance.between(HOURS.0, HOURS.1) * HOUR);
    let holder = UNITS.iter().copied().find(|unit| *unit == order.holder)?;
    let reason = json!({ "reason": "情况有变" });
    let (name, login, body) = match stage.chance.between(1, 12) {
        1 | 2 => {
            let why = stage.chance.one_of(REASONS);
            ("request-suspension", holder, json!({ "reason": why, "until": until }))
        }
        3 => ("approve-suspension", "shift-supervisor", json!({})),
        4 => ("refuse-suspension", "shift-supervisor", reason),
        5 => ("resume", holder, json!({})),
        6 => {
            let body = json!({ "clock": "handle", "by": stage.chance.between(1, 3), "reason": "工程量大" });
            ("request-extension", holder, body)
        }
        7 => ("approve-extension", "shift-supervisor", json!({})),
        8 => ("await-customer", holder, json!({ "note": "客户外出" })),
        9 => ("customer-ready", holder, json!({})),
        10 => ("return", holder, json!({ "reason": "wrong-department", "note": "非本部门职责" })),
        11 => {
            let to = stage.chance.one_of(UNITS);
            ("transfer", "dispatcher", json!({ "to": to, "reason": "按职能改派" }))
        }
        _ if ticket.work_orders.len() > 1 => ("cancel", "dispatcher", reason),
        _ => ("contact", holder, json!({ "note": "已联系客户" })),
    };
    let versioned = name != "contact";
    Some(Deed {
        name,
        login,
        path: format!("/v1/work-orders/{}/actions/{name}", order.id),
        body,
        version: versioned.then_some(order.version),
    })
}

/// An appeal against something that was found of the ticket.
fn raise(stage: &mut Stage<'_>, ticket: &Ticket) -> Option<Deed> {
    let mut pleas = vec![
        json!({ "against": "classification", "wanted": "opinion" }),
        json!({ "against": "classification", "wanted": "excluded" }),
        json!({ "against": "satisfaction", "wanted": "satisfied" }),
        json!({ "against": "satisfaction", "wanted": "excluded" }),
        json!({ "against": "verdict", "wanted": "unsubstantiated" }),
    ];
    for clock in ticket.clocks.iter().filter(|clock| clock.late) {
        for wanted in ["in_time", "excluded"] {
            pleas.push(json!({ "against": "overtime", "subject": clock.no.to_string(), "wanted": wanted }));
        }
    }
    for order in ticket.work_orders.iter().filter(|order| order.return_count > 0) {
        pleas.push(json!({ "against": "return", "subject": order.id, "wanted": "excluded" }));
    }
    let choices: Vec<usize> = (0..pleas.len()).collect();
    let mut body = pleas.swap_remove(stage.chance.one_of(&choices)?);
    for (name, value) in [("reason", "道路封闭"), ("basis", "规则 6.8"), ("category", "时限")] {
        body[name] = json!(value);
    }
    body["documents"] = json!([{ "reference": "扫描件 7", "sealedBy": ["班组", "县公司", "市公司"] }]);
    let path = format!("/v1/tickets/{}/appeals", ticket.id);
    let login = stage.chance.one_of(OFFICERS)?;
    Some(Deed { name: "appeal", login, path, body, version: None })
}

/// A ruling about the appeal that was raised last.
async fn rule(stage: &mut Stage<'_>) -> anyhow::Result<Option<Deed>> {
    let path = "/v1/appeals?stage=raised&limit=20";
    let page: Page<Versioned> = stage.people.get("quality-inspector").await?.get(path).await?;
    let raised: Vec<Versioned> = page.data;
    let places: Vec<usize> = (0..raised.len()).collect();
    let place = stage.chance.one_of(&places);
    let Some(appeal) = place.and_then(|place| raised.into_iter().nth(place)) else { return Ok(None) };
    let upheld = stage.chance.percent(75);
    Ok(Some(Deed {
        name: "rule",
        login: "quality-inspector",
        path: format!("/v1/appeals/{}/actions/rule", appeal.id),
        body: json!({ "upheld": upheld, "reason": "经复核" }),
        version: Some(appeal.version),
    }))
}
