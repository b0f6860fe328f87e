//! Extending a limit (延期): the old deadline is kept beside the new one.

use crate::policy::clocks::{Amount, ClockRule};

use super::{Clock, Ground, Plan, RevisionCause};

const MICROS_PER_MINUTE: i64 = 60_000_000;

/// Adds `by`, in the unit of the clock's own limit (minutes for a promised moment), to the limit of a running clock.
pub fn extend(clock: &mut Clock, rule: &ClockRule, by: u32, ground: &Ground<'_>) {
    let plan = clock.plan.clone().extended(by, ground);
    clock.replan(plan, rule, RevisionCause::Extended, ground);
}

impl Plan {
    /// This plan with a longer limit.
    pub(super) fn extended(self, by: u32, ground: &Ground<'_>) -> Self {
        if by == 0 {
            return self;
        }
        let (calendar, _) = ground.calendar(self.calendar.as_ref());
        let whole = |extended: u32| {
            let value = self.amount.value.saturating_add(extended);
            calendar.budget(self.from, &Amount { value, ..self.amount.clone() })
        };
        let extended = self.extended.saturating_add(by);
        let budget = if self.amount.unit.is_moment() {
            self.budget.lasting(self.budget.micros + MICROS_PER_MINUTE * i64::from(by))
        } else if self.remainder {
            let added = whole(extended).micros - whole(self.extended).micros;
            self.budget.lasting(self.budget.micros + added)
        } else {
            whole(extended)
        };
        Self { extended, budget, ..self }
    }
}
