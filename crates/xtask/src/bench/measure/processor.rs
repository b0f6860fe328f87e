//! Processor time of processes, read where Linux keeps it; none on other systems.

use std::fs;

/// In which Linux counts, whatever its own clock: a hundredth of a second.
const TICK_MICROS: u64 = 10_000;

/// Where the counters stand in `/proc/PID/stat`, behind the name of the program.
const PARENT: usize = 1;
const USER: usize = 11;
const SYSTEM: usize = 12;
const ENDED_CHILDREN_USER: usize = 13;
const ENDED_CHILDREN_SYSTEM: usize = 14;

/// Whose time is taken.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose {
    /// That of a running process.
    Process(u32),
    /// That of this process and its children that have ended.
    Ours,
}

impl Whose {
    fn used(self) -> Option<u64> {
        match self {
            Self::Process(process) => sum(&fields(&process.to_string())?, &[USER, SYSTEM]),
            Self::Ours => sum(&fields("self")?, &[USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM]),
        }
    }
}

/// What a process and all children it ever had have used, in microseconds.
fn of_family(parent: u32) -> Option<u64> {
    let itself = sum(&fields(&parent.to_string())?, &[USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM])?;
    let names = fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // A process may end while it is looked at: then its time is its parent's.
    let children = names.filter(|name| name.starts_with(|digit: char| digit.is_ascii_digit()));
    let families =
        children.filter_map(|name| fields(&name)).filter(|fields| fields.get(PARENT) == Some(&u64::from(parent)));
    Some(itself + families.filter_map(|fields| sum(&fields, &[USER, SYSTEM])).sum::<u64>())
}

fn fields(process: &str) -> Option<Vec<u64>> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, behind) = line.rsplit_once(')')?;
    // The state is a letter and some numbers are negative; none of those is asked for.
    Some(behind.split_whitespace().map(|field| field.parse().unwrap_or_default()).collect())
}

fn sum(fields: &[u64], places: &[usize]) -> Option<u64> {
    places.iter().map(|place| fields.get(*place)).sum::<Option<u64>>().map(|ticks| ticks * TICK_MICROS)
}

/// What some operations took, in microseconds for each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Of the server; of the limits, whatever runs the statements.
    pub(crate) own: f64,
    /// Of PostgreSQL.
    pub(crate) database: Option<f64>,
}

/// Adds up what is used from now on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meter {
    whose: Whose,
    cluster: Option<u32>,
    before: Option<(u64, u64)>,
}

impl Meter {
    /// Begins, with that of PostgreSQL too where it is used.
    pub(crate) fn start(whose: Whose, cluster: Option<u32>) -> Self {
        let mut meter = Self { whose, cluster, before: None };
        meter.before = meter.read();
        meter
    }

    fn read(&self) -> Option<(u64, u64)> {
        Some((self.whose.used()?, self.cluster.map_or(Some(0), of_family)?))
    }

    /// What each of so many operations has taken since.
    pub(crate) fn cost(&self, operations: u64) -> Option<Cost> {
        let (own, database) = self.read()?;
        let (own_before, database_before) = self.before?;
        #[expect(clippy::cast_precision_loss, reason = "microseconds of a few seconds")]
        let each = |after: u64, before: u64| after.saturating_sub(before) as f64 / operations.max(1) as f64;
        let database = self.cluster.map(|_| each(database, database_before));
        Some(Cost { own: each(own, own_before), database })
    }
}
