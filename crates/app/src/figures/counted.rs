//! Sums that only facts can tell, counted in as few passes over them as possible.

use std::collections::BTreeMap;

use bihuan_domain::indicator::{Cut, Registry, ResolvedFormula, ResolvedIndicator, Sum};
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{self, Cut as StoredCut, Group};

use super::cut::{self, Narrowed};
use crate::error::Error;

/// Whether the sums that are kept by day, unit and kind can tell.
pub(crate) fn is_coarse(narrowed: &Narrowed, by: Option<Cut>) -> bool {
    narrowed.facts.is_coarse() && by.is_none_or(cut::is_coarse)
}

/// Sums that were counted from facts, several in one pass: their groups, by their keys.
#[derive(Debug, Default)]
pub(crate) struct Counted(BTreeMap<String, Vec<Group>>);

impl Counted {
    /// Counts all sums of these indicators.
    pub(crate) fn of(
        tx: &mut Tx<'_>,
        registry: &Registry,
        indicators: &[&ResolvedIndicator],
        narrowed: &Narrowed,
        by: Option<Cut>,
    ) -> Result<Self, Error> {
        let sums = indicators.iter().flat_map(|indicator| parts(registry, indicator));
        let sums: BTreeMap<&str, &Sum> =
            sums.flat_map(ResolvedIndicator::sums).map(|sum| (sum.key.as_str(), sum)).collect();
        let sums: Vec<&Sum> = sums.into_values().collect();
        let groups = facts::groups(tx, &sums, &narrowed.facts, stored(by))?;
        Ok(Self(sums.into_iter().map(|sum| sum.key.clone()).zip(groups).collect()))
    }

    /// What a sum came to, when it was counted.
    pub(super) fn get(&self, sum: &Sum) -> Option<&Vec<Group>> {
        self.0.get(&sum.key)
    }
}

/// An indicator, or those that it is weighted from.
pub(super) fn parts<'r>(registry: &'r Registry, indicator: &'r ResolvedIndicator) -> Vec<&'r ResolvedIndicator> {
    match &indicator.formula {
        ResolvedFormula::Weighted { parts } => {
            parts.iter().filter_map(|(_, place)| registry.indicators.get(*place)).collect()
        }
        ResolvedFormula::Count { .. } | ResolvedFormula::Ratio { .. } | ResolvedFormula::Percentile { .. } => {
            vec![indicator]
        }
    }
}

/// The cut that the database makes; all in one without any.
pub(super) fn stored(by: Option<Cut>) -> StoredCut {
    by.map_or(StoredCut::None, cut::stored)
}
