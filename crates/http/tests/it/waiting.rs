//! The bundle of the hotline with complaints that may wait: suspended, held up by the customer, extended.

use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::carry::Condition;
use bihuan_domain::policy::catalogue::{ExtensionRules, SuspensionRules};
use bihuan_domain::policy::clocks::{Amount, ClockRule, Unit};
use serde_json::json;

/// Why work may be suspended.
pub(crate) const REASON: &str = "material";

/// Complaints may be suspended once, for five days, and their handling extended once, by half. The clock for handling them
/// stands still meanwhile, has 32 working hours, and must be explained when it runs out.
pub(crate) fn allow(bundle: &mut Bundle) {
    let reason = json!({
        "code": REASON, "name": {"zh": "等待材料", "en": "Waiting for material"}, "confidence": "design"
    });
    bundle.suspension_reasons = serde_json::from_value(reason).into_iter().collect();
    for kind in bundle.kinds.iter_mut().filter(|kind| kind.code.as_str() == "complaint") {
        kind.suspension = Some(SuspensionRules { days_max: 5, per_ticket: 1 });
        let clocks = "handle".parse().into_iter().collect();
        kind.extension = Some(ExtensionRules { clocks, per_work_order: 1, share_max: 50 });
    }
    for rule in bundle.clocks.iter_mut().filter(|rule| is_handling_of_complaints(rule)) {
        rule.amount = Amount::new(32, Unit::WorkingHours);
        rule.pause_while = vec![Condition::Suspended, Condition::AwaitingCustomer];
        rule.explain = true;
        rule.unit_calendar = false;
        (rule.warnings, rule.escalations) = (Vec::new(), Vec::new());
    }
}

/// Whether this is the row of the table of limits for the handling of complaints.
pub(crate) fn is_handling_of_complaints(rule: &ClockRule) -> bool {
    rule.code.as_str() == "handle" && rule.applies_to.kinds.iter().any(|kind| kind.as_str() == "complaint")
}
