use std::fs;
use std::time::Duration;

/// In which Linux counts the processor time of a process, whatever its own clock.
const TICKS_PER_SECOND: u64 = 100;

/// Where the two counters stand in `/proc/PID/stat`, behind the name of the program.
const USER_FIELD: usize = 11;
const SYSTEM_FIELD: usize = 12;

/// The processor time a process has used; none where the system does not tell it in this way.
pub(super) fn time_of(process: u32) -> Option<Duration> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, behind) = line.rsplit_once(')')?;
    let fields: Vec<&str> = behind.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<u64>().ok();
    let total = ticks(USER_FIELD)? + ticks(SYSTEM_FIELD)?;
    Some(Duration::from_millis(total * 1_000 / TICKS_PER_SECOND))
}
