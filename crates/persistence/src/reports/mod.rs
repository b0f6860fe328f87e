//! Reports that ran, who was sent and who signed them, and which run by themselves.

mod runs;
mod schedules;
mod signatures;

pub use runs::{ReportRun, RunFilter, add, find, list, recipients};
pub use schedules::{Schedule, advance, claim, forget, plan};
pub use signatures::{lock, sign};
