//! What the tests of all crates share. A dev-dependency only: nothing here is part of the program.

pub mod app;
pub mod engines;
pub mod policy;
pub mod postgres;

pub use app::TestApp;
pub use engines::{TestDatabase, each_engine, sqlite};
