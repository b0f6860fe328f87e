//! Tables of figures, raw and adjusted.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::Reading;
use bihuan_domain::indicator::{Direction, Indicator, Registry, ResolvedIndicator};
use bihuan_domain::policy::reports::{SectionSpec, TargetSpec};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::report::{Adjusted, Cell, Column, Row, Section, called, rounded};
use bihuan_persistence::Tx;

use crate::App;
use crate::error::Error;
use crate::figures::{Counted, Figure, FigureFilter, FigureQuery, Narrowed, Value, compute, is_coarse, nothing};

/// Rows of one table: further groups are left out, and their number is told.
const ROWS_MAX: usize = 1_000;
/// A whole, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// What the tables of one report have in common.
pub(super) struct Table<'a> {
    pub(super) app: &'a App,
    pub(super) registry: &'a Registry,
    pub(super) targets: &'a [TargetSpec],
    pub(super) narrowed: &'a Narrowed,
    /// Whether appeals were upheld at all: otherwise adjusted figures are the raw ones.
    pub(super) contested: bool,
}

/// A column with what is to be put into it.
struct Filling<'a> {
    blank: Value,
    direction: Direction,
    target: Option<&'a TargetSpec>,
}

impl Table<'_> {
    pub(super) fn section(&self, tx: &mut Tx<'_>, spec: &SectionSpec) -> Result<Section, Error> {
        let (mut columns, mut fillings, mut rows) = (Vec::new(), Vec::new(), BTreeMap::<String, Row>::new());
        let indicators: Vec<&ResolvedIndicator> =
            spec.indicators.iter().filter_map(|code| self.registry.indicator(code)).collect();
        let raw_counted = self.counted(tx, spec, &indicators, Reading::Raw)?;
        let adjusted_counted = match self.contested {
            true => self.counted(tx, spec, &indicators, Reading::Adjusted)?,
            false => None,
        };
        for indicator in indicators {
            let filling = self.filling(indicator);
            let raw = self.figures(tx, spec, indicator, (Reading::Raw, raw_counted.as_ref()))?;
            let adjusted = match self.contested {
                true => self.figures(tx, spec, indicator, (Reading::Adjusted, adjusted_counted.as_ref()))?,
                false => BTreeMap::new(),
            };
            let keys: BTreeSet<&String> = raw.keys().chain(adjusted.keys()).collect();
            for key in keys {
                let Some(figure) = raw.get(key).or_else(|| adjusted.get(key)) else { continue };
                let new = || Row { key: key.clone(), name: name(figure, spec), cells: Vec::new() };
                let row = rows.entry(key.clone()).or_insert_with(new);
                fill(row, &fillings);
                let value =
                    |figures: &BTreeMap<String, Figure>| figures.get(key).map_or(filling.blank, |one| one.value);
                let instead = self.contested.then(|| value(&adjusted));
                row.cells.push(filling.cell(&value(&raw), instead));
            }
            columns.push(column(&indicator.definition, filling.target));
            fillings.push(filling);
        }
        let rows_left_out = rows.len().saturating_sub(ROWS_MAX);
        let mut rows: Vec<Row> = rows.into_values().take(ROWS_MAX).collect();
        rows.iter_mut().for_each(|row| fill(row, &fillings));
        Ok(Section { title: spec.title.clone(), columns, by: spec.by, rows, chart: spec.chart, rows_left_out })
    }

    fn filling(&self, indicator: &ResolvedIndicator) -> Filling<'_> {
        let definition = &indicator.definition;
        Filling {
            blank: nothing(self.registry, indicator),
            direction: definition.direction,
            target: self.targets.iter().find(|target| target.indicator == definition.code),
        }
    }

    /// All sums of a table in one pass over the facts, where only facts can tell.
    fn counted(
        &self,
        tx: &mut Tx<'_>,
        spec: &SectionSpec,
        indicators: &[&ResolvedIndicator],
        reading: Reading,
    ) -> Result<Option<Counted>, Error> {
        let mut narrowed = self.narrowed.clone();
        narrowed.facts.reading = reading;
        if is_coarse(&narrowed, spec.by) {
            return Ok(None);
        }
        Counted::of(tx, self.registry, indicators, &narrowed, spec.by).map(Some)
    }

    fn figures(
        &self,
        tx: &mut Tx<'_>,
        spec: &SectionSpec,
        indicator: &ResolvedIndicator,
        (reading, counted): (Reading, Option<&Counted>),
    ) -> Result<BTreeMap<String, Figure>, Error> {
        let mut narrowed = self.narrowed.clone();
        narrowed.facts.reading = reading;
        let filter = FigureFilter::of(narrowed.facts.clone());
        let code = indicator.definition.code.to_owned();
        let query = FigureQuery { indicator: code, filter, by: spec.by, rules: None };
        let figures = compute(self.app, tx, &query, &narrowed, counted)?;
        Ok(figures.into_iter().map(|figure| (figure.key.clone(), figure)).collect())
    }
}

/// A group that has nothing of the columns so far is nothing there.
fn fill(row: &mut Row, fillings: &[Filling<'_>]) {
    let missing = fillings.iter().skip(row.cells.len());
    row.cells.extend(missing.map(|filling| filling.cell(&filling.blank, None)));
}

impl Filling<'_> {
    fn cell(&self, value: &Value, instead: Option<Value>) -> Cell {
        let same = |other: &Value| (other.numerator, other.denominator, other.value.map(rounded));
        let adjusted = instead.filter(|other| same(other) != same(value)).map(|other| Adjusted {
            numerator: other.numerator,
            denominator: other.denominator,
            value: other.value.map(rounded),
            target_met: self.met(&other),
        });
        Cell {
            numerator: value.numerator,
            denominator: value.denominator,
            value: value.value.map(rounded),
            low: value.interval.map(|interval| rounded(interval.low)),
            high: value.interval.map(|interval| rounded(interval.high)),
            sample_too_small: value.small,
            target_met: self.met(value),
            adjusted,
        }
    }

    /// Whether a value is as it should be: compared as whole numbers where there are any, so that 96 of 100 are 96 %.
    fn met(&self, value: &Value) -> Option<bool> {
        let target = i64::from(self.target?.basis_points);
        let (is, wanted) = match (value.numerator, value.denominator) {
            (Some(numerator), Some(denominator)) if denominator > 0 => {
                (exact(numerator.saturating_mul(WHOLE)), exact(denominator.saturating_mul(target)))
            }
            (Some(_), _) | (None, Some(_)) => return None,
            (None, None) => (rounded(value.value?) * exact(WHOLE), exact(target)),
        };
        match self.direction {
            Direction::Higher => Some(is >= wanted),
            Direction::Lower => Some(is <= wanted),
            Direction::Neutral => None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets stay far below 2^53")]
const fn exact(number: i64) -> f64 {
    number as f64
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

fn name(figure: &Figure, spec: &SectionSpec) -> Text {
    let same = |text: &str| Text { zh: text.to_owned(), en: text.to_owned() };
    match (&figure.name, spec.by) {
        (Some(name), _) if figure.itself => {
            Text { zh: format!("{}（本级）", name.zh), en: format!("{} (itself)", name.en) }
        }
        (Some(name), _) => name.clone(),
        (None, None) => Text { zh: "合计".to_owned(), en: "Total".to_owned() },
        (None, Some(_)) if figure.key.is_empty() => Text { zh: "（无）".to_owned(), en: "(none)".to_owned() },
        (None, Some(cut)) => {
            let stretch = figure.key.parse().ok().and_then(|first| called(cut, first));
            stretch.unwrap_or_else(|| same(&figure.key))
        }
    }
}
