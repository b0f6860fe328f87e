//! Working time means the same as on paper: worked cases, awkward zones, the complaints that other systems hear most, and
//! laws that always hold.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail by panicking, their helper functions too")]

mod agreement;
mod amounts;
mod clock_changes;
mod complaints;
mod explanations;
mod fixtures;
mod laws;
mod pauses;
mod random;
mod slow_walk;
mod weeks;
mod worked_cases;
