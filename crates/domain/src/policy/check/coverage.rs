//! No ticket waits without a clock: every state of the lifecycle is reached with at least one clock running.
//!
//! For each demand that can be told apart by the rules, all ways through [`lifecycle`](super::lifecycle) are walked
//! together with the clocks that run. Clocks that do not run for every such demand are left out, and one that stands
//! still in a state does not watch over it. A suspension and the time before a callback end by themselves: what stands
//! still meanwhile goes on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::clock::Milestone;
use crate::policy::Policy;
use crate::policy::clocks::{ClockRule, ClockScope, Condition};

use super::Findings;
use super::demands::{Demand, demands, ways};
use super::lifecycle::{Sort, State, Step, is_of_work_order, steps};

/// The most clocks that may apply to one ticket: they are kept as bits while the ways are walked.
const CLOCKS_PER_TICKET_MAX: usize = 64;

pub(super) fn check(policy: &Policy, findings: &mut Findings) {
    let ways = ways(policy);
    let mut walked = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for demand in demands(policy).flat_map(|demand| ways.iter().map(move |way| Demand { way: *way, ..demand.clone() }))
    {
        let clocks = policy.clock_rules(&demand.traits());
        let clocks: Vec<&ClockRule> = clocks.into_iter().filter(|clock| runs_for_all(clock)).collect();
        if clocks.len() > CLOCKS_PER_TICKET_MAX {
            findings.add(demand.path.clone(), format!("more than {CLOCKS_PER_TICKET_MAX} clocks for {demand}"));
            continue;
        }
        let sort = Sort {
            dispatched: demand.is_dispatched(),
            callback: demand.rules.callback_plan.is_some(),
            outbound: policy.kind(demand.kind).is_some_and(|kind| kind.outbound),
        };
        // Demands under the same rules take the same ways: they are walked once.
        let same: Vec<_> = clocks.iter().map(|clock| std::ptr::from_ref::<ClockRule>(clock)).collect();
        let gaps = walked.entry((sort, same)).or_insert_with(|| walk(&clocks, &|step| step.is_open(sort)));
        for (state, way) in gaps.iter() {
            // What is missing for a whole kind is not said again for its types.
            if reported.insert((demand.kind, *state)) {
                let way = way.iter().map(|milestone| milestone.as_str()).collect::<Vec<_>>().join(", ");
                findings.add(demand.path.clone(), format!("no clock runs in `{state}` for {demand}, after {way}"));
            }
        }
    }
}

/// A ticket may carry no target, nobody may have named a moment, and its customer may have to be left alone.
fn runs_for_all(clock: &ClockRule) -> bool {
    !clock.amount.unit.is_moment() && !clock.awaits_contact()
}

/// Which clocks run, and which of them something has made stand still: one bit each.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Hands {
    running: u64,
    still: u64,
}

/// Where a ticket stands on one of the ways, its clocks, and the milestone that led here from another place.
struct Place {
    state: State,
    hands: Hands,
    from: Option<usize>,
    by: &'static [Milestone],
}

/// Walks every way and answers the states that are reached without a clock, each with the shortest way to it.
fn walk(clocks: &[&ClockRule], is_open: &dyn Fn(&Step) -> bool) -> BTreeMap<State, Vec<Milestone>> {
    let mut places = vec![Place { state: State::New, hands: Hands::default(), from: None, by: &[] }];
    let mut seen = BTreeSet::from([(State::New, Hands::default())]);
    let mut gaps = BTreeMap::new();
    let mut next = VecDeque::from([0]);
    while let Some(at) = next.pop_front() {
        let Some(&Place { state, hands, .. }) = places.get(at) else {
            break;
        };
        for step in steps(state).filter(|step| is_open(step)) {
            let hands = step.by.iter().fold(hands, |hands, milestone| hear(clocks, hands, *milestone));
            let hands = drop_ended(clocks, hands, step.to);
            if !seen.insert((step.to, hands)) {
                continue;
            }
            places.push(Place { state: step.to, hands, from: Some(at), by: step.by });
            let place = places.len() - 1;
            if !is_watched(clocks, hands, step.to) && step.to.waits() {
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

fn hear(clocks: &[&ClockRule], hands: Hands, milestone: Milestone) -> Hands {
    let Hands { mut running, mut still } = hands;
    for (bit, clock) in clocks.iter().enumerate() {
        if clock.scope == ClockScope::WorkOrder && !is_of_work_order(milestone) {
            continue;
        }
        let bit = 1 << bit;
        if clock.stop.contains(&milestone) || clock.cancel.contains(&milestone) {
            (running, still) = (running & !bit, still & !bit);
        }
        if clock.start.contains(&milestone) {
            running |= bit;
        }
        if clock.pause.contains(&milestone) {
            still |= running & bit;
        }
        if clock.resume.contains(&milestone) {
            still &= !bit;
        }
    }
    Hands { running, still }
}

/// The clocks of a work order end with it, those of a callback with its round, all clocks with the ticket.
fn drop_ended(clocks: &[&ClockRule], hands: Hands, state: State) -> Hands {
    let kept = bits(clocks, |clock| match clock.scope {
        ClockScope::Ticket => !state.ends_ticket(),
        ClockScope::WorkOrder => state.has_work_order(),
        ClockScope::Callback => state.has_callback(),
    });
    Hands { running: hands.running & kept, still: hands.still & kept }
}

/// Whether a clock runs and does not stand still.
fn is_watched(clocks: &[&ClockRule], hands: Hands, state: State) -> bool {
    let rest = bits(clocks, |clock| clock.pause_while.iter().any(|condition| stands_in(*condition) == Some(state)));
    hands.running & !hands.still & !rest != 0
}

/// The state in which a condition holds, if it lasts until somebody acts.
fn stands_in(condition: Condition) -> Option<State> {
    match condition {
        Condition::AwaitingCustomer => Some(State::AwaitingCustomer),
        Condition::Returned => Some(State::Returned),
        Condition::Draft => Some(State::Draft),
        Condition::Suspended | Condition::CallbackScheduled => None,
    }
}

fn bits(clocks: &[&ClockRule], of: impl Fn(&ClockRule) -> bool) -> u64 {
    clocks.iter().enumerate().filter(|(_, clock)| of(clock)).fold(0, |bits, (bit, _)| bits | 1 << bit)
}
