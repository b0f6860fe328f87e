//! The registry: definitions with the numbers that the policy sets.

use crate::fact::Amount;
use crate::policy::figures::FigureRules;

use super::definitions::{THREE_RATES, definitions};
use super::measure::DIFFERENCE;
use super::{Condition, Formula, Indicator, Measure, Sum};

/// How a value follows from sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedFormula {
    /// The sum itself.
    Count {
        /// The sum.
        of: Sum,
    },
    /// One sum over another.
    Ratio {
        /// What is counted.
        of: Sum,
        /// Out of what.
        over: Sum,
        /// Whether it is a share, for which there is an interval.
        share: bool,
    },
    /// A percentile of an amount, found among the facts.
    Percentile {
        /// Of what.
        amount: Amount,
        /// How many percent.
        percent: u8,
        /// How many there are.
        over: Sum,
    },
    /// Shares by their weights in percent.
    Weighted {
        /// Weight and place in the registry.
        parts: Vec<(u8, usize)>,
    },
}

/// An indicator with its sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedIndicator {
    /// Its definition.
    pub definition: Indicator,
    /// How its value follows from sums.
    pub formula: ResolvedFormula,
}

impl ResolvedIndicator {
    /// Its sums: numerator and denominator, as far as it has them.
    pub fn sums(&self) -> impl Iterator<Item = &Sum> {
        let (of, over) = match &self.formula {
            ResolvedFormula::Count { of } => (Some(of), None),
            ResolvedFormula::Ratio { of, over, .. } => (Some(of), Some(over)),
            ResolvedFormula::Percentile { over, .. } => (None, Some(over)),
            ResolvedFormula::Weighted { .. } => (None, None),
        };
        of.into_iter().chain(over)
    }

    /// The numbers it shows, by their names, and the sums that they are.
    fn numbers(&self) -> impl Iterator<Item = (&Sum, &'static str)> {
        let names: &[&str] = match self.formula {
            ResolvedFormula::Percentile { .. } => &["denominator"],
            ResolvedFormula::Count { .. } | ResolvedFormula::Ratio { .. } | ResolvedFormula::Weighted { .. } => {
                &["numerator", "denominator"]
            }
        };
        self.sums().zip(names.iter().copied())
    }
}

/// All indicators under one set of rules.
#[derive(Clone, Debug)]
pub struct Registry {
    /// The numbers that the policy sets.
    pub rules: FigureRules,
    /// The indicators, in the order in which they are listed.
    pub indicators: Vec<ResolvedIndicator>,
    /// Every sum they need, once, by key.
    pub sums: Vec<Sum>,
}

impl Registry {
    /// The registry under these rules.
    #[must_use]
    pub fn new(rules: &FigureRules) -> Self {
        let indicators: Vec<ResolvedIndicator> = definitions().map(|one| resolve(one, rules)).collect();
        let mut sums: Vec<Sum> = indicators.iter().flat_map(ResolvedIndicator::sums).cloned().collect();
        sums.sort_by(|left, right| left.key.cmp(&right.key));
        sums.dedup_by(|left, right| left.key == right.key);
        Self { rules: rules.clone(), indicators, sums }
    }

    /// The indicator with this code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&ResolvedIndicator> {
        self.indicators.iter().find(|one| one.definition.code == code)
    }

    /// The numbers of indicators that are this sum, such as `satisfaction_rate.numerator`; those that tell by how much the
    /// adjusted number differs end with `.adjusted`.
    #[must_use]
    pub fn numbers(&self, key: &str) -> Vec<String> {
        let (key, ending) = key.strip_suffix(DIFFERENCE).map_or((key, ""), |key| (key, ".adjusted"));
        let named = |one: &ResolvedIndicator| {
            let own = one.numbers().filter(|(sum, _)| sum.key == key);
            own.map(|(_, name)| format!("{}.{name}{ending}", one.definition.code)).collect::<Vec<_>>()
        };
        self.indicators.iter().flat_map(named).collect()
    }

    /// The definition with this code, whatever the policy sets.
    #[must_use]
    pub fn definition(code: &str) -> Option<&'static Indicator> {
        definitions().find(|definition| definition.code == code)
    }

    /// The codes of all indicators.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        definitions().map(|definition| definition.code)
    }
}

fn resolve(definition: &Indicator, rules: &FigureRules) -> ResolvedIndicator {
    let sum = |measure| Sum::new(definition.family, definition.cohort, definition.among, measure);
    let formula = match definition.formula {
        Formula::Count(of) => ResolvedFormula::Count { of: sum(of) },
        Formula::Share { of, over } => ResolvedFormula::Ratio { of: sum(of), over: sum(over), share: true },
        Formula::Mean { of, over } => ResolvedFormula::Ratio { of: sum(of), over: sum(over), share: false },
        Formula::Percentile { of, percent } => {
            let over = sum(Measure::Count(Condition::Known(of)));
            ResolvedFormula::Percentile { amount: of, percent, over }
        }
        Formula::ThreeRates => {
            let place = |code: &str| definitions().position(|one| one.code == code);
            let weights = rules.three_rates.weights();
            let parts = THREE_RATES.iter().zip(weights).filter_map(|(code, weight)| Some((weight, place(code)?)));
            ResolvedFormula::Weighted { parts: parts.collect() }
        }
    };
    ResolvedIndicator { definition: *definition, formula }
}
