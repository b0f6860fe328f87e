//! The policy bundle: everything in which one service centre differs from another, as data.
//!
//! A bundle is a folder of TOML files. [`parse()`] reads them and [`check()`] finds what is wrong, both with the file and
//! the line; [`Policy`] is the indexed form that decisions use. A ticket pins the version it was opened under.

pub mod alarms;
pub mod appeals;
pub mod applies_to;
pub mod assessments;
pub mod bundle;
pub mod calendars;
pub mod callbacks;
pub mod carry;
pub mod catalogue;
pub mod check;
pub mod clocks;
pub mod customers;
mod date;
pub mod figures;
mod hour;
pub mod ladder;
pub mod notifications;
pub mod organisation;
pub mod parse;
pub mod quality;
pub mod questionnaires;
pub mod redo;
pub mod reports;
mod resolved;
pub mod retention;
pub mod routes;
pub mod schema;
pub mod scripts;
pub mod standing;
pub mod vocabulary;

pub use bundle::Bundle;
pub use check::{Finding, check};
pub use parse::{Problem, parse};
pub use resolved::{AttributeFault, Policy, PolicyVersion, ServiceRules, UnknownZone};
