//! Measures: what is counted or added up.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::fact::{Amount, Fact, Family};

use super::{CohortDay, Condition};

/// What a fact adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// One, if the condition holds.
    Count(Condition),
    /// The amount, if the condition holds.
    Total(Amount, Condition),
    /// One if the first condition holds, minus one if the second does.
    Net(Condition, Condition),
}

impl Measure {
    /// What this fact adds.
    #[must_use]
    pub fn of(&self, fact: &Fact) -> i64 {
        match self {
            Self::Count(condition) => i64::from(condition.holds(fact)),
            Self::Total(amount, condition) if condition.holds(fact) => fact.amounts.get(*amount).unwrap_or(0),
            Self::Total(..) => 0,
            Self::Net(plus, minus) => i64::from(plus.holds(fact)) - i64::from(minus.holds(fact)),
        }
    }

    /// What a row of the table of facts adds, as an expression in SQL.
    #[must_use]
    pub fn sql(&self) -> String {
        match self {
            Self::Count(condition) => format!("CASE WHEN {} THEN 1 ELSE 0 END", condition.sql()),
            Self::Total(amount, condition) => {
                format!("CASE WHEN {} THEN COALESCE({}, 0) ELSE 0 END", condition.sql(), amount.as_str())
            }
            Self::Net(plus, minus) => {
                format!("CASE WHEN {} THEN 1 ELSE 0 END - CASE WHEN {} THEN 1 ELSE 0 END", plus.sql(), minus.sql())
            }
        }
    }
}

/// As people read it in the list of indicators.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(condition) => write!(f, "count of {condition}"),
            Self::Total(amount, condition) => write!(f, "sum of {} where {condition}", amount.as_str()),
            Self::Net(plus, minus) => write!(f, "count of {plus} minus count of {minus}"),
        }
    }
}

/// A number that is kept for each day, unit and kind: a measure over those of a family that take part, by one of their
/// days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What is counted.
    pub family: Family,
    /// By which day.
    pub cohort: CohortDay,
    /// What takes part.
    pub among: Condition,
    /// What each adds.
    pub measure: Measure,
    /// Its name: follows from the definition, so that another definition is another sum.
    pub key: String,
}

/// Ends the names of sums that hold by how much adjusted figures differ from raw ones.
pub(super) const DIFFERENCE: char = '+';

/// Bytes of the digest that name a sum.
const KEY_BYTES: usize = 8;

impl Sum {
    /// The sum with this definition.
    #[must_use]
    pub fn new(family: Family, cohort: CohortDay, among: Condition, measure: Measure) -> Self {
        let definition = format!("{}|{}|{}|{}", family.as_str(), cohort.column(), among.sql(), measure.sql());
        let digest = Sha256::digest(definition.as_bytes());
        let key = digest.iter().take(KEY_BYTES).map(|byte| format!("{byte:02x}")).collect();
        Self { family, cohort, among, measure, key }
    }

    /// The name under which it is kept by how much the adjusted sum differs from the raw one.
    #[must_use]
    pub fn difference_key(&self) -> String {
        format!("{}{DIFFERENCE}", self.key)
    }

    /// What this fact adds; nothing when it is of another family, does not take part, or is of no day yet.
    #[must_use]
    pub fn of(&self, fact: &Fact) -> Option<(crate::fact::Day, i64)> {
        let day = match self.cohort {
            CohortDay::Begun => Some(fact.begun),
            CohortDay::Done => fact.done,
        };
        let day = day.filter(|_| fact.family == self.family && self.among.holds(fact))?;
        let value = self.measure.of(fact);
        (value != 0).then_some((day, value))
    }
}
