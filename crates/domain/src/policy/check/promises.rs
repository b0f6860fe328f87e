//! What a kind has customers told is watched over: no moment is promised over which no clock stands.

use std::collections::BTreeSet;

use crate::policy::Policy;
use crate::policy::clocks::{ClockRule, ClockScope, Unit};

use super::Findings;
use super::demands::{Demand, demands, ways};

pub(super) fn check(policy: &Policy, findings: &mut Findings) {
    let ways = ways(policy);
    let mut reported = BTreeSet::new();
    for demand in demands(policy).filter(|demand| demand.rules.next_reply_days.is_some()) {
        for demand in ways.iter().map(|way| Demand { way: *way, ..demand.clone() }) {
            let watched = policy.clock_rules(&demand.traits()).into_iter().any(is_of_next_reply);
            // What is missing for a whole kind is not said again for its types.
            if !watched && reported.insert(demand.kind) {
                let message = format!("no clock counted to `next_reply` runs for {demand}");
                findings.add(demand.path.clone(), message);
            }
        }
    }
}

fn is_of_next_reply(clock: &ClockRule) -> bool {
    clock.amount.unit == Unit::NextReply && clock.scope == ClockScope::WorkOrder
}
