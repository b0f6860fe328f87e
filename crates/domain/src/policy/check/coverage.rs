//! No ticket waits without a clock: every state of the lifecycle is reached with at least one clock running.
//!
//! For each demand that can be told apart by the rules, all ways through [`lifecycle`](super::lifecycle) are walked
//! together with the set of clocks that run. Clocks that do not run for every such demand are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use crate::clock::Milestone;
use crate::code::{AreaCode, KindCode, LevelCode, TypeCode};
use crate::policy::catalogue::Handling;
use crate::policy::clocks::{ClockRule, ClockScope, Traits, Unit};
use crate::policy::{Policy, ServiceRules};

use super::Findings;
use super::lifecycle::{State, Step, is_of_work_order, steps};

/// The most clocks that may apply to one ticket: they are kept as bits while the ways are walked.
const CLOCKS_PER_TICKET_MAX: usize = 64;

/// One kind of demand, as far as rules can tell it from others.
pub(super) struct Demand<'p> {
    /// The entry of the catalogue.
    pub(super) path: String,
    pub(super) kind: &'p KindCode,
    pub(super) service_type: Option<&'p TypeCode>,
    pub(super) area: &'p AreaCode,
    pub(super) level: Option<&'p LevelCode>,
    pub(super) rules: ServiceRules,
}

impl Demand<'_> {
    pub(super) fn traits(&self) -> Traits<'_> {
        let area = Some(self.area);
        Traits { area, level: self.level, ..Traits::of_kind(self.kind, self.service_type) }
    }

    pub(super) fn is_dispatched(&self) -> bool {
        self.rules.handling != Handling::None
    }
}

impl fmt::Display for Demand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.service_type {
            Some(code) => write!(f, "type `{code}`")?,
            None => write!(f, "kind `{}`", self.kind)?,
        }
        write!(f, " in area `{}`", self.area)?;
        self.level.map_or(Ok(()), |level| write!(f, " at level `{level}`"))
    }
}

/// Every demand: each kind and each type, in each area, at each level of the kind.
pub(super) fn demands(policy: &Policy) -> impl Iterator<Item = Demand<'_>> {
    let bundle = policy.bundle();
    let kinds = bundle.kinds.iter().enumerate().map(|(index, kind)| (format!("kind[{index}]"), &kind.code, None));
    let types =
        bundle.types.iter().enumerate().map(|(index, node)| (format!("type[{index}]"), &node.kind, Some(&node.code)));
    kinds.chain(types).flat_map(move |(path, kind, service_type)| {
        let areas = || bundle.areas.iter().map(|area| &area.code);
        let levels: Vec<Option<&LevelCode>> = match policy.kind(kind) {
            Some(kind) if !kind.levels.is_empty() => kind.levels.iter().map(Some).collect(),
            _ => vec![None],
        };
        let rules = policy.rules_for(kind, service_type);
        levels.into_iter().flat_map(move |level| areas().map(move |area| (area, level))).filter_map(
            move |(area, level)| {
                Some(Demand { path: path.clone(), kind, service_type, area, level, rules: rules.clone()? })
            },
        )
    })
}

pub(super) fn check(policy: &Policy, findings: &mut Findings) {
    let mut walked = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for demand in demands(policy) {
        let clocks = policy.clock_rules(&demand.traits());
        let clocks: Vec<&ClockRule> = clocks.into_iter().filter(|clock| runs_for_all(clock)).collect();
        if clocks.len() > CLOCKS_PER_TICKET_MAX {
            findings.add(demand.path.clone(), format!("more than {CLOCKS_PER_TICKET_MAX} clocks for {demand}"));
            continue;
        }
        let callback = demand.rules.callback_plan.is_some();
        // Demands under the same rules take the same ways: they are walked once.
        let same: Vec<_> = clocks.iter().map(|clock| std::ptr::from_ref::<ClockRule>(clock)).collect();
        let gaps = walked
            .entry((demand.is_dispatched(), callback, same))
            .or_insert_with(|| walk(&clocks, &|step| step.is_open(demand.is_dispatched(), callback)));
        for (state, way) in gaps.iter() {
            // What is missing for a whole kind is not said again for its types.
            if reported.insert((demand.kind, *state)) {
                let way = way.iter().map(word).collect::<Vec<_>>().join(", ");
                findings.add(demand.path.clone(), format!("no clock runs in `{state}` for {demand}, after {way}"));
            }
        }
    }
}

/// A ticket may carry no target, and its customer may have to be left alone.
fn runs_for_all(clock: &ClockRule) -> bool {
    clock.amount.unit != Unit::Target && !clock.awaits_contact()
}

/// The milestone as policy names it.
fn word(milestone: &Milestone) -> String {
    match serde_json::to_value(milestone) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Where a ticket stands on one of the ways, which clocks run, and the milestone that led here from another place.
struct Place {
    state: State,
    running: u64,
    from: Option<usize>,
    by: &'static [Milestone],
}

/// Walks every way and answers the states that are reached without a clock, each with the shortest way to it.
fn walk(clocks: &[&ClockRule], is_open: &dyn Fn(&Step) -> bool) -> BTreeMap<State, Vec<Milestone>> {
    let mut places = vec![Place { state: State::New, running: 0, from: None, by: &[] }];
    let mut seen = BTreeSet::from([(State::New, 0)]);
    let mut gaps = BTreeMap::new();
    let mut next = VecDeque::from([0]);
    while let Some(at) = next.pop_front() {
        let Some(&Place { state, running, .. }) = places.get(at) else {
            break;
        };
        for step in steps(state).filter(|step| is_open(step)) {
            let running = step.by.iter().fold(running, |running, milestone| hear(clocks, running, *milestone));
            let running = drop_ended(clocks, running, step.to);
            if !seen.insert((step.to, running)) {
                continue;
            }
            places.push(Place { state: step.to, running, from: Some(at), by: step.by });
            let place = places.len() - 1;
            if running == 0 && step.to.waits() {
                // What follows a gap is not looked at: it would only repeat it.
                gaps.entry(step.to).or_insert_with(|| way(&places, place));
            } else {
                next.push_back(place);
            }
        }
    }
    gaps
}

fn way(places: &[Place], to: usize) -> Vec<Milestone> {
    let mut steps: Vec<&[Milestone]> =
        std::iter::successors(places.get(to), |place| places.get(place.from?)).map(|place| place.by).collect();
    steps.reverse();
    steps.concat()
}

fn hear(clocks: &[&ClockRule], running: u64, milestone: Milestone) -> u64 {
    let mut after = running;
    for (bit, clock) in clocks.iter().enumerate() {
        if clock.scope == ClockScope::WorkOrder && !is_of_work_order(milestone) {
            continue;
        }
        if clock.stop.contains(&milestone) {
            after &= !(1 << bit);
        }
        if clock.start.contains(&milestone) {
            after |= 1 << bit;
        }
    }
    after
}

/// The clocks of a work order end with it, all clocks with the ticket.
fn drop_ended(clocks: &[&ClockRule], running: u64, state: State) -> u64 {
    if state.ends_ticket() {
        return 0;
    }
    if state.has_work_order() {
        return running;
    }
    let of_ticket = |(_, clock): &(usize, &&ClockRule)| clock.scope == ClockScope::Ticket;
    clocks.iter().enumerate().filter(of_ticket).fold(0, |kept, (bit, _)| kept | (running & (1 << bit)))
}
