//! Percentiles, found among the facts: first in which hour they lie, then which second they are. So no more is read than the
//! values of a few hours, and the groups that people see may be put together from several of the database.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::Amount;
use bihuan_domain::indicator::{Cut, Sum};
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{Bar, Bars, spread};

use super::counted::stored;
use super::cut::{self, Narrowed};
use crate::error::Error;

/// How wide the bars of the first look are: an hour of seconds.
const COARSE: i64 = 3_600;

/// How many facts of a group have which value.
type Spread = BTreeMap<i64, i64>;

/// The least value of each group that at least so many percent of its facts do not exceed. A group without facts has none.
pub(super) fn percentiles(
    tx: &mut Tx<'_>,
    narrowed: &Narrowed,
    by: Option<Cut>,
    sum: &Sum,
    (amount, percent): (Amount, u8),
) -> Result<BTreeMap<String, i64>, Error> {
    let coarse = Bars { amount, width: COARSE, within: None };
    let hours = folded(by, spread(tx, sum, &narrowed.facts, stored(by), coarse)?, narrowed);
    // In which hour the value lies, and how many values of that hour lie up to it.
    let lies = |spread: &Spread| ranked(spread, rank(spread.values().sum(), percent));
    let hours: BTreeMap<String, (i64, i64)> =
        hours.iter().filter_map(|(key, spread)| Some((key.clone(), lies(spread)?))).collect();
    let wanted: BTreeSet<i64> = hours.values().map(|(hour, _)| *hour).collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let wanted: Vec<i64> = wanted.into_iter().collect();
    let fine = Bars { amount, width: 1, within: Some((&wanted, COARSE)) };
    let seconds = folded(by, spread(tx, sum, &narrowed.facts, stored(by), fine)?, narrowed);
    let value = |(key, (hour, rank)): (String, (i64, i64))| {
        let own = seconds.get(&key)?.range(hour * COARSE..(hour + 1) * COARSE);
        let own: Spread = own.map(|(value, count)| (*value, *count)).collect();
        Some((key, ranked(&own, rank)?.0))
    };
    Ok(hours.into_iter().filter_map(value).collect())
}

/// What the database answers, in the groups that people see.
fn folded(by: Option<Cut>, bars: Vec<Bar>, narrowed: &Narrowed) -> BTreeMap<String, Spread> {
    let mut folded: BTreeMap<String, Spread> = BTreeMap::new();
    for bar in bars {
        let key = by.map_or_else(String::new, |by| cut::key(by, &bar.key, &narrowed.base));
        *folded.entry(key).or_default().entry(bar.bar).or_insert(0) += bar.count;
    }
    folded
}

/// The place, from 1, of the percentile among so many values (nearest rank).
const fn rank(count: i64, percent: u8) -> i64 {
    let rank = (count * percent as i64 + 99) / 100;
    if rank < 1 { 1 } else { rank }
}

/// The value at a place, and which of the facts with that value it is, from 1; none behind the last.
fn ranked(spread: &Spread, rank: i64) -> Option<(i64, i64)> {
    let mut before = 0;
    for (value, count) in spread {
        if before + count >= rank {
            return Some((*value, rank - before));
        }
        before += count;
    }
    None
}
