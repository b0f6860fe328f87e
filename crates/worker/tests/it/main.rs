//! The reconcilers over a real database of each engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "functions shared by tests")]

mod waking;
