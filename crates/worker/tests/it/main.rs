//! The reconcilers over a real database of each engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "functions shared by tests")]

mod centre;
mod day;
mod delivering;
mod desk;
mod faults;
mod jobs;
mod mail;
mod simulation;
mod sinks;
mod waking;
mod webhooks;
