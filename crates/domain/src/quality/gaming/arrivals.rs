//! Arrivals somewhere else.

use crate::case::{Case, CaseEvent};
use crate::policy::quality::GamingCheck;
use crate::quality::Check;
use crate::work_order::WorkOrderEvent;

use super::{Suspicion, Trace};

/// Arrivals that were reported farther from the place of the demand than the rule takes for normal. Where either place is
/// not known nothing is said.
#[must_use]
pub fn far_arrivals(rule: &GamingCheck, case: &Case, traces: &[Trace]) -> Vec<Suspicion> {
    let Some(place) = case.ticket.demand.position else { return Vec::new() };
    let normal = i64::from(rule.metres.unwrap_or_default());
    let mut seen = Vec::new();
    for trace in traces.iter().filter(|trace| trace.ticket == case.ticket.id) {
        let CaseEvent::WorkOrder { event: WorkOrderEvent::Arrived { position: Some(there) }, .. } = &trace.event else {
            continue;
        };
        let metres = place.metres_to(*there);
        if metres > normal {
            seen.push(Suspicion {
                check: Check::FarArrival,
                ticket: trace.ticket,
                person: trace.by,
                at: trace.at,
                seen: metres,
                normal,
                about: None,
            });
        }
    }
    seen
}
