//! Putting a report together.

use bihuan_domain::fact::Day;
use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::Registry;
use bihuan_domain::organisation::Unit;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::reports::{FindingKind, FindingSpec, ReportSpec};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::report::{Finding, Found, Report};
use bihuan_persistence::facts::{self, Alike, FactFilter, Repeated};
use bihuan_persistence::figures as periods;
use bihuan_persistence::page::Subtree;
use bihuan_persistence::{Tx, adjustments, tickets};

use super::table::Table;
use crate::App;
use crate::error::Error;
use crate::figures::Narrowed;

/// Entries of one finding, and tickets of one entry: how many more there are is told.
const FOUND_MAX: usize = 200;

/// A report over some days, for a unit and everything below it.
pub(super) fn build(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Policy,
    spec: &ReportSpec,
    (from, to): (Day, Day),
    unit: &Unit,
) -> Result<Report, Error> {
    let mut facts = FactFilter::days(from, to);
    facts.under = unit.parent.is_some().then(|| Subtree::of(&unit.path));
    let narrowed = Narrowed { facts, base: unit.path.clone() };
    let registry = Registry::new(&policy.bundle().figures);
    let contested = adjustments::any(tx)?;
    let table = Table {
        app,
        registry: &registry,
        targets: &spec.targets,
        plans: &spec.plans,
        narrowed: &narrowed,
        unit: (unit.code.as_str(), unit.parent.is_none()),
        contested,
        closed: periods::periods_over(tx, from, to)?.iter().any(|period| (period.from, period.to) == (from, to)),
    };
    let sections = spec.sections.iter().map(|spec| table.section(tx, spec));
    let sections = sections.collect::<Result<_, _>>()?;
    let findings = spec.findings.iter().map(|spec| finding(tx, policy, spec, &narrowed.facts));
    let findings = findings.collect::<Result<_, _>>()?;
    let uncounted = periods::count_uncounted(tx)?;
    Ok(Report {
        code: spec.code.clone(),
        name: spec.name.clone(),
        from,
        to,
        unit: unit.code.clone(),
        unit_name: unit.name.clone(),
        policy_version: policy.version(),
        sections,
        findings,
        uncounted_tickets: usize::try_from(uncounted).unwrap_or_default(),
        approvals: spec.approvals.clone(),
    })
}

fn finding(tx: &mut Tx<'_>, policy: &Policy, spec: &FindingSpec, filter: &FactFilter) -> Result<Finding, Error> {
    let kinds: Vec<String> = spec.kinds.iter().map(ToString::to_string).collect();
    let least = usize::from(spec.at_least);
    let mut found = match spec.what {
        FindingKind::SameMatter => facts::repeats(tx, filter, &kinds, Alike::Matter, least)?,
        FindingKind::SameType => facts::repeats(tx, filter, &kinds, Alike::ServiceType, least)?,
        FindingKind::SameTypeAndLine => facts::repeats(tx, filter, &kinds, Alike::TypeAndLine, least)?,
        FindingKind::UnqualifiedCallback => {
            let tickets = facts::unqualified(tx, filter, &kinds)?;
            let group = Repeated { kind: String::new(), service_type: None, line: None, tickets };
            if group.tickets.len() >= least { vec![group] } else { Vec::new() }
        }
    };
    let left_out = found.len().saturating_sub(FOUND_MAX);
    found.truncate(FOUND_MAX);
    let mut rows = Vec::new();
    for group in found {
        rows.push(Found {
            name: called(policy, spec, &group),
            count: group.tickets.len(),
            tickets: numbers(tx, &group.tickets)?,
        });
    }
    Ok(Finding { title: spec.title.clone(), rows, left_out })
}

fn called(policy: &Policy, spec: &FindingSpec, group: &Repeated) -> Text {
    let node = group.service_type.as_ref().and_then(|code| policy.service_type(&code.parse().ok()?));
    let kind = group.kind.parse().ok().and_then(|code| policy.kind(&code));
    let name = node.map(|node| node.name.clone()).or_else(|| kind.map(|kind| kind.name.clone()));
    let Text { zh, en } = name.unwrap_or_else(|| spec.title.clone());
    match &group.line {
        Some(line) => Text { zh: format!("{zh}，{line}"), en: format!("{en}, {line}") },
        None => Text { zh, en },
    }
}

/// The numbers of tickets, in their order.
fn numbers(tx: &mut Tx<'_>, ids: &[TicketId]) -> Result<Vec<String>, Error> {
    let shown = ids.iter().take(FOUND_MAX).copied();
    let found = tickets::find_many(tx, shown.clone())?;
    Ok(shown.filter_map(|id| found.get(&id).map(|(_, ticket)| ticket.number.clone())).collect())
}
