//! Reading figures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bihuan_domain::fact::{Amount, Day, Reading};
use bihuan_domain::indicator::{
    Comparison, Condition, Cut, Formula, Measure, Registry, ResolvedFormula, ResolvedIndicator, Sum,
};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::figures::FigureRules;
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{self, Group};
use bihuan_persistence::figures::{self as rows, FigureCursor, Period, SumQuery};

use super::answer::{Figure, Value, rank};
use super::compare::compared;
use super::counted::{Counted, is_coarse, parts, stored};
use super::cut::{self, FigureFilter, Narrowed, narrow};
use super::percentile::percentiles;
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};

/// The longest stretch one question may be about, in days: ten years.
pub const FIGURE_DAYS_MAX: i32 = 3_660;

/// Which figures.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureQuery {
    /// The indicator.
    pub indicator: String,
    /// Over what.
    pub filter: FigureFilter,
    /// By what; the whole when nothing is named.
    pub by: Option<Cut>,
    /// The version of the policy by whose rules (weights, samples) they are computed; the one in force when none is named.
    pub rules: Option<PolicyVersion>,
    /// With what every figure is compared; with nothing when left out.
    pub compare: Option<Comparison>,
}

/// Today, by the clock of the service centre.
///
/// # Errors
/// Not found before the first policy.
pub fn today(app: &App) -> Result<Day, Error> {
    Ok(Day::of(app.clock.now(), app.directory.current_policy()?.zone()))
}

/// The figures of an indicator, by group.
///
/// # Errors
/// Forbidden; not found for an unknown indicator, unit or version; invalid for days that make no sense.
pub async fn figures(app: &Arc<App>, caller: &Caller, query: FigureQuery) -> Result<Vec<Figure>, Error> {
    caller.principal.require(Permission::FigureRead)?;
    check_days(&query.filter)?;
    let narrowed = narrow(app, &caller.principal, &query.filter)?;
    if query.compare.is_some_and(|comparison| !comparison.suits(query.by)) {
        let error = FieldError::new("/query/compare", "conflict").with("other", "/query/by");
        return Err(Error::Invalid(vec![error]));
    }
    let inner = app.clone();
    app.database
        .snapshot(move |tx| {
            let now = compute(&inner, tx, &query, &narrowed, None)?;
            match query.compare {
                Some(comparison) => compared(&inner, tx, &query, narrowed.clone(), (comparison, now)),
                None => Ok(now),
            }
        })
        .await
}

pub(super) fn check_days(filter: &FigureFilter) -> Result<(), Error> {
    let days = filter.facts.to.number() - filter.facts.from.number();
    if days < 0 {
        let error = FieldError::new("/query/to", "conflict").with("other", "/query/from");
        return Err(Error::Invalid(vec![error]));
    }
    if days >= FIGURE_DAYS_MAX {
        return Err(Error::LimitExceeded { limit: "days", maximum: FIGURE_DAYS_MAX.unsigned_abs().into() });
    }
    Ok(())
}

/// The figures of an indicator, by group, in the order of the groups. What was counted already, with others, need not be
/// counted again.
pub(crate) fn compute(
    app: &App,
    tx: &mut Tx<'_>,
    query: &FigureQuery,
    narrowed: &Narrowed,
    counted: Option<&Counted>,
) -> Result<Vec<Figure>, Error> {
    let current = app.directory.current_policy()?;
    let policy = match query.rules {
        Some(version) => app.directory.policy(tx, version)?,
        None => current.clone(),
    };
    let registry = Registry::new(&policy.bundle().figures);
    let indicator = find(&registry, &query.indicator)?;
    if query.rules.is_some() && !is_kept(&rows::read(tx)?, &registry.rules, indicator) {
        // The facts hold the repeats of one window and the index of one scale only: those in force.
        let error = FieldError::new("/query/rules", "conflict").with("other", "/query/indicator");
        return Err(Error::Invalid(vec![error]));
    }
    let (coarse, kept) = (is_coarse(narrowed, query.by), query.rules.is_none());
    let alone = match counted {
        None if !(coarse && kept) => Counted::of(tx, &registry, &[indicator], narrowed, query.by)?,
        None | Some(_) => Counted::default(),
    };
    let counted = counted.unwrap_or(&alone);
    let reader = Reader { narrowed, by: query.by, coarse, kept, registry: &registry, counted };
    let now = reader.values(tx, indicator, None)?;
    let closed = match reader.closed_period(tx)? {
        Some(period) => closed_values(app, tx, query, narrowed, &period)?,
        None => None,
    };
    let organisation = app.directory.organisation();
    let keys: BTreeSet<&String> = now.keys().chain(closed.iter().flat_map(BTreeMap::keys)).collect();
    let nothing = nothing(&registry, indicator);
    let mut figures: Vec<Figure> = keys
        .into_iter()
        .map(|key| {
            let live = now.get(key).copied().unwrap_or(nothing);
            let value = closed.as_ref().map(|closed| closed.get(key).copied().unwrap_or(nothing));
            Figure {
                name: query.by.and_then(|by| cut::name(by, key, app, &current, &organisation)),
                itself: query.by == Some(Cut::Unit) && narrowed.base.ends_with(&format!("{key}/")),
                key: key.clone(),
                restated: value.filter(|value| *value != live).map(|_| live),
                value: value.unwrap_or(live),
                rank: None,
                before: None,
            }
        })
        .collect();
    rank(&mut figures, indicator.definition.direction);
    Ok(figures)
}

/// What the figures of a period were closed with, by the weights and samples of the policy at that time; none when the
/// indicator was not kept then.
fn closed_values(
    app: &App,
    tx: &mut Tx<'_>,
    query: &FigureQuery,
    narrowed: &Narrowed,
    period: &Period,
) -> Result<Option<BTreeMap<String, Value>>, Error> {
    let policy = app.directory.policy(tx, period.policy)?;
    let registry = Registry::new(&policy.bundle().figures);
    let counted = &Counted::default();
    let reader = Reader { narrowed, by: query.by, coarse: true, kept: true, registry: &registry, counted };
    let indicator = find(&registry, &query.indicator)?;
    if matches!(indicator.formula, ResolvedFormula::Percentile { .. }) {
        // It is no sum, and sums are what is kept.
        return Ok(None);
    }
    if !rows::keeps(tx, period.id, &reader.kept_keys(indicator))? {
        return Ok(None);
    }
    Ok(Some(reader.values(tx, indicator, Some(period))?))
}

/// The indicator with this code.
pub(super) fn find<'r>(registry: &'r Registry, code: &str) -> Result<&'r ResolvedIndicator, Error> {
    let missing = if code.is_empty() { "required" } else { "unknown" };
    registry.indicator(code).ok_or_else(|| Error::invalid("/query/indicator", missing))
}

/// Whether the facts are kept by these rules, as far as the indicator depends on them: on the window of repeats, or on the
/// scale of the satisfaction index.
fn is_kept(cursor: &FigureCursor, rules: &FigureRules, indicator: &ResolvedIndicator) -> bool {
    let looks_back = |condition: &Condition| {
        matches!(condition, Condition::AtLeast(Amount::Earlier, _) | Condition::Exactly(Amount::Earlier, _))
    };
    match &indicator.definition.formula {
        Formula::Share { of: Measure::Count(of), .. } if looks_back(of) => {
            cursor.window_days == i32::from(rules.repeat_days)
        }
        Formula::Mean { of: Measure::Total(Amount::Score, _), .. } => {
            cursor.satisfaction_scale == rules.satisfaction_scale
        }
        _ => true,
    }
}

/// What a group of nothing comes to.
pub(crate) fn nothing(registry: &Registry, indicator: &ResolvedIndicator) -> Value {
    match &indicator.formula {
        ResolvedFormula::Count { .. } => Value::count(0),
        ResolvedFormula::Ratio { share, .. } => Value::ratio(0, 0, *share, registry.rules.sample_min),
        ResolvedFormula::Percentile { .. } => Value::percentile(None, 0, registry.rules.sample_min),
        ResolvedFormula::Weighted { .. } => {
            Value { numerator: None, denominator: None, value: None, interval: None, small: true }
        }
    }
}

/// Groups with the same key become one.
fn merged(groups: impl Iterator<Item = Group>) -> Vec<Group> {
    let mut values = BTreeMap::new();
    for group in groups {
        *values.entry(group.key).or_insert(0) += group.value;
    }
    values.into_iter().map(|(key, value)| Group { key, value }).collect()
}

struct Reader<'a> {
    narrowed: &'a Narrowed,
    by: Option<Cut>,
    /// Whether day, unit and kind are all that is asked for.
    coarse: bool,
    /// Whether the sums that are kept are those of these rules.
    kept: bool,
    registry: &'a Registry,
    counted: &'a Counted,
}

impl Reader<'_> {
    /// The period that was closed over exactly these days, where its sums can tell what is asked for.
    fn closed_period(&self, tx: &mut Tx<'_>) -> Result<Option<Period>, Error> {
        let by = self.by.is_none_or(|by| matches!(by, Cut::Unit | Cut::Kind));
        if !(self.coarse && self.kept && by) {
            return Ok(None);
        }
        let (from, to) = (self.narrowed.facts.from, self.narrowed.facts.to);
        let periods = rows::periods_over(tx, from, to)?;
        Ok(periods.into_iter().find(|period| (period.from, period.to) == (from, to)))
    }

    /// Under which names a sum is kept in this reading.
    fn keys(&self, sum: &Sum) -> Vec<String> {
        match self.narrowed.facts.reading {
            Reading::Raw => vec![sum.key.clone()],
            Reading::Adjusted => vec![sum.key.clone(), sum.difference_key()],
        }
    }

    /// All names under which the numbers of an indicator are kept, each once.
    fn kept_keys(&self, indicator: &ResolvedIndicator) -> Vec<String> {
        let sums = parts(self.registry, indicator).into_iter().flat_map(ResolvedIndicator::sums);
        let keys: BTreeSet<String> = sums.flat_map(|sum| self.keys(sum)).collect();
        keys.into_iter().collect()
    }

    fn values(
        &self,
        tx: &mut Tx<'_>,
        indicator: &ResolvedIndicator,
        closed: Option<&Period>,
    ) -> Result<BTreeMap<String, Value>, Error> {
        match &indicator.formula {
            ResolvedFormula::Count { of } => {
                let groups = self.groups(tx, of, closed)?;
                Ok(groups.into_iter().map(|(key, number)| (key, Value::count(number))).collect())
            }
            ResolvedFormula::Ratio { of, over, share } => {
                let (of, over) = (self.groups(tx, of, closed)?, self.groups(tx, over, closed)?);
                let keys: BTreeSet<String> = of.keys().chain(over.keys()).cloned().collect();
                let number = |groups: &BTreeMap<String, i64>, key: &String| groups.get(key).copied().unwrap_or(0);
                let value = |key: String| {
                    let (of, over) = (number(&of, &key), number(&over, &key));
                    (key, Value::ratio(of, over, *share, self.registry.rules.sample_min))
                };
                Ok(keys.into_iter().map(value).collect())
            }
            ResolvedFormula::Percentile { amount, percent, over } => {
                let least = self.registry.rules.sample_min;
                let found = percentiles(tx, self.narrowed, self.by, over, (*amount, *percent))?;
                let value = |key: &String, over| Value::percentile(found.get(key).copied(), over, least);
                let groups = self.groups(tx, over, None)?;
                Ok(groups.into_iter().map(|(key, over)| (key.clone(), value(&key, over))).collect())
            }
            ResolvedFormula::Weighted { parts } => self.weighted(tx, parts, closed),
        }
    }

    fn weighted(
        &self,
        tx: &mut Tx<'_>,
        parts: &[(u8, usize)],
        closed: Option<&Period>,
    ) -> Result<BTreeMap<String, Value>, Error> {
        let mut all = Vec::new();
        for (weight, place) in parts {
            let Some(indicator) = self.registry.indicators.get(*place) else { continue };
            all.push((*weight, self.values(tx, indicator, closed)?, nothing(self.registry, indicator)));
        }
        let keys: BTreeSet<String> = all.iter().flat_map(|(_, values, _)| values.keys().cloned()).collect();
        let value = |key: String| {
            let part = |(weight, values, nothing): &(u8, BTreeMap<String, Value>, Value)| {
                (*weight, values.get(&key).copied().unwrap_or(*nothing))
            };
            let parts: Vec<(u8, Value)> = all.iter().map(part).collect();
            (key, Value::weighted(&parts))
        };
        Ok(keys.into_iter().map(value).collect())
    }

    /// What a sum says, group by group: as it was closed, from the kept sums, or from the facts.
    fn groups(&self, tx: &mut Tx<'_>, sum: &Sum, closed: Option<&Period>) -> Result<BTreeMap<String, i64>, Error> {
        let filter = &self.narrowed.facts;
        let cut = stored(self.by);
        let groups = match (closed, self.counted.get(sum)) {
            (Some(period), _) => self.frozen(tx, sum, period)?,
            (None, Some(groups)) => groups.clone(),
            (None, None) if self.coarse && self.kept => {
                let keys = self.keys(sum);
                let query = SumQuery { keys: keys.iter().map(String::as_str).collect(), filter, cut };
                merged(rows::groups(tx, &query)?.into_values().flatten())
            }
            (None, None) => facts::groups(tx, &[sum], filter, cut)?.into_iter().flatten().collect(),
        };
        let mut folded = match self.by {
            Some(by) => cut::fold(by, groups, &self.narrowed.base),
            None => groups.into_iter().map(|group| (group.key, group.value)).collect(),
        };
        if self.by.is_none() {
            // The whole is there, even when it is nothing.
            folded.entry(String::new()).or_insert(0);
        }
        folded.retain(|_, value| self.by.is_none() || *value != 0);
        Ok(folded)
    }

    fn frozen(&self, tx: &mut Tx<'_>, sum: &Sum, period: &Period) -> Result<Vec<Group>, Error> {
        let filter = &self.narrowed.facts;
        let mut groups = BTreeMap::new();
        for row in rows::frozen(tx, period.id, &self.keys(sum))? {
            let under = filter.under.as_ref().is_none_or(|subtree| subtree.contains(&row.unit));
            let at = filter.at.as_ref().is_none_or(|path| *path == row.unit);
            if under && at && filter.kind.as_ref().is_none_or(|kind| *kind == row.kind) {
                let key = match self.by {
                    Some(Cut::Unit) => row.unit,
                    Some(Cut::Kind) => row.kind,
                    _ => String::new(),
                };
                *groups.entry(key).or_insert(0) += row.value;
            }
        }
        Ok(groups.into_iter().map(|(key, value)| Group { key, value }).collect())
    }
}
