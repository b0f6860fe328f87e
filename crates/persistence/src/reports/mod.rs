//! Reports that ran, who was sent them, and which run by themselves.

mod runs;
mod schedules;

pub use runs::{ReportRun, RunFilter, add, find, list, recipients};
pub use schedules::{Schedule, claim, forget, plan};
