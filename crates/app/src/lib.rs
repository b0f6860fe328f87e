//! app

pub mod error;
pub mod principal;
