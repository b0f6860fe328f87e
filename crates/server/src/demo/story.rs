//! What is special about a demand: most run smoothly, some do not.

use std::collections::BTreeSet;

use super::demands::Demand;
use super::random::Chance;

/// What is special about a demand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Story {
    /// The agent answers it during the call.
    pub(super) on_the_spot: bool,
    /// The agent gives it up before dispatch.
    pub(super) cancelled: bool,
    /// Dispatching takes too long.
    pub(super) dispatched_late: bool,
    /// It is sent to two units.
    pub(super) two_units: bool,
    /// The unit returns it.
    pub(super) returned: Option<Return>,
    /// The crew needs much longer than promised.
    pub(super) arrives_late: bool,
    /// The reviewer wants the form filled in again.
    pub(super) refilled: bool,
    /// How the calls back go, one after the other; satisfied where nothing is said.
    pub(super) callbacks: Vec<Talk>,
    /// The customer comes back after archiving.
    pub(super) reopened: bool,
    /// The unit never gets round to it.
    pub(super) forgotten: bool,
    /// The customer has withdrawn it by a later call.
    pub(super) withdrawn: bool,
    /// The work orders whose units have said why nobody arrived in time.
    pub(super) explained: BTreeSet<String>,
}

/// What becomes of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Return {
    /// Another unit gets it.
    Redirected,
    /// The unit must do it after all.
    Refused,
}

/// How a call back goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Talk {
    NoAnswer,
    Busy,
    PowerOff,
    WrongNumber,
    Redo,
    Refill,
    /// Not satisfied, but the handling was right.
    Close,
}

const UNREACHABLE: &[Talk] = &[Talk::NoAnswer, Talk::Busy, Talk::PowerOff];
/// Kinds that departments work on at their desks.
const DESK: &[&str] = &["complaint", "opinion", "suggestion", "praise", "report", "help"];

/// Gives every demand its story: first those that must occur, then chance.
pub(super) fn tell(demands: &mut [Demand], chance: &mut Chance) {
    must_occur(demands);
    for demand in demands.iter_mut().filter(|demand| demand.story == Story::default()) {
        by_chance(demand, chance);
    }
}

/// One demand at least for each turn the loop can take, early enough in the day to be seen to its end.
fn must_occur(demands: &mut [Demand]) {
    let fault = |demand: &Demand| demand.kind == "fault" && demand.service_type != Some("fault.meter.lv.burnt");
    let complaint = |demand: &Demand| demand.kind == "complaint";
    let desk = |demand: &Demand| DESK.contains(&demand.kind);
    cast(demands, fault, |story| story.returned = Some(Return::Refused));
    cast(demands, fault, |story| story.arrives_late = true);
    cast(demands, fault, |story| story.callbacks = vec![Talk::Redo]);
    cast(demands, fault, |story| story.callbacks = UNREACHABLE.to_vec());
    cast(demands, fault, |story| story.refilled = true);
    cast(demands, fault, |story| story.reopened = true);
    cast(demands, fault, |story| story.cancelled = true);
    cast(demands, fault, |story| story.dispatched_late = true);
    cast(demands, fault, |story| story.callbacks = vec![Talk::Refill]);
    cast(demands, complaint, |story| story.returned = Some(Return::Redirected));
    cast(demands, complaint, |story| story.two_units = true);
    cast(demands, desk, |story| story.forgotten = true);
    cast(demands, |demand| demand.kind == "consult", |story| story.on_the_spot = true);
}

fn cast(demands: &mut [Demand], fits: impl Fn(&Demand) -> bool, give: impl Fn(&mut Story)) {
    let free = demands.iter_mut().find(|demand| fits(demand) && demand.story == Story::default());
    if let Some(demand) = free {
        give(&mut demand.story);
    }
}

fn by_chance(demand: &mut Demand, chance: &mut Chance) {
    let (is_desk, is_field, never_sent) = (DESK.contains(&demand.kind), demand.is_field(), demand.is_never_sent());
    let story = &mut demand.story;
    story.on_the_spot = match demand.kind {
        "consult" => chance.percent(80),
        "fault" => chance.percent(6),
        _ => never_sent,
    };
    story.dispatched_late = chance.percent(4);
    story.arrives_late = is_field && chance.percent(5);
    story.refilled = chance.percent(6);
    story.reopened = chance.percent(2);
    story.forgotten = is_desk && chance.percent(12);
    story.cancelled = !story.on_the_spot && chance.percent(1);
    story.returned = match chance.between(1, 100) {
        1..=4 => Some(Return::Refused),
        5..=8 if !is_field => Some(Return::Redirected),
        _ => None,
    };
    story.callbacks = match chance.between(1, 100) {
        1..=5 => vec![Talk::Redo],
        6..=8 => vec![Talk::Refill],
        9..=11 => vec![Talk::Close],
        12..=15 => UNREACHABLE.to_vec(),
        16..=17 => vec![Talk::WrongNumber],
        18..=26 => vec![Talk::NoAnswer],
        _ => Vec::new(),
    };
}
