//! The reconcilers over a real database of each engine.
#![expect(clippy::unwrap_used, reason = "functions shared by tests")]

mod centre;
mod delivering;
mod faults;
mod mail;
mod sinks;
mod waking;
mod webhooks;
