//! The database on both engines, through its public face.
#![expect(clippy::unwrap_used, reason = "functions shared by tests")]

mod batches;
mod errors;
mod figures;
mod fixtures;
mod groups;
mod lifecycle;
mod log;
mod notifications;
mod nouns;
mod plans;
mod plant;
mod reads;
mod records;
mod schema;
mod writes;
