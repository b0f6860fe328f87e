use std::process::ExitCode;

use anyhow::{Context, Result};

use super::cases;
use super::output::Output;
use super::plan::{self, Plan};
use super::recording;
use super::report::{self, Machine};
use super::rounds::Outcome;
use super::setup::Setup;
use crate::bench::case::{Case, Engine};
use crate::bench::options::Options;

/// Measures everything that was asked for, and reports.
pub(in crate::bench) fn run(options: &Options) -> Result<ExitCode> {
    let output = Output { json: options.json };
    let setup = Setup::prepare(&options.engines)?;
    let machine = Machine::of(&setup)?;
    output.line(&machine.to_string());
    let (mut outcomes, mut plans) = (Vec::new(), Vec::new());
    for engine in &options.engines {
        for case in &options.cases {
            let plan = measure(&setup, options, (*case, *engine), &mut outcomes, output)
                .with_context(|| format!("measuring {case} on {engine}"))?;
            plans.extend(plan.map(|plan| (*engine, plan)));
        }
    }
    if options.json {
        println!("{}", report::json(&machine, options, &outcomes, &plans));
    } else {
        println!("\n{}", report::table(options, &outcomes, &plans));
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(
    setup: &Setup,
    options: &Options,
    (case, engine): (Case, Engine),
    outcomes: &mut Vec<Outcome>,
    output: Output,
) -> Result<Option<Plan>> {
    let statements = recording::record(setup, case).context("recording what the server does")?;
    for statement in statements.iter().filter(|statement| statement.unprepared) {
        output.line(&format!("\nthe server prepares this anew each time: {}", statement.sql));
    }
    if options.statements {
        output.line(&format!("\n{case} on {engine}, as recorded"));
        statements.iter().for_each(|statement| output.line(&format!("  {statement}")));
    }
    let mut contest = cases::contest(setup, options, (case, engine), &statements)?;
    for clients in &options.clients {
        outcomes.push(contest.run(setup, *clients, options.pairs, output)?);
    }
    contest.large.as_ref().map(|database| plan::of(setup, database, &statements)).transpose()
}
