//! Dispatch (派单): which unit a demand goes to, and why.

use crate::code::{RouteCode, UnitCode};
use crate::policy::Policy;
use crate::policy::routes::Route;
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::Demand;

/// Where a demand goes, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The route that matched.
    pub route: RouteCode,
    /// The unit that leads.
    pub unit: UnitCode,
    /// Units that receive a work order of their own.
    pub assisting: Vec<UnitCode>,
    /// Routes that were looked at before and did not match, in order.
    pub passed_over: Vec<RouteCode>,
}

/// The first route of the policy that matches.
///
/// # Errors
/// [`RefusalCode::NoUnit`] when none matches.
pub fn destination(policy: &Policy, demand: &Demand) -> Result<Destination, Refusal> {
    let mut passed_over = Vec::new();
    for route in &policy.bundle().routes {
        if matches(policy, route, demand) {
            return Ok(Destination {
                route: route.code.clone(),
                unit: route.unit.clone(),
                assisting: route.assisting.clone(),
                passed_over,
            });
        }
        passed_over.push(route.code.clone());
    }
    Err(Refusal::new(RefusalCode::NoUnit).with("kind", &demand.kind))
}

fn matches(policy: &Policy, route: &Route, demand: &Demand) -> bool {
    let region = demand.region.as_deref().unwrap_or_default();
    let in_region = route.regions.is_empty() || route.regions.iter().any(|prefix| region.starts_with(prefix.as_str()));
    in_region && policy.applies(&route.applies_to, &demand.traits())
}
