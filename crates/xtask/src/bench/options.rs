//! What was asked on the command line.

use anyhow::{Context, Result, ensure};

use super::case::{Case, Engine};

/// Fewer pairs than this prove nothing.
pub(super) const PAIRS_MIN: usize = 5;
const PAIRS_MAX: usize = 100;
const SECONDS_MAX: u64 = 60;
/// The most clients; PostgreSQL and the driver are set up for no more.
pub(super) const CLIENTS_MAX: usize = 64;

const CLIENTS: [usize; 3] = [1, 8, 32];
const SECONDS: u64 = 4;
const LARGE_TABLE: u32 = 1_000_000;

const QUICK_PAIRS: usize = 2;
const QUICK_SECONDS: u64 = 1;
const QUICK_LARGE_TABLE: u32 = 100_000;

/// What to measure, and how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) engines: Vec<Engine>,
    pub(super) cases: Vec<Case>,
    pub(super) clients: Vec<usize>,
    /// How often each measurement is taken.
    pub(super) pairs: usize,
    /// How long each takes, after a second of warming up.
    pub(super) seconds: u64,
    /// Tickets in the large table.
    pub(super) large_table: u32,
    /// Show the statements that the limit runs.
    pub(super) statements: bool,
    /// Answer with one JSON object.
    pub(super) json: bool,
}

impl Options {
    pub(super) fn parse(words: &[&str]) -> Result<Self> {
        let quick = words.contains(&"--quick");
        let mut options = Self {
            engines: Vec::new(),
            cases: Vec::new(),
            clients: Vec::new(),
            pairs: if quick { QUICK_PAIRS } else { PAIRS_MIN },
            seconds: if quick { QUICK_SECONDS } else { SECONDS },
            large_table: if quick { QUICK_LARGE_TABLE } else { LARGE_TABLE },
            statements: false,
            json: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("a value is missing behind `{word}`"));
            match *word {
                "--quick" => {}
                "--statements" => options.statements = true,
                "--json" => options.json = true,
                "--engine" => options.engines.push(Engine::parse(value()?)?),
                "--case" => options.cases.push(Case::parse(value()?)?),
                "--clients" => options.clients.push(number(value()?, CLIENTS_MAX)?),
                "--pairs" => options.pairs = number(value()?, PAIRS_MAX)?,
                "--seconds" => options.seconds = number(value()?, SECONDS_MAX)?,
                other => anyhow::bail!("`{other}` is not understood by bench"),
            }
        }
        or_all(&mut options.engines, &Engine::ALL);
        or_all(&mut options.cases, &Case::ALL);
        or_all(&mut options.clients, &CLIENTS);
        Ok(options)
    }

    /// How many measurements that is, counting each side of a pair, about.
    #[cfg(not(feature = "bench"))]
    pub(super) fn runs(&self) -> usize {
        self.engines.len() * self.cases.len() * self.clients.len() * self.pairs * 2
    }
}

pub(super) fn or_all<T: Copy>(chosen: &mut Vec<T>, all: &[T]) {
    if chosen.is_empty() {
        chosen.extend(all);
    }
}

pub(super) fn number<N>(word: &str, max: N) -> Result<N>
where
    N: std::str::FromStr + PartialOrd + From<u8> + std::fmt::Display + Copy,
{
    let number = word.parse().ok().filter(|number| *number >= N::from(1) && *number <= max);
    ensure!(number.is_some(), "`{word}` is not a number from 1 to {max}");
    number.context("checked above")
}
