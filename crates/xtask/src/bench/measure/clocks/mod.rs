//! `cargo xtask bench clocks`: a million armed clocks, of which very many come due at once.
//!
//! [`models`] opens real cases through the API, [`copies`] multiplies them in the database, [`burst`] lets them come due
//! within a window, [`drain`] lets one node and two work off what is overdue, [`idle`] looks when nothing is due.

mod burst;
mod busy;
pub(super) mod copies;
mod creates;
mod drain;
mod growth;
mod idle;
mod lateness;
pub(super) mod models;
mod relay;
mod report;
mod scene;
pub(super) mod sql;

use std::process::ExitCode;

use anyhow::{Context, Result};

use super::cases::demand as any_demand;
use super::report::Machine;
use super::setup::Setup;
use crate::bench::case::Engine;
use crate::bench::clock_options::ClockOptions;
use drain::Drain;
use report::Report;
use scene::Scene;

/// Armed clocks with which the million is compared.
const FEW: u32 = 10_000;

/// Measures what was asked for, and reports.
pub(in crate::bench) fn run(options: &ClockOptions) -> Result<ExitCode> {
    let setup = Setup::prepare(&options.engines)?;
    println!("{}", Machine::of(&setup)?);
    for engine in &options.engines {
        let report = measure(&setup, options, *engine).with_context(|| format!("measuring clocks on {engine}"))?;
        println!("{report}");
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(setup: &Setup, options: &ClockOptions, engine: Engine) -> Result<Report> {
    let few = Scene::prepare(setup, options, engine, FEW.min(options.armed))?;
    let look_few_millis = idle::look_millis(setup, &few.database)?;
    drop(few);
    println!("\n{engine}: arming {} clocks", options.armed);
    let scene = Scene::prepare(setup, options, engine, options.armed)?;
    let look_millis = idle::look_millis(setup, &scene.database)?;
    println!("{engine}: {} come due within {} s", options.due, options.window_seconds);
    let burst = burst::run(&scene)?;
    let look_after_millis = idle::look_millis(setup, &scene.database)?;
    let mut report = Report {
        engine,
        few: FEW.min(options.armed),
        options: options.clone(),
        look_few_millis,
        look_millis,
        look_after_millis,
        burst,
        one: Vec::new(),
        two: Vec::new(),
    };
    println!("{}", report.of_burst());
    for pair in 1..=options.pairs {
        let (one, two) = pair_of_drains(&scene, engine, pair)?;
        report.one.push(one);
        report.two.extend(two);
        println!("  {}", report.of_pair(pair));
    }
    Ok(report)
}

/// One node, and on PostgreSQL two: the order changes from pair to pair, so that what drifts falls on both.
fn pair_of_drains(scene: &Scene<'_>, engine: Engine, pair: usize) -> Result<(Drain, Option<Drain>)> {
    match engine {
        Engine::Sqlite => Ok((drain::run(scene, 1, pair)?, None)),
        Engine::Postgres if pair % 2 == 1 => {
            let one = drain::run(scene, 1, pair)?;
            Ok((one, Some(drain::run(scene, 2, pair)?)))
        }
        Engine::Postgres => {
            let two = drain::run(scene, 2, pair)?;
            Ok((drain::run(scene, 1, pair)?, Some(two)))
        }
    }
}

/// What is opened meanwhile: its own alarms come later than any measurement.
fn demand() -> String {
    any_demand("accepted")
}
