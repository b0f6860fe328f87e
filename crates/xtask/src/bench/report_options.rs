//! What was asked of `bench reports`.

use anyhow::{Context, Result};

use super::case::Engine;
use super::options::{number, or_all};

const TICKETS: u32 = 1_000_000;
const TICKETS_MAX: u32 = 20_000_000;
const CHANGED: u32 = 20_000;

const SEED: u64 = 1;

const QUICK_TICKETS: u32 = 20_000;
const QUICK_CHANGED: u32 = 2_000;

/// How many tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportOptions {
    pub(super) engines: Vec<Engine>,
    /// Tickets of the month.
    pub(super) tickets: u32,
    /// Tickets that change, to be counted incrementally.
    pub(super) changed: u32,
    /// Whether every number is held against its list and against plain SQL; meant for a hundred thousand tickets.
    pub(super) verify: bool,
    /// What the month is made of.
    pub(super) month: Month,
    /// Another seed is another random month.
    pub(super) seed: u64,
    /// Demands that are played for a random month, of which the rest are copies; by the tickets when left out.
    pub(super) demands: Option<u32>,
}

/// What a month is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    /// Copies of few tickets, without their log: quick to make, for measuring.
    Copied,
    /// Copies of many tickets that were played with everything going wrong that can, with their log: for verifying.
    Random,
}

impl ReportOptions {
    pub(super) fn parse(words: &[&str]) -> Result<Self> {
        let quick = words.contains(&"--quick");
        let mut options = Self {
            engines: Vec::new(),
            tickets: if quick { QUICK_TICKETS } else { TICKETS },
            changed: if quick { QUICK_CHANGED } else { CHANGED },
            verify: false,
            month: Month::Copied,
            seed: SEED,
            demands: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("a value is missing behind `{word}`"));
            match *word {
                "--quick" => {}
                "--verify" => options.verify = true,
                "--engine" => options.engines.push(Engine::parse(value()?)?),
                "--seed" => options.seed = value()?.parse().context("a seed is a number")?,
                "--month" => {
                    options.month = match *value()? {
                        "copied" => Month::Copied,
                        "random" => Month::Random,
                        other => anyhow::bail!("`{other}` is no month: copied or random"),
                    }
                }
                "--demands" => options.demands = Some(number(value()?, TICKETS_MAX)?),
                "--tickets" => options.tickets = number(value()?, TICKETS_MAX)?,
                "--changed" => options.changed = number(value()?, TICKETS_MAX)?,
                other => anyhow::bail!("`{other}` is not understood by bench reports"),
            }
        }
        or_all(&mut options.engines, &Engine::ALL);
        Ok(options)
    }
}
