use serde_json::{Value, json};

use super::{Machine, direction, median_cost, median_millis, median_rate, range};
use crate::bench::case::Engine;
use crate::bench::measure::plan::Plan;
use crate::bench::measure::rounds::{Beside, Outcome, Sample, median};
use crate::bench::options::Options;

/// The same for programs, with every single measurement.
pub(crate) fn json(machine: &Machine, options: &Options, outcomes: &[Outcome], plans: &[(Engine, Plan)]) -> Value {
    let plan = |(engine, plan): &(Engine, Plan)| {
        json!({
            "engine": engine.as_str(),
            "tickets": options.large_table,
            "followsIndex": plan.follows_index,
            "plan": plan.text,
        })
    };
    json!({
        "machine": { "processors": machine.processors, "postgres": machine.postgres, "sqlite": machine.sqlite },
        "pairs": options.pairs,
        "seconds": options.seconds,
        "largeTable": options.large_table,
        "measurements": outcomes.iter().map(measurement).collect::<Vec<_>>(),
        "plans": plans.iter().map(plan).collect::<Vec<_>>(),
    })
}

fn measurement(outcome: &Outcome) -> Value {
    let server = &outcome.server;
    json!({
        "case": outcome.case.as_str(),
        "engine": outcome.engine.as_str(),
        "clients": outcome.clients,
        "server": {
            "perSecond": median_rate(server),
            "p50Millis": median_millis(server, |latency| latency.half_micros),
            "p99Millis": median_millis(server, |latency| latency.p99_micros),
            "processorMicros": median_cost(server, |cost| Some(cost.own)),
            "databaseProcessorMicros": median_cost(server, |cost| cost.database),
            "runs": rates(server),
        },
        "beside": outcome.beside.iter().map(beside).collect::<Vec<_>>(),
    })
}

fn beside(beside: &Beside) -> Value {
    let (low, high) = range(&beside.ratios);
    json!({
        "what": beside.name,
        "perSecond": median_rate(&beside.samples),
        "runs": rates(&beside.samples),
        "processorMicros": median_cost(&beside.samples, |cost| Some(cost.own)),
        "databaseProcessorMicros": median_cost(&beside.samples, |cost| cost.database),
        "ratio": median(beside.ratios.iter().copied()),
        "ratioMin": low,
        "ratioMax": high,
        "ratios": beside.ratios,
        "server": direction(&beside.ratios),
        "target": beside.target.map(|target| target.to_string()),
        "verdict": beside.target.map(|target| target.judge(&beside.ratios)),
    })
}

fn rates(samples: &[Sample]) -> Vec<f64> {
    samples.iter().map(|sample| sample.rate).collect()
}
