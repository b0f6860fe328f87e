//! How much time that counts lies between two moments.

use crate::time::Timestamp;

use super::pause::{Pause, gaps};
use super::{Counting, WorkCalendar, length};

impl WorkCalendar {
    /// How many microseconds from `from` to `to` are counted, pauses left out; zero when `to` is not later. Working time
    /// is looked for through [`HORIZON_DAYS`](super::HORIZON_DAYS) days.
    #[must_use]
    pub fn counted(&self, counting: Counting, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> i64 {
        let gaps = gaps(pauses);
        let paused = |from, to| {
            let parts = gaps.iter().map(|gap| length(gap.from.max(from), gap.to.map_or(to, |end| end.min(to))));
            parts.sum::<i64>()
        };
        self.countable(counting, from, to).map(|(from, to)| length(from, to) - paused(from, to)).sum()
    }

    /// The stretches from `from` to `to` in which time is counted if it is not paused.
    pub(super) fn countable(
        &self,
        counting: Counting,
        from: Timestamp,
        to: Timestamp,
    ) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let always = (counting == Counting::Always && from < to).then_some((from, to));
        let working = (counting == Counting::Working).then(|| self.stretches(from)).into_iter().flatten();
        let working = working.take_while(move |(from, _)| *from < to);
        always.into_iter().chain(working.map(move |(from, end)| (from, end.min(to))))
    }
}
