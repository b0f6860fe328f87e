use super::{direction, median_cost, median_millis, median_rate, range};
use crate::bench::case::Engine;
use crate::bench::measure::plan::Plan;
use crate::bench::measure::rounds::{Beside, Outcome, Sample, median};
use crate::bench::options::Options;

const HEADS: [&str; 12] = [
    "case",
    "engine",
    "clients",
    "server/s",
    "p50 ms",
    "p99 ms",
    "CPU us",
    "beside",
    "its ops/s",
    "its CPU us",
    "ratio (min-max)",
    "verdict",
];

/// The figures as a table, then what was to be reached.
pub(crate) fn table(options: &Options, outcomes: &[Outcome], plans: &[(Engine, Plan)]) -> String {
    let mut rows = vec![HEADS.map(str::to_owned)];
    for outcome in outcomes {
        rows.extend(outcome.beside.iter().map(|beside| row(outcome, beside)));
    }
    let widths: Vec<usize> = (0..HEADS.len()).map(|column| width(&rows, column)).collect();
    let mut text = format!(
        "Medians of {} pairs of {} s, after a second of warming up. CPU: processor time of one \
         operation, of the server or the limit itself, and of PostgreSQL.\n\n",
        options.pairs, options.seconds
    );
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text.push_str("\nTargets\n");
    for outcome in outcomes {
        for beside in &outcome.beside {
            if let Some(target) = beside.target {
                let Outcome { case, engine, clients, .. } = outcome;
                let verdict = target.judge(&beside.ratios);
                text.push_str(&format!("  {case} on {engine}, {clients} clients, beside {}: {verdict}\n", beside.name));
            }
        }
    }
    for (engine, plan) in plans {
        let verdict = if plan.follows_index { "follows its index" } else { "MISSED: reads everything" };
        text.push_str(&format!("  queue on {engine}, {} tickets: {verdict}\n", options.large_table));
        text.extend(plan.text.lines().map(|line| format!("    {line}\n")));
    }
    text
}

fn row(outcome: &Outcome, beside: &Beside) -> [String; 12] {
    let (low, high) = range(&beside.ratios);
    let ratio = median(beside.ratios.iter().copied()).unwrap_or_default();
    let millis = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
    [
        outcome.case.to_string(),
        outcome.engine.to_string(),
        outcome.clients.to_string(),
        format!("{:.0}", median_rate(&outcome.server)),
        millis(median_millis(&outcome.server, |latency| latency.half_micros)),
        millis(median_millis(&outcome.server, |latency| latency.p99_micros)),
        cost(&outcome.server),
        beside.name.to_owned(),
        format!("{:.0}", median_rate(&beside.samples)),
        cost(&beside.samples),
        format!("{ratio:.2} ({low:.2}-{high:.2})"),
        beside.target.map_or_else(|| direction(&beside.ratios).to_owned(), |target| target.judge(&beside.ratios)),
    ]
}

/// Of the one that is measured, and of PostgreSQL under it.
fn cost(samples: &[Sample]) -> String {
    let Some(own) = median_cost(samples, |cost| Some(cost.own)) else { return "-".to_owned() };
    match median_cost(samples, |cost| cost.database) {
        Some(database) => format!("{own:.0} + {database:.0}"),
        None => format!("{own:.0}"),
    }
}

fn width(rows: &[[String; 12]], column: usize) -> usize {
    rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
}
