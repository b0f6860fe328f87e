//! What is done by itself is done once, at a time there is, and told to somebody.

use std::collections::BTreeSet;

use crate::policy::bundle::Bundle;
use crate::policy::reports::ReportPeriod;
use crate::policy::standing::StandingTask;

use super::Findings;
use super::reports::check_schedule;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let mut known = BTreeSet::new();
    for (index, order) in bundle.standing_orders.iter().enumerate() {
        let path = format!("standing_order[{index}]");
        findings.add_if(!known.insert(order.task), format!("{path}.task"), "it stands in another row, too");
        check_schedule(findings, &path, order.schedule);
        let (told, monthly) = match order.task {
            StandingTask::Purge | StandingTask::GamingSearch => (false, false),
            StandingTask::AssessmentsMissing => (true, true),
            StandingTask::CallbacksOpen | StandingTask::ListsMissing => (true, false),
        };
        findings.add_if(told && order.to.is_empty(), format!("{path}.to"), "who is told?");
        findings.add_if(!told && !order.to.is_empty(), format!("{path}.to"), "nobody is told of this");
        let wrong = monthly && order.period != ReportPeriod::Month;
        findings.add_if(wrong, format!("{path}.period"), "people are assessed for months");
        let daily = order.task == StandingTask::GamingSearch;
        findings.add_if(
            daily && order.period != ReportPeriod::Day,
            format!("{path}.period"),
            "a search looks at one day at a time",
        );
        let lists = order.task == StandingTask::ListsMissing;
        findings.add_if(lists && order.units.is_empty(), format!("{path}.units"), "who is to hand a list in?");
        findings.add_if(
            !lists && !order.units.is_empty(),
            format!("{path}.units"),
            "only lists are handed in by units",
        );
        for unit in order.units.iter().filter(|unit| !bundle.units.iter().any(|known| known.code == **unit)) {
            findings.add(format!("{path}.units"), format!("there is no unit `{unit}`"));
        }
        for role in order.to.iter().filter(|role| !bundle.roles.iter().any(|known| known.code == **role)) {
            findings.add(format!("{path}.to"), format!("there is no role `{role}`"));
        }
    }
}
