//! The measurements themselves.
//!
//! [`setup`] prepares databases, [`recording`] finds out which statements a request runs, [`limit`] runs them without a
//! server, [`load`] sends requests, [`rounds`] interleaves the two and compares.

mod bulk;
mod cases;
mod clocks;
mod database;
mod limit;
mod load;
mod output;
mod plan;
mod processor;
mod program;
mod psql;
mod recording;
mod report;
mod reports;
mod request;
mod rounds;
mod run;
mod server;
mod setup;
mod target;

pub(super) use clocks::run as run_clocks;
pub(super) use reports::run as run_reports;
pub(super) use run::run;

#[cfg(test)]
mod tests;
