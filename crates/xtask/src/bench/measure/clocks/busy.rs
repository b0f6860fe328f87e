use std::fs;

/// Where the idle times stand in the first line of `/proc/stat`.
const IDLE: [usize; 2] = [3, 4];

/// How busy the processors of this machine are, by whomever.
#[derive(Debug, Clone, Copy)]
pub(super) struct Busy {
    before: Option<(u64, u64)>,
}

impl Busy {
    pub(super) fn start() -> Self {
        Self { before: read() }
    }

    /// The share since the start; none where the system does not tell.
    pub(super) fn share(self) -> Option<f64> {
        let ((idle, all), (idle_before, all_before)) = (read()?, self.before?);
        #[expect(clippy::cast_precision_loss, reason = "hundredths of a second")]
        let idle = (idle - idle_before) as f64 / (all - all_before).max(1) as f64;
        Some(1.0 - idle)
    }
}

/// Idle ticks, and all.
fn read() -> Option<(u64, u64)> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    let ticks: Vec<u64> =
        text.lines().next()?.split_whitespace().skip(1).filter_map(|tick| tick.parse().ok()).collect();
    let idle = IDLE.iter().filter_map(|place| ticks.get(*place)).sum();
    // The last two, of guests, are counted among the first.
    Some((idle, ticks.iter().take(8).sum()))
}
