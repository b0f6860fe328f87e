//! A day on which far more goes wrong than on an ordinary one: `--turbulent`.
//!
//! Every demand gets a wilder [`Story`], and at random moments somebody does something to a random ticket that no story
//! told him to ([`deeds`]). What the server refuses is refused; the play goes on.

mod deeds;

use std::collections::BTreeMap;

use anyhow::Context as _;
use bihuan_domain::time::Timestamp;
use serde_json::Value;

use super::agenda::Task;
use super::demands::Demand;
use super::random::Chance;
use super::stage::Stage;
use super::story::{Return, Talk};
use super::{order, ticket};
use crate::client::{ClientError, Ticket};

/// Disturbances for each hundred demands.
const DISTURBANCES_PERCENT: usize = 300;
/// Demands that share a telephone, on average.
const DEMANDS_PER_PHONE: i64 = 2;
/// Demands arrive on so many days instead of one.
const ARRIVAL_DAYS: i64 = 4;
const DAY_SECONDS: i64 = 86_400;
/// Where demands come from.
const REGIONS: [&str; 4] = ["330106", "330108", "330110", "330127"];
/// The most talks of one callback after the other.
const TALKS_MAX: i64 = 4;
const TALKS: &[Talk] = &[
    Talk::NoAnswer,
    Talk::NoAnswer,
    Talk::Busy,
    Talk::PowerOff,
    Talk::WrongNumber,
    Talk::Redo,
    Talk::Redo,
    Talk::Refill,
    Talk::Close,
];
/// How many tickets are looked at for one that is open.
const LOOKS: usize = 4;
/// In so many of a hundred cases somebody looks for one.
const OPEN_PERCENT: i64 = 70;
/// When a refused step is tried again, in seconds.
const AGAIN_LEAST: i64 = 1_800;
const AGAIN_MOST: i64 = 6 * 3_600;

/// Lets demands come on several days, from several regions, from the same customers again, and go wrong far more often.
pub(super) fn stir(demands: &mut [Demand], chance: &mut Chance) {
    let phones = i64::try_from(demands.len()).unwrap_or(i64::MAX) / DEMANDS_PER_PHONE;
    for demand in demands.iter_mut() {
        let later = chance.between(0, ARRIVAL_DAYS - 1) * DAY_SECONDS;
        demand.arrives = demand.arrives.plus_seconds(later);
        demand.phone = format!("138{:08}", chance.between(1, phones.max(1)));
        demand.region = if chance.percent(80) { chance.one_of(&REGIONS) } else { None };
        demand.no_callback = chance.percent(4);
        demand.confidential = chance.percent(4);
        let field = demand.is_field();
        let story = &mut demand.story;
        story.forgotten &= chance.percent(50);
        story.two_units |= demand.kind == "complaint" && chance.percent(15);
        story.arrives_late |= field && chance.percent(15);
        story.refilled |= chance.percent(12);
        story.reopened |= chance.percent(8);
        story.returned = story.returned.or_else(|| match chance.between(1, 100) {
            1..=10 => Some(Return::Refused),
            11..=20 if !field => Some(Return::Redirected),
            _ => None,
        });
        if chance.percent(50) {
            let talks = chance.between(0, TALKS_MAX);
            story.callbacks = (0..talks).filter_map(|_| chance.one_of(TALKS)).collect();
        }
    }
    demands.sort_by_key(|demand| demand.arrives);
}

/// Enters the disturbances between two moments.
pub(super) fn enter(stage: &mut Stage<'_>, begins: Timestamp, ends: Timestamp) {
    for _ in 0..stage.demands.len() * DISTURBANCES_PERCENT / 100 {
        // Rather early, while there is something to disturb.
        let latest = stage.chance.between(0, ends.seconds_since(begins));
        let at = begins.plus_seconds(stage.chance.between(0, latest));
        stage.agenda.enter(at, Task::Disturb);
    }
}

/// How often each deed was done, and how often it was refused.
#[derive(Debug, Default)]
pub(super) struct Turbulence {
    done: BTreeMap<&'static str, u32>,
    refused: u32,
}

impl Turbulence {
    /// How often each deed was done.
    pub(super) fn into_counts(self) -> BTreeMap<&'static str, u32> {
        self.done
    }
}

/// Lets somebody do something to a random ticket.
///
/// # Errors
/// When the server cannot be reached, or fails.
pub(super) async fn disturb(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let opened: Vec<usize> = (0..stage.demands.len()).filter(|place| stage.tickets.contains_key(place)).collect();
    let Some(mut place) = stage.chance.one_of(&opened) else { return Ok(()) };
    let mut seen = stage.ticket(place).await?;
    // Rather one that is still open.
    let looks = if stage.chance.percent(OPEN_PERCENT) { LOOKS } else { 0 };
    for _ in 0..looks {
        if !deeds::is_over(&seen) {
            break;
        }
        place = stage.chance.one_of(&opened).unwrap_or(place);
        seen = stage.ticket(place).await?;
    }
    let Some(deed) = deeds::choose(stage, place, &seen).await? else { return Ok(()) };
    let name = deed.name;
    let done: anyhow::Result<Value> = stage.post(deed.login, &deed.path, deed.body, deed.version).await;
    match done {
        Ok(_) => *stage.turbulence.done.entry(name).or_default() += 1,
        Err(error) if is_refusal(&error) => {
            tracing::debug!("{name} on a ticket that is {}: {error:#}", seen.stage);
            stage.turbulence.refused += 1;
        }
        Err(error) => return Err(error.context(name)),
    }
    // Whoever works on it goes on from where it stands now.
    let after: Ticket = stage.ticket(place).await?;
    if after.stage == "handling" {
        for open in &after.work_orders {
            order::enter_next(stage, place, open);
        }
    } else {
        ticket::enter_next(stage, place, &after);
    }
    Ok(())
}

/// A step that was refused, because of something that happened in between, is tried again later.
///
/// # Errors
/// What was no refusal.
pub(super) fn try_again(stage: &mut Stage<'_>, task: Task, error: anyhow::Error) -> anyhow::Result<()> {
    if !is_refusal(&error) {
        return Err(error).with_context(|| format!("{task:?}"));
    }
    stage.turbulence.refused += 1;
    let later = stage.soon(AGAIN_LEAST, AGAIN_MOST);
    stage.agenda.enter(later, task);
    Ok(())
}

fn is_refusal(error: &anyhow::Error) -> bool {
    let status = error.downcast_ref::<ClientError>().and_then(ClientError::status);
    status.is_some_and(|status| status.is_client_error())
}
