//! The figures of a person: counted from the log, or from the facts that follow it, so that anybody can count them again.

use std::sync::Arc;

use bihuan_domain::fact::Day;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::assessments::{AssessmentScheme, CountedIndicator, CountedOver};
use bihuan_domain::quality::Figure;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::facts::FactFilter;
use bihuan_persistence::page::Subtree;
use bihuan_persistence::users::User;
use bihuan_persistence::{Tx, cases, events};

use crate::App;
use crate::directory;
use crate::error::Error;
use crate::figures::{self, FigureFilter, FigureQuery, Narrowed};

/// Brings the facts up to the end of the log, where a scheme has indicators that are counted from them. Before the
/// transaction that counts.
pub(super) async fn prepare(app: &Arc<App>, scheme: Option<&AssessmentScheme>) -> Result<(), Error> {
    let counted = |scheme: &AssessmentScheme| scheme.indicators.iter().any(|one| one.indicator.is_some());
    if scheme.is_some_and(counted) {
        figures::follow_all(app).await?;
    }
    Ok(())
}

/// The figures of a person that a scheme wants, over a stretch of time.
pub(super) fn count(
    app: &App,
    tx: &mut Tx<'_>,
    person: &User,
    period: (Timestamp, Timestamp),
    scheme: &AssessmentScheme,
) -> Result<Vec<Figure>, Error> {
    if scheme.indicators.is_empty() {
        return Ok(Vec::new());
    }
    let policy = app.directory.current_policy()?;
    let deeds = events::deeds_of(tx, person.id, period)?;
    let mut figures = Vec::with_capacity(scheme.indicators.len());
    for one in &scheme.indicators {
        if one.complaints {
            let against = cases::complaints_against(tx, person.id, period)?;
            figures.push(Figure::count(&one.code, against));
            continue;
        }
        figures.push(match &one.indicator {
            Some(code) => registered(app, tx, (&policy, person), period, (one, code))?,
            None => {
                let named = deeds.iter().filter(|(noun, name, _)| one.counts.contains(&format!("{noun}.{name}")));
                Figure::count(&one.code, named.map(|(.., count)| count).sum())
            }
        });
    }
    Ok(figures)
}

/// An indicator of the registry, as everybody reads it who asks for the same days and the same person or unit.
fn registered(
    app: &App,
    tx: &mut Tx<'_>,
    (policy, person): (&Policy, &User),
    (from, to): (Timestamp, Timestamp),
    (counted, code): (&CountedIndicator, &str),
) -> Result<Figure, Error> {
    let (first, last) = (Day::of(from, policy.zone()), Day::of(to, policy.zone()).plus(-1));
    let mut facts = FactFilter::days(first, last);
    let base = directory::path(&app.directory.organisation(), &person.unit);
    match counted.over {
        CountedOver::Person => facts.person = Some(person.id.0),
        CountedOver::Unit => facts.intake = Some(Subtree::of(&base)),
    }
    let filter = FigureFilter::of(facts.clone());
    let query = FigureQuery { indicator: code.to_owned(), filter, by: None, rules: None, compare: None };
    let found = figures::compute(app, tx, &query, &Narrowed { facts, base }, None)?;
    let value = found.first().map(|figure| figure.value);
    let of = value.and_then(|value| value.numerator).unwrap_or_default();
    Ok(match value.and_then(|value| value.denominator) {
        Some(over) => Figure::share(&counted.code, of, over),
        None => Figure::count(&counted.code, of),
    })
}
