//! What was asked of `bench reports`.

use anyhow::{Context, Result};

use super::case::Engine;
use super::options::{number, or_all};

const TICKETS: u32 = 1_000_000;
const TICKETS_MAX: u32 = 20_000_000;
const CHANGED: u32 = 20_000;

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
}

impl ReportOptions {
    pub(super) fn parse(words: &[&str]) -> Result<Self> {
        let quick = words.contains(&"--quick");
        let mut options = Self {
            engines: Vec::new(),
            tickets: if quick { QUICK_TICKETS } else { TICKETS },
            changed: if quick { QUICK_CHANGED } else { CHANGED },
            verify: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("a value is missing behind `{word}`"));
            match *word {
                "--quick" => {}
                "--verify" => options.verify = true,
                "--engine" => options.engines.push(Engine::parse(value()?)?),
                "--tickets" => options.tickets = number(value()?, TICKETS_MAX)?,
                "--changed" => options.changed = number(value()?, TICKETS_MAX)?,
                other => anyhow::bail!("`{other}` is not understood by bench reports"),
            }
        }
        or_all(&mut options.engines, &Engine::ALL);
        Ok(options)
    }
}
