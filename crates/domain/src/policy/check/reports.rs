//! Reports show what there is, to somebody there is.

use std::collections::BTreeSet;

use crate::indicator::{Direction, Registry, Unit};
use crate::permission::Permission;
use crate::policy::bundle::Bundle;
use crate::policy::reports::{ApprovalSpec, PlanSpec, ReportPeriod, ReportSchedule, ReportSpec};

use super::Findings;

/// The most days after a period a report may wait.
const DAYS_AFTER_MAX: u16 = 31;
/// All of it, in hundredths of a percent.
const BASIS_POINTS_MAX: u16 = 10_000;
/// The most columns of a table.
const COLUMNS_MAX: usize = 12;
/// The most signatures under a report.
const APPROVALS_MAX: usize = 8;
/// The most things one signer is asked for.
const ASKS_MAX: usize = 10;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let mut known = BTreeSet::new();
    let indicators: BTreeSet<&str> = Registry::codes().collect();
    for (index, report) in bundle.reports.iter().enumerate() {
        let path = format!("report[{index}]");
        findings.add_if(!known.insert(&report.code), format!("{path}.code"), "another report has this code");
        let empty = report.sections.is_empty() && report.findings.is_empty();
        findings.add_if(empty, path.clone(), "a report needs a section or a finding");
        for (place, section) in report.sections.iter().enumerate() {
            let path = format!("{path}.section[{place}].indicators");
            let count = section.indicators.len();
            let wrong = !(1..=COLUMNS_MAX).contains(&count);
            findings.add_if(wrong, path.clone(), format!("a table has 1 to {COLUMNS_MAX} columns"));
            for code in section.indicators.iter().filter(|code| !indicators.contains(code.as_str())) {
                findings.add(path.clone(), format!("there is no indicator `{code}`"));
            }
        }
        check_comparisons(findings, &path, report);
        check_plans(bundle, findings, &path, report);
        for (place, target) in report.targets.iter().enumerate() {
            let path = format!("{path}.target[{place}]");
            let comparable = Registry::definition(&target.indicator).is_some_and(|one| {
                matches!(one.unit, Unit::Share | Unit::Score) && one.direction != Direction::Neutral
            });
            let wanted = "a target is set for a share or a score of which more or less is better";
            findings.add_if(!comparable, format!("{path}.indicator"), wanted);
            let wrong = target.basis_points > BASIS_POINTS_MAX;
            findings.add_if(wrong, format!("{path}.basis_points"), format!("0 to {BASIS_POINTS_MAX}"));
            let twice = report.targets.iter().take(place).any(|other| other.indicator == target.indicator);
            findings.add_if(twice, format!("{path}.indicator"), "the report has a target for it already");
        }
        for (place, finding) in report.findings.iter().enumerate() {
            let path = format!("{path}.finding[{place}]");
            findings.add_if(finding.at_least == 0, format!("{path}.at_least"), "0 of anything are always found");
            for kind in finding.kinds.iter().filter(|kind| !bundle.kinds.iter().any(|known| known.code == **kind)) {
                findings.add(format!("{path}.kinds"), format!("there is no kind `{kind}`"));
            }
        }
        let for_nobody = report.each_unit && (report.schedule.is_none() || report.recipients.is_empty());
        let wanted = "only together with a schedule and recipients";
        findings.add_if(for_nobody, format!("{path}.each_unit"), wanted);
        for role in report.recipients.iter().filter(|role| !bundle.roles.iter().any(|known| known.code == **role)) {
            findings.add(format!("{path}.recipients"), format!("there is no role `{role}`"));
        }
        if let Some(schedule) = report.schedule {
            check_schedule(findings, &path, schedule);
        }
        let many = report.approvals.len() > APPROVALS_MAX;
        findings.add_if(many, format!("{path}.approval"), format!("at most {APPROVALS_MAX} people sign a report"));
        for (place, approval) in report.approvals.iter().enumerate() {
            check_approval(bundle, findings, &format!("{path}.approval[{place}]"), approval);
        }
    }
}

/// What is compared has something to be compared with.
fn check_comparisons(findings: &mut Findings, path: &str, report: &ReportSpec) {
    for (place, section) in report.sections.iter().enumerate() {
        let Some(comparison) = section.compare else { continue };
        let path = format!("{path}.section[{place}].compare");
        let weeks = report.period == ReportPeriod::Week;
        findings.add_if(weeks, path.clone(), "the weeks of another year are not the same days");
        findings.add_if(!comparison.suits(section.by), path, "days and weeks have no counterpart in another year");
    }
}

/// What is planned can be counted, for a unit there is, and is planned once.
fn check_plans(bundle: &Bundle, findings: &mut Findings, path: &str, report: &ReportSpec) {
    for (place, plan) in report.plans.iter().enumerate() {
        let path = format!("{path}.plan[{place}]");
        let counted = Registry::definition(&plan.indicator).is_some_and(|one| one.unit == Unit::Count);
        findings.add_if(!counted, format!("{path}.indicator"), "a plan is made for a count");
        findings.add_if(plan.amount == 0, format!("{path}.amount"), "0 of anything need no plan");
        let known = plan.unit.as_ref().is_none_or(|code| bundle.units.iter().any(|unit| unit.code == *code));
        findings.add_if(!known, format!("{path}.unit"), "there is no such unit");
        let same = |other: &PlanSpec| (&other.indicator, &other.unit) == (&plan.indicator, &plan.unit);
        let twice = report.plans.iter().take(place).any(same);
        findings.add_if(twice, path, "the report has a plan for it already");
    }
}

/// Whoever signs may read what he signs.
fn check_approval(bundle: &Bundle, findings: &mut Findings, path: &str, approval: &ApprovalSpec) {
    match bundle.roles.iter().find(|role| role.code == approval.role) {
        None => findings.add(format!("{path}.role"), format!("there is no role `{}`", approval.role)),
        Some(role) => {
            let blind = !role.may.contains(&Permission::ReportRead);
            findings.add_if(blind, format!("{path}.role"), "who signs a report must be allowed to read it");
        }
    }
    let many = approval.asks.len() > ASKS_MAX;
    findings.add_if(many, format!("{path}.ask"), format!("at most {ASKS_MAX}"));
    for (place, ask) in approval.asks.iter().enumerate() {
        let twice = approval.asks.iter().take(place).any(|other| other.code == ask.code);
        findings.add_if(twice, format!("{path}.ask[{place}].code"), "the signer is asked for it already");
    }
}

/// What runs by itself does so at a time there is.
pub(super) fn check_schedule(findings: &mut Findings, path: &str, schedule: ReportSchedule) {
    let wrong = schedule.hour > 23 || !(1..=DAYS_AFTER_MAX).contains(&schedule.days_after);
    findings.add_if(wrong, format!("{path}.schedule"), format!("1 to {DAYS_AFTER_MAX} days after, at 0 to 23"));
}
