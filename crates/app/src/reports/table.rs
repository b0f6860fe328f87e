//! Tables of figures: raw, adjusted, and as they were a year before.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::Reading;
use bihuan_domain::indicator::{Cut, Indicator, Registry, ResolvedIndicator};
use bihuan_domain::policy::reports::{PlanSpec, SectionSpec, TargetSpec};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::report::{Column, Row, Section, called};
use bihuan_persistence::Tx;

use super::cell::{Filling, Values};
use crate::App;
use crate::error::Error;
use crate::figures::{Counted, Figure, FigureFilter, FigureQuery, Narrowed, compute, is_coarse, nothing};

/// Rows of one table: further groups are left out, and their number is told.
const ROWS_MAX: usize = 1_000;

/// What the tables of one report have in common.
pub(super) struct Table<'a> {
    pub(super) app: &'a App,
    pub(super) registry: &'a Registry,
    pub(super) targets: &'a [TargetSpec],
    pub(super) plans: &'a [PlanSpec],
    pub(super) narrowed: &'a Narrowed,
    /// The unit that the report is about, and whether it is the one at the top.
    pub(super) unit: (&'a str, bool),
    /// Whether appeals were upheld at all: otherwise adjusted figures are the raw ones.
    pub(super) contested: bool,
    /// Whether a period was closed over exactly these days.
    pub(super) closed: bool,
}

/// One look at the indicators of a table: over which facts, and what of them was counted already.
struct Look {
    narrowed: Narrowed,
    counted: Option<Counted>,
}

/// The figures of one indicator by their groups.
type Figures = BTreeMap<String, Figure>;

impl Table<'_> {
    pub(super) fn section(&self, tx: &mut Tx<'_>, spec: &SectionSpec) -> Result<Section, Error> {
        let (mut columns, mut fillings, mut rows) = (Vec::new(), Vec::new(), BTreeMap::<String, Row>::new());
        let indicators: Vec<&ResolvedIndicator> =
            spec.indicators.iter().filter_map(|code| self.registry.indicator(code)).collect();
        let raw_look = self.look(tx, spec, &indicators, self.read(Reading::Raw))?;
        let adjusted_look = match self.contested {
            true => Some(self.look(tx, spec, &indicators, self.read(Reading::Adjusted))?),
            false => None,
        };
        let before_look = match self.before(spec) {
            Some(narrowed) => Some(self.look(tx, spec, &indicators, narrowed)?),
            None => None,
        };
        for indicator in indicators {
            let filling = self.filling(indicator, spec);
            let raw = figures(self.app, tx, spec, indicator, &raw_look)?;
            let mut other = |look: &Option<Look>| {
                look.as_ref().map(|look| figures(self.app, tx, spec, indicator, look)).transpose()
            };
            let (adjusted, before) = (other(&adjusted_look)?, other(&before_look)?.map(|before| moved(before, spec)));
            let all = [Some(&raw), adjusted.as_ref(), before.as_ref()];
            let keys: BTreeSet<&String> = all.into_iter().flatten().flat_map(BTreeMap::keys).collect();
            for key in keys {
                let Some(figure) = all.into_iter().flatten().find_map(|figures| figures.get(key)) else { continue };
                let new = || Row { key: key.clone(), name: name(figure, key, spec), cells: Vec::new() };
                let row = rows.entry(key.clone()).or_insert_with(new);
                fill(row, &fillings);
                let value = |figures: &Figures| figures.get(key).map_or(filling.blank, |one| one.value);
                let (adjusted, before) = (adjusted.as_ref().map(value), before.as_ref().map(value));
                let restated = raw.get(key).and_then(|one| one.restated);
                row.cells.push(filling.cell(key, &Values { raw: value(&raw), adjusted, restated, before }));
            }
            columns.push(column(&indicator.definition, filling.target));
            fillings.push(filling);
        }
        let rows_left_out = rows.len().saturating_sub(ROWS_MAX);
        let mut rows: Vec<Row> = rows.into_values().take(ROWS_MAX).collect();
        rows.iter_mut().for_each(|row| fill(row, &fillings));
        let (title, compare) = (spec.title.clone(), spec.compare);
        let as_of_today = self.closed && !matches!(spec.by, None | Some(Cut::Unit | Cut::Kind));
        Ok(Section { title, columns, by: spec.by, compare, rows, chart: spec.chart, rows_left_out, as_of_today })
    }

    fn filling<'f>(&'f self, indicator: &ResolvedIndicator, spec: &SectionSpec) -> Filling<'f> {
        let definition = &indicator.definition;
        let planned = |plan: &&PlanSpec| plan.indicator == definition.code;
        // A plan is made for a unit: it says nothing about a month of the period, or a channel.
        let plans = match spec.by {
            None | Some(Cut::Unit) => self.plans.iter().filter(planned).collect(),
            Some(_) => Vec::new(),
        };
        Filling {
            blank: nothing(self.registry, indicator),
            unit: definition.unit,
            direction: definition.direction,
            target: self.targets.iter().find(|target| target.indicator == definition.code),
            plans,
            by: spec.by,
            about: self.unit,
            compared: spec.compare.is_some(),
        }
    }

    fn read(&self, reading: Reading) -> Narrowed {
        let mut narrowed = self.narrowed.clone();
        narrowed.facts.reading = reading;
        narrowed
    }

    /// The facts that a table is compared with, if it is.
    fn before(&self, spec: &SectionSpec) -> Option<Narrowed> {
        let mut narrowed = self.read(Reading::Raw);
        let (from, to) = spec.compare?.days(narrowed.facts.from, narrowed.facts.to);
        (narrowed.facts.from, narrowed.facts.to) = (from, to);
        Some(narrowed)
    }

    /// All sums of a table in one pass over the facts, where only facts can tell.
    fn look(
        &self,
        tx: &mut Tx<'_>,
        spec: &SectionSpec,
        indicators: &[&ResolvedIndicator],
        narrowed: Narrowed,
    ) -> Result<Look, Error> {
        let counted = match is_coarse(&narrowed, spec.by) {
            true => None,
            false => Some(Counted::of(tx, self.registry, indicators, &narrowed, spec.by)?),
        };
        Ok(Look { narrowed, counted })
    }
}

fn figures(
    app: &App,
    tx: &mut Tx<'_>,
    spec: &SectionSpec,
    indicator: &ResolvedIndicator,
    look: &Look,
) -> Result<Figures, Error> {
    let filter = FigureFilter::of(look.narrowed.facts.clone());
    let code = indicator.definition.code.to_owned();
    let query = FigureQuery { indicator: code, filter, by: spec.by, rules: None, compare: None };
    let figures = compute(app, tx, &query, &look.narrowed, look.counted.as_ref())?;
    Ok(figures.into_iter().map(|figure| (figure.key.clone(), figure)).collect())
}

/// What was before, under the groups of now that it is compared with.
fn moved(before: Figures, spec: &SectionSpec) -> Figures {
    let key = |key: String| spec.compare.map_or_else(|| key.clone(), |compare| compare.counterpart(spec.by, &key));
    before.into_iter().map(|(old, figure)| (key(old), figure)).collect()
}

/// A group that has nothing of the columns so far is nothing there.
fn fill(row: &mut Row, fillings: &[Filling<'_>]) {
    let missing: Vec<_> = fillings.iter().skip(row.cells.len()).map(|filling| filling.nothing(&row.key)).collect();
    row.cells.extend(missing);
}

fn column(indicator: &Indicator, target: Option<&TargetSpec>) -> Column {
    let text = |(zh, en): (&str, &str)| Text { zh: zh.to_owned(), en: en.to_owned() };
    Column {
        indicator: indicator.code.to_owned(),
        name: text(indicator.name),
        formula: text(indicator.words),
        unit: indicator.unit,
        target_basis_points: target.map(|target| target.basis_points),
    }
}

fn name(figure: &Figure, key: &str, spec: &SectionSpec) -> Text {
    let same = |text: &str| Text { zh: text.to_owned(), en: text.to_owned() };
    match (&figure.name, spec.by) {
        (Some(name), _) if figure.itself => {
            Text { zh: format!("{}（本级）", name.zh), en: format!("{} (itself)", name.en) }
        }
        (Some(name), _) => name.clone(),
        (None, None) => Text { zh: "合计".to_owned(), en: "Total".to_owned() },
        (None, Some(_)) if key.is_empty() => Text { zh: "（无）".to_owned(), en: "(none)".to_owned() },
        (None, Some(cut)) => {
            let stretch = key.parse().ok().and_then(|first| called(cut, first));
            stretch.unwrap_or_else(|| same(key))
        }
    }
}
