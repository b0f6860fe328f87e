//! Every demand that is dispatched finds a route, and routes end at units that handle work.

use std::collections::BTreeSet;

use crate::code::UnitCode;
use crate::policy::Policy;
use crate::policy::organisation::UnitFunction;
use crate::policy::routes::ROUTE_UNITS_MAX;

use super::Findings;
use super::demands::{Demand, demands};

pub(super) fn check(policy: &Policy, findings: &mut Findings) {
    for (index, route) in policy.bundle().routes.iter().enumerate() {
        let handles = |code: &UnitCode| {
            let function = policy.unit(code).map(|unit| unit.function);
            matches!(function, Some(UnitFunction::Department | UnitFunction::Crew))
        };
        findings.add_if(
            route.assisting.len() >= ROUTE_UNITS_MAX,
            format!("route[{index}].assisting"),
            format!("a route sends to at most {ROUTE_UNITS_MAX} units, the leading one among them"),
        );
        let message = "work orders go to departments and crews only";
        findings.add_if(!handles(&route.unit), format!("route[{index}].unit"), message);
        for (place, unit) in route.assisting.iter().enumerate() {
            let path = format!("route[{index}].assisting[{place}]");
            findings.add_if(!handles(unit), path.clone(), message);
            findings.add_if(*unit == route.unit, path, "the leading unit cannot assist itself");
        }
    }
    let mut lost = BTreeSet::new();
    for demand in demands(policy).filter(|demand| demand.is_dispatched() && !is_routed(policy, demand)) {
        // What a whole kind lacks is not said again for its types.
        if lost.insert(demand.kind) {
            findings.add(demand.path.clone(), format!("no route matches every region for {demand}"));
        }
    }
}

fn is_routed(policy: &Policy, demand: &Demand<'_>) -> bool {
    policy
        .bundle()
        .routes
        .iter()
        .any(|route| route.regions.is_empty() && policy.applies(&route.applies_to, &demand.traits()))
}
