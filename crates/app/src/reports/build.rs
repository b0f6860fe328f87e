//! Putting a report together.

use bihuan_domain::fact::Day;
use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::{Indicator, Registry};
use bihuan_domain::organisation::Unit;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::reports::{FindingKind, FindingSpec, ReportCut, ReportSpec, SectionSpec};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::report::{Cell, Column, Finding, Found, Report, Row, Section, rounded};
use bihuan_persistence::facts::{self, Alike, FactFilter, Repeated};
use bihuan_persistence::page::Subtree;
use bihuan_persistence::{Tx, tickets};

use crate::App;
use crate::error::Error;
use crate::figures::{By, Figure, FigureFilter, FigureQuery, Narrowed, Value, compute};

/// Rows of one table: further groups are left out.
const ROWS_MAX: usize = 1_000;
/// Entries of one finding.
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
    let sections = spec.sections.iter().map(|spec| section(app, tx, &registry, spec, &narrowed));
    let sections = sections.collect::<Result<_, _>>()?;
    let findings = spec.findings.iter().map(|spec| finding(tx, policy, spec, &narrowed.facts));
    let findings = findings.collect::<Result<_, _>>()?;
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
    })
}

fn section(
    app: &App,
    tx: &mut Tx<'_>,
    registry: &Registry,
    spec: &SectionSpec,
    narrowed: &Narrowed,
) -> Result<Section, Error> {
    let (mut columns, mut rows) = (Vec::new(), Vec::<Row>::new());
    for code in &spec.indicators {
        let Some(indicator) = registry.indicator(code) else { continue };
        let query = FigureQuery {
            indicator: code.clone(),
            filter: FigureFilter::of(narrowed.facts.clone()),
            by: spec.by.map(by),
            rules: None,
        };
        let place = columns.len();
        columns.push(column(&indicator.definition));
        for figure in compute(app, tx, &query, narrowed)? {
            let known = rows.iter().position(|row| row.key == figure.key);
            let at = known.unwrap_or_else(|| {
                rows.push(Row { key: figure.key.clone(), name: name(&figure, spec), cells: Vec::new() });
                rows.len() - 1
            });
            if let Some(row) = rows.get_mut(at) {
                row.cells.resize(place, Cell::default());
                row.cells.push(cell(&figure.value));
            }
        }
    }
    rows.sort_by(|left, right| left.key.cmp(&right.key));
    rows.truncate(ROWS_MAX);
    rows.iter_mut().for_each(|row| row.cells.resize(columns.len(), Cell::default()));
    Ok(Section { title: spec.title.clone(), columns, rows, chart: spec.chart })
}

fn column(indicator: &Indicator) -> Column {
    let text = |(zh, en): (&str, &str)| Text { zh: zh.to_owned(), en: en.to_owned() };
    Column {
        indicator: indicator.code.to_owned(),
        name: text(indicator.name),
        formula: text(indicator.words),
        unit: indicator.unit,
    }
}

fn name(figure: &Figure, spec: &SectionSpec) -> Text {
    let same = |text: &str| Text { zh: text.to_owned(), en: text.to_owned() };
    match (&figure.name, spec.by) {
        (Some(name), _) if figure.itself => {
            Text { zh: format!("{}（本级）", name.zh), en: format!("{} (itself)", name.en) }
        }
        (Some(name), _) => name.clone(),
        (None, None) => Text { zh: "合计".to_owned(), en: "Total".to_owned() },
        (None, Some(_)) if figure.key.is_empty() => Text { zh: "（无）".to_owned(), en: "(none)".to_owned() },
        (None, Some(_)) => same(&figure.key),
    }
}

fn cell(value: &Value) -> Cell {
    Cell {
        numerator: value.numerator,
        denominator: value.denominator,
        value: value.value.map(rounded),
        low: value.interval.map(|interval| rounded(interval.low)),
        high: value.interval.map(|interval| rounded(interval.high)),
        sample_too_small: value.small,
    }
}

const fn by(cut: ReportCut) -> By {
    match cut {
        ReportCut::Day => By::Day,
        ReportCut::Week => By::Week,
        ReportCut::Month => By::Month,
        ReportCut::Unit => By::Unit,
        ReportCut::Kind => By::Kind,
        ReportCut::Type => By::ServiceType,
        ReportCut::Area => By::Area,
        ReportCut::Channel => By::Channel,
        ReportCut::Level => By::Level,
        ReportCut::Person => By::Person,
        ReportCut::Crew => By::Crew,
        ReportCut::Plan => By::Plan,
    }
}

fn finding(tx: &mut Tx<'_>, policy: &Policy, spec: &FindingSpec, filter: &FactFilter) -> Result<Finding, Error> {
    let kinds: Vec<String> = spec.kinds.iter().map(ToString::to_string).collect();
    let least = usize::from(spec.at_least);
    let mut found = match spec.what {
        FindingKind::SameMatter => facts::repeats(tx, filter, &kinds, Alike::Matter, least)?,
        FindingKind::SameType => facts::repeats(tx, filter, &kinds, Alike::ServiceType, least)?,
        FindingKind::UnqualifiedCallback => {
            let tickets = facts::unqualified(tx, filter)?;
            let group = Repeated { kind: String::new(), service_type: None, tickets };
            if group.tickets.len() >= least { vec![group] } else { Vec::new() }
        }
    };
    found.truncate(FOUND_MAX);
    let mut rows = Vec::new();
    for group in found {
        rows.push(Found {
            name: called(policy, spec, &group),
            count: group.tickets.len(),
            tickets: numbers(tx, &group.tickets)?,
        });
    }
    Ok(Finding { title: spec.title.clone(), rows })
}

fn called(policy: &Policy, spec: &FindingSpec, group: &Repeated) -> Text {
    let node = group.service_type.as_ref().and_then(|code| policy.service_type(&code.parse().ok()?));
    let kind = group.kind.parse().ok().and_then(|code| policy.kind(&code));
    node.map(|node| node.name.clone())
        .or_else(|| kind.map(|kind| kind.name.clone()))
        .unwrap_or_else(|| spec.title.clone())
}

/// The numbers of tickets, in their order.
fn numbers(tx: &mut Tx<'_>, ids: &[TicketId]) -> Result<Vec<String>, Error> {
    let shown = ids.iter().take(FOUND_MAX).copied();
    let found = tickets::find_many(tx, shown.clone())?;
    Ok(shown.filter_map(|id| found.get(&id).map(|(_, ticket)| ticket.number.clone())).collect())
}
