//! Writing the facts of tickets anew, and moving the sums by the difference.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::{Amount, Fact, Family, History, Standing, facts as facts_of, matter_of};
use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::Registry;
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{self, StoredHistory};
use bihuan_persistence::figures::{self as rows, Restatement, Shift};
use uuid::Uuid;

use super::matters::Matters;
use crate::App;
use crate::error::Error;

const SECONDS_PER_DAY: i64 = 86_400;

/// Writes the facts of these tickets, and of those whose repeats they change, and moves the sums by the difference: the
/// one function behind following the log and counting everything anew.
pub(super) fn refresh(app: &App, tx: &mut Tx<'_>, tickets: &[TicketId], registry: &Registry) -> Result<(), Error> {
    if tickets.is_empty() {
        return Ok(());
    }
    let histories = facts::histories(tx, tickets)?;
    let mut old = facts::of_tickets(tx, tickets)?;
    let window = i64::from(registry.rules.repeat_days) * SECONDS_PER_DAY;
    let mut matters = Matters::read(tx, &histories, &old, window)?;
    let organisation = app.directory.organisation();
    let known: Vec<TicketId> = tickets.iter().chain(&matters.neighbours).copied().collect();
    let forgotten = facts::forgotten(tx, &known)?;
    let mut new = Vec::new();
    for history in &histories {
        let case = &history.case;
        let policy = app.directory.policy(tx, case.ticket.policy)?;
        let earlier =
            matter_of(case).map_or(0, |matter| matters.earlier(&matter, case.ticket.opened_at, case.ticket.id));
        let earlier = earlier.saturating_add(forgotten.get(&case.ticket.id).copied().unwrap_or(0));
        let StoredHistory { rounds, inspections, adjustments, .. } = history;
        let satisfaction_scale = &registry.rules.satisfaction_scale;
        let history = History { case, rounds, inspections, earlier, adjustments, satisfaction_scale };
        new.extend(facts_of(history, &policy, &organisation));
    }
    for neighbour in facts::of_tickets(tx, &std::mem::take(&mut matters.neighbours))? {
        let Some(matter) = neighbour.place.matter.as_ref().filter(|_| neighbour.family == Family::Ticket) else {
            continue;
        };
        let earlier = matters.earlier(matter, neighbour.opened_at, neighbour.ticket);
        let earlier = earlier.saturating_add(forgotten.get(&neighbour.ticket).copied().unwrap_or(0));
        let amounts = neighbour.amounts.with(Amount::Earlier, Some(earlier.into()));
        new.push(Fact { amounts, ..neighbour.clone() });
        old.push(neighbour);
    }
    write(app, tx, &old, &new, registry)
}

/// Writes what differs.
fn write(app: &App, tx: &mut Tx<'_>, old: &[Fact], new: &[Fact], registry: &Registry) -> Result<(), Error> {
    let (before, after) = (by_subject(old), by_subject(new));
    let differs = |(id, rows): &(&Uuid, &Vec<&Fact>), other: &BTreeMap<Uuid, Vec<&Fact>>| other.get(id) != Some(rows);
    let gone: Vec<&Fact> =
        before.iter().filter(|row| differs(row, &after)).flat_map(|(_, rows)| rows.clone()).collect();
    let come: Vec<&Fact> =
        after.iter().filter(|row| differs(row, &before)).flat_map(|(_, rows)| rows.clone()).collect();
    let subjects: BTreeSet<Uuid> = gone.iter().map(|fact| fact.subject).collect();
    let subjects: Vec<Uuid> = subjects.into_iter().collect();
    facts::replace(tx, &subjects, &come)?;
    let moved = differences(&gone, &come, registry);
    rows::shift(tx, &by_place(&moved))?;
    restate(app, tx, &moved)
}

/// The facts about each subject, in the order of their standing.
fn by_subject(facts: &[Fact]) -> BTreeMap<Uuid, Vec<&Fact>> {
    let mut found: BTreeMap<Uuid, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        found.entry(fact.subject).or_default().push(fact);
    }
    found.values_mut().for_each(|rows| rows.sort_by_key(|fact| fact.standing));
    found
}

/// By how much each ticket moves each sum.
type Moved = BTreeMap<(TicketId, Shift), i64>;

fn differences(gone: &[&Fact], come: &[&Fact], registry: &Registry) -> Moved {
    let mut moved = Moved::new();
    let signed = gone.iter().map(|fact| (fact, -1)).chain(come.iter().map(|fact| (fact, 1)));
    for (fact, sign) in signed {
        for sum in registry.sums.iter().filter(|sum| sum.family == fact.family) {
            let Some((day, value)) = sum.of(fact) else { continue };
            let (unit, kind) = (fact.place.unit.clone(), fact.place.kind.to_string());
            let (key, sign) = match fact.standing {
                Standing::Both => (sum.key.clone(), sign),
                Standing::Raw => {
                    let raw = Shift { key: sum.key.clone(), day, unit: unit.clone(), kind: kind.clone(), by: 0 };
                    *moved.entry((fact.ticket, raw)).or_default() += sign * value;
                    (sum.difference_key(), -sign)
                }
                Standing::Adjusted => (sum.difference_key(), sign),
            };
            *moved.entry((fact.ticket, Shift { key, day, unit, kind, by: 0 })).or_default() += sign * value;
        }
    }
    moved.retain(|_, by| *by != 0);
    moved
}

fn by_place(moved: &Moved) -> Vec<Shift> {
    let mut places: BTreeMap<&Shift, i64> = BTreeMap::new();
    for ((_, place), by) in moved {
        *places.entry(place).or_default() += by;
    }
    let moved = places.into_iter().filter(|(_, by)| *by != 0);
    moved.map(|(place, by)| Shift { by, ..place.clone() }).collect()
}

/// What moves within a closed period is written down with its ticket.
fn restate(app: &App, tx: &mut Tx<'_>, moved: &Moved) -> Result<(), Error> {
    let days = || moved.keys().map(|(_, place)| place.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(()) };
    let periods = rows::periods_over(tx, first, last)?;
    let now = app.clock.now();
    let mut restatements = BTreeMap::new();
    for period in &periods {
        // A sum that was thought of later has no closed value that could change.
        let kept = rows::kept(tx, period.id)?;
        let within = |place: &Shift| (period.from..=period.to).contains(&place.day) && kept.contains(&place.key);
        for ((ticket, place), by) in moved.iter().filter(|((_, place), _)| within(place)) {
            let place = (period.id, *ticket, &place.key, &place.unit, &place.kind);
            *restatements.entry(place).or_insert(0) += *by;
        }
    }
    let restatements: Vec<Restatement> = restatements
        .into_iter()
        .filter(|(_, difference)| *difference != 0)
        .map(|((period, ticket, key, unit, kind), difference)| Restatement {
            id: app.ids.id(now),
            period,
            ticket,
            key: key.clone(),
            unit: unit.clone(),
            kind: kind.clone(),
            difference,
            at: now,
        })
        .collect();
    Ok(rows::add_restatements(tx, &restatements)?)
}
