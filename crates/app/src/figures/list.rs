//! From a number to exactly its tickets.

use std::sync::Arc;

use bihuan_domain::appeal::Adjustment;
use bihuan_domain::fact::{Day, Fact, Standing};
use bihuan_domain::indicator::{Registry, ResolvedFormula};
use bihuan_domain::permission::Permission;
use bihuan_persistence::{adjustments, facts, tickets as ticket_rows};
use uuid::Uuid;

use super::cut::{FigureFilter, narrow};
use super::read::{check_days, find};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Which number of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The upper one; the number itself for a plain count.
    Numerator,
    /// The lower one.
    Denominator,
}

/// Which number of which figure.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    /// The indicator.
    pub indicator: String,
    /// Over what.
    pub filter: FigureFilter,
    /// Which number.
    pub part: Part,
}

/// Something that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedFact {
    /// The fact.
    pub fact: Fact,
    /// The day by which it was counted.
    pub day: Day,
    /// What it adds to the number.
    pub adds: i64,
    /// The number of its ticket.
    pub number: String,
    /// The upheld appeals about its ticket, in the order of the rulings, when they change how it counts.
    pub appeals: Vec<Adjustment>,
}

/// One page of exactly what a number counts, by day; what they add sums to the number.
///
/// # Errors
/// Forbidden without the permission to see tickets; not found for an unknown indicator or unit, and for a part that the
/// indicator does not have.
pub async fn tickets(
    app: &Arc<App>,
    caller: &Caller,
    query: ListQuery,
    after: Option<(Day, Uuid)>,
    limit: i64,
) -> Result<Vec<ListedFact>, Error> {
    caller.principal.require(Permission::FigureRead)?;
    caller.principal.require(Permission::TicketRead)?;
    let ListQuery { indicator, filter, part } = query;
    check_days(&filter)?;
    let registry = Registry::new(&app.directory.current_policy()?.bundle().figures);
    let indicator = find(&registry, &indicator)?;
    let sum = match (&indicator.formula, part) {
        (ResolvedFormula::Count { of } | ResolvedFormula::Ratio { of, .. }, Part::Numerator) => of.clone(),
        (ResolvedFormula::Ratio { over, .. } | ResolvedFormula::Percentile { over, .. }, Part::Denominator) => {
            over.clone()
        }
        (ResolvedFormula::Count { .. }, Part::Denominator)
        | (ResolvedFormula::Percentile { .. }, Part::Numerator)
        | (ResolvedFormula::Weighted { .. }, _) => {
            return Err(Error::invalid("/query/part", "unknown"));
        }
    };
    let narrowed = narrow(app, &caller.principal, &filter)?;
    app.database
        .snapshot(move |tx| {
            let listed = facts::list(tx, &sum, &narrowed.facts, after, limit)?;
            let tickets = ticket_rows::find_many(tx, listed.iter().map(|row| row.fact.ticket))?;
            let number = |fact: &Fact| tickets.get(&fact.ticket).map(|(_, ticket)| ticket.number.clone());
            let contested = listed.iter().filter(|row| row.fact.standing != Standing::Both).map(|row| row.fact.ticket);
            let appeals = adjustments::of_tickets(tx, &contested.collect::<Vec<_>>())?;
            let of = |fact: &Fact| match fact.standing {
                Standing::Both => Vec::new(),
                Standing::Raw | Standing::Adjusted => appeals.get(&fact.ticket).cloned().unwrap_or_default(),
            };
            let named = listed.into_iter().map(|row| ListedFact {
                appeals: of(&row.fact),
                number: number(&row.fact).unwrap_or_default(),
                fact: row.fact,
                day: row.day,
                adds: row.adds,
            });
            Ok(named.collect())
        })
        .await
}
