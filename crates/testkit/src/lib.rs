//! What the tests of all crates share. A dev-dependency only: nothing here is part of the program.

pub mod engines;
pub mod policy;
pub mod postgres;

pub use engines::{TestDatabase, each_engine, sqlite};
