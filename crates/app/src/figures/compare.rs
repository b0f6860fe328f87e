//! Figures beside those they are compared with.

use std::collections::BTreeMap;

use bihuan_domain::indicator::{Comparison, Registry};
use bihuan_persistence::Tx;

use super::answer::Figure;
use super::cut::Narrowed;
use super::read::{FigureQuery, compute, find, nothing};
use crate::App;
use crate::error::Error;

/// Figures beside those they are compared with, in the order of the groups; groups that there were only then are nothing now.
pub(super) fn compared(
    app: &App,
    tx: &mut Tx<'_>,
    query: &FigureQuery,
    mut narrowed: Narrowed,
    (comparison, now): (Comparison, Vec<Figure>),
) -> Result<Vec<Figure>, Error> {
    let facts = &mut narrowed.facts;
    (facts.from, facts.to) = comparison.days(facts.from, facts.to);
    let before = compute(app, tx, query, &narrowed, None)?;
    let policy = app.directory.current_policy()?;
    let registry = Registry::new(&policy.bundle().figures);
    let indicator = find(&registry, &query.indicator)?;
    let blank = nothing(&registry, indicator);
    let mut figures: BTreeMap<String, Figure> = now.into_iter().map(|figure| (figure.key.clone(), figure)).collect();
    figures.values_mut().for_each(|figure| figure.before = Some(blank));
    for figure in before {
        let key = comparison.counterpart(query.by, &figure.key);
        let (value, name, itself) = (figure.value, figure.name, figure.itself);
        let new = || Figure { key: key.clone(), name, itself, value: blank, restated: None, rank: None, before: None };
        figures.entry(key.clone()).or_insert_with(new).before = Some(value);
    }
    Ok(figures.into_values().collect())
}
