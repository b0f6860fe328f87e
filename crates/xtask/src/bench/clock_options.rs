//! What was asked of `bench clocks`.

use anyhow::{Context, Result, ensure};

use super::case::Engine;
use super::options::{number, or_all};

const ARMED: u32 = 1_000_000;
const ARMED_MAX: u32 = 20_000_000;
const DUE: u32 = 100_000;
const WINDOW_SECONDS: u64 = 60;
/// The first alarm of what is copied comes a minute after it is opened.
const WINDOW_SECONDS_MAX: u64 = 60;
const NODES_MAX: usize = 2;
const DRAIN_PAIRS: usize = 2;
const DRAIN_PAIRS_MAX: usize = 10;
const CREATES: u64 = 20;
const CREATES_MAX: u64 = 1_000;
const DISTANCE_MILLIS_MAX: u64 = 100;

const QUICK_ARMED: u32 = 50_000;
const QUICK_DUE: u32 = 5_000;
const QUICK_WINDOW_SECONDS: u64 = 10;
const QUICK_DRAIN_PAIRS: usize = 1;

/// How many clocks, and how long they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClockOptions {
    pub(super) engines: Vec<Engine>,
    /// Tickets whose alarm is far away.
    pub(super) armed: u32,
    /// Tickets that come due within the window, and again all at once.
    pub(super) due: u32,
    pub(super) window_seconds: u64,
    /// Nodes that wake them within the window.
    pub(super) nodes: usize,
    /// Tickets that are opened each second meanwhile.
    pub(super) creates: u64,
    /// How often one node is compared with two.
    pub(super) pairs: usize,
    /// How far away PostgreSQL is, there and back; none stands beside the server.
    pub(super) distance_millis: u64,
}

impl ClockOptions {
    pub(super) fn parse(words: &[&str]) -> Result<Self> {
        let quick = words.contains(&"--quick");
        let mut options = Self {
            engines: Vec::new(),
            armed: if quick { QUICK_ARMED } else { ARMED },
            due: if quick { QUICK_DUE } else { DUE },
            window_seconds: if quick { QUICK_WINDOW_SECONDS } else { WINDOW_SECONDS },
            nodes: 1,
            creates: CREATES,
            pairs: if quick { QUICK_DRAIN_PAIRS } else { DRAIN_PAIRS },
            distance_millis: 0,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("a value is missing behind `{word}`"));
            match *word {
                "--quick" => {}
                "--engine" => options.engines.push(Engine::parse(value()?)?),
                "--armed" => options.armed = number(value()?, ARMED_MAX)?,
                "--due" => options.due = number(value()?, ARMED_MAX)?,
                "--window-seconds" => options.window_seconds = number(value()?, WINDOW_SECONDS_MAX)?,
                "--nodes" => options.nodes = number(value()?, NODES_MAX)?,
                "--creates" => options.creates = number(value()?, CREATES_MAX)?,
                "--pairs" => options.pairs = number(value()?, DRAIN_PAIRS_MAX)?,
                "--distance-millis" => options.distance_millis = number(value()?, DISTANCE_MILLIS_MAX)?,
                other => anyhow::bail!("`{other}` is not understood by bench clocks"),
            }
        }
        or_all(&mut options.engines, &Engine::ALL);
        let several = options.nodes > 1 && options.engines.contains(&Engine::Sqlite);
        ensure!(!several, "a SQLite file is for one node: say --engine postgres");
        Ok(options)
    }
}
