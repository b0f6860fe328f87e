//! What the measurement of clocks saw, for people and as JSON.

use std::fmt;

use super::burst::Burst;
use super::drain::Drain;
use super::growth::Size;
use crate::bench::case::Engine;
use crate::bench::clock_options::ClockOptions;
use crate::bench::measure::rounds::median;

const MILLIS: f64 = 1e3;
const KIBIBYTE: f64 = 1024.0;
/// To be reached: lateness of all but one in a hundred, in seconds.
const LATE_POSTGRES: f64 = 1.0;
const LATE_SQLITE: f64 = 2.0;
/// To be reached: two nodes through one.
const TWO_NODES: f64 = 1.5;
/// To be kept: a look with all clocks armed through one with few.
const LOOK_RATIO: f64 = 2.0;
/// From this on the processors are the limit, not the nodes.
const BUSY: f64 = 0.85;

/// What was measured on one engine.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) engine: Engine,
    pub(super) few: u32,
    pub(super) options: ClockOptions,
    pub(super) look_few_millis: f64,
    pub(super) look_millis: f64,
    pub(super) look_after_millis: f64,
    pub(super) burst: Burst,
    pub(super) one: Vec<Drain>,
    pub(super) two: Vec<Drain>,
}

impl Report {
    /// The burst in one paragraph.
    pub(super) fn of_burst(&self) -> String {
        let Burst { woken, seconds, lateness, seen_within, creates, cost, busy, .. } = &self.burst;
        let percent = busy.map_or_else(|| "?".to_owned(), |busy| format!("{:.0}", busy * 100.0));
        let seen = seen_within.map_or_else(|| "later than counted".to_owned(), |bound| format!("within {bound} s"));
        let cost = cost.map_or_else(String::new, |cost| match cost.database {
            Some(database) => {
                format!("; processor time of each: server {:.0} us, PostgreSQL {database:.0} us", cost.own)
            }
            None => format!("; processor time of each: {:.0} us", cost.own),
        });
        #[expect(clippy::cast_precision_loss, reason = "microseconds of a request")]
        let quantile = |share| creates.value_at_quantile(share) as f64 / MILLIS;
        format!(
            "  {woken:.0} told in {seconds:.1} s, {rate:.0}/s{cost}; processors {percent} % busy\n  \
             late when decided: p50 {half:.0} ms, p99 {p99:.0} ms, longest {longest:.0} ms; seen by others: p99 {seen}; \
             told again: {again:.0}\n  \
             meanwhile {opened} tickets opened, {creates}/s: p50 {create_half:.1} ms, p99 {create_p99:.1} ms",
            rate = woken / seconds,
            half = lateness.half_millis,
            p99 = lateness.p99_millis,
            longest = lateness.longest_millis,
            again = lateness.repeated,
            opened = creates.len(),
            creates = self.options.creates,
            create_half = quantile(0.5),
            create_p99 = quantile(0.99),
        )
    }

    /// The latest pair of drains.
    pub(super) fn of_pair(&self, pair: usize) -> String {
        let text = |drain: &Drain| {
            let busy = drain.busy.map_or_else(String::new, |busy| format!(" (processors {:.0} % busy)", busy * 100.0));
            let log =
                drain.log_bytes.map_or_else(String::new, |bytes| format!(", {:.1} KiB of log each", bytes / KIBIBYTE));
            format!("{:.0}/s{busy}{log}, last quarter {:.2} of the first", drain.rate, drain.slowed)
        };
        let one = self.one.last().map(text).unwrap_or_default();
        match (self.two.last(), self.ratios().last()) {
            (Some(two), Some(ratio)) => {
                format!("all overdue, pair {pair}: one node {one}, two nodes {}: ratio {ratio:.2}", text(two))
            }
            _ => format!("all overdue, run {pair}: one node {one}"),
        }
    }

    fn ratios(&self) -> Vec<f64> {
        self.two.iter().zip(&self.one).map(|(two, one)| two.rate / one.rate).collect()
    }

    /// Whether the processors were at their limit with one node already.
    fn is_limited(&self) -> bool {
        median(self.one.iter().filter_map(|drain| drain.busy)).is_some_and(|busy| busy > BUSY)
    }

    fn verdicts(&self) -> Vec<String> {
        let verdict = |holds: bool| if holds { "reached" } else { "MISSED" };
        let (engine, burst) = (self.engine, &self.burst);
        let bound = match engine {
            Engine::Postgres => LATE_POSTGRES,
            Engine::Sqlite => LATE_SQLITE,
        };
        let late = burst.lateness.p99_millis / MILLIS;
        let seen = burst.seen_within.is_some_and(|seen| seen <= bound);
        let ratio = self.look_millis / self.look_few_millis;
        let mut verdicts = vec![
            format!("lateness p99 on {engine}: {}: {late:.2} s, wanted under {bound} s", verdict(late < bound && seen)),
            format!("each told once on {engine}: {}", verdict(burst.lateness.repeated == 0.0)),
            format!(
                "a look with {} armed beside {} on {engine}: {}: ratio {ratio:.2}, wanted at most {LOOK_RATIO}",
                self.options.armed,
                self.few,
                verdict(ratio <= LOOK_RATIO)
            ),
        ];
        if let Some(ratio) = median(self.ratios()) {
            let holds = verdict(ratio >= TWO_NODES);
            let why = if self.is_limited() {
                "; one node keeps the processors busy already: the machine is the limit"
            } else {
                ""
            };
            verdicts.push(format!(
                "two nodes beside one on {engine}: {holds}: {ratio:.2}, wanted at least {TWO_NODES}{why}"
            ));
        }
        verdicts
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { engine, few, look_few_millis, look_millis, look_after_millis, .. } = self;
        writeln!(
            formatter,
            "\nclocks on {engine}: {} armed, {} node(s), database {} ms away",
            self.options.armed, self.options.nodes, self.options.distance_millis
        )?;
        writeln!(
            formatter,
            "  a look when nothing is due: {look_few_millis:.4} ms with {few} armed, {look_millis:.4} ms with {}, \
             {look_after_millis:.4} ms after the burst",
            self.options.armed
        )?;
        for (before, after) in self.burst.before.iter().zip(&self.burst.after) {
            writeln!(formatter, "  {}", growth(before, after))?;
        }
        writeln!(formatter, "Targets")?;
        self.verdicts().iter().try_for_each(|verdict| writeln!(formatter, "  {verdict}"))
    }
}

fn growth(before: &Size, after: &Size) -> String {
    let Size { name, mebibytes, dead, .. } = after;
    let (updates, in_place) = (after.updates - before.updates, after.updates_in_place - before.updates_in_place);
    format!(
        "{name}: {:.1} MiB -> {mebibytes:.1} MiB, {dead:.0} dead; {updates:.0} updates, {in_place:.0} of them in place",
        before.mebibytes
    )
}
