//! The definitions, by family. Whoever changes one counts its version up; the sums that depend on it are built anew by themselves.

mod callback;
mod inspection;
mod praise;
mod step;
mod ticket;
mod work_order;

use crate::fact::{Amount, Family, Flag};

use super::{CohortDay, Condition, Direction, Formula, Indicator, Measure, Unit};

use Condition::{All, Always, Is, Known, Not};
use Measure::{Count, Total};

const EVERY: Measure = Count(Always);

const fn share(of: Condition, over: Condition) -> Formula {
    Formula::Share { of: Count(of), over: Count(over) }
}

const fn mean(of: Amount) -> Formula {
    Formula::Mean { of: Total(of, Always), over: Count(Known(of)) }
}

const fn percentile(of: Amount, percent: u8) -> Formula {
    Formula::Percentile { of, percent }
}

/// Demands that were accepted and not given up before dispatch.
const ACCEPTED: Condition = All(&[Is(Flag::Accepted), Not(Flag::Cancelled)]);
/// Work orders that were not called off.
const ORDERS: Condition = Not(Flag::Cancelled);
/// Callbacks that count: not dropped, not taken out of the sample.
const CALLS: Condition = Is(Flag::Due);

/// What all definitions of one family have in common.
const fn ticket(cohort: CohortDay) -> Indicator {
    Indicator {
        code: "",
        name: ("", ""),
        words: ("", ""),
        family: Family::Ticket,
        cohort,
        among: ACCEPTED,
        formula: Formula::Count(EVERY),
        unit: Unit::Share,
        direction: Direction::Lower,
        version: 1,
        source: "names from public pages, formula inferred",
    }
}

const OPENED: Indicator = ticket(CohortDay::Begun);
const CLOSED: Indicator = ticket(CohortDay::Done);
const SENT: Indicator = Indicator { family: Family::WorkOrder, among: ORDERS, ..OPENED };
const REPLIED: Indicator = Indicator { cohort: CohortDay::Done, direction: Direction::Higher, ..SENT };
const PLANNED: Indicator = Indicator { family: Family::Callback, among: CALLS, direction: Direction::Higher, ..OPENED };
const CALLED: Indicator = Indicator { cohort: CohortDay::Done, ..PLANNED };
const INSPECTED: Indicator =
    Indicator { family: Family::Inspection, among: Always, direction: Direction::Higher, source: "P-46", ..CLOSED };

/// All of them, in the order in which they are listed.
pub(super) fn definitions() -> impl Iterator<Item = &'static Indicator> {
    let demands = ticket::TICKETS.iter().chain(step::STEPS).chain(praise::PRAISE);
    demands.chain(work_order::WORK_ORDERS).chain(callback::CALLBACKS).chain(inspection::INSPECTIONS)
}

/// The three rates of 12345, in the order of their weights: response, solution, satisfaction.
pub(super) const THREE_RATES: [&str; 3] = ["response_rate", "solution_rate", "satisfaction_rate"];
