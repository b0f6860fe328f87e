//! Measures sides in turns, and compares what was measured in the same turn.

use anyhow::Result;

use super::database::Database;
use super::output::Output;
use super::processor::Cost;
use super::setup::Setup;
use super::target::Target;
use crate::bench::case::{Case, Engine};

/// One of the things that are compared.
pub(crate) trait Side {
    /// What it is.
    fn name(&self) -> &'static str;
    /// Measures it once with so many clients.
    fn run(&mut self, clients: usize) -> Result<Sample>;
}

/// One measurement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// Operations a second.
    pub(crate) rate: f64,
    /// None for the limits: their figure is the rate.
    pub(crate) latency: Option<Latency>,
    /// The processor time of one operation.
    pub(crate) cost: Option<Cost>,
}

/// How long operations took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Latency {
    pub(crate) half_micros: u64,
    pub(crate) p99_micros: u64,
}

/// A server, and what it is measured beside.
pub(super) struct Contest<'a> {
    pub(super) case: Case,
    pub(super) engine: Engine,
    pub(super) server: Box<dyn Side + 'a>,
    pub(super) beside: Vec<Box<dyn Side + 'a>>,
    /// The database in which tickets are many, if one was made.
    pub(super) large: Option<Database>,
}

/// What was measured with one number of clients.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) case: Case,
    pub(super) engine: Engine,
    pub(super) clients: usize,
    pub(super) server: Vec<Sample>,
    pub(super) beside: Vec<Beside>,
}

/// What was measured beside the server, and how the two compare.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) name: &'static str,
    pub(super) samples: Vec<Sample>,
    /// The rate of the server through this one's, pair by pair.
    pub(super) ratios: Vec<f64>,
    pub(super) target: Option<Target>,
}

impl Contest<'_> {
    /// Measures all sides in turns: A B, B A, A B, so that what drifts with the time falls on both.
    pub(super) fn run(&mut self, setup: &Setup, clients: usize, pairs: usize, output: Output) -> Result<Outcome> {
        let (case, engine) = (self.case, self.engine);
        let mut server = Vec::new();
        let mut beside: Vec<Beside> =
            self.beside.iter().map(|side| empty(case, engine, clients, side.as_ref())).collect();
        output.line(&format!("\n{case} on {engine}, {clients} clients"));
        for pair in 1..=pairs {
            let mut first = if pair % 2 == 1 { Some(self.server.run(clients)?) } else { None };
            for (side, measured) in self.beside.iter_mut().zip(&mut beside) {
                setup.interrupt.check()?;
                measured.samples.push(side.run(clients)?);
            }
            let sample = match first.take() {
                Some(sample) => sample,
                None => self.server.run(clients)?,
            };
            setup.interrupt.check()?;
            server.push(sample);
            let mut line = format!("  pair {pair} of {pairs}: server {:.0}/s", sample.rate);
            for measured in &mut beside {
                let other = measured.samples.last().map_or(0.0, |sample| sample.rate);
                let ratio = sample.rate / other;
                measured.ratios.push(ratio);
                line.push_str(&format!(", {} {other:.0}/s: ratio {ratio:.2}", measured.name));
            }
            output.line(&line);
        }
        Ok(Outcome { case, engine, clients, server, beside })
    }
}

fn empty(case: Case, engine: Engine, clients: usize, side: &dyn Side) -> Beside {
    let target = Target::of(case, engine, clients, side.name());
    Beside { name: side.name(), samples: Vec::new(), ratios: Vec::new(), target }
}

/// The middle of some figures.
pub(super) fn median(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = figures.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(lower, upper))
}
