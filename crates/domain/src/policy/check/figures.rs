//! What is set about indicators makes sense.

use crate::policy::bundle::Bundle;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let sum: u32 = bundle.figures.three_rates.weights().into_iter().map(u32::from).sum();
    findings.add_if(sum != 100, "figures.three_rates", format!("the weights are {sum} percent together, not 100"));
    findings.add_if(bundle.figures.repeat_days == 0, "figures.repeat_days", "a window of 0 days holds nothing");
}
