//! Policies.

mod publish;
mod read;

pub use publish::{Published, publish};
pub use read::{current, get};
