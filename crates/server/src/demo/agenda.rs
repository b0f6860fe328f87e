//! Who does what next, and when: a queue ordered by the virtual time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use bihuan_domain::time::Timestamp;

/// A step of the play.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    /// A customer calls.
    Arrive { demand: usize },
    /// The call ends.
    HangUp { agent: String, call: String },
    /// The centre does what the ticket needs next.
    Ticket { demand: usize },
    /// A unit does what a work order needs next.
    Order { demand: usize, order: String },
    /// Somebody does something to some ticket.
    Disturb,
}

/// A queue ordered by the virtual time; at one moment, by who came first.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    tasks: BinaryHeap<Reverse<(Timestamp, u64, Task)>>,
    entered: u64,
}

impl Agenda {
    /// Enters a task.
    pub(super) fn enter(&mut self, at: Timestamp, task: Task) {
        self.entered += 1;
        self.tasks.push(Reverse((at, self.entered, task)));
    }

    /// The next task, when it is due before `horizon`.
    pub(super) fn next(&mut self, horizon: Timestamp) -> Option<(Timestamp, Task)> {
        let Reverse((at, _, _)) = self.tasks.peek()?;
        if *at > horizon {
            return None;
        }
        self.tasks.pop().map(|Reverse((at, _, task))| (at, task))
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Task};

    #[test]
    fn tasks_come_in_the_order_of_time_and_never_behind_the_horizon() {
        let at = |text: &str| format!("2026-11-23T{text}:00Z").parse().unwrap();
        let mut agenda = Agenda::default();
        for (time, demand) in [("10:00", 1), ("09:00", 2), ("10:00", 3), ("12:00", 4)] {
            agenda.enter(at(time), Task::Ticket { demand });
        }
        let mut order = Vec::new();
        while let Some((_, Task::Ticket { demand })) = agenda.next(at("11:00")) {
            order.push(demand);
        }
        assert_eq!(order, [2, 1, 3]);
    }
}
