//! Conditions over facts, to be evaluated or written as SQL.

use std::fmt;

use crate::fact::{Amount, Fact, Flag};

/// A condition over a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Always true.
    Always,
    /// The flag is set.
    Is(Flag),
    /// It is not.
    Not(Flag),
    /// The amount applies.
    Known(Amount),
    /// The amount applies and is at least this.
    AtLeast(Amount, i64),
    /// The amount applies and is exactly this.
    Exactly(Amount, i64),
    /// All of these hold.
    All(&'static [Self]),
    /// Any of these holds.
    Any(&'static [Self]),
}

impl Condition {
    /// Whether it holds for this fact.
    #[must_use]
    pub fn holds(&self, fact: &Fact) -> bool {
        match *self {
            Self::Always => true,
            Self::Is(flag) => fact.flags.has(flag),
            Self::Not(flag) => !fact.flags.has(flag),
            Self::Known(amount) => fact.amounts.get(amount).is_some(),
            Self::AtLeast(amount, least) => fact.amounts.get(amount).is_some_and(|value| value >= least),
            Self::Exactly(amount, value) => fact.amounts.get(amount) == Some(value),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(fact)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(fact)),
        }
    }

    /// The condition over the columns of the table of facts, on either engine. Never null, never from outside.
    #[must_use]
    pub fn sql(&self) -> String {
        match *self {
            Self::Always => "1 = 1".to_owned(),
            Self::Is(flag) => format!("(flags & {}) <> 0", flag.bit()),
            Self::Not(flag) => format!("(flags & {}) = 0", flag.bit()),
            Self::Known(amount) => format!("{} IS NOT NULL", amount.as_str()),
            Self::AtLeast(amount, least) => format!("COALESCE({0} >= {least}, 1 = 0)", amount.as_str()),
            Self::Exactly(amount, value) => format!("COALESCE({0} = {value}, 1 = 0)", amount.as_str()),
            Self::All(conditions) => joined(conditions, " AND "),
            Self::Any(conditions) => joined(conditions, " OR "),
        }
    }
}

fn joined(conditions: &[Condition], word: &str) -> String {
    let parts: Vec<String> = conditions.iter().map(Condition::sql).collect();
    format!("({})", parts.join(word))
}

fn listed(f: &mut fmt::Formatter<'_>, conditions: &[Condition], word: &str) -> fmt::Result {
    for (place, condition) in conditions.iter().enumerate() {
        write!(f, "{}{condition}", if place == 0 { "" } else { word })?;
    }
    Ok(())
}

/// As people read it in the list of indicators.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Always => f.write_str("all"),
            Self::Is(flag) => f.write_str(flag.as_str()),
            Self::Not(flag) => write!(f, "not {}", flag.as_str()),
            Self::Known(amount) => write!(f, "{} known", amount.as_str()),
            Self::AtLeast(amount, least) => write!(f, "{} >= {least}", amount.as_str()),
            Self::Exactly(amount, value) => write!(f, "{} = {value}", amount.as_str()),
            Self::All(conditions) => listed(f, conditions, " and "),
            Self::Any(conditions) => {
                f.write_str("(")?;
                listed(f, conditions, " or ")?;
                f.write_str(")")
            }
        }
    }
}
