//! The reconcilers over a real database of each engine.
#![expect(clippy::unwrap_used, reason = "functions shared by tests")]

mod day;
mod desk;
mod faults;
mod jobs;
mod simulation;
mod waking;
