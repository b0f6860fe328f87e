//! Black-box tests of the built binary: what an operator, an integrator and a power failure do to it.
#![expect(clippy::unwrap_used, reason = "functions shared by tests")]

mod calendar;
mod command_line;
mod demo;
mod faults;
mod figures;
mod firing;
mod node;
mod replay;
