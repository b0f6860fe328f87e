//! What is kept is kept for a while, and no ticket forgets its customer before its records go.

use crate::policy::bundle::Bundle;
use crate::policy::retention::RETENTION_MONTHS_MAX;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let odd = |months| months == 0 || months > RETENTION_MONTHS_MAX;
    let message = format!("between 1 and {RETENTION_MONTHS_MAX}");
    for (index, rule) in bundle.retention.iter().enumerate() {
        findings.add_if(odd(rule.months), format!("retention[{index}].months"), message.clone());
        findings.add_if(rule.records.is_empty(), format!("retention[{index}].records"), "of which kinds?");
    }
    for (index, rule) in bundle.erasures.iter().enumerate() {
        findings.add_if(odd(rule.months), format!("erasure[{index}].months"), message.clone());
    }
}
