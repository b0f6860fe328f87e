//! Reports: figures put together, run when asked for or by themselves, and written in four formats.

mod approval;
mod build;
mod cell;
mod delivery;
mod get;
mod list;
mod render;
mod run;
mod scheduled;
mod table;

pub use approval::sign;
pub use get::{definitions, get};
pub use list::list;
pub use render::{Format, Rendered, render};
pub use run::{ReportRequest, run};
pub use scheduled::{plan_all, run_due};

pub use bihuan_persistence::reports::{ReportRun, RunFilter};
